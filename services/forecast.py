"""How long stock lasts by the last weeks' sales, with its range; nothing where they say too little.

Whole days in UTC are counted, from the first of the last four weeks on which the product was sold. The keys
of so many days are taken for a sum of days that differ as these did, never less than days of chance do
(Poisson), and the mean of few days for a guess: the range is where eight times in ten the last key goes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from math import sqrt

from services.clock import Clock
from services.sales import Sales
from storage.transaction import Tx

DAYS = 28
"""So many whole days before today are looked at."""
_SPREAD = 1.2816
"""Standard deviations to both sides between which eight of ten lie."""
_FEWEST_DAYS, _FEWEST_SOLD_ON, _FEWEST_KEYS = 7, 4, 8
"""Of less than this nothing is said."""
_WIDEST = 6.0
"""So many times the near end the far one may be, beyond which a range says nothing."""
FARTHEST = 60.0
"""Further ahead than this many days nobody is told a number."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The stock lasts about ``days``, most likely between ``low`` and ``high``.

    Its basis: ``keys`` sold on ``of_days`` days. ``far``: it lasts longer than :data:`FARTHEST` days in
    any case that is likely, and no number is worth telling.
    """

    days: float
    low: float
    high: float
    keys: int
    of_days: int

    @property
    def per_day(self) -> float:
        """Keys sold on a day, in the mean."""
        return self.keys / self.of_days

    @property
    def far(self) -> bool:
        """Whether it is further ahead than anybody can see."""
        return self.low > FARTHEST


def estimate(daily: Sequence[int], stock: int) -> Estimate | None:
    """How long ``stock`` keys last after days on which so many were sold, oldest first; None: who knows."""
    first = next((at for at, keys in enumerate(daily) if keys), len(daily))
    days = daily[first:]
    keys, count = sum(days), len(days)
    sold_on = sum(each > 0 for each in days)
    if count < _FEWEST_DAYS or sold_on < _FEWEST_SOLD_ON or keys < _FEWEST_KEYS:
        return None
    mean = keys / count
    varies = max(sum((each - mean) ** 2 for each in days) / (count - 1), mean)
    low, high = (_lasts(stock, mean, varies, count, side * _SPREAD) for side in (1, -1))
    if low <= FARTHEST and high > _WIDEST * max(low, 1.0):
        return None
    return Estimate(stock / mean, low, high, keys, count)


def _lasts(stock: int, mean: float, varies: float, count: int, spread: float) -> float:
    """After how many days so many are sold, if days turn out so many deviations above the mean."""
    if stock <= 0:
        return 0.0

    def sold(days: float) -> float:
        return mean * days + spread * sqrt(varies * days * (1 + days / count))

    # Slower than the mean by the doubt in it, nothing may be sold for ever: look no further than this.
    near, far = 0.0, 100 * FARTHEST
    if sold(far) < stock:
        return far
    for _ in range(50):
        middle = (near + far) / 2
        near, far = (middle, far) if sold(middle) < stock else (near, middle)
    return far


class Forecasts:
    """Looks ahead by what was sold."""

    def __init__(self, clock: Clock, sales: Sales) -> None:
        self._clock = clock
        self._sales = sales

    async def estimates(self, tx: Tx, stock: Mapping[int, int]) -> dict[int, Estimate]:
        """How long what is there of these products lasts, by product; one of which nothing is known is left
        out. One statement, whatever the number of products.
        """
        daily = await self.sold(tx, stock)
        found = {each: estimate(daily[each], keys) for each, keys in stock.items()}
        return {each: there for each, there in found.items() if there is not None}

    async def sold(self, tx: Tx, products: Collection[int]) -> dict[int, list[int]]:
        """The keys sold of each product on each of the last ``DAYS`` whole days, oldest first."""
        today = datetime.combine(self._clock().astimezone(UTC).date(), time(0), UTC)
        days = [today - timedelta(days=back) for back in range(DAYS, -1, -1)]
        return await self._sales.keys_by_day(tx, products, days)

    async def sold_today(self, tx: Tx, products: Collection[int]) -> dict[int, int]:
        """The keys sold of each product on the day it is in UTC, so far."""
        today = datetime.combine(self._clock().astimezone(UTC).date(), time(0), UTC)
        found = await self._sales.keys_by_day(tx, products, [today, today + timedelta(days=1)])
        return {product: sum(keys) for product, keys in found.items()}
