"""An order whose buyer loses the right to buy: nothing more of it is bought, whichever process is at it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from sandbox import codegames
from services.access import Access, Standing
from services.access.following import Following
from services.access.revoking import revoke_all
from services.actor import Actor
from services.orders import OrderStatus, OrderView
from services.orders.door import BUY
from storage.database import Database
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.membership import Crowd
from tests.services.orders.conftest import GROUP, SAM, OrderRoom, wire
from tests.services.orders_made import let_in

OWNER = Actor(1, GROUP, "Olga Owner")


@dataclass
class Desk:
    """One process: its services, and what it knows of rights."""

    room: OrderRoom
    access: Access
    following: Following

    @classmethod
    async def start(
        cls, db: Database, clock: ManualClock, shop: codegames.CodeGames, crowd: Crowd, secret: str
    ) -> "Desk":
        """Start it on a database."""
        access = Access(db, clock, frozenset({OWNER.user_id}), audit_of(db, clock), crowd)
        following = Following(db, access)
        await following.begin()
        await access.load()
        room = wire(db, clock, shop, secret, following)
        await room.catalog.load()
        return cls(room, access, following)


@pytest.fixture
async def desks(
    database: Database, database_url: str, clock: ManualClock, shop: codegames.CodeGames
) -> AsyncIterator[tuple[Desk, Desk]]:
    """Two processes on one database; Sam has the role of the group, by the first."""
    secret, crowd = Fernet.generate_key().decode(), Crowd()
    other = Database(database_url)
    await other.open()
    first = await Desk.start(database, clock, shop, crowd, secret)
    await first.access.set_up(OWNER, "supergroup", "Desk")
    await first.access.grant(OWNER, SAM.user_id, "support")
    await first.room.people.seen(SAM.user_id, "Sam", "sam", SAM.user_id, "private", "Sam")
    second = await Desk.start(other, clock, shop, crowd, secret)
    yield first, second
    for desk in (first, second):
        await desk.room.provider.close()
    await other.close()


async def confirmed(desk: Desk, count: int = 1) -> OrderView:
    """Sam's order, which nobody has begun."""
    draft = await desk.room.checkout.draft(SAM, (await desk.room.offer()).id, count)
    return await desk.room.checkout.confirm(let_in(SAM, draft.number, BUY))


@pytest.mark.parametrize("how", ["revoked", "all revoked", "left"])
async def test_what_nobody_has_begun_is_not_bought(
    desks: tuple[Desk, Desk], clock: ManualClock, how: str
) -> None:
    """It is lost in one process, and the other, which has not heard of it yet, begins the order."""
    first, second = desks
    order = await confirmed(second)
    await second.room.catalog.load()
    if how == "revoked":
        await first.access.revoke(OWNER, SAM.user_id, "support")
    elif how == "left":
        await first.access.told(SAM.user_id, GROUP, Standing.AWAY)
    else:
        await revoke_all(first.room.db, clock, audit_of(first.room.db, clock), SAM.user_id)
    await second.room.worker.idle()
    after = await second.room.orders.told(order.number)
    assert (after.status, after.reason) == (OrderStatus.FAILED, "no-right")
    assert second.room.shop.charges == 0
    kinds = [each.kind for each in await second.room.notices_of(GROUP)]
    assert kinds == ["order-ended"]


async def test_what_was_asked_for_goes_on_and_the_rest_is_not_bought(
    desks: tuple[Desk, Desk], clock: ManualClock
) -> None:
    """Of three keys the second is under way at that moment: two are bought, and the third is told of."""
    first, second = desks
    order = await confirmed(second, 3)
    gates = [second.room.shop.gate("pay", "after") for _ in range(2)]
    await second.room.worker.run()
    await gates[0].reached()
    gates[0].release()
    await gates[1].reached()
    await first.access.revoke(OWNER, SAM.user_id, "support")
    await second.following.look()  # as it does once a second
    gates[1].release()
    await second.room.worker.idle()
    clock.advance(10)
    await second.room.worker.idle()
    after = await second.room.orders.told(order.number)
    assert (after.status, after.bought, after.reason) == (OrderStatus.KEYED, 2, "no-right")
    assert second.room.shop.charges == 2


async def test_a_lost_answer_is_asked_after_all_the_same(
    desks: tuple[Desk, Desk], clock: ManualClock
) -> None:
    """What may have been charged is no matter of rights: its key is not lost."""
    first, second = desks
    order = await confirmed(second)
    gate = second.room.shop.gate("pay", "before")
    await second.room.worker.run()
    await gate.reached()
    await second.room.worker.stop(0)
    gate.release()
    await first.access.revoke(OWNER, SAM.user_id, "support")
    clock.advance(timedelta(minutes=1).total_seconds())
    await first.room.worker.idle()
    after = await first.room.orders.told(order.number)
    assert second.room.shop.charges == 1
    assert after.status in (OrderStatus.KEYED, OrderStatus.UNCERTAIN)


async def test_who_has_it_still_is_served(desks: tuple[Desk, Desk]) -> None:
    """Another role is enough, and so is having been seen in the group."""
    first, second = desks
    await first.access.grant(OWNER, SAM.user_id, "manager")
    order = await confirmed(second)
    await first.access.revoke(OWNER, SAM.user_id, "support")
    await second.room.worker.idle()
    assert (await second.room.orders.told(order.number)).status is OrderStatus.KEYED
