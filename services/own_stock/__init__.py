"""Own stock: keys the desk has already, sold like any other offer, also while every supplier is down."""

from services.own_stock.additions import Additions, Batch, NewKey
from services.own_stock.keeping import Keeping, Kept
from services.own_stock.listing import Listing, Lot, ProductStock
from services.own_stock.looks import looks_like_key
from services.own_stock.low import LOW, LowStock
from services.own_stock.offers import OwnOffers
from services.own_stock.provider import OWN, OwnStock

__all__ = [
    "LOW",
    "OWN",
    "Additions",
    "Batch",
    "Keeping",
    "Kept",
    "Listing",
    "Lot",
    "LowStock",
    "NewKey",
    "OwnOffers",
    "OwnStock",
    "ProductStock",
    "looks_like_key",
]
