"""Opening the keys of an order, and what a customer may find again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from services.delivery.errors import KeysChangedError, KeysUnreadableError, NothingToDeliverError
from services.orders.errors import BeingReversedError, UnknownOrderError
from services.orders.lists import OrderList, order_list
from services.orders.numbers import read_number
from services.orders.states import HELD_BACK, PurchaseStatus
from services.orders.views import OrderView, OrderViews
from services.vault import Vault
from storage.database import Database
from storage.keys import KeyRow
from storage.order_lists import OrderFilter
from storage.orders import OrderRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Keys:
    """An order with its keys in plain, for the one person who may read them.

    ``rows`` are the ids of all the keys that were read. ``unreadable`` are the places, counted from 1, of
    those that no secret of the desk opens any more; they are not among ``plain``.
    """

    order: OrderView
    plain: tuple[str, ...] = field(repr=False)
    rows: frozenset[int]
    unreadable: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """How many keys there are, those included that cannot be read."""
        return len(self.plain) + len(self.unreadable)

    @property
    def numbered(self) -> tuple[tuple[int, str], ...]:
        """The keys that can be read, each with its place."""
        places = (at for at in range(1, self.total + 1) if at not in self.unreadable)
        return tuple(zip(places, self.plain, strict=True))


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """An order in its customer's list. ``keys``: how many are good; ``at``: when it ended, or began."""

    number: str
    product: str
    keys: int
    at: datetime


async def being_reversed(tx: Tx, order_id: int) -> bool:
    """Whether keys of an order are being taken back, so that new hands have to wait."""
    purchases = await tx.purchases.of_order(order_id)
    return any(row.status == PurchaseStatus.REVERSING for row in purchases)


async def good_keys(tx: Tx, order_id: int) -> list[KeyRow]:
    """The keys of an order that may be handed over: neither taken back nor being so."""
    purchases = await tx.purchases.of_order(order_id)
    held_back = {row.id for row in purchases if row.status in HELD_BACK}
    return [key for key in await tx.keys.of_order(order_id) if key.purchase_id not in held_back]


class KeyShelf:
    """Opens keys; finds a customer's own."""

    def __init__(self, db: Database, views: OrderViews, vault: Vault) -> None:
        self._db = db
        self._views = views
        self._vault = vault

    async def open(self, tx: Tx, order: OrderRow) -> Keys:
        """Open the keys of an order, but those taken back, or being so.

        Raises NothingToDeliverError where it has none, BeingReversedError where that may change,
        KeysUnreadableError where no secret opens a single one.
        """
        rows = await good_keys(tx, order.id)
        if not rows:
            if await being_reversed(tx, order.id):
                raise BeingReversedError(number=order.number)
            raise NothingToDeliverError(number=order.number)
        opened = [self._vault.opened(row.sealed) for row in rows]
        unreadable = tuple(at for at, key in enumerate(opened, start=1) if key is None)
        if unreadable:
            log.error("keys cannot be opened", order=order.number, places=unreadable)
        if len(unreadable) == len(rows):
            raise KeysUnreadableError(number=order.number)
        plain = tuple(key for key in opened if key is not None)
        ids = frozenset(row.id for row in rows)
        return Keys(await self._views.of(tx, order), plain, ids, unreadable)

    async def still_good(self, keys: Keys, customer_id: int | None = None) -> None:
        """Ask once more, as keys leave in a message, whether they may be handed over.

        The message may have waited for minutes while they were taken back.
        ``customer_id``: the order must be that customer's. Raises UnknownOrderError, BeingReversedError,
        KeysChangedError where only some of them are good, NothingToDeliverError where none is.
        """
        number = keys.order.number
        async with self._db.read() as tx:
            order = await tx.orders.by_number(number)
            if order is None or customer_id not in (None, order.customer_id):
                raise UnknownOrderError(text=number)
            good = {row.id for row in await good_keys(tx, order.id)}
            if keys.rows <= good:
                return
            if await being_reversed(tx, order.id):
                raise BeingReversedError(number=number)
            raise KeysChangedError(number=number) if good else NothingToDeliverError(number=number)

    async def every_plain(self, tx: Tx, order: OrderRow) -> tuple[str, ...]:
        """The keys of an order in plain that can be read, also those taken back; never to be shown."""
        opened = [self._vault.opened(row.sealed) for row in await tx.keys.of_order(order.id)]
        return tuple(key for key in opened if key is not None)

    async def my_orders(
        self, user_id: int, size: int, *, behind: str | None = None, before: str | None = None
    ) -> OrderList[OwnOrder]:
        """Some of a customer's own orders: the newest, or those behind or before the one of this number."""
        asked = OrderFilter(customer_id=user_id)

        def known(order: OrderRow) -> bool:
            return order.customer_id == user_id

        async with self._db.read() as tx:
            return await order_list(
                tx, _own_orders, asked, size, known, behind=behind, before=before
            )

    async def my_keys(self, user_id: int, number: str) -> Keys:
        """The keys of a customer's own order. Raises UnknownOrderError for anybody else's too.

        Also raises what ``open`` raises.
        """
        read = read_number(number)
        async with self._db.read() as tx:
            order = await tx.orders.by_number(read) if read else None
            if order is None or order.customer_id != user_id:
                raise UnknownOrderError(text=read or "")
            return await self.open(tx, order)


async def _own_orders(tx: Tx, rows: Sequence[OrderRow]) -> tuple[OwnOrder, ...]:
    good = await tx.keys.counted([row.id for row in rows], HELD_BACK) if rows else {}
    return tuple(
        OwnOrder(row.number, row.product, good.get(row.id, 0), row.ended_at or row.created_at)
        for row in rows
    )
