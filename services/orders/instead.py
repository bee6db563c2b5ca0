"""What is bought in place of an order that failed: once, whoever presses its buttons, and however often.

Whatever was asked about in its place, or in place of that in turn, has it as ``instead_of``; its row is what
all of them lock first.
"""

from datetime import datetime

from services.orders.calling_off import ASKED_AGAIN, call_off_draft
from services.orders.errors import AlreadyHandledError, BoughtAnewError
from services.orders.states import OrderStatus
from services.outbox import Outbox
from storage.orders import OrderRow
from storage.transaction import Tx

_NOT_BOUGHT = frozenset(
    {OrderStatus.DRAFT, OrderStatus.EXPIRED, OrderStatus.REJECTED, OrderStatus.FAILED}
)


async def see_none_bought(tx: Tx, failed: str) -> None:
    """See that nothing was bought in place of it. Raises as ``ask_instead_of``."""
    order = await tx.orders.by_number(failed)
    first = None if order is None else await tx.orders.by_id(order.instead_of or order.id)
    if first is not None:
        await _none_is_bought(tx, first)


async def ask_instead_of(tx: Tx, outbox: Outbox, failed: str, at: datetime) -> int | None:
    """The first that failed, for what is about to be asked in its place: the question before asks no more.

    In the caller's transaction: kick the outbox after it is committed. None: there is no such order. Raises
    AlreadyHandledError where that was charged after all, BoughtAnewError.
    """
    order = await tx.orders.by_number(failed)
    if order is None:
        return None
    first = await tx.orders.lock(order.instead_of or order.id)
    await _none_is_bought(tx, first)
    for each in await tx.orders.bought_instead(first.id):
        asks = each.status == OrderStatus.DRAFT
        if asks and not await call_off_draft(tx, outbox, each, ASKED_AGAIN, at):
            raise AlreadyHandledError(number=each.number, status=OrderStatus.EXPIRED)
    return first.id


async def see_first(tx: Tx, order: OrderRow) -> None:
    """See that a draft is the first that is said yes to, of what is asked in place of the same order.

    Raises as ``ask_instead_of``.
    """
    if order.instead_of is not None:
        await _none_is_bought(tx, await tx.orders.lock(order.instead_of))


async def _none_is_bought(tx: Tx, first: OrderRow) -> None:
    if first.status not in _NOT_BOUGHT:
        status = OrderStatus(first.status)
        raise AlreadyHandledError(number=first.number, status=status)
    for each in await tx.orders.bought_instead(first.id):
        if each.status not in _NOT_BOUGHT:
            names = await tx.users.called({each.buyer_id})
            raise BoughtAnewError(
                number=first.number,
                instead=each.number,
                name=names.get(each.buyer_id, str(each.buyer_id)),
                status=OrderStatus(each.status),
            )
