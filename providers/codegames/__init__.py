"""CodeGames.gg API-Hub: game keys for KZT. FACTS section 1."""
