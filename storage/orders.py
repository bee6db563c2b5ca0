"""Orders: rows and their compare-and-set."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.many import AT_ONCE
from storage.tables.keys import keys
from storage.tables.orders import orders

BY_THE_PIECE = 0
"""In the place of a customer: whose its keys are stands with each of them."""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as it stands in the table. Money is exact; times are aware UTC."""

    id: int
    number: str
    status: str
    reason: str | None
    offer_id: int
    provider: str
    product: str
    count: int
    unit_price: Decimal
    currency: str
    buyer_id: int
    chat_id: int
    message_id: int | None
    customer_id: int | None
    created_at: datetime
    confirmed_at: datetime | None
    ended_at: datetime | None
    thread_id: int | None
    handed_at: datetime | None
    replaces: int | None
    held: int | None
    held_day: str | None
    held_desk_day: str | None
    asked_at: datetime | None
    instead_of: int | None = None
    case_id: int | None = None
    given_before: str | None = None

    @property
    def owner_id(self) -> int | None:
        """The customer who has the order as a whole, with all that is to come of it."""
        return self.customer_id or None

    @property
    def known_as_given(self) -> frozenset[str]:
        """The numbers of the orders that its question named as given before, in its case or others."""
        return frozenset((self.given_before or "").split())

    @property
    def by_the_piece(self) -> bool:
        """Whether its keys go to several hands."""
        return self.customer_id == BY_THE_PIECE


ROW = tuple(orders.c[each.name] for each in fields(OrderRow))


_BY_NUMBER = select(orders).where(orders.c.number == bindparam("number"))
_BY_ID = select(orders).where(orders.c.id == bindparam("id"))
_TO_CHANGE = _BY_ID.with_for_update()
"""Made once: no step is without one of them."""


