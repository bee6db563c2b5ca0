"""What cannot be written down is not sent: a confirmed order waits for the recovery pass."""

import pytest

from services.orders import OrderStatus, PurchaseStatus
from services.orders.errors import NotBegunError
from storage.database import Database
from storage.orders import OrderRow
from tests.clock import ManualClock
from tests.databases import read_only
from tests.services.orders.conftest import SAM, OrderRoom


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """The kind makes no difference here."""
    return sqlite_database


async def confirmed(room: OrderRoom) -> OrderRow:
    """An order as it stands when its confirmation is committed and nothing was sent yet."""
    offer = await room.offer()
    draft = await room.orders.draft(SAM, offer.id, 2)
    now = room.clock()
    async with room.db.write() as tx:
        row = await tx.orders.by_number(draft.number)
        assert row is not None
        await tx.orders.move(
            row.id, (OrderStatus.DRAFT,), OrderStatus.PAYING, confirmed_at=now, due_at=now
        )
        await tx.purchases.add(row.id, ["a" * 32, "b" * 32])
        return await tx.orders.lock(row.id)


async def test_nothing_is_sent_and_it_is_bought_afterwards(room: OrderRoom) -> None:
    """No intent, no call: the person is told that it was not begun, and each key is bought once."""
    order = await confirmed(room)
    async with read_only(room.db):
        with pytest.raises(NotBegunError) as caught:
            await room.buyer.buy(order)
        assert caught.value.facts == {"number": order.number, "cause": "read-only"}
    assert room.shop.charges == 0
    await room.recovery.run()
    view = await room.orders.told(order.number)
    assert view.status is OrderStatus.KEYED
    assert room.shop.charges == 2
    assert {sold.txn_id for sold in room.shop.orders} == {"a" * 32, "b" * 32}


async def test_too_late_it_is_closed_with_nothing_charged(
    room: OrderRoom, clock: ManualClock
) -> None:
    """A confirmation of an hour ago buys nothing any more."""
    order = await confirmed(room)
    async with read_only(room.db):
        with pytest.raises(NotBegunError):
            await room.buyer.buy(order)
    clock.advance(3600)
    await room.recovery.run()
    view = await room.orders.told(order.number)
    assert view.status is OrderStatus.FAILED
    assert {row.status for row in view.purchases} == {PurchaseStatus.REFUSED}
    assert room.shop.charges == 0
