"""No interleaving of buys, failures, approvals, restarts and two processes passes a limit, and none leaks."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from sandbox import codegames
from sandbox.faults import Fault
from services.actor import Actor
from services.errors import DeskError
from services.limits import Scope
from services.limits.errors import OverLimitError, WithinLimitsError
from services.orders.door import BUY, RESOLVE
from storage.database import Database
from storage.limits import LimitRow
from storage.tables.limits import limits, spent
from storage.tables.orders import orders, purchases
from tests.clock import ManualClock
from tests.databases import PostgresServer, SqliteFiles
from tests.services.orders.conftest import MAX, SAM, OrderRoom, wire
from tests.services.orders_made import let_in

pytestmark = pytest.mark.both_databases


PRICE, KEYS = Decimal("956.30"), 4
OWNERS = frozenset({91, 92})
T = TypeVar("T")


class Money(RuleBasedStateMachine):
    """Two processes on one database, two buyers, two owners, a shop that fails in every way."""

    databases: ClassVar[SqliteFiles | PostgresServer]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.url = self.databases.fresh()
        self.clock = ManualClock()
        self.rooms: list[OrderRoom] = []
        self.secret = Fernet.generate_key().decode()

    def run(self, step: Coroutine[Any, Any, T]) -> T:
        """Take a step to its end."""
        return self.loop.run_until_complete(step)

    @initialize()
    def open(self) -> None:
        """Each process has its own memory; a limit for a person a day, and one for the chat."""

        async def begin() -> None:
            self.shop = codegames.CodeGames(login="desk", password="pass-word-7Q", clock=self.clock)
            self.shop.offer("562", title="GTA V", price=str(PRICE), stock=10_000)
            await self.shop.start()
            for _ in range(2):
                db = Database(self.url)
                await db.open()
                self.rooms.append(wire(db, self.clock, self.shop, self.secret, owners=OWNERS))
            await self.rooms[0].offer()
            for room in self.rooms:
                await room.catalog.load()
            at = datetime(2030, 1, 1, tzinfo=UTC)
            async with self.rooms[0].db.write() as tx:
                for scope, keys in ((Scope.PERSON_DAY, KEYS), (Scope.CHAT_DAY, KEYS + 2)):
                    whose = (0, str(scope), SAM.chat_id, "", 0, "KZT", PRICE * keys, 1)
                    await tx.limits.put(replace(LimitRow(*whose, at), quorum=1))

        self.run(begin())

    @rule(
        at=st.integers(0, 1),
        buyers=st.lists(st.sampled_from([SAM, MAX]), min_size=1, max_size=4),
        count=st.integers(1, 3),
    )
    def buy(self, at: int, buyers: list[Actor], count: int) -> None:
        """Several confirm at once, at both processes; whoever is above a limit asks."""

        async def one(place: int, buyer: Actor) -> None:
            room = self.rooms[(at + place) % 2]
            [offer] = room.catalog.search("GTA V")[0].offers
            draft = await room.checkout.draft(buyer, offer.id, count)
            admitted = let_in(buyer, draft.number, BUY)
            try:
                await room.checkout.confirm(admitted)
            except OverLimitError:
                with suppress(WithinLimitsError):  # another of them has failed meanwhile
                    await room.checkout.ask(admitted, None, "")

        async def together() -> None:
            await asyncio.gather(*(one(*each) for each in enumerate(buyers)))

        self.run(together())

    @rule(yes=st.booleans(), twice=st.booleans())
    def decide(self, yes: bool, twice: bool) -> None:
        """Both owners press at once, one at each process; whoever comes second is told."""

        async def press(room: OrderRoom, number: str, owner: int) -> None:
            try:
                actor = Actor(owner, SAM.chat_id, "Olga")
                await room.approvals.decide(actor, number, yes=yes)
            except DeskError:
                return

        async def both() -> None:
            async with self.rooms[0].db.read() as tx:
                waiting = await tx.approvals.waiting()
            presses = zip(self.rooms, sorted(OWNERS), strict=True)
            if waiting:
                many = list(presses)[: 2 if twice else 1]
                await asyncio.gather(*(press(room, waiting[0], owner) for room, owner in many))

        self.run(both())

    @rule(fault=st.sampled_from(["lost_after", "lost_before", "sold_out"]))
    def fail(self, fault: str) -> None:
        """The next purchase fails in this way."""
        if fault == "sold_out":
            self.shop.faults.add("pay", Fault.refusal("PRODUCT_OFFER_OUT_OF_STOCK"))
        else:
            self.shop.faults.add("pay", getattr(Fault, fault)())

    @rule(at=st.integers(0, 1), seconds=st.sampled_from([0, 6, 3600, 90_000]))
    def work(self, at: int, seconds: int) -> None:
        """Time passes, what is due is done, and what has waited too long expires."""

        async def go_on() -> None:
            self.clock.advance(seconds)
            await self.rooms[at].worker.idle()
            await self.rooms[at].approvals.expire()

        self.run(go_on())

    @rule(at=st.integers(0, 1))
    def die(self, at: int) -> None:
        """A process is broken off where it stands, and another goes on."""
        self.run(self.rooms[at].dies())

    @rule()
    def close(self) -> None:
        """A manager closes the first case there is."""

        async def settle() -> None:
            room = self.rooms[0]
            async with room.db.read() as tx:
                numbers = await tx.orders.numbers_in(["uncertain"])
            for number in numbers[:1]:
                order = await room.orders.told(number)
                position = order.uncertain[0].position
                await room.uncertain.close_case(let_in(MAX, number, RESOLVE), position)

        self.run(settle())

    @invariant()
    def nothing_leaks_and_nobody_passes(self) -> None:
        """Sums are those of the orders, these those of their purchases; without approvals none is above."""
        if self.rooms:
            self.run(self._judge())

    async def _judge(self) -> None:
        async with self.rooms[0].db.read() as tx:
            ask = tx.connection.execute
            rows = [row for row in await ask(select(orders)) if row.held is not None]
            calls = list(await ask(select(purchases)))
            now = {tuple(row[:4]): row.amount for row in await ask(select(spent)) if row.amount}
            bounds = {row.scope: int(row.amount * 10**6) for row in await ask(select(limits))}
        still = Counter(
            call.order_id for call in calls if call.status not in ("refused", "reversed")
        )
        meant: Counter[tuple[int, int, str, str]] = Counter()
        unasked: Counter[tuple[int, str]] = Counter()
        for row in rows:
            assert row.held == int(row.unit_price * still[row.id] * 10**6)
            for chat, user, period in (
                (row.chat_id, row.buyer_id, row.held_day),
                (0, row.buyer_id, row.held_desk_day),
                (row.chat_id, 0, row.held_day),
                (row.chat_id, 0, row.held_day[:7]),
            ):
                meant[chat, user, period, row.currency] += row.held
            if row.asked_at is None:
                unasked[row.buyer_id, row.held_day] += row.held
                unasked[0, row.held_day] += row.held
        assert now == {which: amount for which, amount in meant.items() if amount}
        for (buyer, _), amount in unasked.items():
            assert amount <= bounds["person-day" if buyer else "chat-day"]

    def teardown(self) -> None:
        """Nothing of the shop was asked wrongly; let all go."""

        async def end() -> None:
            for room in self.rooms:
                await room.worker.stop(0)
                await room.provider.close()
                await room.db.close()
            if self.rooms:
                await self.shop.stop()

        self.run(end())
        self.loop.close()
        self.databases.drop(self.url)


@pytest.mark.timeout(400)
def test_no_interleaving_passes_a_limit_and_none_leaks(
    databases: SqliteFiles | PostgresServer,
) -> None:
    """Judged after every step by the rows themselves, on both databases."""

    class Course(Money):
        pass

    Course.databases = databases
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=6,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
