"""Digests of what came since the last one: whatever the clock shows, each order is told in exactly one."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import insert, text, update

from services.schedules import DIGEST
from services.schedules.told_so_far import ToldSoFar, told_so_far
from storage.tables.orders import orders, purchases
from tests.services.orders_made import OrderMade, make_orders
from tests.services.schedules.room import MAX, Room

pytestmark = pytest.mark.both_databases

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGIN = datetime(2030, 1, 16, 9, 5, tzinfo=UTC)


class Desk:
    """A chat that is told at nine what came since the last digest, while orders come in.

    The price of each order is a power of ten: a digit of the sum says how often that order was told.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self.sold = 0
        self.told = Decimal(0)
        self.digest = 0

    async def rest(self, how: str) -> None:
        """From here on the digest is not looked at."""
        if how == "paused":
            await self.room.schedules.pause(MAX, self.digest)
        if how == "away":
            async with self.room.db.write() as tx:
                await tx.chats.note(MAX.chat_id, "group", "Managers")
                await tx.chats.remove(MAX.chat_id, self.room.clock(), left=False)

    async def resume(self) -> None:
        """From here on it is again."""
        await self.room.schedules.resume(MAX, self.digest)
        async with self.room.db.write() as tx:
            await tx.chats.restore(MAX.chat_id)

    async def begin(self) -> None:
        """The first digest, of nothing."""
        added = await self.room.schedules.add(MAX, "digest", "09:00", "UTC")
        self.digest = added.id
        await self.room.schedules.change(MAX, added.id, options={"period": "since"})
        self.room.clock.now = BEGIN
        await self.look()

    async def sell(self) -> None:
        """One order at this moment of the clock."""
        price = str(10**self.sold)
        self.sold += 1
        made = OrderMade("codegames", "keyed", price, "KZT", self.room.clock(), ("accepted",))
        await make_orders(self.room.db, [made], self.sold)

    async def look(self) -> None:
        """What the process does every few seconds."""
        await self.room.runner.run_due()
        for notice in await self.room.due_notices():
            if notice.kind == DIGEST:
                self.told += Decimal(notice.facts["money"].get("KZT", 0))

    async def set(self, by: timedelta) -> None:
        """Somebody sets the clock."""
        self.room.clock.jump(by)
        await self.look()

    async def go_on(self, hours: int) -> None:
        """Time passes, in steps of four."""
        for _ in range(0, hours, 4):
            self.room.clock.advance(4 * 3600)
            await self.look()

    def each_once(self) -> None:
        """Every order was told, and once."""
        assert int(self.told) == int("1" * self.sold)


async def test_orders_before_a_clock_was_set_back_are_told_once(room: Room) -> None:
    """Set back for a day and a half, and put right: what was told in between, and before, is not again."""
    desk = Desk(room)
    await desk.begin()
    await desk.sell()
    await desk.go_on(24)
    await desk.set(-3 * DAY)
    await desk.sell()
    await desk.go_on(24)
    await desk.sell()
    await desk.set(3 * DAY)
    await desk.sell()
    await desk.go_on(48)
    desk.each_once()


async def test_orders_before_a_clock_ran_ahead_are_told_once(room: Room) -> None:
    """A digest told of days to come: what came before it is told by that one, the rest as it comes."""
    desk = Desk(room)
    await desk.begin()
    await desk.go_on(6)
    await desk.sell()
    await desk.set(20 * DAY - HOUR)
    await desk.sell()
    await desk.go_on(24)
    await desk.sell()  # after the digest of then, so it is told when that day comes
    await desk.set(HOUR - 20 * DAY)
    await desk.sell()
    for _ in range(22):
        await desk.go_on(24)
    desk.each_once()


