"""Customers' cases: reported, answered, replaced, taken back, closed."""
