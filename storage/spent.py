"""Sums of what orders hold of limits, added up by the database itself, so that no two lose each other's."""

from collections.abc import Collection, Mapping

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.limits import spent
from storage.upsert import insert_into

Sum = tuple[int, int, str, str]
"""Which: the chat (0: all), the person (0: everybody), the day or month, the currency."""


class Spent:
    """Rows of ``spent``; amounts are in millionths."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, sums: Collection[Sum], amount: int) -> Mapping[Sum, int]:
        """Add an amount, which may be below nothing, to each of these; gives what they are now.

        One statement, which keeps others from them until the transaction ends. The rows are taken in one
        order by everybody, so that no two wait for each other.
        """
        rows = [
            {"chat_id": chat, "user_id": user, "period": period, "currency": currency}
            for chat, user, period, currency in sorted(sums)
        ]
        insert = insert_into(self._connection, spent).values(
            [{**row, "amount": amount} for row in rows]
        )
        added = insert.on_conflict_do_update(
            index_elements=list(spent.primary_key),
            set_={"amount": spent.c.amount + insert.excluded.amount},
        ).returning(*spent.c)
        found = await self._connection.execute(added)
        return {(row[0], row[1], row[2], row[3]): row.amount for row in found}

    async def now(self, sums: Collection[Sum]) -> Mapping[Sum, int]:
        """Give what they are; one that nothing was added to is left out."""
        columns = (spent.c.chat_id, spent.c.user_id, spent.c.period, spent.c.currency)
        found = select(spent).where(tuple_(*columns).in_(sorted(sums)))
        return {
            (row[0], row[1], row[2], row[3]): row.amount
            for row in await self._connection.execute(found)
        }
