"""Every fault at every endpoint, met from the chat: what the person reads, and what state remains."""
