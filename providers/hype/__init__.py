"""PIN Hype: game keys and credits, one pin a call. FACTS section 5."""
