"""Orders on a clock that is set while they are bought: nothing is asked twice, nothing waits for years."""

import asyncio
from datetime import timedelta

import pytest

from services.access import Access
from services.orders import OrderStatus
from services.orders.door import BUY
from services.orders.wish import Wish, write_wish
from services.timekeeper import Timekeeper
from tests.services.orders.conftest import SAM, OrderRoom
from tests.services.orders_made import let_in

YEARS = timedelta(days=2000)


@pytest.mark.parametrize("jump", [YEARS, timedelta(hours=1), -YEARS])
async def test_a_purchase_under_way_is_not_asked_after(room: OrderRoom, jump: timedelta) -> None:
    """The clock passes the order's next look while its call is under way: nobody else takes it up."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    gate = room.shop.gate("pay", "before")
    buying = asyncio.create_task(room.confirm(let_in(SAM, draft.number, BUY)))
    await gate.reached()
    room.clock.jump(jump)
    assert await room.worker.run() == 0
    gate.release()
    assert (await buying).status is OrderStatus.KEYED
    assert [call.endpoint for call in room.shop.calls].count("pay") == 1


async def test_a_confirmation_that_lies_ahead_is_not_bought_late(room: OrderRoom) -> None:
    """Confirmed by a clock years ahead and never sent: nobody knows how old it is, so it is given up."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    room.clock.jump(YEARS)
    async with room.db.write() as tx:
        row = await tx.orders.by_number(draft.number)
        assert row is not None
        await tx.orders.move(row.id, ("draft",), "paying", confirmed_at=room.clock())
        await tx.purchases.add(row.id, ["never-sent"])
        room.clock.jump(-YEARS)
        await write_wish(tx, room.queue, row, Wish(untold=True))
    await room.worker.idle()
    order = await room.orders.told(draft.number)
    assert (order.status, order.reason) == (OrderStatus.FAILED, "interrupted")
    assert room.shop.charges == 0


@pytest.mark.parametrize("jump", [YEARS, timedelta(hours=2), timedelta(hours=-2), -YEARS])
async def test_a_clock_that_is_set_loses_no_order(room: OrderRoom, jump: timedelta) -> None:
    """Between Confirm and the worker's claim: it was confirmed just now, whatever the wall shows."""
    draft = await room.checkout.draft(SAM, (await room.offer()).id, 1)
    await room.checkout.confirm(let_in(SAM, draft.number, BUY))
    room.clock.jump(jump)
    access = Access(room.db, room.clock, frozenset(), room.audit)
    # What is due lies ahead, if the clock was set back.
    await Timekeeper(room.db, room.clock, room.outbox, access).run()
    await room.worker.idle()
    assert (await room.orders.told(draft.number)).status is OrderStatus.KEYED


async def test_a_clock_that_is_set_makes_no_old_order_young(room: OrderRoom) -> None:
    """An hour has passed, and the wall shows the minute of Confirm again: it is given up."""
    draft = await room.checkout.draft(SAM, (await room.offer()).id, 1)
    await room.checkout.confirm(let_in(SAM, draft.number, BUY))
    room.clock.advance(3600)
    room.clock.jump(timedelta(hours=-1))
    await room.worker.idle()
    order = await room.orders.told(draft.number)
    assert (order.status, order.reason) == (OrderStatus.FAILED, "interrupted")
    assert room.shop.charges == 0
