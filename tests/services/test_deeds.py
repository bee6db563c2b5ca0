"""A deed is a row of work until its end is a notice: done once, whoever is cut off where."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet

from providers.errors import Rejected, Unavailable
from services.access import Access
from services.actor import Actor
from services.back_off import back_off
from services.deeds import (
    ENDED,
    KIND,
    Deed,
    Deeds,
    DeedWork,
    End,
    Kind,
    Outcome,
    Standing,
    Step,
    steps,
    unconfirmed,
)
from services.deeds.deed import STILL_WANTED, once_key
from services.deeds.doing import MOST_LOOKS
from services.deeds.keeper import tell_not_known
from services.outbox import Outbox
from services.timekeeper import Timekeeper
from services.vault import Vault
from services.work import Worker, WorkQueue
from storage.database import Database
from storage.leases import LEASE
from storage.notices import NoticeRow
from storage.work import WorkRow
from tests.clock import ManualClock
from tests.may_still import EverybodyBut
from tests.services.conftest import OWNER

KEY, TEXT, ASKED = "mYgQwErTy123", "what, with a s3cret in it", "player.withdraw"
PERMISSION = "players.withdraw"
DEED = Deed(KEY, OWNER, ASKED, {"app": "puzzle", "player": "PZ1"}, 7, "t1")
SECRET = Fernet.generate_key().decode()
Make = Callable[["Process"], Coroutine[Any, Any, End]]


class Process:
    """A process at work on deeds: a worker, and ``make`` that does them. It can be held up, and die."""

    def __init__(self, db: Database, clock: ManualClock, outbox: Outbox, make: Make) -> None:
        vault, self.queue = Vault([SECRET]), WorkQueue(clock)
        self.db, self._make = db, make
        self.rights = EverybodyBut()
        self.deeds = Deeds(db, vault, self.queue, outbox, self.rights)
        self.worker = Worker(db, clock, self.queue)
        work = DeedWork(db, clock, vault, self.deeds, self.rights)
        work.made_by(self)
        self.worker.learn({KIND: work})
        self.kind = Kind(PERMISSION)
        self.asked = asyncio.Event()
        """It waits at ``held_up``."""
        self.answer = asyncio.Event()
        self.requests = 0
        """How often the provider was asked."""
        self.said: list[str] = []

    def kind_of(self, text: str) -> Kind | None:
        """As it is set."""
        return self.kind

    async def make(self, deed: Deed, text: str) -> End:
        """Do it."""
        self.said.append(text)
        return await self._make(self)

    async def held_up(self) -> None:
        """Wait for the provider."""
        self.asked.set()
        await self.answer.wait()

    async def begins(self, what: str = "", step: Step | None = None) -> Step:
        """A request is made; ``step``: once more."""
        if step is None:
            step = steps.step(f"id{what}", ASKED, what)
            async with self.db.write() as tx:
                await self.deeds.begin(tx, step)
        self.requests += 1
        return step

    async def ends(self, step: Step, outcome: Outcome = Outcome.DONE) -> None:
        """Its answer is written down."""
        error = Rejected("gamebase", "no", code=-3) if outcome is Outcome.REFUSED else None
        async with self.db.write() as tx:
            await self.deeds.end(tx, step, outcome, error=error)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """It has begun inside, and is held up; afterwards it is let go."""
        await self.worker.run()
        await self.asked.wait()
        yield
        self.answer.set()
        await self.worker.idle()


async def once(process: Process) -> End:
    """One request, whose answer takes its time."""
    step = await process.begins()
    await process.held_up()
    await process.ends(step)
    return End("the full card")


async def twice(process: Process) -> End:
    """Two requests, of which only what was not done yet is made."""
    for what in ("1", "2"):
        if steps.earlier(ASKED, what) and not steps.cut_off(ASKED, what):
            continue
        step = await process.begins(what, steps.cut_off(ASKED, what))
        if what == "2":
            await process.held_up()
        await process.ends(step)
    return End("the full card")


@pytest.fixture
def start(database: Database, clock: ManualClock, outbox: Outbox) -> Callable[[Make], Process]:
    """A process that does deeds so."""
    return lambda make: Process(database, clock, outbox, make)


@pytest.fixture
def timekeeper(
    database: Database, clock: ManualClock, outbox: Outbox, access: Access
) -> Timekeeper:
    """Who makes due again what a clock that was set back has put off."""
    return Timekeeper(database, clock, outbox, access)


async def row_of(db: Database) -> WorkRow | None:
    """The deed that is under way."""
    async with db.read() as tx:
        return next(iter(await tx.work.all_of(KIND)), None)


async def notice(db: Database, step: str = "") -> NoticeRow | None:
    """The notice of its end, or of that of a step that came later."""
    async with db.read() as tx:
        return await tx.notices.of_once_key(once_key(KEY, step))


async def facts_of_end(db: Database) -> Mapping[str, Any]:
    """What the notice of its end says."""
    found = await notice(db)
    assert found is not None
    return found.facts


async def outcomes(db: Database, step: str = "") -> list[str | None]:
    """What the notice says of each request."""
    found = await notice(db, step)
    assert found is not None
    assert (found.kind, found.chat_id) == (ENDED, OWNER.chat_id)
    return [each["outcome"] for each in found.facts["steps"]]


async def lease_is_over(db: Database, clock: ManualClock, next_one: Process) -> None:
    """Who was at work has died: what it had is due to the next."""
    clock.advance(LEASE.total_seconds() + 1)
    if db.is_sqlite:
        await next_one.worker.take_over()


async def test_from_the_wish_to_the_notice_of_its_end(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """Sealed while it is under way, gone with the row; the end of that and the notice come together."""
    process = start(once)
    assert await process.deeds.confirm(DEED, TEXT, "gamebase")
    row = await row_of(database)
    assert row is not None
    assert (row.line, row.chat_id, row.facts["steps"]) == ("gamebase", OWNER.chat_id, [])
    assert "s3cret" not in repr(row.facts)
    assert row.sealed is not None
    assert b"s3cret" not in row.sealed
    async with process.at_work():
        under_way = await row_of(database)
        assert under_way is not None
        assert [each["outcome"] for each in under_way.facts["steps"]] == [None]
        assert await notice(database) is None
        assert await process.deeds.stands(OWNER, KEY, "t2") is Standing.UNDER_WAY
        assert await process.deeds.stands(OWNER, KEY, "t1") is Standing.THIS
    assert process.said == [TEXT]
    assert await row_of(database) is None
    assert await outcomes(database) == ["done"]
    assert process.deeds.cards.get(KEY) == "the full card"
    assert await process.deeds.stands(OWNER, KEY, "t2") is Standing.ENDED
    assert await process.deeds.stands(Actor(1, -200, "Olga"), KEY, "t2") is None


async def test_what_was_confirmed_is_confirmed_once(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """The very same is not begun beside it, by whomever and in whatever process; afterwards it is."""
    process, other = start(once), start(once)
    same = Deed("other", OWNER, ASKED, {})
    assert await process.deeds.confirm(DEED, TEXT, "gamebase")
    assert not await other.deeds.confirm(same, TEXT, "gamebase")
    process.answer.set()
    await process.worker.idle()
    assert await other.deeds.confirm(same, TEXT, "gamebase")
    with pytest.raises(LookupError):
        await process.deeds.confirm(DEED, TEXT, "gamebase")


@pytest.mark.parametrize("late", [False, True])
async def test_killed_between_the_wish_and_its_beginning(
    database: Database, clock: ManualClock, start: Callable[[Make], Process], late: bool
) -> None:
    """The next process does it, while it is young; later it is told as not begun."""
    first, second = start(once), start(once)
    await first.deeds.confirm(DEED, TEXT, "gamebase")
    if late:
        clock.advance(STILL_WANTED.total_seconds() + 1)
    second.answer.set()
    await second.worker.idle()
    assert second.requests == (0 if late else 1)
    assert await outcomes(database) == ([] if late else ["done"])
    assert await row_of(database) is None


async def cut_off(
    database: Database, clock: ManualClock, first: Process, second: Process, kind: Kind
) -> None:
    """The first dies while the provider has its request; the second goes on."""
    first.kind = second.kind = kind
    await first.deeds.confirm(DEED, TEXT, "gamebase")
    await first.worker.run()
    await first.asked.wait()
    await lease_is_over(database, clock, second)
    second.answer.set()
    await second.worker.idle()


async def test_cut_off_where_nobody_can_learn_what_came_of_it(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """Told as not known, and not asked for again. An answer that comes after all is told besides, once."""
    first, second = start(once), start(once)
    await cut_off(database, clock, first, second, Kind(PERMISSION))
    assert (first.requests, second.requests) == (1, 0)
    assert await outcomes(database) == [None]
    first.answer.set()
    await first.worker.idle()
    assert await outcomes(database) == [None]
    assert await outcomes(database, "id") == ["done"]


async def resumed(process: Process) -> End:
    """One request, which may be made again where it was cut off."""
    step = await process.begins("", steps.cut_off(ASKED))
    await process.held_up()
    await process.ends(step, Outcome.FOUND_DONE)
    return End("the full card")


async def test_cut_off_where_it_can_be_asked_for_again(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """The next process does, as the same step, and tells what came of it."""
    first, second = start(once), start(resumed)
    await cut_off(database, clock, first, second, Kind(PERMISSION, resumes=True))
    assert (first.requests, second.requests) == (1, 1)
    assert await outcomes(database) == ["found-done"]
    assert second.deeds.cards.get(KEY) == "the full card"
    first.answer.set()
    await first.worker.idle()
    assert await outcomes(database) == ["found-done"]


async def test_of_several_requests_only_what_is_left_is_made(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """What an earlier process did stays done; the card that tells all of it is that of the rows."""
    first, second = start(twice), start(twice)
    await cut_off(database, clock, first, second, Kind(PERMISSION, parts=True, resumes=True))
    assert (first.requests, second.requests) == (2, 1)
    assert await outcomes(database) == ["done", "done"]
    assert second.deeds.cards.get(KEY) is None


async def test_of_several_requests_the_rest_is_not_begun_when_it_is_too_late(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """Nobody may want it any more: what the first was cut off in is learnt, and the rest was not begun."""

    async def looks_first(process: Process) -> End:
        cut_off = steps.cut_off(ASKED, "1")
        first = cut_off or await process.begins("1")
        if cut_off is None:
            await process.held_up()
        await process.ends(first, Outcome.FOUND_DONE)
        await process.ends(await process.begins("2"))
        return End("the full card")

    first, second = start(looks_first), start(looks_first)
    first.kind = second.kind = Kind(PERMISSION, parts=True, resumes=True)
    await first.deeds.confirm(DEED, TEXT, "gamebase")
    await first.worker.run()
    await first.asked.wait()
    clock.advance(STILL_WANTED.total_seconds() + 1)
    await second.worker.idle()
    assert second.requests == 0
    assert await outcomes(database) == ["found-done"]
    assert second.deeds.cards.get(KEY) is None
    assert await row_of(database) is None


async def test_what_has_ended_and_was_not_told_is_told_and_not_done_again(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """Killed between the answer and the end of the row."""

    async def unfinished(process: Process) -> End:
        await process.ends(await process.begins())
        await process.held_up()
        return End()

    first, second = start(unfinished), start(once)
    await cut_off(database, clock, first, second, Kind(PERMISSION, resumes=True))
    assert second.requests == 0
    assert await outcomes(database) == ["done"]


async def slow(process: Process) -> End:
    """What comes before its request takes its time."""
    await process.held_up()
    await process.ends(await process.begins())
    return End()


async def test_what_another_process_is_at_is_begun_by_nobody_else(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """A process that comes back while the next one has the row sends nothing, and does not end it."""
    first, second = start(slow), start(slow)
    await first.deeds.confirm(DEED, TEXT, "gamebase")
    await first.worker.run()
    await first.asked.wait()
    await lease_is_over(database, clock, second)
    async with second.at_work():
        first.answer.set()
        await first.worker.idle()
        assert await notice(database) is None
    assert (first.requests, second.requests) == (0, 1)
    assert await outcomes(database) == ["done"]


async def test_what_was_taken_over_is_begun_by_nobody_else(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """A process that was away for longer than its lease, and comes back, sends nothing any more."""
    first, second = start(slow), start(once)
    await cut_off(database, clock, first, second, Kind(PERMISSION))
    assert second.requests == 1
    first.answer.set()
    await first.worker.idle()
    assert first.requests == 0
    assert await outcomes(database) == ["done"]


async def test_a_stop_ends_what_is_on_the_wire_and_begins_nothing_else(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """Of two requests the first was under way: it is written down, and the next process makes the other."""

    async def parts(process: Process) -> End:
        for what in ("1", "2"):
            if steps.earlier(ASKED, what):
                continue
            step = await process.begins(what)
            await process.held_up()
            await process.ends(step)
        return End()

    first, second = start(parts), start(parts)
    first.kind = second.kind = Kind(PERMISSION, parts=True)
    await first.deeds.confirm(DEED, TEXT, "gamebase")
    await first.worker.run()
    await first.asked.wait()
    stopping = asyncio.create_task(first.worker.stop(25))
    await asyncio.sleep(0)
    first.answer.set()
    await stopping
    assert first.requests == 1
    assert await notice(database) is None
    second.answer.set()
    await second.worker.idle()
    assert second.requests == 1
    assert await outcomes(database) == ["done", "done"]


async def test_what_cannot_be_asked_about_just_now_is_asked_about_later(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """With growing pauses; when that has gone on for long enough it is told as not known."""

    async def down(process: Process) -> End:
        process.requests += 1
        return End(refused=Unavailable("gamebase", "down"))

    first, second = start(once), start(down)
    await cut_off(database, clock, first, second, Kind(PERMISSION, resumes=True))
    assert second.requests == 1
    for tries in range(2, MOST_LOOKS):
        assert await notice(database) is None
        clock.advance(back_off(tries).total_seconds())
        await second.worker.idle()
    assert second.requests == MOST_LOOKS - 1
    assert await outcomes(database) == [None]


async def test_what_can_never_be_learnt_is_told_at_once(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """Whoever does it says so."""

    async def hopeless(_: Process) -> End:
        return End(not_known=True)

    first, second = start(once), start(hopeless)
    await cut_off(database, clock, first, second, Kind(PERMISSION, resumes=True))
    assert await outcomes(database) == [None]


async def test_a_refusal_stands_in_the_notice(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """With the provider's own number; what was given up before it was begun has its reason besides."""

    async def refused(process: Process) -> End:
        await process.ends(await process.begins(), Outcome.REFUSED)
        return End(refused=Rejected("gamebase", "no", code=-3))

    process = start(refused)
    await process.deeds.confirm(DEED, TEXT, "gamebase")
    await process.worker.idle()
    told = await notice(database)
    assert told is not None
    [step] = told.facts["steps"]
    assert (step["outcome"], step["error"]["code"]) == ("refused", -3)
    assert told.facts["refused"]["provider"] == "gamebase"


