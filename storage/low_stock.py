"""Low own stock: of which products it was told, until there is enough again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.own_keys import FREE
from storage.tables.catalog import offers, products
from storage.tables.stock import low_stock, own_keys
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Marked:
    """A product with a low mark: how many keys of own stock are left, and whether it was told."""

    id: int
    name: str
    mark: int
    left: int
    told: bool

    @property
    def is_low(self) -> bool:
        """Whether no more are left than the mark says."""
        return self.left <= self.mark


class LowStock:
    """Rows of ``low_stock``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def marked(self, provider: str, now: datetime) -> list[Marked]:
        """Every product that is sold, has a low mark and an offer of own stock."""
        own = (offers.c.product_id == products.c.id, offers.c.provider == provider)
        left = (
            select(func.count(own_keys.c.id))
            .join_from(offers, own_keys, own_keys.c.offer_id == offers.c.id)
            .where(*own, own_keys.c.state == FREE, own_keys.c.sold_until > now)
            .scalar_subquery()
        )
        found = (
            select(products.c.id, products.c.name, products.c.low_mark, left, low_stock.c.told_at)
            .join_from(products, low_stock, low_stock.c.product_id == products.c.id, isouter=True)
            .where(products.c.low_mark.is_not(None), products.c.paused_at.is_(None))
            .where(exists().where(*own, offers.c.removed_at.is_(None)))
            .order_by(products.c.id)
        )
        rows = await self._connection.execute(found)
        return [Marked(*row[:4], told=row.told_at is not None) for row in rows]

    async def note(self, product_id: int, at: datetime) -> bool:
        """It is told now. False: it was told already."""
        made = insert_into(self._connection, low_stock).values(product_id=product_id, told_at=at)
        put = made.on_conflict_do_nothing().returning(low_stock.c.product_id)
        return (await self._connection.execute(put)).first() is not None

    async def forget(self, product_id: int) -> bool:
        """There is enough again. False: that was noted already."""
        gone = delete(low_stock).where(low_stock.c.product_id == product_id)
        return (await self._connection.execute(gone)).rowcount == 1
