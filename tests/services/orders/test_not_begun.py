"""What cannot be written down is not sent: a confirmed order waits until it can be."""

import asyncio

import pytest

from services.orders import OrderStatus, OrderView, PurchaseStatus
from services.orders.door import BUY
from storage.database import Database
from tests.clock import ManualClock
from tests.databases import read_only
from tests.services.orders.conftest import SAM, OrderRoom
from tests.services.orders_made import let_in


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """The kind makes no difference here."""
    return sqlite_database


async def kept_from_sending(room: OrderRoom, seconds: float) -> OrderView:
    """An order whose first intent could not be written down, and is not for so long."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 2)
    await room.checkout.confirm(let_in(SAM, draft.number, BUY))
    gate = room.shop.gate("check", "after")
    working = asyncio.create_task(room.worker.idle())
    await gate.reached()
    async with read_only(room.db):
        gate.release()
        while not room.db.keeper.waits:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)
        assert room.shop.charges == 0
        room.clock.advance(seconds)
    await working
    return await room.orders.told(draft.number)


async def test_nothing_is_sent_and_it_is_bought_afterwards(room: OrderRoom) -> None:
    """No intent, no call; each key is bought once when it can be written down."""
    order = await kept_from_sending(room, 0)
    assert order.status is OrderStatus.PAYING
    assert {row.status for row in order.purchases} == {PurchaseStatus.WAITING}
    room.clock.advance(6)
    await room.worker.idle()
    assert (await room.orders.told(order.number)).status is OrderStatus.KEYED
    assert room.shop.charges == 2
    ids = {row.txn_id for row in order.purchases}
    assert {sold.txn_id for sold in room.shop.orders} == ids


async def test_too_late_it_is_closed_with_nothing_charged(
    room: OrderRoom, clock: ManualClock
) -> None:
    """A confirmation of an hour ago buys nothing any more."""
    order = await kept_from_sending(room, 3600)
    clock.advance(6)
    await room.worker.idle()
    view = await room.orders.told(order.number)
    assert (view.status, view.reason) == (OrderStatus.FAILED, "interrupted")
    assert {row.status for row in view.purchases} == {PurchaseStatus.REFUSED}
    assert room.shop.charges == 0
