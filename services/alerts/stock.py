"""Stock that runs out: below a number, out, back, and about how many days what is left will last.

Detection goes by what was read last of each offer (services/quotes.py). An offer of which nothing fresh
is known makes the sum a part of it: then nothing is said to be low, and what is enough without it is
enough.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.alerts.standing import Lasting, Standing, StandingAlerts, keyed, number_in
from services.catalog import Catalog, Product
from services.clock import Clock
from services.forecast import Estimate, Forecasts
from services.incidents import Incidents, Severity, Signal
from services.outbox import Outbox
from services.own_stock.provider import OWN
from services.quotes import Quotes
from services.schedules.due import DueRun
from services.stock import NO_SUCH_OFFER, SOLD_OUT
from storage.database import Database
from storage.quotes import QuoteRow

KIND = "stock"
OUT, LOW, OWN_LOW, DAYS = "out", "low", "own-low", "days"
TURN = 1000
"""After so many products others get their turn."""
FRESH = timedelta(days=1)
"""What was read longer ago says nothing of now."""
_NONE_LEFT = frozenset({SOLD_OUT, NO_SUCH_OFFER})


@dataclass(frozen=True, slots=True)
class Left:
    """How many keys of a product can be bought. ``count`` is None where they are unlimited.

    ``sure``: it is all; else some offers could not be read, and there may be more.
    """

    count: int | None
    sure: bool


@dataclass(frozen=True, slots=True)
class ProductStock:
    """A product as it stands: what is left, what of it is our own, and how long that lasts."""

    product: Product
    left: Left
    own_left: int | None = None
    lasts: Estimate | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What is out, low or lasts a few days only, each with its state; of the others nothing is known."""

    low: Sequence[tuple[ProductStock, str]]
    unknown: frozenset[int]


def left_of(product: Product, rows: Mapping[int, QuoteRow], now: datetime) -> Left:
    """What is left by the last readings of its offers."""
    count, sure, unlimited = 0, True, False
    for offer in product.offers:
        row = rows.get(offer.id)
        if row is None or abs(now - row.tried_at) >= FRESH:
            sure = False
        elif row.trouble in _NONE_LEFT:
            continue
        elif row.trouble is not None or row.read_at is None:
            sure = False
        else:
            unlimited = unlimited or row.stock is None
            count += (row.stock or 0) + row.more
    return Left(None, sure=True) if unlimited else Left(count, sure)


def state_of(stock: ProductStock, below: int, days: int) -> str | None:
    """How a product stands: a word of above, "" where there is enough, None where that is not known."""
    left, mark = stock.left, stock.product.settings.low_mark
    if left.count == 0:
        return OUT if left.sure else None
    if left.count is not None and left.count < below:
        return LOW if left.sure else None
    if mark is not None and stock.own_left is not None and stock.own_left <= mark:
        return OWN_LOW
    if days and stock.lasts is not None and left.sure and stock.lasts.days <= days:
        return DAYS
    return ""


def found_of(stocks: Iterable[ProductStock], below: int, days: int) -> Found:
    """What is low by these options: the same for every schedule that has them."""
    low, unknown = [], set()
    for stock in stocks:
        state = state_of(stock, below, days)
        if state is None:
            unknown.add(stock.product.id)
        elif state:
            low.append((stock, state))
    return Found(low, frozenset(unknown))


def standing(schedule_id: int, found: Found, below: int) -> Standing:
    """The same as a schedule tells it."""

    def unknown(key: str) -> bool:
        return number_in(key, 2) in found.unknown

    lasting = [_lasting(schedule_id, stock, state, below) for stock, state in found.low]
    return Standing(lasting, unknown)


def _lasting(schedule_id: int, stock: ProductStock, state: str, below: int) -> Lasting:
    product = stock.product
    facts: dict[str, Any] = {
        "state": state,
        "product": product.name,
        "product_id": product.id,
        "left": stock.own_left if state == OWN_LOW else stock.left.count,
        "below": product.settings.low_mark if state == OWN_LOW else below,
    }
    if (lasts := stock.lasts) is not None and state == DAYS:
        facts |= {
            "days": max(1, round(lasts.days)),
            "low": int(lasts.low),
            "high": max(1, round(lasts.high)),
            "keys": lasts.keys,
            "of_days": lasts.of_days,
        }
    severity: Severity = "warning" if state == OUT else "info"
    # Products of one provider are one card.
    providers = {offer.provider for offer in product.offers}
    group = keyed(KIND, schedule_id, *(providers if len(providers) == 1 else ()))
    signal = Signal(KIND, keyed(KIND, schedule_id, product.id), severity, facts, group)
    return Lasting(signal, f"{state} {facts['left']}")


class StockAlerts(StandingAlerts):
    """Looks at the last readings of all that is sold."""

    prefix = KIND

    def __init__(
        self,
        db: Database,
        clock: Clock,
        incidents: Incidents,
        outbox: Outbox,
        catalog: Catalog,
        quotes: Quotes,
        forecasts: Forecasts,
    ) -> None:
        super().__init__(incidents, outbox)
        self._db = db
        self._clock = clock
        self._catalog = catalog
        self._quotes = quotes
        self._forecasts = forecasts

    async def find(self, due: Sequence[DueRun]) -> Mapping[int, Standing]:
        """Which products are low, once for each way of asking."""
        stocks = await self._stocks()
        found: dict[tuple[int, int], Found] = {}
        by_schedule = {}
        for run in due:
            below, days = int(run.options["below"]), int(run.options["days"])
            if (below, days) not in found:
                found[below, days] = found_of(stocks, below, days)
            by_schedule[run.schedule.id] = standing(run.schedule.id, found[below, days], below)
        return by_schedule

    async def _stocks(self) -> Sequence[ProductStock]:
        await self._quotes.run()
        now = self._clock()
        products = [each for each in self._catalog.all() if not each.paused]
        async with self._db.read() as tx:
            rows = await tx.quotes.tried_since(now - FRESH)
            own = {each.id: each.left for each in await tx.low_stock.marked(OWN, now)}
            left = {}
            for product in products:
                left[product.id] = left_of(product, rows, now)
                if len(left) % TURN == 0:
                    await asyncio.sleep(0)
            counts = {
                id_: each.count
                for id_, each in left.items()
                if each.sure and each.count is not None
            }
            lasts = await self._forecasts.estimates(tx, counts)
        return [
            ProductStock(each, left[each.id], own.get(each.id), lasts.get(each.id))
            for each in products
        ]