class Orders:
    """Reads and writes orders on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, **values: Any) -> int:
        """Insert an order and give its id."""
        made = insert(orders).values(**values).returning(orders.c.id)
        return int((await self._connection.execute(made)).scalar_one())

    async def by_number(self, number: str) -> OrderRow | None:
        """Find an order by its public number."""
        return await self._one(_BY_NUMBER, number=number)

    async def by_id(self, order_id: int) -> OrderRow | None:
        """Find an order by its row number."""
        return await self._one(_BY_ID, id=order_id)

    async def by_ids(self, order_ids: Collection[int]) -> list[OrderRow]:
        """Find orders by their row numbers."""
        found: list[OrderRow] = []
        ids = sorted(order_ids)
        for at in range(0, len(ids), AT_ONCE):
            found += await self._many(select(orders).where(orders.c.id.in_(ids[at : at + AT_ONCE])))
        return found

    async def newest_in(self, status: str, since: datetime, limit: int) -> list[OrderRow]:
        """Orders of a status that were drawn up since then, the newest first."""
        those = orders.c.status == status, orders.c.created_at >= since
        found = select(orders).where(*those).order_by(orders.c.created_at.desc())
        return await self._many(found.limit(limit))

    async def lock(self, order_id: int) -> OrderRow:
        """Read an order and keep others from changing it until the transaction ends."""
        row = await self._one(_TO_CHANGE, id=order_id)
        if row is None:
            raise LookupError(f"no order row {order_id}")
        return row

    async def move(
        self, order_id: int, sources: Collection[str], status: str, **changes: Any
    ) -> bool:
        """Set the status if it is still one of ``sources``; False: somebody else was first."""
        statement = (
            update(orders)
            .where(orders.c.id == order_id, orders.c.status.in_(sources))
            .values(status=status, **changes)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def hold(self, order_id: int, before: int, now: int) -> bool:
        """Let an order hold so much of limits, if it still holds what it did before."""
        mine = update(orders).where(orders.c.id == order_id, orders.c.held == before)
        return (await self._connection.execute(mine.values(held=now))).rowcount == 1

    async def note_card(self, order_id: int, message_id: int) -> None:
        """Remember where the order's card stands."""
        await self._connection.execute(
            update(orders).where(orders.c.id == order_id).values(message_id=message_id)
        )

    async def leave_topic(self, chat_id: int, thread_id: int) -> None:
        """A forum topic is gone: what was made there belongs to the chat itself."""
        await self._connection.execute(
            update(orders)
            .where(orders.c.chat_id == chat_id, orders.c.thread_id == thread_id)
            .values(thread_id=None)
        )

    async def give_to(self, order_id: int, customer_id: int) -> bool:
        """Make the order a customer's if it is nobody's yet, or this customer's already."""
        statement = (
            update(orders)
            .where(
                orders.c.id == order_id,
                or_(orders.c.customer_id.is_(None), orders.c.customer_id == customer_id),
            )
            .values(customer_id=customer_id)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def split(self, order_id: int) -> bool:
        """Let its keys go by the piece; False: somebody has it as a whole."""
        nobodys = or_(orders.c.customer_id.is_(None), orders.c.customer_id == BY_THE_PIECE)
        mine = update(orders).where(orders.c.id == order_id, nobodys)
        return (await self._connection.execute(mine.values(customer_id=BY_THE_PIECE))).rowcount == 1

    async def take_apart(self, order_id: int, customer_id: int) -> None:
        """Let its keys go by the piece, of which this customer had it as a whole."""
        mine = update(orders).where(orders.c.id == order_id, orders.c.customer_id == customer_id)
        await self._connection.execute(mine.values(customer_id=BY_THE_PIECE))

    async def rejoin(self, order_id: int) -> None:
        """Let one that goes by the piece go as a whole again, if no key of it is anybody's."""
        given = select(keys.c.id).where(
            keys.c.order_id == order_id, keys.c.customer_id.is_not(None)
        )
        split = update(orders).where(
            orders.c.id == order_id, orders.c.customer_id == BY_THE_PIECE, ~given.exists()
        )
        await self._connection.execute(split.values(customer_id=None))

    async def hand_over(self, order_id: int, customer_id: int, at: datetime) -> bool:
        """Note that this customer has keys of the order, or may have. False: it is not theirs."""
        mine = update(orders).where(orders.c.id == order_id, orders.c.customer_id == customer_id)
        since = mine.values(handed_at=func.coalesce(orders.c.handed_at, at))
        return (await self._connection.execute(since)).rowcount == 1

    async def take_from(self, order_id: int, customer_id: int) -> bool:
        """Make the order nobody's again. False: it is not this customer's, or they may have keys of it."""
        statement = (
            update(orders)
            .where(
                orders.c.id == order_id,
                orders.c.customer_id == customer_id,
                orders.c.handed_at.is_(None),
                orders.c.status != "delivered",
            )
            .values(customer_id=None)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def take_for_handed_over(self, at: datetime) -> None:
        """Make every order that has a customer count as handed over."""
        given = and_(orders.c.customer_id > BY_THE_PIECE, orders.c.handed_at.is_(None))
        await self._connection.execute(update(orders).where(given).values(handed_at=at))

    async def ready(self, statuses: Collection[str]) -> list[tuple[int, str]]:
        """The chat and the number of each order in these that has keys which are nobody's, oldest first."""
        nobodys = keys.c.customer_id.is_(None)
        has_keys = select(keys.c.id).where(keys.c.order_id == orders.c.id, nobodys).exists()
        found = (
            select(orders.c.chat_id, orders.c.number)
            .where(orders.c.status.in_(statuses), has_keys)
            .order_by(orders.c.id)
        )
        return [(row.chat_id, row.number) for row in await self._connection.execute(found)]

    async def numbers_instead(self, order_ids: Collection[int]) -> dict[int, str]:
        """The numbers of the orders that were drawn up in place of these, by what they replace."""
        found = select(orders.c.replaces, orders.c.number)
        rows = await self._connection.execute(found.where(orders.c.replaces.in_(order_ids)))
        return {row.replaces: row.number for row in rows}

    async def of_case(self, case_id: int) -> list[OrderRow]:
        """All that were ever drawn up in a case, the first one first."""
        return await self._many(
            select(orders).where(orders.c.case_id == case_id).order_by(orders.c.id)
        )

    async def put_in_case(self, order_id: int, case_id: int, given_before: Collection[str]) -> None:
        """It is drawn up in this case, and its question names these orders as given before."""
        mine = update(orders).where(orders.c.id == order_id)
        told = mine.values(case_id=case_id, given_before=" ".join(given_before))
        await self._connection.execute(told)

    async def bought_instead(self, first_id: int) -> list[OrderRow]:
        """All that were asked about in place of an order that failed, and of these in turn."""
        return await self._many(
            select(orders).where(orders.c.instead_of == first_id).order_by(orders.c.id)
        )

    async def numbers_in(self, statuses: Collection[str]) -> list[str]:
        """The numbers of the orders in these statuses, the newest first."""
        found = select(orders.c.number).where(orders.c.status.in_(statuses))
        return list(await self._connection.scalars(found.order_by(orders.c.id.desc())))

    async def drafts_before(self, moment: datetime, limit: int) -> list[OrderRow]:
        """Drafts drawn before ``moment``."""
        return await self._many(
            select(orders)
            .where(orders.c.status == "draft", orders.c.created_at < moment)
            .order_by(orders.c.id)
            .limit(limit)
        )

    async def _one(self, statement: Select[Any], **asked: object) -> OrderRow | None:
        row = (await self._connection.execute(statement, asked)).mappings().one_or_none()
        return None if row is None else OrderRow(**row)

    async def _many(self, statement: Select[Any]) -> list[OrderRow]:
        return [OrderRow(**row) for row in (await self._connection.execute(statement)).mappings()]
