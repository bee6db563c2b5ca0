"""What tests do at the desk that buys from PIN Hype."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from sandbox.faults import Fault
from sandbox.hype import Pin
from services.orders import OrderStatus, OrderView
from services.orders.door import REVERSE
from services.orders.shown_cards import SHOWN
from storage.tables.outbox import notices
from tests.campaigns.bulk import OLGA, BulkDesk
from tests.services.orders_made import let_in

ANSWERS = frozenset({"order-ended", "reversal-ended"})
"""Notices that take the place of the card somebody looks at; all others are news."""
LOST = Fault.lost_before()


@dataclass(frozen=True)
class Report:
    """What whoever had an order taken back is told, and the order then.

    ``said``: position, end, the provider's status and words of each.
    """

    order: OrderView
    said: list[tuple[int, str, str, str]]
    untried: int
    trouble: dict[str, Any] | None


async def bought(till: BulkDesk, count: int = 1) -> OrderView:
    """An order that is paid and has its keys, as its card shows."""
    order = await till.buy(count)
    assert (order.status, order.reversible) == (OrderStatus.KEYED, count)
    await till.house.services.orders.note_card(order, order.chat_id, 1)
    return order


async def taken_back(till: BulkDesk, number: str) -> Report:
    """Have an order taken back, let it be worked on, and give what its asker is told."""
    await till.house.services.reversals.reverse(let_in(OLGA, number, REVERSE))
    await till.house.worker.idle()
    return await report_of(till, number)


async def report_of(till: BulkDesk, number: str) -> Report:
    """What is told last of a reversal."""
    async with till.house.db.read() as tx:
        found = select(notices.c.facts).where(notices.c.kind == "reversal-ended")
        rows = await tx.connection.scalars(found.order_by(notices.c.id))
        facts = [each for each in rows if each["order"] == number][-1]
    order = await till.house.services.orders.told(number)
    said = [(each[0], each[1], each[2], each[3]) for each in facts["said"]]
    return Report(order, said, facts["untried"], facts.get("trouble"))


def pins_of(till: BulkDesk, order: OrderView) -> list[Pin]:
    """The pins of an order, in the order of its purchases."""
    by_reference = {pin.reference: pin for pin in till.api.pins}
    return [by_reference[each.txn_id] for each in order.purchases]


async def kinds(till: BulkDesk) -> list[str]:
    """Take the notices that are due, and settle them as sent; gives the kinds of those that are news."""
    taken: list[str] = []
    while notices := await till.house.services.outbox.take(100):
        for notice in notices:
            await till.house.services.outbox.sent(notice.id, 1)
            taken += {notice.kind} - ANSWERS - {SHOWN}
    return taken
