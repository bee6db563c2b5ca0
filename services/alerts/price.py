"""Prices: moved by more than some percent since the quote before, up or down; cheaper elsewhere.

A movement counts for a day (services/quotes.py), then the new price is the usual one and the incident
is over; it is over at once where the price comes back. A move the other way, or one that is three times as
large, is another incident, so that it is told. Cheaper elsewhere is held against the offer that
was bought last of a product in that currency: where none was lately, nothing is said.
"""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from services.alerts.standing import Lasting, Standing, StandingAlerts, keyed, number_in
from services.alerts.stock import FRESH, TURN
from services.catalog import Catalog, Offer, Product
from services.clock import Clock, is_over
from services.incidents import Incidents, Signal
from services.outbox import Outbox
from services.quotes import WINDOW, Quotes
from services.schedules.due import DueRun
from storage.database import Database
from storage.quotes import QuoteRow

KIND = "price"
MOVED, CHEAPER = "moved", "cheaper"
LATELY = timedelta(days=28)
"""What was bought longer ago says nothing of where one buys."""
_STEP = 3
"""A move so many times as large as one that is told already is news of its own."""
_HUNDRED, _MOST_CHEAPER = Decimal(100), Decimal("99.9")


@dataclass(frozen=True, slots=True)
class Moved:
    """An offer at another price than before, or cheaper than ``usual`` is; ``percent`` is signed."""

    product: Product
    offer: Offer
    before: Decimal
    now: Decimal
    percent: Decimal
    usual: Offer | None = None


def moved_by(row: QuoteRow, now: datetime) -> Decimal | None:
    """By how many percent a price has moved lately, up or down; None: it has not, or nobody knows."""
    if row.unit_price is None or row.price_before is None or row.moved_at is None:
        return None
    if is_over(row.moved_at, WINDOW, now) or row.price_before <= 0:
        return None
    by = (row.unit_price - row.price_before) / row.price_before * _HUNDRED
    return by or None


def cheapest_other(
    usual: Offer, product: Product, rows: Mapping[int, QuoteRow], now: datetime
) -> Moved | None:
    """The cheapest other offer in the same currency, if it is there and costs less."""
    mine = _price(rows.get(usual.id), now)
    there = [
        (price, offer)
        for offer in product.offers
        if offer.id != usual.id
        and offer.currency == usual.currency
        and (price := _price(rows.get(offer.id), now)) is not None
        and rows[offer.id].stock != 0
    ]
    if not mine or not there:
        return None
    price, offer = min(there, key=lambda each: (each[0], each[1].id))
    if price >= mine:
        return None
    return Moved(product, offer, mine, price, (price - mine) / mine * _HUNDRED, usual)


def found_of(
    products: Iterable[Product],
    rows: Mapping[int, QuoteRow],
    bought: Collection[int],
    now: datetime,
) -> Sequence[Moved]:
    """All that moved or is cheaper elsewhere, by whatever percent. ``bought``: offers that were bought
    last.
    """
    found = []
    for product in products:
        for offer in product.offers:
            row = rows.get(offer.id)
            if row is not None and (by := moved_by(row, now)) is not None:
                before, price = row.price_before or Decimal(0), row.unit_price or Decimal(0)
                found.append(Moved(product, offer, before, price, by))
            if offer.id in bought and (less := cheapest_other(offer, product, rows, now)):
                found.append(less)
    return found


def standing(
    schedule_id: int, found: Iterable[Moved], percent: int, unread: Collection[int]
) -> Standing:
    """What of it a schedule tells. ``unread``: the offers of which no price is known now."""

    def unknown(key: str) -> bool:
        return number_in(key, 3) in unread

    lasting = [
        _lasting(schedule_id, each, percent) for each in found if abs(each.percent) > percent
    ]
    return Standing(lasting, unknown)


def step_of(percent: Decimal, least: int) -> int:
    """How large a move is: 0 from the percent that a schedule tells from, 1 from three times that, and so on.

    One that is cheaper goes by how much dearer it was before: nothing is cheaper by over 100 %.
    """
    by = (
        percent
        if percent > 0
        else _HUNDRED / max(1 + percent / _HUNDRED, Decimal("1e-9")) - _HUNDRED
    )
    step, bound = 0, Decimal(max(least, 1) * _STEP)
    while by > bound:
        step, bound = step + 1, bound * _STEP
    return step


def _lasting(schedule_id: int, found: Moved, least: int) -> Lasting:
    up = found.percent > 0
    percent = abs(found.percent).quantize(Decimal("0.1"))
    if not up and found.now:
        percent = min(percent, _MOST_CHEAPER)
    currency = found.offer.currency
    facts: dict[str, Any] = {
        "state": MOVED if found.usual is None else CHEAPER,
        "product": found.product.name,
        "product_id": found.product.id,
        "provider": found.offer.provider,
        "before": {"amount": format(found.before, "f"), "currency": currency},
        "now": {"amount": format(found.now, "f"), "currency": currency},
        "percent": format(percent.normalize(), "f"),
        "up": up,
    }
    # A way and a size have a card of their own: to change one that informs calls nobody.
    step = step_of(found.percent, least)
    which = [] if not step and up == (found.usual is None) else [f"{'up' if up else 'down'}{step}"]
    group = keyed(KIND, schedule_id, found.product.id, *which)
    if found.usual is None:
        key = keyed(KIND, schedule_id, MOVED, found.offer.id, *which)
        return Lasting(Signal(KIND, key, "info", facts, group), facts["now"]["amount"])
    facts["usual"] = found.usual.provider
    key = keyed(KIND, schedule_id, CHEAPER, found.usual.id, *which)
    said = f"{found.offer.id} {facts['now']['amount']}"
    return Lasting(Signal(KIND, key, "info", facts, group), said)


def _price(row: QuoteRow | None, now: datetime) -> Decimal | None:
    """What an offer costs, where that is known of now."""
    if row is None or row.trouble is not None or row.read_at is None:
        return None
    return row.unit_price if abs(now - row.read_at) < FRESH else None


class PriceAlerts(StandingAlerts):
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
    ) -> None:
        super().__init__(incidents, outbox)
        self._db = db
        self._clock = clock
        self._catalog = catalog
        self._quotes = quotes

    async def find(self, due: Sequence[DueRun]) -> Mapping[int, Standing]:
        """What moved, once for all of them."""
        await self._quotes.run()
        now = self._clock()
        products = [each for each in self._catalog.all() if not each.paused]
        async with self._db.read() as tx:
            rows = await tx.quotes.tried_since(now - FRESH)
            bought = await tx.quotes.bought_last(now - LATELY)
        last = _last_of_each(products, bought)
        found: list[Moved] = []
        for at in range(0, len(products), TURN):
            found += found_of(products[at : at + TURN], rows, last, now)
            await asyncio.sleep(0)
        offers = [offer.id for each in products for offer in each.offers]
        unread = {each for each in offers if _price(rows.get(each), now) is None}
        return {
            run.schedule.id: standing(run.schedule.id, found, int(run.options["percent"]), unread)
            for run in due
        }


def _last_of_each(products: Iterable[Product], bought: Mapping[int, int]) -> frozenset[int]:
    """Of each product and currency the offer whose last order is the newest."""
    last: dict[tuple[int, str], tuple[int, int]] = {}
    for product in products:
        if len(product.offers) < 2:
            continue
        for offer in product.offers:
            if (order := bought.get(offer.id)) is not None:
                place = product.id, offer.currency
                last[place] = max(last.get(place, (0, 0)), (order, offer.id))
    return frozenset(offer for _, offer in last.values())
