"""Stock and prices of a product, from all its providers at once."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from providers.base import OfferRef, Quote, Quoting, SellsOurs
from providers.errors import UNREADABLE
from providers.registry import Providers
from services.catalog import Catalog, Offer, Product
from services.clock import Clock
from services.provider_reads import TIME_LIMIT, Trouble, read

OFF = "off"
"""The trouble of an offer whose provider has no settings any more."""
SOLD_OUT = "out-of-stock"
NO_SUCH_OFFER = "no-such-offer"
_OFFER_WORDS = {"not-found": NO_SUCH_OFFER}


@dataclass(frozen=True, slots=True)
class StockLine:
    """One offer: its quote, or the trouble there was.

    Kinds are those of providers/errors.py, "no-such-offer" in place of "not-found", "slow" and "off".
    "out-of-stock" is an offer that is sold out and whose price is not to be had.
    """

    offer: Offer
    quote: Quote | None
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class StockReading:
    """All offers of a product as they stood at ``read_at``.

    Own stock stands before all others where the product's settings say so, while there is any.
    Within a currency what can be bought comes first, cheapest first; then what is sold out, then
    what is in trouble.
    """

    product: Product
    lines: tuple[StockLine, ...]
    read_at: datetime

    @property
    def is_there(self) -> bool:
        """Whether it can be bought from somebody."""
        return any(line.quote is not None and line.quote.stock != 0 for line in self.lines)

    @property
    def is_sold_out(self) -> bool:
        """Whether nobody has it; not so where nobody said so."""
        return not self.is_there and any(
            line.quote is not None or (line.trouble is not None and line.trouble.kind == SOLD_OUT)
            for line in self.lines
        )


class Stock:
    """Reads stock. ``time_limit`` is in seconds, for all offers together."""

    def __init__(
        self,
        clock: Clock,
        catalog: Catalog,
        providers: Providers,
        time_limit: float = TIME_LIMIT,
    ) -> None:
        self._clock = clock
        self._catalog = catalog
        self._providers = providers
        self._time_limit = time_limit
        self._heard: Callable[[StockReading], None] | None = None

    def heard_by(self, heard: Callable[[StockReading], None]) -> None:
        """Have this told of every reading."""
        self._heard = heard

    async def read(self, product_id: int) -> StockReading:
        """Ask for all offers at once; takes as long as the slowest.

        Raises UnknownProductError, PausedProductError.
        """
        product = self._catalog.offered(product_id)
        lines = await asyncio.gather(*map(self._line, product.offers))
        first = product.settings.own_first

        def rank(line: StockLine) -> tuple[bool, str, int, Decimal, int]:
            goes_first = first and self._providers.has(line.offer.provider, SellsOurs)
            return not (goes_first and _is_there(line)), *_rank(line)

        reading = StockReading(product, tuple(sorted(lines, key=rank)), self._clock())
        if self._heard is not None:
            self._heard(reading)
        return reading

    async def _line(self, offer: Offer) -> StockLine:
        try:
            provider = self._providers.get(offer.provider, Quoting)
        except LookupError:
            return StockLine(offer, None, Trouble(OFF))
        reference = OfferRef(offer.external_id, offer.currency, offer.country)
        quote, trouble = await read(provider.quote(reference), self._time_limit)
        if quote is not None and quote.currency != offer.currency:
            return StockLine(offer, None, Trouble(UNREADABLE))
        if trouble is not None:
            trouble = replace(trouble, kind=_OFFER_WORDS.get(trouble.kind, trouble.kind))
        return StockLine(offer, quote, trouble)


def _is_there(line: StockLine) -> bool:
    return line.quote is not None and line.quote.stock != 0


def _rank(line: StockLine) -> tuple[str, int, Decimal, int]:
    if line.quote is None:
        return line.offer.currency, 2, Decimal(0), line.offer.id
    return line.offer.currency, int(line.quote.stock == 0), line.quote.unit_price, line.offer.id
