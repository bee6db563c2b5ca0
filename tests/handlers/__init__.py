"""Conversations: what is pure in them."""
