"""Incidents, on a database of each kind."""
