"""Bans and their releases. FACTS 4.7, 4.8."""
