"""Lists of orders: some at a time, the newest first, behind or before one that was shown."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, NamedTuple, Protocol, TypeVar

from services.page import COUNTED, Count, Stretch, stretch
from storage.order_lists import OrderFilter
from storage.orders import OrderRow
from storage.transaction import Tx

T = TypeVar("T")
Views = Callable[[Tx, Sequence[OrderRow]], Awaitable[tuple[T, ...]]]
"""Makes of orders what is told of them."""


@dataclass(frozen=True, slots=True)
class OrderList(Generic[T]):
    """Some of the orders that were asked for, and how many there are of these."""

    shown: Stretch[T]
    total: Count


class Older(Protocol):
    """The newest so many, or those behind the order with this id."""

    def __call__(  # noqa: D102 - the class says it
        self, limit: int, *, behind: int | None = None
    ) -> Awaitable[Sequence[OrderRow]]: ...


class Newer(Protocol):
    """So many that are the next newer than the order with this id."""

    def __call__(self, limit: int, *, than: int) -> Awaitable[Sequence[OrderRow]]: ...  # noqa: D102


class Walk(NamedTuple):
    """The orders that are asked for, as the rows are read; ``counted`` up to so many."""

    newest: Older
    next_newer: Newer
    counted: Callable[[int], Awaitable[int]]


def walk_of(tx: Tx, asked: OrderFilter) -> Walk:
    """Those that a filter leaves."""
    lists = tx.order_lists
    return Walk(
        partial(lists.newest, asked),
        partial(lists.next_newer, asked),
        partial(lists.counted, asked),
    )


async def order_list(
    tx: Tx,
    walk: Walk,
    views: Views[T],
    size: int,
    known: Callable[[Tx, OrderRow], Awaitable[bool]],
    *,
    behind: str | None = None,
    before: str | None = None,
) -> OrderList[T]:
    """Read the newest, or those behind the order of this number, or those before it.

    ``known``: whether an order may have been shown to whoever asks. A number of any other order, and one of
    none, makes no difference, so that nothing can be learnt by it.
    """

    async def place(number: str | None) -> int | None:
        order = await tx.orders.by_number(number) if number else None
        return order.id if order is not None and await known(tx, order) else None

    found = await stretch(
        lambda limit, than: walk.newest(limit, behind=than),
        lambda limit, than: walk.next_newer(limit, than=than),
        size,
        behind=await place(behind),
        before=await place(before),
    )
    count = len(found.items)
    if found.newer or found.older:
        count = await walk.counted(COUNTED + 1)
    shown = Stretch(await views(tx, found.items), found.newer, found.older)
    return OrderList(shown, Count.of(count))