@pytest.mark.parametrize(
    ("how", "by"), [("paused", 5 * HOUR), ("away", 5 * HOUR), ("on", timedelta(seconds=40))]
)
async def test_a_clock_that_nobody_saw_being_set_back_leaves_no_order_out(
    room: Room, how: str, by: timedelta
) -> None:
    """While the digest is paused or its chat is away nobody looks; and a few seconds are nobody's wonder."""
    desk = Desk(room)
    await desk.begin()
    await desk.go_on(20)
    await desk.sell()
    room.clock.now = BEGIN + DAY - timedelta(seconds=290)
    await desk.look()
    await desk.rest(how)
    await desk.set(-by)
    await desk.sell()
    room.clock.jump(by)
    await desk.resume()
    await desk.sell()
    await desk.go_on(48)
    desk.each_once()


async def test_a_change_in_the_moment_of_a_digest_leaves_what_it_has_told(room: Room) -> None:
    """Whoever changes a schedule waits for its run, and keeps what that wrote down."""
    desk = Desk(room)
    await desk.begin()
    async with room.db.write() as tx:
        await tx.schedules.claim({desk.digest: BEGIN + DAY}, BEGIN + DAY)
        costs = {"cost": "yes"}
        change = asyncio.create_task(room.schedules.change(MAX, desk.digest, options=costs))
        waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        while not room.db.is_sqlite and not await tx.connection.scalar(waits):
            pass  # the question lets others go on
        row = await tx.schedules.get(desk.digest)
        assert row is not None
        told = ToldSoFar(BEGIN + DAY, 7)
        await tx.schedules.change(row.id, options=told.kept_in(row.options))
    await change
    async with room.db.read() as tx:
        row = await tx.schedules.get(desk.digest)
    assert row is not None
    assert (told_so_far(row.options), row.options["cost"]) == (told, "yes")


async def test_a_digest_that_rested_for_longer_than_a_year_leaves_no_order_out(room: Room) -> None:
    """It begins with the first order that none has told."""
    desk = Desk(room)
    await desk.begin()
    await desk.sell()
    await desk.rest("paused")
    room.clock.now += 500 * DAY
    await desk.resume()
    await desk.go_on(24)
    desk.each_once()


async def test_an_order_with_a_lower_number_whose_commit_comes_last_is_told(room: Room) -> None:
    """The digest waits until it is there, for moments; on SQLite nobody writes beside another."""
    if room.db.is_sqlite:
        return
    desk = Desk(room)
    await desk.begin()
    room.clock.now = BEGIN + DAY
    slow, waits = room.clock() - HOUR, text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    await make_orders(room.db, [OrderMade("codegames", "keyed", "10", "KZT", None, ())], 77)
    async with room.db.write() as tx:
        mine = update(orders).where(orders.c.number == "K-0077").returning(orders.c.id)
        order = await tx.connection.scalar(mine.values(confirmed_at=slow))
        bought = {"order_id": order, "position": 1, "txn_id": "slow", "status": "accepted"}
        await tx.connection.execute(insert(purchases).values(**bought))
        await desk.sell()
        look = asyncio.create_task(desk.look())
        while not look.done() and not await tx.connection.scalar(waits):
            pass  # the question lets others go on
    await look
    await desk.go_on(24)
    assert desk.told == 11


@pytest.mark.parametrize("seed", range(2))
async def test_each_order_is_told_once_however_the_clock_is_set(room: Room, seed: int) -> None:
    """A clock that is set at random, forward and back, and right in the end; the digest rests at times."""
    chance, desk, off = Random(seed), Desk(room), timedelta()  # noqa: S311 - the same each time
    await desk.begin()
    for _ in range(16):
        await desk.sell()
        await (desk.rest("paused") if chance.random() < 0.3 else desk.resume())
        await desk.go_on(4 * chance.randint(1, 5))
        if chance.random() < 0.5:
            by = timedelta(minutes=chance.randint(-4000, 4000))
            off += by
            await desk.set(by)
    await desk.set(-off)
    await desk.resume()
    for _ in range(14):
        await desk.go_on(12)
    desk.each_once()
