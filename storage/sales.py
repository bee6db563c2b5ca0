"""Sales: the orders of a span of time, counted by the database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import offers, orders, purchases

_PRICE = (
    orders.c.provider,
    func.coalesce(purchases.c.charged_currency, orders.c.currency),
    func.coalesce(purchases.c.charged, orders.c.unit_price),
)
"""Whose it is, and what a key was: as charged, where that was read."""
_BOUGHT = or_(
    purchases.c.status == "accepted",
    # What was uncertain before it is taken back keeps a reason: services/orders/states.py.
    and_(purchases.c.status == "reversing", purchases.c.reason.is_(None)),
)


@dataclass(frozen=True, slots=True)
class SalesGroup:
    """Purchases that have provider, currency, price and status of their order in common.

    The price is what was charged by the provider's books, else what was confirmed.

    ``bought`` counts their purchases that were accepted, each being one key at ``unit_price``, also
    while they are being taken back; ``returned`` those that were reversed afterwards.
    """

    provider: str
    currency: str
    unit_price: Decimal
    status: str
    orders: int
    bought: int
    returned: int


async def sales_between(
    connection: AsyncConnection,
    since: datetime,
    until: datetime,
    chats: Collection[int] | None = None,
    other_than: Collection[int] = (),
) -> list[SalesGroup]:
    """Count what was confirmed from ``since`` until before ``until``, in no order.

    ``chats``: of any of these; ``other_than``: of none of those.

    Amounts are text in the database, so they are only grouped here, exactly, and never added. One
    pass over both tables: an order is counted by its first purchase, and by itself where it has none.
    """
    # Confirming an order writes its purchases with the positions 1, 2, 3 …
    first = or_(purchases.c.position.is_(None), purchases.c.position == 1)
    alike = (*_PRICE, orders.c.status)
    counted = (
        select(
            *alike,
            func.count().filter(first),
            func.count().filter(_BOUGHT),
            func.count().filter(purchases.c.status == "reversed"),
        )
        .select_from(orders.outerjoin(purchases, purchases.c.order_id == orders.c.id))
        .group_by(*alike)
    )
    counted = counted.where(*_confirmed(since, until, chats, other_than))
    return [SalesGroup(*row) for row in await connection.execute(counted)]


@dataclass(frozen=True, slots=True)
class CostGroup:
    """Keys that were bought and kept, alike in provider, currency, price and cost; None: it is not known."""

    provider: str
    currency: str
    unit_price: Decimal
    cost: Decimal | None
    keys: int


async def costs_between(
    connection: AsyncConnection,
    since: datetime,
    until: datetime,
    chats: Collection[int] | None = None,
    other_than: Collection[int] = (),
) -> list[CostGroup]:
    """Count the keys of what was confirmed then, as ``sales_between`` counts those that were bought."""
    alike = (*_PRICE, purchases.c.cost)
    counted = (
        select(*alike, func.count())
        .select_from(orders.join(purchases, purchases.c.order_id == orders.c.id))
        .where(_BOUGHT)
        .group_by(*alike)
    )
    counted = counted.where(*_confirmed(since, until, chats, other_than))
    return [CostGroup(*row) for row in await connection.execute(counted)]


async def keys_sold(
    connection: AsyncConnection, products: Collection[int], since: datetime, until: datetime
) -> list[tuple[int, datetime, int]]:
    """Of these products, when how many keys were bought between these moments, in no order."""
    counted = (
        select(offers.c.product_id, orders.c.confirmed_at, func.count())
        .select_from(orders.join(purchases, purchases.c.order_id == orders.c.id))
        .join(offers, offers.c.id == orders.c.offer_id)
        .where(_BOUGHT, offers.c.product_id.in_(products))
        .group_by(offers.c.product_id, orders.c.confirmed_at)
    )
    counted = counted.where(*_confirmed(since, until, None, ()))
    return [(row[0], row[1], row[2]) for row in await connection.execute(counted)]


def _confirmed(
    since: datetime,
    until: datetime,
    chats: Collection[int] | None,
    other_than: Collection[int],
) -> list[ColumnElement[bool]]:
    """What makes an order one of those that are counted."""
    wanted = [orders.c.confirmed_at >= since, orders.c.confirmed_at < until]
    if chats is not None:
        wanted.append(orders.c.chat_id.in_(chats))
    if other_than:
        wanted.append(orders.c.chat_id.not_in(other_than))
    return wanted
