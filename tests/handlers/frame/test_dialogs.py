from datetime import timedelta

from handlers.frame.dialogs import LIFE, Dialogs
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
    row = anew.take(CHAT, PERSON)
    assert row is not None
    assert (row.question, row.facts) == ("order.number", {"count": 2})


async def test_an_answer_is_served_once(sqlite_database: Database, clock: ManualClock) -> None:
    """A second answer, sent while the first is served, finds no question."""
    dialogs = Dialogs(sqlite_database, clock)
    await dialogs.ask(CHAT, PERSON, "order.number", {})
    assert dialogs.take(CHAT, PERSON) is not None
    assert dialogs.take(CHAT, PERSON) is None


async def test_a_wrong_answer_leaves_the_question_open(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """After a mistake the person may answer again."""
    dialogs = Dialogs(sqlite_database, clock)
    row = await dialogs.ask(CHAT, PERSON, "order.number", {})
    assert dialogs.take(CHAT, PERSON) == row
    dialogs.put_back(row)
    assert dialogs.take(CHAT, PERSON) == row


async def test_a_served_question_is_forgotten_for_good(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """An answered question does not come back with the next start."""
    dialogs = Dialogs(sqlite_database, clock)
    row = await dialogs.ask(CHAT, PERSON, "order.number", {})
    dialogs.take(CHAT, PERSON)
    await dialogs.done(row)
    anew = Dialogs(sqlite_database, clock)
    await anew.load()
    assert anew.take(CHAT, PERSON) is None


async def test_the_next_question_survives_the_end_of_the_one_before(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """A step that answers with another question leaves that one open, also over a restart."""
    dialogs = Dialogs(sqlite_database, clock)
    first = await dialogs.ask(CHAT, PERSON, "first", {})
    dialogs.take(CHAT, PERSON)
    await dialogs.ask(CHAT, PERSON, "second", {})
    await dialogs.done(first)
    anew = Dialogs(sqlite_database, clock)
    await anew.load()
    for each in (dialogs, anew):
        row = each.take(CHAT, PERSON)
        assert row is not None
        assert row.question == "second"


async def test_a_question_expires_after_an_hour(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """Words written the next day answer nothing; a clock that is set makes no hour pass."""
    dialogs = Dialogs(sqlite_database, clock)
    row = await dialogs.ask(CHAT, PERSON, "order.number", {})
    clock.jump(LIFE + timedelta(seconds=1))
    assert dialogs.take(CHAT, PERSON) == row
    dialogs.put_back(row)
    clock.advance(LIFE.total_seconds() + 1)
    assert dialogs.take(CHAT, PERSON) is None


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
    assert dialogs.take(CHAT, PERSON + 1) is None
    assert dialogs.take(CHAT - 1, PERSON) is None


async def test_a_question_follows_its_group(sqlite_database: Database, clock: ManualClock) -> None:
    """A group that becomes a supergroup keeps its open questions."""
    dialogs = Dialogs(sqlite_database, clock)
    await dialogs.ask(CHAT, PERSON, "order.number", {})
    dialogs.follow_migration(CHAT, -200)
    assert dialogs.take(CHAT, PERSON) is None
    assert dialogs.take(-200, PERSON) is not None
