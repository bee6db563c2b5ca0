"""Payments in a game, and subscriptions. FACTS 4.13 to 4.15."""
