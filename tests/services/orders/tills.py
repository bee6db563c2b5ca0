"""What tests do at the desk that buys from PIN Hype."""

from sandbox.hype import Pin
from services.orders import OrderStatus, OrderView
from services.orders.door import BUY
from tests.campaigns.bulk import OLGA, BulkDesk
from tests.services.orders_made import let_in


async def bought(till: BulkDesk, count: int = 1) -> OrderView:
    """An order that is paid and has its keys, as its card shows."""
    draft = await till.draft(count)
    order = await till.house.desk.orders.confirm(let_in(OLGA, draft.number, BUY))
    assert (order.status, order.reversible) == (OrderStatus.KEYED, count)
    await till.house.desk.orders.note_card(order.number, order.chat_id, 1)
    return order


def pins_of(till: BulkDesk, order: OrderView) -> list[Pin]:
    """The pins of an order, in the order of its purchases."""
    by_reference = {pin.reference: pin for pin in till.api.pins}
    return [by_reference[each.txn_id] for each in order.purchases]
