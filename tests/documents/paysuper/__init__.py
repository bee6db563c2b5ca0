"""PaySuper by its document."""
