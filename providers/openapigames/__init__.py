"""open-api-games (lostgame.tech): accounts under which our games are offered. FACTS section 3."""
