"""What a chat is told at its times: alerts, digests, sales."""
