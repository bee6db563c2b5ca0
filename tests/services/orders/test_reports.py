"""What a customer says of a key that fails, without the key."""

import pytest

from services.actor import Actor
from services.orders.door import DELIVER
from tests.services.orders.conftest import CARA, SAM, OrderRoom
from tests.services.orders.settling import resolve, waiting
from tests.services.orders_made import let_in


@pytest.mark.parametrize("key", [r"AB\1CD-\g<0>EF-KLMNP", r"QW\\ERTY-[A-Z]+(-UIOP"])
async def test_a_key_that_reads_like_a_pattern_is_masked(room: OrderRoom, key: str) -> None:
    """Backslashes and brackets in a key are letters like others: the report comes, and the key in it not."""
    room.shop.next_keys(key)
    order, [reference] = await waiting(room, 1)
    await resolve(room, order, reference)
    link = await room.claims.make(let_in(SAM, order.number, DELIVER))
    await room.claims.honour(CARA, link.token)
    await room.delivery.report_problem(Actor(CARA, CARA, "Cara"), order.number, f"{key} is used")
    async with room.db.read() as tx:
        [report] = await tx.notices.of_kind("key-problem", SAM.chat_id)
    assert key not in report.facts["words"]
    assert report.facts["words"].endswith(" is used")
