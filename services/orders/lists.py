"""Lists of orders: some at a time, the newest first, behind or before one that was shown."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

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


async def order_list(
    tx: Tx,
    views: Views[T],
    asked: OrderFilter,
    size: int,
    known: Callable[[OrderRow], bool],
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
        return order.id if order is not None and known(order) else None

    lists = tx.order_lists
    found = await stretch(
        lambda limit, than: lists.newest(asked, limit, behind=than),
        lambda limit, than: lists.next_newer(asked, limit, than=than),
        size,
        behind=await place(behind),
        before=await place(before),
    )
    count = len(found.items)
    if found.newer or found.older:
        count = await lists.counted(asked, COUNTED + 1)
    shown = Stretch(await views(tx, found.items), found.newer, found.older)
    return OrderList(shown, Count.of(count))
