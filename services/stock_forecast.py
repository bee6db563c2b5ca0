"""What is there of a product now, and how long that lasts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.catalog import Catalog, Product
from services.forecast import Estimate, Forecasts, estimate
from services.stock import Stock, StockReading
from storage.database import Database
from storage.quotes import QuoteRow


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is there of a product, and how long that lasts.

    ``stock`` is None where an offer has no end or none answered; ``partly``: some did not answer. ``sold``:
    the keys of the last weeks, on which the estimate stands, or which are too few for one; ``today``: those
    of today, which counts for neither.
    """

    reading: StockReading
    stock: int | None
    partly: bool
    sold: int
    today: int
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """A product in the overview: its stock as it was last read, and how long that lasts."""

    product: Product
    stock: int
    read_at: datetime
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Overview:
    """The products that last shortest first; of ``silent`` others there is too little to say.

    ``unread``: products whose stock nobody has read yet, or has no end.
    """

    ahead: tuple[Ahead, ...]
    silent: int
    unread: int


class StockForecasts:
    """Reads stock and looks ahead."""

    def __init__(self, db: Database, catalog: Catalog, stock: Stock, forecasts: Forecasts) -> None:
        self._db = db
        self._catalog = catalog
        self._stock = stock
        self._forecasts = forecasts

    async def overview(self) -> Overview:
        """All products that are sold, by their stock as it was last read: nobody is asked."""
        products = [each for each in self._catalog.all() if not each.paused]
        offers = [offer.id for each in products for offer in each.offers]
        async with self._db.read() as tx:
            quotes = await tx.quotes.of_offers(offers)
            read = {}
            for each in products:
                known = [quotes.get(offer.id) for offer in each.offers]
                if (found := _last_read(known)) is not None:
                    read[each.id] = found
            stock = {product: keys for product, (keys, _) in read.items()}
            estimates = await self._forecasts.estimates(tx, stock)
        ahead = [
            Ahead(each, *read[each.id], estimates[each.id])
            for each in products
            if each.id in estimates
        ]
        ahead.sort(key=lambda one: (one.estimate.days, one.product.name))
        return Overview(tuple(ahead), len(read) - len(ahead), len(products) - len(read))

    async def of(self, product_id: int) -> Forecast:
        """Ask all offers of a product. Raises UnknownProductError, PausedProductError."""
        reading = await self._stock.read(product_id)
        stock, partly = stock_of(reading)
        async with self._db.read() as tx:
            daily = (await self._forecasts.sold(tx, (product_id,)))[product_id]
            today = (await self._forecasts.sold_today(tx, (product_id,)))[product_id]
        found = None if stock is None else estimate(daily, stock)
        return Forecast(reading, stock, partly, sum(daily), today, found)


def _last_read(quotes: Sequence[QuoteRow | None]) -> tuple[int, datetime] | None:
    """The keys of all offers and when the oldest was read; None where one has no end, or none was."""
    read = [each for each in quotes if each is not None and each.read_at is not None]
    stocks = [None if each.stock is None else each.stock + each.more for each in read]
    moments = [each.read_at for each in read if each.read_at is not None]
    if not moments or None in stocks:
        return None
    return sum(each for each in stocks if each is not None), min(moments)


def stock_of(reading: StockReading) -> tuple[int | None, bool]:
    """How many keys all offers of a product have together, and whether some did not answer.

    None: an offer has no end, or none answered.
    """
    quotes = [line.quote for line in reading.lines if line.quote is not None]
    partly = len(quotes) < len(reading.lines)
    stocks = [None if each.stock is None else each.stock + each.more for each in quotes]
    if not stocks or None in stocks:
        return None, partly
    return sum(each for each in stocks if each is not None), partly
