"""Duty, worked out and on a database of each kind."""
