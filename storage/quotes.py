"""What was read last of each offer: its quote, or the trouble there was."""

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.many import AT_ONCE, execute_many
from storage.tables.orders import orders
from storage.tables.stock import quotes
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """The last reading of an offer.

    ``unit_price`` and ``stock`` (None: unlimited) are of ``read_at``, when a quote was read last, if one ever
    was. ``trouble``: why the last try, at ``tried_at``, read none. ``price_before``: what it cost before
    its price moved, at ``moved_at``.
    """

    offer_id: int
    unit_price: Decimal | None
    stock: int | None
    more: int
    read_at: datetime | None
    trouble: str | None
    tried_at: datetime
    price_before: Decimal | None = None
    moved_at: datetime | None = None


class Quotes:
    """Rows of ``quotes``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_offers(self, offer_ids: Collection[int]) -> dict[int, QuoteRow]:
        """What was read last of these offers, by their ids; those never read are left out."""
        rows: dict[int, QuoteRow] = {}
        ids = sorted(offer_ids)
        for at in range(0, len(ids), AT_ONCE):
            found = select(quotes).where(quotes.c.offer_id.in_(ids[at : at + AT_ONCE]))
            for row in await self._connection.execute(found):
                rows[row.offer_id] = QuoteRow(*row)
        return rows

    async def tried_since(self, moment: datetime) -> dict[int, QuoteRow]:
        """What was read, or tried to, since then, by offer."""
        rows = await self._connection.execute(select(quotes).where(quotes.c.tried_at >= moment))
        found: dict[int, QuoteRow] = {}
        for row in rows:
            found[row.offer_id] = QuoteRow(*row)
            if len(found) % AT_ONCE == 0:  # others get their turn in between
                await asyncio.sleep(0)
        return found

    async def bought_last(self, since: datetime) -> dict[int, int]:
        """The newest order of each offer that was confirmed since then, by offer."""
        found = select(orders.c.offer_id, func.max(orders.c.id)).where(
            orders.c.confirmed_at >= since
        )
        rows = await self._connection.execute(found.group_by(orders.c.offer_id))
        return {row[0]: row[1] for row in rows}

    async def put(self, rows: Iterable[QuoteRow]) -> None:
        """Write these readings in place of what was there."""
        written = [asdict(row) for row in rows]
        if not written:
            return
        made = insert_into(self._connection, quotes)
        changed = {name: made.excluded[name] for name in written[0] if name != "offer_id"}
        put = made.on_conflict_do_update(index_elements=["offer_id"], set_=changed)
        await execute_many(self._connection, put, written)
