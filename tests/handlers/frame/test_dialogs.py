from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from handlers.frame.dialogs import LIFE, Dialogs
from services.current_update import InTurn, handling
from storage.database import Database
from tests.clock import ManualClock

CHAT, PERSON = -100, 7


async def test_a_question_outlives_the_process(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """What was asked before a restart is still waited for after it."""
    await Dialogs(sqlite_database, clock).ask(CHAT, PERSON, "order.number", {"count": 2})
    anew = Dialogs(sqlite_database, clock)
    await anew.load()
    row = await anew.take(CHAT, PERSON)
    assert row is not None
    assert (row.question, row.facts) == ("order.number", {"count": 2})


async def test_an_answer_is_served_once(sqlite_database: Database, clock: ManualClock) -> None:
    """A second answer, sent while the first is served, finds no question."""
    dialogs = Dialogs(sqlite_database, clock)
    await dialogs.ask(CHAT, PERSON, "order.number", {})
    assert await dialogs.take(CHAT, PERSON) is not None
    assert await dialogs.take(CHAT, PERSON) is None


async def test_a_wrong_answer_leaves_the_question_open(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """After a mistake the person may answer again."""
    dialogs = Dialogs(sqlite_database, clock)
    row = await dialogs.ask(CHAT, PERSON, "order.number", {})
    assert await dialogs.take(CHAT, PERSON) == row
    await dialogs.put_back(row)
    assert await dialogs.take(CHAT, PERSON) == row


async def test_a_served_question_is_forgotten_for_good(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """An answered question does not come back with the next start."""
    dialogs = Dialogs(sqlite_database, clock)
    row = await dialogs.ask(CHAT, PERSON, "order.number", {})
    await dialogs.take(CHAT, PERSON)
    await dialogs.done(row)
    anew = Dialogs(sqlite_database, clock)
    await anew.load()
    assert await anew.take(CHAT, PERSON) is None


async def test_the_next_question_survives_the_end_of_the_one_before(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """A step that answers with another question leaves that one open, also over a restart."""
    dialogs = Dialogs(sqlite_database, clock)
    first = await dialogs.ask(CHAT, PERSON, "first", {})
    await dialogs.take(CHAT, PERSON)
    await dialogs.ask(CHAT, PERSON, "second", {})
    await dialogs.done(first)
    anew = Dialogs(sqlite_database, clock)
    await anew.load()
    for each in (dialogs, anew):
        row = await each.take(CHAT, PERSON)
        assert row is not None
        assert row.question == "second"


async def test_a_question_expires_after_an_hour(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """Words written the next day answer nothing; a clock that is set makes no hour pass."""
    dialogs = Dialogs(sqlite_database, clock)
    row = await dialogs.ask(CHAT, PERSON, "order.number", {})
    clock.jump(LIFE + timedelta(seconds=1))
    assert await dialogs.take(CHAT, PERSON) == row
    await dialogs.put_back(row)
    clock.advance(LIFE.total_seconds() + 1)
    assert await dialogs.take(CHAT, PERSON) is None


async def test_a_question_is_cancelled_once(sqlite_database: Database, clock: ManualClock) -> None:
    """/cancel says whether there was anything to stop."""
    dialogs = Dialogs(sqlite_database, clock)
    await dialogs.ask(CHAT, PERSON, "order.number", {})
    assert await dialogs.cancel(CHAT, PERSON)
    assert not await dialogs.cancel(CHAT, PERSON)


async def test_a_question_is_this_persons_in_this_chat(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """Nobody answers for another, and not in another chat."""
    dialogs = Dialogs(sqlite_database, clock)
    await dialogs.ask(CHAT, PERSON, "order.number", {})
    assert await dialogs.take(CHAT, PERSON + 1) is None
    assert await dialogs.take(CHAT - 1, PERSON) is None


async def test_a_question_follows_its_group(sqlite_database: Database, clock: ManualClock) -> None:
    """A group that becomes a supergroup keeps its open questions."""
    dialogs = Dialogs(sqlite_database, clock)
    await dialogs.ask(CHAT, PERSON, "order.number", {})
    dialogs.follow_migration(CHAT, -200)
    assert await dialogs.take(CHAT, PERSON) is None
    assert await dialogs.take(-200, PERSON) is not None


@pytest.fixture
async def two(server_url: str, clock: ManualClock) -> AsyncIterator[tuple[Dialogs, Dialogs]]:
    """Two processes on one database, with what each of them has in memory."""
    opened = [Database(server_url) for _ in range(2)]
    for each in opened:
        await each.open()
    yield Dialogs(opened[0], clock), Dialogs(opened[1], clock)
    for each in opened:
        await each.close()


@pytest.mark.postgres
async def test_what_one_process_asked_another_hears(
    two: tuple[Dialogs, Dialogs], clock: ManualClock
) -> None:
    """By its row: served once, also where both have it in memory; what was asked since is heard instead."""
    one, other = two
    assert not await other.any_in(CHAT)
    await one.ask(CHAT, PERSON, "order.number", {"count": 2})
    assert await other.any_in(CHAT)
    await other.follow(CHAT, PERSON)
    with handling(InTurn(7, "other")):
        row = await other.take(CHAT, PERSON)
    assert row is not None
    assert (row.question, row.facts) == ("order.number", {"count": 2})
    with handling(InTurn(8, "one")):
        await one.follow(CHAT, PERSON)
        assert await one.take(CHAT, PERSON) is None
    clock.advance(1)
    await one.ask(CHAT, PERSON, "next", {})
    await other.done(row)
    await other.follow(CHAT, PERSON)
    assert (asked := other.open_to(CHAT, PERSON)) is not None
    assert asked.question == "next"
    assert await other.cancel(CHAT, PERSON)
    assert await one.take(CHAT, PERSON) is None


@pytest.mark.postgres
async def test_an_answer_that_did_not_do_leaves_it_open_everywhere(
    two: tuple[Dialogs, Dialogs],
) -> None:
    """And one whose process died is served when its update is handled again, wherever that is."""
    one, other = two
    row = await one.ask(CHAT, PERSON, "order.number", {"count": 2})
    for process, update in ((one, 7), (other, 8), (one, 9), (other, 9)):
        with handling(InTurn(update, "")):
            await process.follow(CHAT, PERSON)
            assert await process.take(CHAT, PERSON) == row
        if update != 9:
            await process.put_back(row)
