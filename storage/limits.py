"""Limits: what may be spent without asking, by whom, where, and in which currency."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.grants import EVERYWHERE
from storage.tables.catalog import offers, products
from storage.tables.limits import limits
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A limit of one kind (``scope``) in a chat, or everywhere (chat ``EVERYWHERE``).

    It is for a role, or for a person, or, with neither ("" and 0), for everybody. So many have to say yes to
    an order above it as ``quorum`` says.
    """

    id: int
    scope: str
    chat_id: int
    role: str
    user_id: int
    currency: str
    amount: Decimal
    made_by: int
    made_at: datetime
    quorum: int = 1


class Bounds(NamedTuple):
    """What bounds an order: limits, and the price of a key above which its product asks, in a currency."""

    limits: Sequence[LimitRow]
    ceiling: Decimal | None
    ceiling_currency: str | None


class Limits:
    """Rows of ``limits``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, chat_ids: Collection[int], currency: str | None = None) -> list[LimitRow]:
        """Give those of these chats, of one currency or of all."""
        found = select(limits).where(limits.c.chat_id.in_(chat_ids))
        if currency is not None:
            found = found.where(limits.c.currency == currency)
        return [
            LimitRow(*row) for row in await self._connection.execute(found.order_by(limits.c.id))
        ]

    async def of_order(self, chat_ids: Collection[int], currency: str, offer_id: int) -> Bounds:
        """Give what bounds an order of an offer, as it stands now: by one statement, with its product."""
        mine = and_(limits.c.chat_id.in_(chat_ids), limits.c.currency == currency)
        found = (
            select(products.c.price_ceiling, products.c.ceiling_currency, limits)
            .select_from(offers.join(products).outerjoin(limits, mine))
            .where(offers.c.id == offer_id)
            .order_by(limits.c.id)
        )
        rows = (await self._connection.execute(found)).all()
        held = [LimitRow(*row[2:]) for row in rows if row[2] is not None]
        return Bounds(held, *(rows[0][:2] if rows else (None, None)))

    async def of_groups(self) -> list[LimitRow]:
        """Give those of every single group."""
        found = select(limits).where(limits.c.chat_id < EVERYWHERE)
        return [
            LimitRow(*row) for row in await self._connection.execute(found.order_by(limits.c.id))
        ]

    async def get(self, limit_id: int) -> LimitRow | None:
        """Find one by its number."""
        found = select(limits).where(limits.c.id == limit_id)
        row = (await self._connection.execute(found)).one_or_none()
        return None if row is None else LimitRow(*row)

    async def put(self, row: LimitRow, *, quorum: bool = True) -> int:
        """Write one, in place of the same with another amount; gives its number. ``row.id`` is not read.

        ``quorum`` False: of one that is there that stays as it is by now.
        """
        at = {
            "scope": row.scope,
            "chat_id": row.chat_id,
            "role": row.role,
            "user_id": row.user_id,
            "currency": row.currency,
        }
        new = {"amount": row.amount, "made_by": row.made_by, "made_at": row.made_at}
        many = {"quorum": row.quorum}
        insert = insert_into(self._connection, limits).values(**at, **new, **many)
        new |= many if quorum else {}
        put = insert.on_conflict_do_update(index_elements=list(at), set_=new)
        return int((await self._connection.execute(put.returning(limits.c.id))).scalar_one())

    async def ask_of(self, limit_id: int, quorum: int, by: int, at: datetime) -> bool:
        """Let so many have to say yes above one, whatever its amount is. False: it is gone."""
        mine = update(limits).where(limits.c.id == limit_id)
        asked = mine.values(quorum=quorum, made_by=by, made_at=at)
        return (await self._connection.execute(asked)).rowcount == 1

    async def count_of_role(self, role: str) -> int:
        """How many are for a role, wherever."""
        found = select(func.count()).select_from(limits).where(limits.c.role == role)
        return int((await self._connection.execute(found)).scalar_one())

    async def remove_of_role(self, role: str) -> int:
        """Take away all of a role; gives their number."""
        gone = delete(limits).where(limits.c.role == role)
        return (await self._connection.execute(gone)).rowcount

    async def remove(self, limit_id: int) -> bool:
        """Take one away. False: it is gone already."""
        gone = delete(limits).where(limits.c.id == limit_id)
        return (await self._connection.execute(gone)).rowcount == 1