async def test_an_earlier_try_that_turns_out_to_be_done_takes_the_place_of_this_one(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """The refusal of this try is what showed it."""

    async def found(process: Process) -> End:
        await process.ends(await process.begins(), Outcome.REFUSED)
        await process.ends(steps.step("earlier", ASKED), Outcome.FOUND_DONE)
        return End()

    process = start(found)
    await process.deeds.confirm(DEED, TEXT, "gamebase")
    await process.worker.idle()
    assert await outcomes(database) == ["found-done"]


async def test_a_row_that_no_secret_opens_is_told_as_not_begun(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """Its secret has been taken out of the settings."""
    process = start(once)
    async with database.write() as tx:
        stranger = Vault([Fernet.generate_key().decode()]).wrap(TEXT)
        facts = DEED.facts()
        assert await process.queue.put(
            tx, KIND, "x", "gamebase", facts, sealed=stranger, chat_id=OWNER.chat_id
        )
    await process.worker.idle()
    assert process.said == []
    assert await outcomes(database) == []


async def test_after_a_restore_nobody_knows_what_became_of_it(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """It may have been done since the backup was made: it is told so, and not done."""
    process = start(once)
    await process.deeds.confirm(DEED, TEXT, "gamebase")
    async with database.write() as tx:
        assert await tell_not_known(tx, clock()) == 1
    await process.worker.idle()
    assert process.said == []
    assert await outcomes(database) == [None]


async def test_in_a_conversation_nothing_is_done(
    start: Callable[[Make], Process],
) -> None:
    """It would run in nobody's row. Where there is no conversation who called is answered."""
    process = start(once)
    with unconfirmed(), pytest.raises(LookupError):
        steps.step("a1", ASKED)
    assert (await process.begins()).of is None


async def test_who_lost_the_right_has_nothing_begun(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """Asked as it is begun: the provider hears nothing, and the end says which right is gone."""
    process = start(once)
    assert await process.deeds.confirm(DEED, TEXT, "gamebase")
    process.rights.barred.add(OWNER.user_id)
    process.answer.set()
    await process.worker.idle()
    facts = await facts_of_end(database)
    assert (process.requests, facts["steps"], facts["barred"]) == (0, [], PERMISSION)


async def test_what_was_asked_for_ends_and_the_rest_is_not_begun(
    database: Database, start: Callable[[Make], Process]
) -> None:
    """Of several requests the one on the wire is waited for, and no other follows."""

    async def loses_it(process: Process) -> End:
        step = await process.begins("1")
        process.rights.barred.add(OWNER.user_id)
        await process.ends(step)
        await process.begins("2")
        return End()

    process = start(loses_it)
    process.kind = Kind(PERMISSION, parts=True)
    assert await process.deeds.confirm(DEED, TEXT, "gamebase")
    await process.worker.idle()
    facts = await facts_of_end(database)
    assert [(each["what"], each["outcome"]) for each in facts["steps"]] == [("1", "done")]
    assert (process.requests, facts["barred"]) == (1, PERMISSION)


async def test_what_was_cut_off_is_looked_at_and_not_asked_for_again(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """The next process finds that the right is gone: it may learn what became of it, and no more."""
    seen: list[bool] = []

    async def looks(process: Process) -> End:
        step = steps.cut_off(ASKED)
        assert step is not None
        seen.append(steps.may_repeat())
        await process.ends(step, Outcome.FOUND_DONE)
        return End()

    first, second = start(once), start(looks)
    second.rights.barred.add(OWNER.user_id)
    await cut_off(database, clock, first, second, Kind(PERMISSION, resumes=True))
    facts = await facts_of_end(database)
    assert seen == [False]
    assert [each["outcome"] for each in facts["steps"]] == ["found-done"]


@pytest.mark.parametrize("jump", [timedelta(hours=-2), timedelta(hours=2), timedelta(days=-4000)])
async def test_a_clock_that_is_set_loses_no_deed(
    database: Database,
    clock: ManualClock,
    start: Callable[[Make], Process],
    timekeeper: Timekeeper,
    jump: timedelta,
) -> None:
    """Between Confirm and its beginning, by this process and by the next on the same machine."""
    first, second = start(once), start(once)
    await first.deeds.confirm(DEED, TEXT, "gamebase")
    clock.jump(jump)
    await timekeeper.run()
    second.answer.set()
    await second.worker.idle()
    assert (second.requests, await outcomes(database)) == (1, ["done"])


async def test_a_clock_that_is_set_makes_no_old_deed_young(
    database: Database, clock: ManualClock, start: Callable[[Make], Process]
) -> None:
    """An hour has passed, and the wall shows the minute of Confirm again."""
    process = start(once)
    await process.deeds.confirm(DEED, TEXT, "gamebase")
    clock.advance(3600)
    clock.jump(timedelta(hours=-1))
    process.answer.set()
    await process.worker.idle()
    assert (process.requests, await outcomes(database)) == (0, [])


@pytest.mark.parametrize(("ahead", "done"), [(10, True), (-10, True), (20, False), (-20, False)])
async def test_between_two_starts_of_the_machine_the_wall_counts(
    database: Database,
    clock: ManualClock,
    start: Callable[[Make], Process],
    timekeeper: Timekeeper,
    ahead: int,
    done: bool,
) -> None:
    """So many minutes ahead or behind, of which as many as it may be old are no matter."""
    process = start(once)
    await process.deeds.confirm(DEED, TEXT, "gamebase")
    clock.restart_machine()
    clock.jump(timedelta(minutes=-ahead))
    await timekeeper.run()
    process.answer.set()
    await process.worker.idle()
    assert process.requests == int(done)
