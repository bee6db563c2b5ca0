"""How the process talks to Telegram: the budget of sends, the session, the long polling."""
