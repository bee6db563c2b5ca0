"""Loops: when a round is made, and that what fails with every round does not fill the log."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog

from bot.loops import Loop, Loops
from storage.errors import Cause, NotWritableError


async def _told_in(rounds: int, work: Callable[[], Awaitable[object]]) -> list[tuple[str, bool]]:
    """The lines above debug that so many rounds leave, and whether each has a traceback."""
    done, enough = 0, asyncio.Event()

    async def counted() -> None:
        nonlocal done
        done += 1
        if done > rounds:
            enough.set()
        await work()

    loops = Loops()
    with structlog.testing.capture_logs() as lines:
        loops.start(Loop("some", counted, 0.0))
        await enough.wait()
        await loops.stop()
    return [
        (line["event"], bool(line.get("exc_info")))
        for line in lines
        if line["log_level"] != "debug"
    ]


async def test_a_database_in_trouble_is_no_line_of_a_loop() -> None:
    """The database has told the log once; a round that meets it comes again without a word."""

    async def work() -> None:
        raise NotWritableError(Cause.FULL)

    assert await _told_in(50, work) == []


async def test_what_fails_with_every_round_is_told_once_a_minute() -> None:
    """With its traceback, for it is a mistake of ours."""

    async def work() -> None:
        raise ValueError

    assert await _told_in(50, work) == [("a round failed", True)]


async def test_a_round_comes_at_once_or_after_a_rest() -> None:
    """With a rest nothing is looked at in the first moment; what wakes a loop ends the rest."""
    made = list[str]()

    async def work(name: str) -> None:
        made.append(name)

    loops, wake = Loops(), asyncio.Event()
    loops.start(Loop("at once", partial(work, "at once"), 3600))
    loops.start(Loop("rested", partial(work, "rested"), 3600, wake), rested=True)
    await _turns()
    assert made == ["at once"]
    wake.set()
    await _turns()
    await loops.stop()
    assert made == ["at once", "rested"]


async def _turns() -> None:
    for _ in range(20):
        await asyncio.sleep(0)
