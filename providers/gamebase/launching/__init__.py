"""What a client is told at its start. FACTS 4.2."""
