"""Maintenances of an app. FACTS 4.11."""
