"""What comes from Telegram: messages, taps, who comes and goes, and who is meant by them."""
