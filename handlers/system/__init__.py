"""The desk itself: its providers, the audit, backups, the clock, floods, and what could not be told."""
