"""How a conversation runs: steps, permission, turns, cards, questions, sending."""
