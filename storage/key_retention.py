"""Keys in plain that are not kept for ever: which are due, and taking the sealed text away."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cases import OPEN
from storage.own_keys import TAKEN
from storage.tables.cases import cases
from storage.tables.keys import keys
from storage.tables.stock import own_keys

GONE = b""
"""What stands in place of the sealed text of a key that was let go."""

_TALKED_OF = select(cases.c.id).where(cases.c.order_id == keys.c.order_id, cases.c.status == OPEN)
"""The open cases of a key's order."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """A key that has been its customer's for long."""

    id: int
    sealed: bytes = field(repr=False)


class KeyRetention:
    """Reads and writes keys that are let go, on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def due(self, before: datetime, limit: int) -> Sequence[DueRow]:
        """Keys that were handed over before then, the longest ago first, but those of an open case."""
        found = (
            select(keys.c.id, keys.c.sealed)
            .where(keys.c.let_go_at.is_(None), keys.c.handed_at < before, ~_TALKED_OF.exists())
            .order_by(keys.c.handed_at, keys.c.id)
            .limit(limit)
        )
        return [DueRow(*row) for row in await self._connection.execute(found)]

    async def let_go(self, ids: Collection[int], at: datetime) -> frozenset[int]:
        """Take the sealed text of these away, but of those of which a case was opened a moment ago; gives
        those of which nobody had taken it before.
        """
        mine = update(keys).where(keys.c.id.in_(ids), keys.c.let_go_at.is_(None))
        gone = mine.where(~_TALKED_OF.exists()).values(sealed=GONE, let_go_at=at)
        return frozenset(await self._connection.scalars(gone.returning(keys.c.id)))

    async def let_go_in_stock(self, fingerprints: Collection[str], at: datetime) -> None:
        """The same of the rows of own stock they were sold from, and of the orders these came from."""
        sold = own_keys.c.fingerprint.in_(fingerprints), own_keys.c.state == TAKEN
        run = self._connection.execute
        origins = select(own_keys.c.from_order_id).where(
            *sold, own_keys.c.from_order_id.is_not(None)
        )
        earlier = [row[0] for row in await run(origins.distinct())]
        await run(update(own_keys).where(*sold).values(sealed=GONE))
        if earlier:
            first = keys.c.order_id.in_(earlier), keys.c.fingerprint.in_(fingerprints)
            unseen = update(keys).where(*first, keys.c.let_go_at.is_(None))
            await run(unseen.values(sealed=GONE, let_go_at=at))
