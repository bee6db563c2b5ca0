"""The stand-in for the PIN Hype API."""

from sandbox.hype.errors import ErrorForm
from sandbox.hype.goods import Collection, Listing, Product
from sandbox.hype.pins import Pin, Reversal, Status
from sandbox.hype.quirks import Quirks
from sandbox.hype.routes import Routes
from sandbox.hype.server import Hype

__all__ = [
    "Collection",
    "ErrorForm",
    "Hype",
    "Listing",
    "Pin",
    "Product",
    "Quirks",
    "Reversal",
    "Routes",
    "Status",
]
