"""Ranks and scores. FACTS 4.16 to 4.24."""
