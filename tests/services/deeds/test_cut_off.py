"""A deed that is cut off anywhere is made once, or it is told that nobody knows."""

from collections.abc import Callable

import pytest

from services.deeds import (
    End,
    Kind,
    Outcome,
    steps,
)
from services.deeds.deed import STILL_WANTED
from services.deeds.keeper import tell_not_known
from storage.database import Database
from tests.clock import ManualClock
from tests.services.conftest import OWNER
from tests.services.deeds.process import (
    ASKED,
    DEED,
    KEY,
    PERMISSION,
    TEXT,
    Make,
    Process,
    cut_off,
    facts_of_end,
    once,
    outcomes,
    row_of,
    twice,
)


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
