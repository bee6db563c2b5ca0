"""Game accounts at a platform that offers our games."""
