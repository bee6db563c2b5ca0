"""Confirmation: the question, what waits for its button, and the deed that follows Confirm."""
