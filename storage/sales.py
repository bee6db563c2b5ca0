"""Sales: the orders of some spans of time, counted by the database from orders and purchases themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    exists,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from storage.tables.cases import cases
from storage.tables.keys import claims, keys
from storage.tables.orders import orders, purchases

QUARTER = timedelta(minutes=15)
"""What totals are kept of: the clocks of all zones differ by whole ones."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PRICE = func.coalesce(purchases.c.charged, orders.c.unit_price)
"""What a key was: as charged, where that was read."""
_CURRENCY = func.coalesce(purchases.c.charged_currency, orders.c.currency)
_BOUGHT = or_(
    purchases.c.status == "accepted",
    # What was uncertain before it is taken back keeps a reason: services/orders/states.py.
    and_(purchases.c.status == "reversing", purchases.c.reason.is_(None)),
)
_STOCKED = exists(
    select(keys.c.id).where(keys.c.purchase_id == purchases.c.id, keys.c.kept_at.is_not(None))
)
NEVER_BOUGHT = ("draft", "awaiting_approval", "approved", "rejected", "expired")
_UNDELIVERED = ("paid", "keyed")

Span = tuple[datetime, datetime]
"""From the first moment until before the second."""


class _QuarterOf(GenericFunction[int]):
    """The number of the quarter of an hour a moment lies in."""

    type = BigInteger()
    inherit_cache = True


