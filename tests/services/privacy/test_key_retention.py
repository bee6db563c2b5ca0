"""Keys that were handed over long ago are not kept in plain, and are known all the same."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from services.cases import CaseKind, Said
from services.delivery.errors import KeysLetGoError
from services.orders.door import BUY, DELIVER, REVEAL
from services.privacy import KeyRetention
from services.rotation import Rotation
from services.seals import Seals
from storage.tables.audit import audit
from storage.tables.keys import keys
from tests.rows_read import noted, plans
from tests.services.cases.conftest import CUSTOMER, CaseDesk
from tests.services.orders.conftest import CARA, SAM, OrderRoom
from tests.services.orders_made import let_in

pytestmark = pytest.mark.both_databases


DAYS = 30
LONG = timedelta(days=DAYS, minutes=1)


class Watch(KeyRetention):
    """One that has looked before, as it does every few minutes."""

    async def again(self) -> int:
        """Look twice: a first look only sees how the clock goes."""
        await self.run()
        return await self.run()


def watch(room: OrderRoom, days: int | None = DAYS) -> Watch:
    """Who lets keys go, of a process of its own."""
    return Watch(room.db, room.clock, room.vault, room.audit, days)


def clock_at(desk: CaseDesk, later: timedelta) -> None:
    """So much time goes by."""
    desk.room.clock.advance(later.total_seconds())


async def rows(room: OrderRoom) -> list[tuple[bytes, str, str, datetime | None]]:
    """What stands of every key."""
    found = select(keys.c.sealed, keys.c.mask, keys.c.fingerprint, keys.c.let_go_at)
    async with room.db.read() as tx:
        return [
            (row[0], row[1], row[2], row[3])
            for row in await tx.connection.execute(found.order_by(keys.c.id))
        ]


async def test_a_key_is_let_go_when_it_is_old_and_known_after_that(
    desk: CaseDesk, room: OrderRoom
) -> None:
    """Its text goes once, whoever looks together; customer and staff read so; fingerprint and mask stay."""
    number = desk.order.number
    (plain,) = (await desk.keys()).plain
    [before] = await rows(room)
    assert await watch(room, None).again() == 0
    clock_at(desk, timedelta(days=DAYS - 1))
    assert await watch(room).again() == 0
    clock_at(desk, LONG)
    case = await desk.open()
    assert await watch(room).again() == 0, "a case is open about it"
    async with room.db.write() as tx:  # and was opened after it was found due
        assert await tx.key_retention.let_go([1], room.clock()) == frozenset()
    await desk.cases.solved(CUSTOMER, case.id)
    two = [watch(room), watch(room)]
    await asyncio.gather(*(each.run() for each in two))
    assert sum(await asyncio.gather(*(each.run() for each in two))) == 1
    [after] = await rows(room)
    assert after[0] == b""
    assert after[1:3] == before[1:3]
    assert after[3] is not None

    with pytest.raises(KeysLetGoError):
        await desk.keys()
    with pytest.raises(KeysLetGoError):
        await room.delivery.reveal(let_in(SAM, number, REVEAL))
    order = await room.orders.told(number)
    assert (order.let_go, order.masks) == (1, (before[1],))
    assert await watch(room).again() == 0
    gone = await room.shelf.my_keys(CARA, number, to_read=False)
    assert (gone.plain, gone.let_go, gone.total) == ((), (1,), 1)
    case, is_new = await desk.cases.open(CUSTOMER, gone, 1, CaseKind.USED, Said("it is used"))
    assert (is_new, case.masks) == (True, (before[1],)), "it can be reported all the same"
    async with room.db.read() as tx:
        done = select(audit.c.facts).where(audit.c.action == "customer.keys-let-go")
        facts = list(await tx.connection.scalars(done))
    assert facts == ['{"days": 30, "keys": 1}']
    assert plain not in str(facts)


async def test_of_an_order_the_rest_is_shown(desk: CaseDesk, room: OrderRoom) -> None:
    """Of two keys the one that is kept is shown, under the place it always had."""
    draft = await room.checkout.draft(SAM, desk.order.offer_id, 2)
    await room.confirm(let_in(SAM, draft.number, BUY))
    link = await room.claims.make(let_in(SAM, draft.number, DELIVER))
    all_keys = await room.claims.honour(CARA, link.token)
    async with room.db.write() as tx:
        old = room.clock() - LONG
        first = update(keys).where(keys.c.position == 1, keys.c.order_id > 1)
        await tx.connection.execute(first.values(handed_at=old))
    assert await watch(room).again() == 1
    left = await room.shelf.my_keys(CARA, draft.number)
    assert (left.numbered, left.let_go, left.unreadable) == (((2, all_keys.plain[1]),), (1,), ())
    assert left.total == 2


async def test_a_clock_that_was_set_lets_nothing_go(desk: CaseDesk, room: OrderRoom) -> None:
    """What is gone does not come back: a look at which the clock has jumped does nothing."""
    each = watch(room)
    await each.run()
    room.clock.jump(LONG)
    assert await each.run() == 0
    [row] = await rows(room)
    assert row[0] != b""


async def test_secrets_are_checked_and_rotated_without_it(desk: CaseDesk, room: OrderRoom) -> None:
    """A key that is not kept is none that no secret opens."""
    clock_at(desk, LONG)
    assert await watch(room).again() == 1
    seals = Seals(room.db, room.clock, room.vault)
    await seals.note_start()
    assert (await seals.check()).unopened == ()
    done = await Rotation(room.db, room.clock, room.vault, room.audit).run(lambda count: None)
    assert done.lost == ()


async def test_a_look_walks_along_its_index(desk: CaseDesk, room: OrderRoom) -> None:
    """What is due is found without reading the keys that are not."""
    if not room.db.is_sqlite:
        return  # a table of one row is read as it is there; the plan is the same
    async with room.db.read() as tx:
        with noted(tx) as statements:
            await tx.key_retention.due(room.clock(), 10)
        assert "ix_keys_let_go_at_handed_at_id" in str(await plans(tx, statements))
