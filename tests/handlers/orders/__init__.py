"""Cards of orders."""