@compiles(_QuarterOf, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    # It rounds to milliseconds: the last moment of a quarter would lie in the next.
    moment = f"substr({compiler.process(element.clauses, **kw)}, 1, 19)"
    return f"CAST(strftime('%s', {moment}) AS INTEGER) / 900"


@compiles(_QuarterOf, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    moment = compiler.process(element.clauses, **kw)
    return f"CAST(floor(extract(epoch FROM {moment}) / 900) AS BIGINT)"


def quarter_of(moment: datetime) -> int:
    """The number of the quarter of an hour a moment lies in, counted from 1970."""
    return (moment - _EPOCH) // QUARTER


def beginning(quarter: int) -> datetime:
    """Its first moment."""
    return _EPOCH + quarter * QUARTER


@dataclass(frozen=True, slots=True)
class ChatsWanted:
    """Of which chats: of any of ``only`` (None: of all), of none of ``but``."""

    only: frozenset[int] | None = None
    but: frozenset[int] = frozenset()

    def among(self, column: Any) -> list[ColumnElement[bool]]:
        """What makes a row one of theirs."""
        wanted = [] if self.only is None else [column.in_(self.only)]
        return [*wanted, column.not_in(self.but)] if self.but else wanted


EVERY_CHAT = ChatsWanted()


@dataclass(frozen=True, slots=True)
class Counted:
    """Orders that were counted already: confirmed before that moment, with purchases up to that one.

    Purchases are numbered as they are written, whatever the clock shows.
    """

    before: datetime
    purchase: int


@dataclass(frozen=True, slots=True)
class SalesGroup:
    """Purchases that are alike in all that totals are kept by, in price, in cost and in their order's status.

    The price is what was charged by the provider's books, else what was confirmed; a cost of None: those
    books do not say it. ``bought`` counts purchases that were accepted, each one key at ``unit_price``, also
    while they are being taken back; ``stocked`` those whose key went into own stock instead, ``returned``
    those that were reversed.
    """

    quarter: int
    chat_id: int
    provider: str
    offer_id: int
    buyer_id: int
    currency: str
    unit_price: Decimal
    cost: Decimal | None
    status: str
    orders: int
    bought: int
    stocked: int
    returned: int

    @property
    def undelivered(self) -> bool:
        """Whether its orders are paid for and not handed over."""
        return self.status in _UNDELIVERED


async def sales_in(
    connection: AsyncConnection,
    spans: Sequence[Span],
    chats: ChatsWanted = EVERY_CHAT,
    counted: Sequence[Counted] = (),
) -> list[SalesGroup]:
    """Count what was confirmed in these spans of time and not ``counted`` already, in no order.

    Amounts are text in the database, so they are only grouped here, exactly, and never added. One
    pass over both tables: an order is counted by its first purchase, and by itself where it has none.
    """
    if not spans:
        return []
    # Confirming an order writes its purchases with the positions 1, 2, 3 …
    first = or_(purchases.c.position.is_(None), purchases.c.position == 1)
    quarter = _QuarterOf(orders.c.confirmed_at)
    alike = (
        *(quarter, orders.c.chat_id, orders.c.provider, orders.c.offer_id, orders.c.buyer_id),
        *(_CURRENCY, _PRICE, purchases.c.cost, orders.c.status),
    )
    groups = (
        select(
            *alike,
            func.count().filter(first),
            func.count().filter(_BOUGHT, ~_STOCKED),
            func.count().filter(_BOUGHT, _STOCKED),
            func.count().filter(purchases.c.status == "reversed"),
        )
        .select_from(orders.outerjoin(purchases, purchases.c.order_id == orders.c.id))
        .where(
            _within(spans),
            orders.c.status.not_in(NEVER_BOUGHT),
            *chats.among(orders.c.chat_id),
            *_not_of(counted),
        )
        .group_by(*alike)
    )
    return [SalesGroup(*row) for row in await connection.execute(groups)]


async def newest_purchase(connection: AsyncConnection) -> int:
    """The number of the purchase that was written last; 0: there is none."""
    return int(await connection.scalar(select(func.max(purchases.c.id))) or 0)


async def settled_purchase(connection: AsyncConnection) -> int:
    """The same, once no purchase with a lower number can be committed any more. The transaction's first read.

    PostgreSQL gives numbers before commits, so one whose commit comes milliseconds later may have a lower
    number. Who waits for the table has seen the end of all that were writing to it, and the moment that this
    transaction reads of is after that. Nobody waits for longer than the question takes: the lock goes with
    its savepoint.
    """
    if connection.dialect.name != "postgresql":
        return await newest_purchase(connection)
    async with connection.begin_nested() as locked:
        await connection.execute(text("LOCK TABLE purchases IN SHARE MODE"))
        newest = await newest_purchase(connection)
        await locked.rollback()
    return newest


async def earliest_after(
    connection: AsyncConnection, purchase: int, before: datetime, chats: ChatsWanted = EVERY_CHAT
) -> datetime | None:
    """When the first order was confirmed, by the clock, that was written after that purchase and says that it
    was confirmed before that moment; None: there is none, as where nobody sets a clock back.
    """
    # By their numbers these are few; by the clock they are all that there ever was.
    written = select(purchases.c.order_id).where(
        purchases.c.id > purchase, purchases.c.position == 1
    )
    of_then = orders.c.id.in_(written), orders.c.confirmed_at < before
    return await _earliest(connection, of_then, chats)


async def earliest_in(
    connection: AsyncConnection,
    span: Span,
    chats: ChatsWanted = EVERY_CHAT,
    counted: Sequence[Counted] = (),
) -> datetime | None:
    """When the first order of a span of time was confirmed that was not ``counted``; None: none was."""
    return await _earliest(connection, (_within([span]), *_not_of(counted)), chats)


async def _earliest(
    connection: AsyncConnection, which: Sequence[ColumnElement[bool]], chats: ChatsWanted
) -> datetime | None:
    bought = orders.c.status.not_in(NEVER_BOUGHT)
    found = select(func.min(orders.c.confirmed_at)).where(
        *which, bought, *chats.among(orders.c.chat_id)
    )
    earliest: datetime | None = await connection.scalar(found)
    return earliest


async def unclaimed_between(
    connection: AsyncConnection,
    span: Span,
    chats: ChatsWanted,
    now: datetime,
    counted: Sequence[Counted] = (),
) -> int:
    """How many orders that are not delivered have a claim link that is open and nobody has used."""
    link = select(claims.c.id).where(
        claims.c.order_id == orders.c.id,
        claims.c.used_at.is_(None),
        claims.c.revoked_at.is_(None),
        claims.c.expires_at > now,
    )
    found = select(func.count()).where(
        orders.c.status.in_((*_UNDELIVERED, "uncertain")),
        _within([span]),
        *chats.among(orders.c.chat_id),
        *_not_of(counted),
        link.exists(),
    )
    return int(await connection.scalar(found) or 0)


async def open_cases(connection: AsyncConnection, chats: ChatsWanted) -> int:
    """How many cases are open now."""
    found = select(func.count()).where(cases.c.open_key.is_not(None))
    return int(await connection.scalar(found.where(*chats.among(cases.c.chat_id))) or 0)


def _not_of(counted: Sequence[Counted]) -> list[ColumnElement[bool]]:
    """What makes an order none of these; one of them has all its purchases from its confirmation on."""
    written = purchases.alias()
    mine = select(written.c.id).where(written.c.order_id == orders.c.id)
    return [
        or_(
            orders.c.confirmed_at >= each.before,
            ~mine.where(written.c.id <= each.purchase).exists(),
        )
        for each in counted
    ]


def _within(spans: Sequence[Span]) -> ColumnElement[bool]:
    at = orders.c.confirmed_at
    return or_(*(and_(at >= since, at < until) for since, until in spans))
