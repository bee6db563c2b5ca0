"""Opening the keys of an order, and what a customer may find again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog

from services.delivery.errors import (
    KeysChangedError,
    KeysLetGoError,
    KeysUnreadableError,
    NothingToDeliverError,
)
from services.orders.errors import BeingReversedError, UnknownOrderError
from services.orders.expiry import NO_EXPIRY, Expiry
from services.orders.lists import OrderList, Walk, order_list
from services.orders.numbers import read_number
from services.orders.order_view import OrderView
from services.orders.pieces import being_reversed, good_keys, holder
from services.orders.states import HELD_BACK
from services.orders.twins import Twin
from services.orders.views import OrderViews
from services.vault import Vault
from storage.database import Database
from storage.keys import KeyRow
from storage.orders import OrderRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Keys:
    """An order with keys of it in plain, for the one person who may read them.

    ``rows`` are the ids of all the keys that were read. ``unreadable`` are the places, counted from 1, of
    those that no secret of the desk opens any more, ``let_go`` of those that are not kept any more; neither
    are among ``plain``. ``twins``: for staff, those that somebody else may have too.
    """

    order: OrderView
    plain: tuple[str, ...] = field(repr=False)
    rows: frozenset[int]
    unreadable: tuple[int, ...] = ()
    let_go: tuple[int, ...] = ()
    expiry: Expiry = NO_EXPIRY
    twins: tuple[Twin, ...] = ()

    @property
    def total(self) -> int:
        """How many keys there are, those included that cannot be read."""
        return len(self.plain) + len(self.unreadable) + len(self.let_go)

    @property
    def numbered(self) -> tuple[tuple[int, str], ...]:
        """The keys that can be read, each with its place."""
        missing = {*self.unreadable, *self.let_go}
        places = (at for at in range(1, self.total + 1) if at not in missing)
        return tuple(zip(places, self.plain, strict=True))


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """A customer's part of an order, in their list, where it reads like an order of its own.

    ``keys``: how many are good; ``at``: since when they have it, or when it was bought.
    """

    number: str
    product: str
    keys: int
    at: datetime


class KeyShelf:
    """Opens keys; finds a customer's own."""

    def __init__(self, db: Database, views: OrderViews, vault: Vault) -> None:
        self._db = db
        self._views = views
        self._vault = vault

    async def open(
        self,
        tx: Tx,
        order: OrderRow,
        customer_id: int | None = None,
        claim_id: int | None = None,
        *,
        to_read: bool = True,
    ) -> Keys:
        """Open the keys of an order, a customer's part of them, or what of that came by one link.

        Those that were taken back, or are being so, are left out.

        Raises NothingToDeliverError where it has none, BeingReversedError where that may change,
        and ``to_read`` KeysUnreadableError where no secret opens a single one, KeysLetGoError where none is
        kept any more.
        """
        rows = _theirs(await good_keys(tx, order.id), order, customer_id)
        rows = [row for row in rows if claim_id in (None, row.claim_id)]
        if not rows:
            if await being_reversed(tx, order.id):
                raise BeingReversedError(number=order.number)
            raise NothingToDeliverError(number=order.number)
        let_go = tuple(at for at, row in enumerate(rows, start=1) if row.let_go_at is not None)
        if to_read and len(let_go) == len(rows):
            raise KeysLetGoError(number=order.number)
        opened = [None if row.let_go_at else self._vault.opened(row.sealed) for row in rows]
        lost = (at for at, key in enumerate(opened, start=1) if key is None)
        unreadable = tuple(at for at in lost if at not in let_go)
        if unreadable:
            log.error("keys cannot be opened", order=order.number, places=unreadable)
        if to_read and len(unreadable) + len(let_go) == len(rows):
            raise KeysUnreadableError(number=order.number)
        plain = tuple(key for key in opened if key is not None)
        ids = frozenset(row.id for row in rows)
        expiry = await self._views.expiry(tx, order, rows)
        return Keys(await self._views.of(tx, order), plain, ids, unreadable, let_go, expiry)

    async def still_good(self, keys: Keys, customer_id: int | None = None) -> None:
        """Ask once more, as keys leave in a message, whether they may be handed over.

        The message may have waited for minutes while they were taken back.
        ``customer_id``: they must be that customer's. Raises UnknownOrderError, BeingReversedError,
        KeysChangedError where only some of them are good, NothingToDeliverError where none is.
        """
        number = keys.order.number
        async with self._db.read() as tx:
            order = await tx.orders.by_number(number)
            if order is None or not await has_part(tx, order, customer_id):
                raise UnknownOrderError(text=number)
            good = {row.id for row in _theirs(await good_keys(tx, order.id), order, customer_id)}
            if keys.rows <= good:
                return
            if await being_reversed(tx, order.id):
                raise BeingReversedError(number=number)
            raise KeysChangedError(number=number) if good else NothingToDeliverError(number=number)

    async def every_plain(self, tx: Tx, order: OrderRow) -> dict[int, str]:
        """The keys of an order in plain that can be read, by their rows, also those taken back; never to be
        shown.
        """
        kept = [row for row in await tx.keys.of_order(order.id) if row.let_go_at is None]
        opened = {row.id: self._vault.opened(row.sealed) for row in kept}
        return {row_id: key for row_id, key in opened.items() if key is not None}

    async def my_orders(
        self, user_id: int, size: int, *, behind: str | None = None, before: str | None = None
    ) -> OrderList[OwnOrder]:
        """Some of a customer's own orders: the newest, or those behind or before the one of this number."""

        async def known(tx: Tx, order: OrderRow) -> bool:
            return bool(await tx.pieces.parts(user_id, [order.id], ()))

        async with self._db.read() as tx:
            walk = Walk(
                partial(tx.pieces.newest, user_id),
                partial(tx.pieces.next_newer, user_id),
                partial(tx.pieces.counted, user_id),
            )
            views = partial(_own_orders, user_id)
            return await order_list(tx, walk, views, size, known, behind=behind, before=before)

    async def my_keys(self, user_id: int, number: str, *, to_read: bool = True) -> Keys:
        """The keys of a customer's own part of an order. Raises UnknownOrderError for anybody else's too.

        ``to_read`` False: it is asked which there are, also where none can be shown any more. Also raises
        what ``open`` raises.
        """
        read = read_number(number)
        async with self._db.read() as tx:
            order = await tx.orders.by_number(read) if read else None
            if order is None or not await has_part(tx, order, user_id):
                raise UnknownOrderError(text=read or "")
            return await self.open(tx, order, user_id, to_read=to_read)


async def has_part(tx: Tx, order: OrderRow, customer_id: int | None) -> bool:
    """Whether any key of an order is this customer's; None: whether there is the order."""
    if customer_id in (None, order.owner_id):
        return True
    return any(key.customer_id == customer_id for key in await tx.keys.of_order(order.id))


def _theirs(rows: Sequence[KeyRow], order: OrderRow, customer_id: int | None) -> Sequence[KeyRow]:
    """Those of these keys that are this customer's; None: all."""
    if customer_id is None:
        return rows
    return [row for row in rows if holder(row, order) == customer_id]


async def _own_orders(user_id: int, tx: Tx, rows: Sequence[OrderRow]) -> tuple[OwnOrder, ...]:
    ids = [row.id for row in rows]
    parts = await tx.pieces.parts(user_id, ids, HELD_BACK) if rows else {}
    return tuple(
        OwnOrder(row.number, row.product, part.good, part.handed_at or row.created_at)
        for row, part in ((row, parts[row.id]) for row in rows)
    )
