"""Handing keys over: by claim link, by sending, by showing; and the customer's own shelf."""

from services.delivery.claims import ClaimLink, Claims, Revoked, TooLate
from services.delivery.desk import DeliveryDesk
from services.delivery.keys import Keys, KeyShelf

__all__ = ["ClaimLink", "Claims", "DeliveryDesk", "KeyShelf", "Keys", "Revoked", "TooLate"]
