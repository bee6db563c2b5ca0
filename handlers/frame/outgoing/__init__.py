"""What goes to Telegram: cards, notices, command lists, and how Telegram refuses."""
