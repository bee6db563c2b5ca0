"""Own stock: keys the desk has already, sold like any other offer, also while every supplier is down."""

from services.own_stock.provider import OWN, OwnStock

__all__ = ["OWN", "OwnStock"]
