"""Totals of sales: rows by the quarter of an hour and by the day in UTC, kept so that long reports are quick.

A quarter is *changed* while ``sales_changes`` names an order of it, which triggers see to in the transaction
that changes it. Its totals count only while it is not; whoever counts it anew takes those names away again,
and only the names that were there before it counted.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import locks
from storage.sales import ChatsWanted, Span, quarter_of
from storage.sales_sums import (
    APART,
    BUYER,
    OFFER,
    PROVIDER,
    QUARTERS_A_DAY,
    Changed,
    CountedBefore,
    Part,
    Sums,
    TotalRow,
)
from storage.tables.catalog import offers, products
from storage.tables.orders import orders
from storage.tables.sales import sales_changes, sales_totals

_KEY = ("kind", "quarter", "chat_id", "about", "currency")
_SUMS = tuple(each.name for each in fields(Sums))
_AT_ONCE = 500
_PARTS = 40
"""Parts in one statement."""


class SalesTotals:
    """Reads and writes totals on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def changed(self, limit: int) -> list[Changed]:
        """The names that have been there longest."""
        confirmed = (
            select(sales_changes.c.id, orders.c.confirmed_at)
            .outerjoin(orders, orders.c.id == sales_changes.c.order_id)
            .order_by(sales_changes.c.id)
            .limit(limit)
        )
        rows = await self._connection.execute(confirmed)
        return [Changed(row[0], None if row[1] is None else quarter_of(row[1])) for row in rows]

    async def changed_in(self, spans: Sequence[Span], after: int, limit: int) -> list[Changed]:
        """The names of orders of these spans of time, among so many that come after that number."""
        at = orders.c.confirmed_at
        some = sales_changes.c.id > after, sales_changes.c.id <= after + limit
        within = or_(*(and_(at >= since, at < until) for since, until in spans))
        named = select(sales_changes.c.id, at).join(orders, orders.c.id == sales_changes.c.order_id)
        rows = await self._connection.execute(named.where(*some, within))
        return [Changed(row[0], quarter_of(row[1])) for row in rows]

    async def changed_quarters(self, span: Span) -> set[int]:
        """The quarters in this span of time whose totals do not count now."""
        at = orders.c.confirmed_at
        named = (
            select(at)
            .where(orders.c.id.in_(select(sales_changes.c.order_id)), at >= span[0], at < span[1])
            .distinct()
        )
        found = {quarter_of(moment) for moment in await self._connection.scalars(named)}
        apart = select(sales_totals.c.quarter).where(
            sales_totals.c.kind == APART,
            sales_totals.c.span == 1,
            sales_totals.c.quarter >= quarter_of(span[0]),
            sales_totals.c.quarter <= quarter_of(span[1]),
        )
        return found | set(await self._connection.scalars(apart))

    async def replace(
        self, counted: Sequence[Changed], quarters: Collection[int], rows: Iterable[TotalRow]
    ) -> None:
        """Put these rows in place of all of these quarters, and sum up their days anew.

        ``counted``: the names that were there before these were counted, which go. Raises CountedBefore.
        """
        await locks.only_one(self._connection, locks.COUNTING_SALES)
        gone = 0
        for at in range(0, len(counted), _AT_ONCE):
            some = [each.id for each in counted[at : at + _AT_ONCE]]
            taken = delete(sales_changes).where(sales_changes.c.id.in_(some))
            gone += (await self._connection.execute(taken)).rowcount
        if gone != len(counted):
            raise CountedBefore
        days = sorted({quarter // QUARTERS_A_DAY for quarter in quarters})
        await self._connection.execute(
            delete(sales_totals).where(
                or_(
                    *(
                        and_(
                            sales_totals.c.kind == kind,
                            sales_totals.c.span == span,
                            sales_totals.c.quarter.in_(which),
                        )
                        for kind in (PROVIDER, OFFER, BUYER, APART)
                        for span, which in (
                            (1, sorted(quarters)),
                            (QUARTERS_A_DAY, [day * QUARTERS_A_DAY for day in days]),
                        )
                    )
                )
            )
        )
        values = [
            {**{name: getattr(row, name) for name in _KEY}, "span": 1}
            | {name: getattr(row.sums, name) for name in _SUMS}
            for row in rows
        ]
        for at in range(0, len(values), _AT_ONCE):
            await self._connection.execute(insert(sales_totals), values[at : at + _AT_ONCE])
        for day in days:
            await self._sum_day(day * QUARTERS_A_DAY)

    async def _sum_day(self, first: int) -> None:
        alike = [sales_totals.c[name] for name in _KEY if name != "quarter"]
        summed = (
            select(
                *alike,
                literal(first, Integer),
                literal(QUARTERS_A_DAY, Integer),
                *(func.sum(sales_totals.c[name]) for name in _SUMS),
            )
            .where(
                sales_totals.c.kind.in_((PROVIDER, OFFER, BUYER)),
                sales_totals.c.span == 1,
                sales_totals.c.quarter >= first,
                sales_totals.c.quarter < first + QUARTERS_A_DAY,
            )
            .group_by(*alike)
        )
        names = [*(column.name for column in alike), "quarter", "span", *_SUMS]
        await self._connection.execute(insert(sales_totals).from_select(names, summed))

    async def summed(
        self, kind: str, parts: Sequence[Part], chats: ChatsWanted
    ) -> list[tuple[str, str, Sums]]:
        """Add up the rows of each part, by what they are about and by currency."""
        if not parts:
            return []
        wanted = chats.among(sales_totals.c.chat_id)
        sums = [func.sum(sales_totals.c[name]).label(name) for name in _SUMS]
        by = (sales_totals.c.about, sales_totals.c.currency)
        each = [
            select(*by, *sums)
            .where(
                sales_totals.c.kind == kind,
                sales_totals.c.span == part.span,
                sales_totals.c.quarter >= part.first,
                sales_totals.c.quarter < part.end,
                *wanted,
            )
            .group_by(*by)
            for part in parts
        ]
        rows = await self._connection.execute(union_all(*each))
        return [(row[0], row[1], _sums(row[2:])) for row in rows]

    async def by_point(
        self,
        kind: str,
        parts: Sequence[Part],
        ends: Sequence[int],
        chats: ChatsWanted,
        abouts: Collection[str] = (),
    ) -> list[tuple[int, str, str, Sums]]:
        """The same of what is cut up by time: by point, by what it is about, and by currency.

        ``ends``: before which quarter each point but the last ends.
        """
        quarter = sales_totals.c.quarter
        point = case(*((quarter < end, at) for at, end in enumerate(ends)), else_=len(ends))
        by = (point if ends else literal(0), sales_totals.c.about, sales_totals.c.currency)
        wanted = chats.among(sales_totals.c.chat_id)
        if 0 < len(abouts) <= _AT_ONCE:
            wanted.append(sales_totals.c.about.in_(abouts))
        found: list[tuple[int, str, str, Sums]] = []
        for at in range(0, len(parts), _PARTS):
            some = (
                select(*by, *(func.sum(sales_totals.c[name]) for name in _SUMS))
                .where(
                    sales_totals.c.kind == kind,
                    or_(*(_in(part) for part in parts[at : at + _PARTS])),
                    *wanted,
                )
                .group_by(*by)
            )
            rows = await self._connection.execute(some)
            found += [(row[0], row[1], row[2], _sums(row[3:])) for row in rows]
        return found

    async def names_of(self, product_ids: Collection[int]) -> dict[int, str]:
        """What products are called now."""
        ids = sorted(product_ids)
        known: dict[int, str] = {}
        for at in range(0, len(ids), _AT_ONCE):
            some = select(products.c.id, products.c.name).where(
                products.c.id.in_(ids[at : at + _AT_ONCE])
            )
            known |= {row[0]: row[1] for row in await self._connection.execute(some)}
        return known

    async def products_of(self, offer_ids: Collection[int]) -> dict[int, tuple[int, str]]:
        """The product and the provider of offers, by offer."""
        found = select(offers.c.id, offers.c.product_id, offers.c.provider)
        known: dict[int, tuple[int, str]] = {}
        ids = sorted(offer_ids)
        for at in range(0, len(ids), _AT_ONCE):
            some = found.where(offers.c.id.in_(ids[at : at + _AT_ONCE]))
            for row in await self._connection.execute(some):
                known[row[0]] = (row[1], row[2])
        return known

    async def offers_of(self, product_ids: Collection[int]) -> dict[int, int]:
        """The product of each offer that these products have, or had, by one statement."""
        wanted = frozenset(product_ids)
        found = select(offers.c.id, offers.c.product_id)
        if len(wanted) <= _AT_ONCE:
            found = found.where(offers.c.product_id.in_(sorted(wanted)))
        rows = await self._connection.execute(found)
        return {row[0]: row[1] for row in rows if row[1] in wanted}


def _sums(values: Iterable[Any]) -> Sums:
    return Sums(*(int(value) for value in values))


def _in(part: Part) -> ColumnElement[bool]:
    return and_(
        sales_totals.c.span == part.span,
        sales_totals.c.quarter >= part.first,
        sales_totals.c.quarter < part.end,
    )
