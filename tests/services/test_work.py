"""Work: claimed by one, done once from where it stands, and never lost with who was at it."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

import pytest

from services.back_off import back_off
from services.work import Claim, Doer, Worker, WorkQueue
from storage.database import Database
from storage.errors import Cause, NotWritableError
from storage.leases import LEASE
from storage.transaction import Tx
from storage.work import WorkRow
from tests.clock import ManualClock

pytestmark = pytest.mark.both_databases


class Hands:
    """Does work when it is let, and keeps a diary of it."""

    def __init__(self, database: Database, clock: ManualClock) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.tries: list[int] = []
        self.go_on = asyncio.Event()
        self.changed = asyncio.Condition()
        self._database = database
        self._clock = clock

    async def slow(self, claim: Claim) -> None:
        """Wait to be let go, then be done."""
        self.begun.append(claim.row.subject)
        async with self.changed:
            self.changed.notify_all()
        await self.go_on.wait()
        await self.quick(claim)

    async def quick(self, claim: Claim) -> None:
        """Be done."""
        self.tries.append(claim.row.tries)
        async with self._database.write() as tx:
            await claim.end(tx)
        self.ended.append(claim.row.subject)

    async def breaks(self, claim: Claim) -> None:
        """Never get anywhere."""
        self.tries.append(claim.row.tries)
        raise ValueError(claim.row.subject)

    async def forgets(self, claim: Claim) -> None:
        """Neither end nor put off."""
        self.tries.append(claim.row.tries)


def _worker(
    database: Database, clock: ManualClock, doers: Mapping[str, Doer], **bounds: int
) -> Worker:
    worker = Worker(database, clock, WorkQueue(clock), **bounds)
    worker.learn(doers)
    return worker


async def _put(
    database: Database, clock: ManualClock, *subjects: str, kind: str = "slow", line: str = "hype"
) -> list[bool]:
    queue = WorkQueue(clock)
    async with database.write() as tx:
        return [await queue.put(tx, kind, subject, line) for subject in subjects]


async def _row(database: Database, subject: str, kind: str = "slow") -> WorkRow | None:
    async with database.read() as tx:
        return await tx.work.of(kind, subject)


async def _begun(hands: Hands, count: int) -> None:
    """Wait until so many have begun."""
    async with hands.changed:
        await hands.changed.wait_for(lambda: len(hands.begun) >= count)


async def test_it_is_done_once_by_one_of_two_workers(
    database: Database, clock: ManualClock
) -> None:
    """Two workers look at the same moment: each row is one's, and gone when it is done."""
    hands = Hands(database, clock)
    await _put(database, clock, "a", "b", "c")
    workers = [_worker(database, clock, {"slow": hands.slow}) for _ in range(2)]
    claimed = await asyncio.gather(*(each.run() for each in workers))
    assert sum(claimed) == 3
    hands.go_on.set()
    for each in workers:
        await each.idle()
    assert sorted(hands.ended) == ["a", "b", "c"]
    assert await _row(database, "a") is None


async def test_a_second_wish_for_what_is_under_way_is_none(
    database: Database, clock: ManualClock
) -> None:
    """The same kind of work on the same subject is not written twice; another kind is."""
    assert await _put(database, clock, "a", "a") == [True, False]
    assert await _put(database, clock, "a", kind="other") == [True]


async def test_no_line_gets_more_than_its_bound_nor_all_more_than_theirs(
    database: Database, clock: ManualClock
) -> None:
    """A slow provider holds up no other; what is over a bound waits until there is room."""
    hands = Hands(database, clock)
    await _put(database, clock, *(f"slow {n}" for n in range(5)))
    await _put(database, clock, *(f"other {n}" for n in range(5)), line="codegames")
    bounds = {"at_once": 5, "in_line": 3}
    worker = _worker(database, clock, {"slow": hands.slow}, **bounds)
    second = _worker(database, clock, {"slow": hands.slow}, **bounds)
    assert await worker.run() + await second.run() == 5
    await _begun(hands, 5)
    by_line = [sum(name.startswith(line) for name in hands.begun) for line in ("slow", "other")]
    assert sorted(by_line) == [2, 3]
    hands.go_on.set()
    await worker.idle()
    await second.idle()
    assert len(hands.ended) == 10


async def test_a_claim_runs_out_with_its_process_and_not_before(
    database: Database, clock: ManualClock
) -> None:
    """Renewed it stays; not renewed any more, another takes it, and the first cannot end it."""
    first, second = Hands(database, clock), Hands(database, clock)
    await _put(database, clock, "a")
    dying = _worker(database, clock, {"slow": first.slow})
    living = _worker(database, clock, {"slow": second.slow})
    assert await dying.run() == 1
    clock.advance(LEASE.total_seconds() - 1)
    await dying.renew()
    clock.advance(LEASE.total_seconds() - 1)
    assert await living.run() == 0
    clock.advance(1)
    assert await living.run() == 1
    first.go_on.set()
    await dying.idle()
    assert await _row(database, "a") is not None
    second.go_on.set()
    await living.idle()
    assert second.tries == [2]
    assert await _row(database, "a") is None


