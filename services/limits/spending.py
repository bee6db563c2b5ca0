"""What orders hold of limits: claimed as one is confirmed, given back as it turns out not to be spent.

An order holds the price of each of its keys that is bought, may have been, or is still to be. Its row says
how much and for which days, and the sums of ``spent`` are those of all orders; both are written in the one
transaction in which its status, or that of a purchase, changes. So what an order holds follows from where it
stands: nothing can be given back twice, and nothing is left behind.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from services.access import Access
from services.access.roles import OWNER
from services.clock import Clock
from services.limits.scopes import Over, Scope, holding, millionths, of_millionths, within
from services.money import Money
from storage.grants import EVERYWHERE
from storage.limits import Bounds, LimitRow
from storage.orders import OrderRow
from storage.spent import Sum
from storage.transaction import Tx

log = structlog.get_logger(__name__)

EVERYBODY = 0


@dataclass(frozen=True, slots=True)
class Days:
    """The day by the chat's clocks, and by the desk's, as sums are called."""

    here: str
    desk: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """What an order holds from now on; ``over``: the limits that this is above, if any.

    ``of_key``: where a key costs more than its product may without asking.
    """

    amount: int
    days: Days
    over: tuple[Over, ...]
    of_key: tuple[Over, ...] = ()

    def columns(self) -> Mapping[str, Any]:
        """As the order's row has it."""
        return {"held": self.amount, "held_day": self.days.here, "held_desk_day": self.days.desk}


class Spending:
    """Counts. Each method works inside the caller's transaction."""

    def __init__(self, clock: Clock, access: Access, timezone: str = "UTC") -> None:
        """``timezone`` is the desk's."""
        self._clock = clock
        self._access = access
        self._desk = ZoneInfo(timezone)
        access.count_days_by(timezone)

    async def claim(self, tx: Tx, order: OrderRow) -> Claimed:
        """Let an order hold its whole price, and say what that is above, as it stands now; two statements.

        Others who confirm meanwhile wait for this transaction to end, or this for them. Where the order is
        not to be bought after all, end the transaction by an error or ``let_go``.
        """
        bounds = await _bounds(tx, order)
        days = self.days(order.chat_id)
        amount = millionths(order.unit_price * order.count)
        sums = await tx.spent.add(
            _sums(order.chat_id, order.buyer_id, days, order.currency), amount
        )
        over = self._above(order, bounds.limits, sums, amount, days)
        return Claimed(amount, days, over, _above_ceiling(order, bounds))

    async def foresee(self, tx: Tx, order: OrderRow) -> tuple[Over, ...]:
        """Say which limits it would be above if it were confirmed now; nothing is claimed."""
        bounds = await _bounds(tx, order)
        of_key = _above_ceiling(order, bounds)
        if not bounds.limits:
            return of_key
        days = self.days(order.chat_id)
        amount = millionths(order.unit_price * order.count)
        which = _sums(order.chat_id, order.buyer_id, days, order.currency)
        spent = await tx.spent.now(which)
        sums = {each: spent.get(each, 0) + amount for each in which}
        return (*self._above(order, bounds.limits, sums, amount, days), *of_key)

    def _above(
        self,
        order: OrderRow,
        limits: Sequence[LimitRow],
        sums: Mapping[Sum, int],
        amount: int,
        days: Days,
    ) -> tuple[Over, ...]:
        """The limits that it is above; ``sums`` are what they come to with it."""
        held = holding(limits, order.buyer_id, self.roles(order.buyer_id, order.chat_id))
        over = []
        for limit in held:
            which = sum_of(limit, order.chat_id, order.buyer_id, days)
            reached = amount if which is None else sums[which]
            if (too_much := reached - within(limit.amount)) > 0:
                left = of_millionths(max(0, amount - too_much), order.currency)
                over.append(Over(limit, left, of_millionths(too_much, order.currency)))
        return tuple(over)

    async def let_go(self, tx: Tx, order: OrderRow, claimed: Claimed) -> None:
        """It is not to be bought after all: what was claimed in this transaction is given back."""
        sums = _sums(order.chat_id, order.buyer_id, claimed.days, order.currency)
        await tx.spent.add(sums, -claimed.amount)

    async def follow(self, tx: Tx, order: OrderRow, keys: int) -> None:
        """Let an order hold the price of so many keys: those not bought, or taken back, are given back.

        One that was proven to be charged after all holds its price again. The order's row is locked.
        """
        if order.held is None or order.held_day is None or order.held_desk_day is None:
            return  # confirmed by a version that knew no limits
        now = millionths(order.unit_price * keys)
        if now == order.held:
            return
        if not await tx.orders.hold(order.id, order.held, now):
            log.error("what an order holds was changed beside it", order=order.number)
            return
        days = Days(order.held_day, order.held_desk_day)
        sums = _sums(order.chat_id, order.buyer_id, days, order.currency)
        await tx.spent.add(sums, now - order.held)

    def days(self, chat_id: int) -> Days:
        """Today there. A person's private chat has the desk's days: its zone is theirs to choose."""
        now = self._clock()
        here = now.astimezone(self._access.zone_of_limits(chat_id) if chat_id < 0 else self._desk)
        return Days(_day(here), _day(now.astimezone(self._desk)))

    def roles(self, user_id: int, chat_id: int) -> frozenset[str]:
        """Give the roles by which limits hold for a person in a chat."""
        held = self._access.roles_of(user_id, chat_id)
        owner = {OWNER} if self._access.is_owner(user_id) else set()
        return frozenset({each.role for each in held if not each.asleep} | owner)


async def _bounds(tx: Tx, order: OrderRow) -> Bounds:
    return await tx.limits.of_order((EVERYWHERE, order.chat_id), order.currency, order.offer_id)


def _above_ceiling(order: OrderRow, bounds: Bounds) -> tuple[Over, ...]:
    """Where a key costs more than its product may without asking; in another currency it says nothing."""
    if bounds.ceiling is None or bounds.ceiling_currency != order.currency:
        return ()
    price, ceiling = (Money(each, order.currency) for each in (order.unit_price, bounds.ceiling))
    return (Over.of_key(ceiling, price),) if price.amount > ceiling.amount else ()


def sum_of(limit: LimitRow, chat_id: int, user_id: int, days: Days) -> Sum | None:
    """The sum that a limit bounds for a person in a chat; None: it bounds single orders."""
    return _SUMS[Scope(limit.scope)](limit, chat_id, user_id, days)


def _of_person(limit: LimitRow, chat_id: int, user_id: int, days: Days) -> Sum:
    if limit.chat_id == EVERYWHERE:
        return EVERYWHERE, user_id, days.desk, limit.currency
    return chat_id, user_id, days.here, limit.currency


_SUMS: Mapping[Scope, Callable[[LimitRow, int, int, Days], Sum | None]] = {
    Scope.ORDER: lambda *_: None,
    Scope.KEY: lambda *_: None,
    Scope.PERSON_DAY: _of_person,
    Scope.CHAT_DAY: lambda limit, chat, _, days: (chat, EVERYBODY, days.here, limit.currency),
    Scope.CHAT_MONTH: lambda limit, chat, _, days: (
        *(chat, EVERYBODY),
        days.here[:7],
        limit.currency,
    ),
}


def _sums(chat_id: int, user_id: int, days: Days, currency: str) -> Sequence[Sum]:
    """Every sum that an order counts in."""
    return (
        (chat_id, user_id, days.here, currency),
        (EVERYWHERE, user_id, days.desk, currency),
        (chat_id, EVERYBODY, days.here, currency),
        (chat_id, EVERYBODY, days.here[:7], currency),
    )


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
