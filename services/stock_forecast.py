"""What is there of a product now, and how long that lasts."""

from dataclasses import dataclass

from services.forecast import Estimate, Forecasts, estimate
from services.stock import Stock, StockReading
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is there of a product, and how long that lasts.

    ``stock`` is None where an offer has no end or none answered; ``partly``: some did not answer. ``sold``:
    the keys of the last weeks, on which the estimate stands, or which are too few for one.
    """

    reading: StockReading
    stock: int | None
    partly: bool
    sold: int
    estimate: Estimate | None


class StockForecasts:
    """Reads stock and looks ahead."""

    def __init__(self, db: Database, stock: Stock, forecasts: Forecasts) -> None:
        self._db = db
        self._stock = stock
        self._forecasts = forecasts

    async def of(self, product_id: int) -> Forecast:
        """Ask all offers of a product. Raises UnknownProductError, PausedProductError."""
        reading = await self._stock.read(product_id)
        stock, partly = stock_of(reading)
        async with self._db.read() as tx:
            daily = (await self._forecasts.sold(tx, (product_id,)))[product_id]
        found = None if stock is None else estimate(daily, stock)
        return Forecast(reading, stock, partly, sum(daily), found)


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
