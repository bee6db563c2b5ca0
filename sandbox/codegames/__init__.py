"""The stand-in for the CodeGames API."""

from sandbox.codegames.errors import Envelope, ErrorForm
from sandbox.codegames.late import Late
from sandbox.codegames.server import CodeGames
from sandbox.codegames.shop import Offer, Order

__all__ = ["CodeGames", "Envelope", "ErrorForm", "Late", "Offer", "Order"]
