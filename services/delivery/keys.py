"""Opening the keys of an order, and what a customer may find again."""

from dataclasses import dataclass, field

from services.errors import NothingToDeliverError, UnknownOrderError
from services.orders.numbers import read_number
from services.orders.views import OrderView, OrderViews
from services.page import Page, pages_for
from services.vault import Vault
from storage.database import Database
from storage.orders import OrderRow
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Keys:
    """An order with its keys in plain, for the one person who may read them."""

    order: OrderView
    plain: tuple[str, ...] = field(repr=False)


class KeyShelf:
    """Opens keys; finds a customer's own."""

    def __init__(self, db: Database, views: OrderViews, vault: Vault) -> None:
        self._db = db
        self._views = views
        self._vault = vault

    async def open(self, tx: Tx, order: OrderRow) -> Keys:
        """Open the keys of an order. Raises NothingToDeliverError where it has none."""
        rows = await tx.keys.of_order(order.id)
        if not rows:
            raise NothingToDeliverError(number=order.number)
        plain = tuple(self._vault.open(row.sealed) for row in rows)
        return Keys(await self._views.of(tx, order), plain)

    async def my_orders(self, user_id: int, page: int, size: int) -> Page[OrderView]:
        """A page of a customer's own orders, newest first."""
        async with self._db.read() as tx:
            rows, total = await tx.orders.listing(
                customer_id=user_id, offset=(page - 1) * size, limit=size
            )
            items = await self._views.all_of(tx, rows)
        return Page(items, page, pages_for(total, size), total)

    async def my_keys(self, user_id: int, number: str) -> Keys:
        """The keys of a customer's own order. Raises UnknownOrderError for anybody else's too."""
        read = read_number(number)
        async with self._db.read() as tx:
            order = await tx.orders.by_number(read) if read else None
            if order is None or order.customer_id != user_id:
                raise UnknownOrderError(text=read or "")
            return await self.open(tx, order)
