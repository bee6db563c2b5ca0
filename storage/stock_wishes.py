"""Wishes to be told when a product is back, and when each wished product is looked at next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import UtcTime
from storage.many import AT_ONCE, execute_many
from storage.tables.catalog import offers, products
from storage.tables.chats import users
from storage.tables.stock import stock_watches, stock_wishes
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class StockWishRow:
    """Somebody in a chat who wants to be told of a product."""

    product_id: int
    chat_id: int
    user_id: int
    product: str = ""


@dataclass(frozen=True, slots=True)
class StockWatchRow:
    """A product that is looked at, and when next."""

    product_id: int
    due_at: datetime


_ROW = (
    stock_wishes.c.product_id,
    stock_wishes.c.chat_id,
    stock_wishes.c.user_id,
    stock_wishes.c.product,
)


_LONGEST = 200
"""Characters in which a wish says what is wished."""


class StockWishes:
    """Rows of ``stock_wishes`` and ``stock_watches``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def count(self, user_id: int) -> int:
        """How many wishes a person has; nobody adds one of theirs before the transaction ends."""
        theirs = select(users.c.id).where(users.c.id == user_id).with_for_update()
        await self._connection.execute(theirs)
        found = select(func.count()).where(stock_wishes.c.user_id == user_id)
        return int(await self._connection.scalar(found) or 0)

    async def add(self, row: StockWishRow, at: datetime) -> bool:
        """Write a wish down, and have the product looked at. False: it is there already."""
        values = {"product_id": row.product_id, "chat_id": row.chat_id, "user_id": row.user_id}
        named = {**values, "product": row.product, "made_at": at}
        made = insert_into(self._connection, stock_wishes).values(**named)
        new = await self._connection.execute(made.on_conflict_do_nothing())
        await self._watch(row.product_id, at)
        return new.rowcount == 1

    async def of(self, user_id: int, chat_id: int) -> Sequence[int]:
        """The products a person waits for in a chat, the newest wish first."""
        mine = stock_wishes.c.user_id == user_id, stock_wishes.c.chat_id == chat_id
        found = select(stock_wishes.c.product_id).where(*mine).order_by(stock_wishes.c.id.desc())
        return list(await self._connection.scalars(found))

    async def drop(self, row: StockWishRow) -> bool:
        """Wish it no more. False: it was not wished."""
        mine = delete(stock_wishes).where(
            stock_wishes.c.product_id == row.product_id,
            stock_wishes.c.chat_id == row.chat_id,
            stock_wishes.c.user_id == row.user_id,
        )
        return (await self._connection.execute(mine)).rowcount == 1

    async def of_any(self, products: Collection[int]) -> set[int]:
        """Those of these products that somebody waits for."""
        wanted, found = list(products), set[int]()
        for at in range(0, len(wanted), AT_ONCE):
            some = stock_wishes.c.product_id.in_(wanted[at : at + AT_ONCE])
            wished = select(stock_wishes.c.product_id).where(some).distinct()
            found.update(await self._connection.scalars(wished))
        return found

    async def hand_on(
        self, product_id: int, to: int, at: datetime, *, name: str, only_named: bool = False
    ) -> None:
        """Have those who wait for a product wait for another, each person in a place once.

        ``name``: what they waited for is called. ``only_named``: those alone who waited for the other before;
        who waits for both goes on waiting for this one too.
        """
        found = select(stock_wishes).where(stock_wishes.c.product_id == product_id)
        held = found.order_by(stock_wishes.c.id).with_for_update()
        rows = (await self._connection.execute(held)).all()
        there = {} if only_named else await self._there(to)
        gone, new = list[int](), list[dict[str, Any]]()
        for row in rows:
            was, also = _read(row.product)
            if only_named and to in also:
                await self._call(row.id, _written(was, also - {to}))
            elif only_named and was != name:
                continue
            else:
                gone.append(row.id)
            if (one := there.get((row.chat_id, row.user_id))) is not None:
                called, besides = _read(one[1])
                await self._call(one[0], _written(called, besides | {product_id} | also))
                continue
            values = {"product_id": to, "chat_id": row.chat_id, "user_id": row.user_id}
            said = _written(name, also - {to}) if row.id in gone else name
            new.append(values | {"product": said, "made_at": row.made_at})
        for begin in range(0, len(gone), AT_ONCE):
            some = stock_wishes.c.id.in_(gone[begin : begin + AT_ONCE])
            await self._connection.execute(delete(stock_wishes).where(some))
        if new:
            made = insert_into(self._connection, stock_wishes).on_conflict_do_nothing()
            await execute_many(self._connection, made, new)
            await self._watch(to, at)

    async def _there(self, product_id: int) -> dict[tuple[int, int], tuple[int, str]]:
        """The wishes of a product, by who has them where: their rows, and what was wished."""
        found = select(stock_wishes).where(stock_wishes.c.product_id == product_id)
        rows = await self._connection.execute(found.with_for_update())
        return {(row.chat_id, row.user_id): (row.id, row.product) for row in rows}

    async def _call(self, wish_id: int, product: str) -> None:
        mine = update(stock_wishes).where(stock_wishes.c.id == wish_id)
        await self._connection.execute(mine.values(product=product))

    async def due(self, now: datetime, limit: int) -> Sequence[StockWatchRow]:
        """Products that are to be looked at: those that are wished, then what waits longest."""
        wished = exists().where(stock_wishes.c.product_id == stock_watches.c.product_id)
        found = select(stock_watches).where(stock_watches.c.due_at <= now)
        by = stock_watches.c.due_at, stock_watches.c.product_id
        rows: list[StockWatchRow] = []
        for whose in (wished, ~wished):
            some = found.where(whose).order_by(*by).limit(limit - len(rows))
            rows += [StockWatchRow(*row) for row in await self._connection.execute(some)]
            if len(rows) == limit:
                break
        return rows

    async def watch_all(self, at: datetime) -> None:
        """Have every product that is sold looked at, in turn."""
        sold = (
            exists()
            .where(offers.c.product_id == products.c.id, offers.c.removed_at.is_(None))
            .correlate(products)
        )
        watched = exists().where(stock_watches.c.product_id == products.c.id).correlate(products)
        missing = select(products.c.id, literal(at, UtcTime)).where(
            products.c.paused_at.is_(None), sold, ~watched
        )
        made = insert_into(self._connection, stock_watches).from_select(
            ["product_id", "due_at"], missing
        )
        await self._connection.execute(made.on_conflict_do_nothing())

    async def put_off(self, row: StockWatchRow, until: datetime) -> bool:
        """Look at it then, if it still stands as it was read: who gets a yes has it until then."""
        mine = update(stock_watches).where(
            stock_watches.c.product_id == row.product_id, stock_watches.c.due_at == row.due_at
        )
        return (await self._connection.execute(mine.values(due_at=until))).rowcount == 1

    async def is_wished(self, product_id: int) -> bool:
        """Whether anybody waits for it."""
        found = select(stock_wishes.c.id).where(stock_wishes.c.product_id == product_id).limit(1)
        return (await self._connection.execute(found)).first() is not None

    async def take(self, product_id: int) -> Sequence[StockWishRow]:
        """Take all wishes of a product out, to be told: each is given once."""
        gone = delete(stock_wishes).where(stock_wishes.c.product_id == product_id)
        rows = await self._connection.execute(gone.returning(*_ROW))
        return [StockWishRow(*row[:3], _read(row.product)[0]) for row in rows]

    async def end_watch(self, product_id: int) -> None:
        """Look at a product no more. The caller has its row."""
        gone = delete(stock_watches).where(stock_watches.c.product_id == product_id)
        await self._connection.execute(gone)

    async def _watch(self, product_id: int, at: datetime) -> None:
        """Have a product looked at that somebody has wished in this transaction.

        It is written to also where it stands: who is about to take the watch away waits, or has done it.
        """
        watch = insert_into(self._connection, stock_watches).values(
            product_id=product_id, due_at=at
        )
        same = {"product_id": watch.excluded.product_id}
        await self._connection.execute(
            watch.on_conflict_do_update(index_elements=["product_id"], set_=same)
        )


def _read(product: str) -> tuple[str, frozenset[int]]:
    """What a wish calls its product, and the products that were merged into it and were wished too."""
    name, *also = product.split("\n")
    return name, frozenset(map(int, also))


def _written(name: str, also: Collection[int]) -> str:
    """As ``_read`` reads it; of more than there is room for the first."""
    written = name
    for each in sorted(also):
        longer = f"{written}\n{each}"
        written = longer if len(longer) <= _LONGEST else written
    return written
