"""Incidents: their cards, who takes them in hand, and who is on duty."""
