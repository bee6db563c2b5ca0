"""Players: looked up, proven by tokens, transferred, withdrawn. FACTS 4.1, 4.3 to 4.6, 4.9, 4.10."""
