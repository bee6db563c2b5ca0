"""What the sample shop shows of itself: two shelves, and names that are as long as names can be."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from providers.base import Collection, ProductDetails, Tree, TreeProduct
from providers.errors import NotFound

GAME = "game"
LONG = "urn:sample:editions/" + "with 100% of a name: " * 8 + "standard"
"""An external id of nearly 200 characters, with blanks and all that buttons give a meaning to."""
NAMES = {GAME: "Sample Game", LONG: "Sample Game, Long Edition"}
_SHELVES = {"urn:sample:shelves/games that are played": GAME, "long": LONG}


class Shelves:
    """Implements ``Browsing`` for a shop that has these prices by currency."""

    name = "sample"

    def __init__(self, prices: Mapping[str, Decimal]) -> None:
        self._prices = prices

    async def browse(self, *, fresh: bool = False) -> Tree:
        """Two collections; a product stands there once for each currency."""
        shelves = [
            Collection(place, NAMES[held], (), await self.collection(place))
            for place, held in _SHELVES.items()
        ]
        return Tree(tuple(shelves), datetime.now(UTC))

    async def collections(self) -> tuple[Collection, ...]:
        """The same two, empty."""
        return tuple(Collection(place, NAMES[held], (), ()) for place, held in _SHELVES.items())

    async def collection(self, external_id: str) -> tuple[TreeProduct, ...]:
        """What is in one."""
        if external_id not in _SHELVES:
            raise NotFound(self.name, "collection: no such shelf")
        held = _SHELVES[external_id]
        return tuple(
            TreeProduct(held, NAMES[held], price, None, currency, "", available=True)
            for currency, price in sorted(self._prices.items())
        )

    async def details(self, external_id: str) -> ProductDetails:
        """What buyers are told."""
        if external_id not in NAMES:
            raise NotFound(self.name, "details: no such product")
        return ProductDetails(external_id, NAMES[external_id], "Played by samples.", "", "")
