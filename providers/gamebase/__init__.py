"""NHN Cloud Gamebase Server API v1.2: players and maintenance of our games. FACTS section 4."""
