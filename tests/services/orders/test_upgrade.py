"""Orders that the version before left half done are gone on with after an update."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from sandbox import codegames
from services.orders import OrderStatus
from storage.database import Database
from tests.clock import ManualClock
from tests.services.orders.conftest import OrderRoom, wire

pytestmark = pytest.mark.both_databases


BEFORE = "0014"
"""The last schema in which an order itself said when it is looked at next."""
OPEN, LATE, DONE = "K-2222-2222", "K-3333-3333", "K-4444-4444"


async def left_by_the_version_before(database: Database, url: str, clock: ManualClock) -> None:
    """One purchase was sent and its answer lost; one is being taken back; one is over."""
    await database.migrate(BEFORE)
    now = clock()
    product = {"id": 1, "name": "GTA V", "name_key": "gta v", "created_at": now}
    offer = {
        "id": 1,
        "product_id": 1,
        "provider": "codegames",
        "external_id": "562",
        "currency": "KZT",
        "country": "",
        "created_at": now,
    }
    engine = create_async_engine(url)
    async with engine.begin() as connection:

        async def write(table: str, row: dict[str, Any]) -> None:
            names = ", ".join(row)
            marks = ", ".join(f":{name}" for name in row)
            await connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)  # noqa: S608 - our own words

        await write("products", product)
        await write("offers", offer)
        for order_id, number, status, due, purchase in (
            (1, OPEN, "paying", now + timedelta(minutes=3), "sent"),
            (2, LATE, "keyed", now + timedelta(minutes=15), "reversing"),
            (3, DONE, "keyed", None, "accepted"),
        ):
            order = {
                "id": order_id,
                "number": number,
                "status": status,
                "offer_id": 1,
                "provider": "codegames",
                "product": "GTA V",
                "count": 1,
                "unit_price": "956.30",
                "currency": "KZT",
                "buyer_id": 11,
                "chat_id": -1001,
                "created_at": now,
                "confirmed_at": now,
                "due_at": due,
                "tries": 4,
            }
            await write("orders", order)
            bought = {
                "id": order_id,
                "order_id": order_id,
                "position": 1,
                "txn_id": f"txn-{order_id}",
                "status": purchase,
                "sent_at": datetime.now(UTC),  # providers go by the machine's clock
            }
            await write("purchases", bought)
    await engine.dispose()


@pytest.fixture
async def updated(
    empty_url: str, clock: ManualClock, shop: codegames.CodeGames
) -> AsyncIterator[OrderRoom]:
    """This version, on a database that the one before has left."""
    database = Database(empty_url)
    await left_by_the_version_before(database, empty_url, clock)
    await database.open()
    room = wire(database, clock, shop, Fernet.generate_key().decode())
    await room.catalog.load()
    yield room
    await room.provider.close()
    await database.close()


async def test_what_was_open_is_work_and_what_was_over_is_not(updated: OrderRoom) -> None:
    """Each with its provider, its next look and its tries; what is being taken back counts as asked."""
    async with updated.db.read() as tx:
        first, second, third = [await tx.work.of("order", str(number)) for number in (1, 2, 3)]
        [reversing] = await tx.purchases.of_order(2)
    assert first is not None
    assert second is not None
    assert third is None
    now = updated.clock()
    assert (first.line, first.due_at, first.tries) == ("codegames", now + timedelta(minutes=3), 4)
    assert (second.due_at, second.facts) == (now + timedelta(minutes=15), {})
    assert reversing.asked_back_at is not None


async def test_it_is_gone_on_with(updated: OrderRoom) -> None:
    """The lost answer is asked after when it is due, and the order's chat is told."""
    assert await updated.worker.idle() == 0
    updated.clock.advance(181)
    assert await updated.worker.idle() == 1
    order = await updated.orders.told(OPEN)
    assert order.status is OrderStatus.KEYED
    assert [sold.txn_id for sold in updated.shop.orders] == ["txn-1"]
    kinds = [notice.kind for notice in await updated.notices_of(order.chat_id)]
    assert kinds == ["order-ended", "order-changed"]