async def test_a_clock_set_forward_makes_nobody_do_twice_what_is_being_done(
    database: Database, clock: ManualClock
) -> None:
    """A process does not take its own claims for those of a dead one."""
    hands = Hands(database, clock)
    await _put(database, clock, "a")
    worker = _worker(database, clock, {"slow": hands.slow})
    await worker.run()
    clock.jump(timedelta(days=400))
    assert await worker.run() == 0
    hands.go_on.set()
    await worker.idle()
    assert hands.ended == ["a"]


async def test_what_breaks_waits_longer_each_time_and_holds_up_no_other(
    database: Database, clock: ManualClock
) -> None:
    """A doer that raises, or forgets to say how it goes on, is tried again with a growing wait."""
    hands = Hands(database, clock)
    doers = {"breaks": hands.breaks, "forgets": hands.forgets, "quick": hands.quick}
    worker = _worker(database, clock, doers)
    for kind in ("breaks", "forgets"):
        await _put(database, clock, "bad", kind=kind)
    await _put(database, clock, "good", kind="quick")
    await worker.idle()
    assert hands.ended == ["good"]
    for tries in range(2, 5):
        before = [await _row(database, "bad", kind) for kind in ("breaks", "forgets")]
        assert [row.due_at - clock() for row in before if row] == [back_off(tries - 1)] * 2
        clock.advance(back_off(tries - 1).total_seconds())
        await worker.idle()
    assert sorted(hands.tries) == [1, 1, 1, 2, 2, 3, 3, 4, 4]


async def test_a_stop_lets_it_end_and_gives_back_what_does_not(
    database: Database, clock: ManualClock
) -> None:
    """Nothing is begun after a stop; what was cut off is due at once for the next process."""
    hands = Hands(database, clock)
    await _put(database, clock, "quick", kind="quick")
    await _put(database, clock, "slow")
    worker = _worker(database, clock, {"slow": hands.slow, "quick": hands.quick})
    await worker.run()
    await _begun(hands, 1)
    await worker.stop(0)
    await _put(database, clock, "late", kind="quick")
    assert await worker.run() == 0
    row = await _row(database, "slow")
    assert row is not None
    assert (row.claimed_by, row.due_at) == (None, clock())
    hands.go_on.set()
    after = _worker(database, clock, {"slow": hands.slow, "quick": hands.quick})
    await after.idle()
    assert sorted(hands.ended) == ["late", "quick", "slow"]


async def test_a_dead_process_alone_on_its_database_is_followed_at_once(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """Whoever starts as the only one takes over what was claimed, without waiting for it to run out."""
    hands = Hands(sqlite_database, clock)
    await _put(sqlite_database, clock, "a")
    async with sqlite_database.write() as tx:
        await tx.work.claim("dead", clock() + LEASE, clock(), 10, 10)
    worker = _worker(sqlite_database, clock, {"slow": hands.quick})
    assert await worker.run() == 0
    assert await worker.take_over() == 1
    await worker.idle()
    assert (hands.ended, hands.tries) == (["a"], [2])


async def test_nothing_is_begun_while_an_answer_cannot_be_written(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """Whatever would be begun could not be written down either; afterwards it is."""
    hands, writable = Hands(sqlite_database, clock), asyncio.Event()
    worker = _worker(sqlite_database, clock, {"quick": hands.quick})
    await _put(sqlite_database, clock, "A", kind="quick")

    async def unit(_: Tx) -> None:
        if not writable.is_set():
            raise NotWritableError(Cause.FULL)

    keeping = asyncio.create_task(sqlite_database.keep(unit, "answered"))
    while not sqlite_database.keeper.waits:  # noqa: ASYNC110 - of a first try nobody is told
        await asyncio.sleep(0)
    assert await worker.run() == 0
    writable.set()
    await keeping
    assert await worker.idle() == 1
    assert hands.ended == ["A"]


async def test_who_claims_at_the_same_moment_shares_the_room(
    database: Database, clock: ManualClock
) -> None:
    """Of three at once each row has one, and all of them together no more than their line takes."""
    async with database.write() as tx:
        for number in range(30):
            await tx.work.add("slow", str(number), "hype", {}, clock(), clock())
    all_have = asyncio.Barrier(3)

    async def claimed(owner: str) -> list[str]:
        async with database.write() as tx:
            rows = await tx.work.claim(owner, clock() + LEASE, clock(), 50, 10)
            # None commits before all have claimed, unless the others have to wait for that.
            with suppress(TimeoutError, asyncio.BrokenBarrierError):
                await asyncio.wait_for(all_have.wait(), 0.3)
        return [row.subject for row in rows]

    hands = await asyncio.gather(*(claimed(f"process {number}") for number in range(3)))
    taken = [subject for each in hands for subject in each]
    assert len(taken) == len(set(taken)) == 10
