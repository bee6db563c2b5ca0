"""Clocks that are wrong and are set right: by years, days, hours and a change of the clocks, either way.

The world goes by the right time; the clock of the desk's machine is set this way and that while it runs
and while it does not, in between orders whose answers get lost. Then it is set right. After that
everything has to go on within its own period, and of all that happened nothing was charged or told twice.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import String, and_, cast, select

from bot.demo.stage import Stage
from sandbox.faults import Fault
from sandbox.gamebase.maintenance import Maintenance
from services.actor import Actor
from services.errors import DeskError
from services.orders import OrderStatus
from services.orders.door import BUY
from services.orders.wish import KIND
from storage.notices import NoticeRow
from storage.order_lists import OrderFilter
from storage.tables.orders import orders
from storage.tables.outbox import notices
from storage.tables.work import work
from tests.campaigns.length import LONG
from tests.conversations.play import Play
from tests.services.orders_made import let_in

SEEDS = range(40) if LONG else range(2)
STEPS = 14 if LONG else 8
BERLIN = ZoneInfo("Europe/Berlin")
LONGEST_LOOK = timedelta(minutes=15)
"""The period of an order: the longest between two looks."""
DIGEST_AT = time(9, 0)
CHANGES = datetime(2027, 3, 28, 0, 58, tzinfo=UTC), datetime(2026, 10, 25, 0, 58, tzinfo=UTC)
"""Two minutes before the clocks are put on, and put back, in Berlin."""


@dataclass
class Told:
    """A digest that was told: by which schedule, of which day, and what besides."""

    schedule: int
    day: str
    numbers: str


@dataclass
class Machine:
    """The desk on a machine with a bad clock, and what was seen of it."""

    play: Play
    chance: random.Random
    digests: list[Told] = field(default_factory=list)
    known: set[int] = field(default_factory=set)
    moved_while_running: bool = False
    jumps: int = 0
    stops: int = 0
    maintenance: Maintenance | None = None

    @property
    def right(self) -> datetime:
        """The right time."""
        return self.play.clock.right()

    async def step(self) -> None:
        """Do one thing of many."""
        ways = (self.buy, self.buy, self.set_clock, self.set_clock, self.stop_and_set, self.wait)
        await self.chance.choice((*ways, self.maintain))()
        await self.look()

    async def buy(self) -> None:
        """Draw an order up and confirm it; its answer may get lost."""
        town, desk = self.play.town, self.play.stage.app.house.services
        if self.chance.random() < 0.5:
            fault = self.chance.choice((Fault.lost_before(), Fault.lost_after()))
            town.codegames.faults.add("pay", fault)
            town.hype.faults.add("pre_redeem", fault)
        sam = Actor(town.sam.id, town.support_desk.id, town.sam.name)
        offers = [
            offer
            for words in ("GTA V", "Google Play")
            for product in desk.catalog.search(words)
            for offer in product.offers
        ]
        try:
            drawn = await desk.checkout.draft(sam, self.chance.choice(offers).id, 1)
            if self.chance.random() < 0.85:
                await desk.checkout.confirm(let_in(sam, drawn.number, BUY))
                await self.play.stage.app.house.worker.idle()
        except DeskError:
            return  # a provider that is down, or sold out, is told to whoever asks

    async def set_clock(self) -> None:
        """Set the clock while the desk runs."""
        by = self.any_jump()
        self.play.clock.jump(by)
        self.jumps += 1
        self.moved_while_running |= abs(by) >= timedelta(minutes=5)

    async def stop_and_set(self) -> None:
        """Set the clock while the desk does not run."""
        await self.play.stage.app.stop()
        self.play.clock.jump(self.any_jump())
        self.jumps += 1
        self.stops += 1
        await self.play.restart()

    async def wait(self) -> None:
        """Let time pass."""
        self.play.clock.forward_to(
            self.play.clock() + timedelta(minutes=self.chance.choice((1, 16, 180)))
        )

    async def maintain(self) -> None:
        """Begin or end a maintenance."""
        gamebase, app = self.play.town.gamebase, self.play.town.apps["puzzle"].app_id
        if self.maintenance is None:
            self.maintenance = gamebase.begin_maintenance(
                app, message="New level", end=self.right + timedelta(days=60)
            )
        else:
            gamebase.end_maintenance(app, self.maintenance)
            self.maintenance = None

    def any_jump(self) -> timedelta:
        """By how much the clock is set: anything from minutes to decades, or to a change of clocks."""
        back = self.chance.choice((1, -1))
        match self.chance.randrange(5):
            case 0:
                by = timedelta(days=365 * self.chance.randint(1, 20))
            case 1:
                by = timedelta(days=self.chance.randint(1, 40))
            case 2:
                by = timedelta(hours=self.chance.randint(1, 30))
            case 3:
                by = timedelta(minutes=self.chance.randint(1, 59))
            case _:  # to shortly before the clocks are changed, or are changed back
                return self.chance.choice(CHANGES) - self.play.clock()
        aim = self.play.clock() + back * by
        lowest, highest = datetime(1970, 1, 2, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)
        return min(max(aim, lowest), highest) - self.play.clock()

    async def look(self) -> None:
        """Let the desk do what it takes to be due, and note the digests it told."""
        await self.play.due()
        async with self.play.stage.app.house.db.read() as tx:
            found = select(notices).where(notices.c.kind == "digest", notices.c.state == "sent")
            rows = [NoticeRow(*row) for row in await tx.connection.execute(found)]
        for row in rows:
            if row.id not in self.known:
                self.known.add(row.id)
                rest = {name: row.facts[name] for name in row.facts if name != "again"}
                self.digests.append(Told(row.facts["schedule"], row.facts["from"], str(rest)))

    async def open_orders(self) -> list[tuple[str, str, datetime | None]]:
        """Orders something is still to come of, and when they are looked at next."""
        open_ = orders.c.status.in_((OrderStatus.PAYING, OrderStatus.PAID))
        mine = and_(work.c.kind == KIND, work.c.subject == cast(orders.c.id, String))
        found = (
            select(orders.c.number, orders.c.status, work.c.due_at)
            .outerjoin(work, mine)
            .where(open_)
        )
        async with self.play.stage.app.house.db.read() as tx:
            return [tuple(row) for row in await tx.connection.execute(found)]


@pytest.mark.parametrize("seed", SEEDS)
async def test_after_a_wrong_clock_is_set_right_all_goes_on(
    bare_stage: Stage, seed: int, figure: Callable[[str], None]
) -> None:
    """Nothing is silent for longer than its own period, nothing is charged or told twice."""
    await bare_stage.furnish({"codegames", "hype"})
    play = Play(bare_stage)
    town = play.town
    machine = Machine(play, random.Random(seed))  # noqa: S311 - chance, not secrecy
    olga = Actor(town.olga.id, town.managers.id, town.olga.name)
    await bare_stage.app.house.services.schedules.add(olga, "digest", None, "Europe/Berlin")
    for _ in range(STEPS):
        await machine.step()

    town.codegames.faults.clear()
    town.hype.faults.clear()
    play.clock.set_right()
    await machine.look()

    await orders_go_on(machine)
    await maintenance_is_told(machine)
    await digests_come(machine)
    await nothing_was_charged_twice(machine)
    await nothing_was_told_twice(machine)
    tried = f"{machine.jumps} jumps, {machine.stops} of them while stopped"
    figure(f"clock jumps, seed {seed}: {tried}, {len(machine.digests)} digests")
    await play.stage.app.stop()


async def orders_go_on(machine: Machine) -> None:
    """Every order is looked at within its longest pause, and comes to an end; no draft stays for ever."""
    for _, _, due_at in await machine.open_orders():
        assert due_at is not None
        assert due_at <= machine.right + LONGEST_LOOK
    for _ in range(5):
        await machine.play.later(LONGEST_LOOK)
        await machine.look()
    assert await machine.open_orders() == []


async def maintenance_is_told(machine: Machine) -> None:
    """A maintenance that begins now is told at the next minute, once."""
    await machine.maintain()
    begun = "New level" if machine.maintenance else "open again"
    chat = machine.play.town.managers
    before = len(chat.messages)
    await machine.play.later(timedelta(minutes=1))
    await machine.play.later(timedelta(minutes=1))
    await machine.look()
    news = [each.text for each in chat.messages[before:] if each.sender is None]
    assert sum("puzzle" in text for text in news) == 1, (begun, news)


async def digests_come(machine: Machine) -> None:
    """Of each of the next two days both digests are told, and nothing is told twice in the same words."""
    for _ in range(2):
        day = machine.right.astimezone(BERLIN).date() + timedelta(days=1)
        before = datetime.combine(day - timedelta(days=1), time(), UTC)
        for zone in (BERLIN, UTC):
            await machine.play.later(datetime.combine(day, DIGEST_AT, zone) + timedelta(minutes=1))
            await machine.look()
            begins = before.replace(tzinfo=zone).astimezone(UTC).isoformat()
            assert [each for each in machine.digests if each.day == begins], begins
    told = Counter((each.schedule, each.numbers) for each in machine.digests)
    assert set(told.values()) == {1}, told


async def nothing_was_charged_twice(machine: Machine) -> None:
    """The ledgers have no more than was confirmed, each under a transaction of ours, once."""
    town, house = machine.play.town, machine.play.stage.app.house
    charged = Counter([each.txn_id for each in town.codegames.orders])
    charged += Counter([pin.reference for pin in town.hype.pins])
    assert set(charged.values()) <= {1}
    async with house.db.read() as tx:
        rows = await tx.order_lists.newest(OrderFilter(), 10_000)
        purchases = await tx.purchases.of_orders([row.id for row in rows])
    ours = {each.txn_id: each.status for some in purchases.values() for each in some}
    assert set(charged) <= set(ours)
    lost = [txn for txn in charged if ours[txn] not in {"accepted", "uncertain"}]
    assert not lost, "charged, and the order says that it was not"


async def nothing_was_told_twice(machine: Machine) -> None:
    """All notices have been told; of an order's news none came twice, and owners heard of the clock."""
    async with machine.play.stage.app.house.db.read() as tx:
        rows = [NoticeRow(*row) for row in await tx.connection.execute(select(notices))]
    assert [row for row in rows if row.state in {"waiting", "sending"}] == []
    told = Counter(row.once_key for row in rows if row.once_key and row.state == "sent")
    assert set(told.values()) <= {1}
    if machine.moved_while_running:
        assert any(row.kind == "clock-moved" for row in rows)
