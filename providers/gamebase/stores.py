"""The stores that the document names."""

STORE_CODES = ("GG", "ONESTORE", "AS")
