"""Handing keys over: by claim link, by sending, by showing; and the customer's own shelf."""

from services.delivery.claims import (
    ClaimLink,
    Claims,
    EndedBefore,
    OpenLink,
    OpenLinks,
    PieceLink,
    PieceLinks,
    Revoked,
    TooLate,
)
from services.delivery.keys import Keys, KeyShelf
from services.delivery.service import Delivery, Sendable

__all__ = [
    "ClaimLink",
    "Claims",
    "Delivery",
    "EndedBefore",
    "KeyShelf",
    "Keys",
    "OpenLink",
    "OpenLinks",
    "PieceLink",
    "PieceLinks",
    "Revoked",
    "Sendable",
    "TooLate",
]
