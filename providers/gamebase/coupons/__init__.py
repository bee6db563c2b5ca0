"""Coupons. FACTS 4.12."""
