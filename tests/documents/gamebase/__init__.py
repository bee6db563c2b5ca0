"""Gamebase by its document."""
