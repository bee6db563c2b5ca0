"""Whether the other key of a case reaches its customer: how often it was sent, and if it may be again."""

from collections.abc import Sequence
from datetime import datetime

from services.orders.states import OrderStatus
from services.orders.twins import are_held
from services.people import NOT_REACHED
from storage.notices import NoticeRow
from storage.orders import OrderRow
from storage.transaction import Tx

MOST_TRIES = 5
"""So often it is sent without being told to, to one who comes and goes."""


def is_nobodys(order: OrderRow) -> bool:
    """Whether it has keys to hand over, of which none is anybody's."""
    return order.status == OrderStatus.KEYED and order.customer_id is None


async def is_held(tx: Tx, order: OrderRow) -> bool:
    """Whether its keys are nobody's and one of them came before, so that a person has to see to them."""
    return is_nobodys(order) and await are_held(tx, order)


async def tries_of(tx: Tx, order: OrderRow, customer_id: int) -> Sequence[NoticeRow]:
    """The notices that were to bring the order's keys to the customer, the earliest first."""
    notices = await tx.notices.of_kind("keys-for-customer", customer_id)
    return [each for each in notices if each.facts["order"] == order.number]


async def has_not_arrived(tx: Tx, order: OrderRow, customer_id: int) -> bool:
    """Whether its keys were sent in vain, so that they are nobody's again."""
    return is_nobodys(order) and bool(await tries_of(tx, order, customer_id))


async def may_be_sent(tx: Tx, order: OrderRow, customer_id: int, now: datetime) -> bool:
    """Whether keys that are nobody's are to be sent: the first time, and to one who could not be reached
    and can be now. What somebody made a link of is left to that while it is open, also before the first
    time: whoever made it in these seconds has given it to somebody.
    """
    if await tx.claims.open_of([order.id], now):
        return False
    tries = await tries_of(tx, order, customer_id)
    if not tries:
        return True
    if len(tries) >= MOST_TRIES or tries[-1].problem not in NOT_REACHED:
        return False
    user = await tx.users.get(customer_id)
    return user is not None and user.can_be_written_to
