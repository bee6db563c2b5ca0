"""Orders: bought, found again, settled, taken back, and the provider's books of them."""
