"""Handing keys over: by claim link, by sending, by showing; and the customer's own shelf."""

from services.delivery.claims import ClaimLink, Claims, Revoked, TooLate
from services.delivery.keys import Keys, KeyShelf
from services.delivery.service import Delivery

__all__ = ["ClaimLink", "Claims", "Delivery", "KeyShelf", "Keys", "Revoked", "TooLate"]
