"""Forgetting customers, and keys that are not kept."""
