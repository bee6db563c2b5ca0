"""Calls that are made together: few trips, each answer to whoever asked, one that breaks alone."""

import asyncio
from collections.abc import Sequence

import pytest

from services.outbox.together import Together
from storage.errors import Cause, NotWritableError


class Trips:
    """Doubles numbers, however many at a time; 13 cannot be doubled."""

    def __init__(self, error: Exception) -> None:
        self.made: list[tuple[int, ...]] = []
        self.error = error
        self.begun = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, numbers: Sequence[int]) -> list[int]:
        """One trip."""
        self.made.append(tuple(numbers))
        self.begun.set()
        await self.gate.wait()
        if 13 in numbers:
            raise self.error
        return [2 * each for each in numbers]


async def test_what_comes_meanwhile_goes_with_the_next_trip() -> None:
    """Three at once are one trip; two that come while it is under way are the second."""
    trips = Trips(ValueError())
    double = Together(trips)
    trips.gate.clear()
    first = [asyncio.create_task(double(each)) for each in (1, 2, 3)]
    await trips.begun.wait()
    second = [asyncio.create_task(double(each)) for each in (4, 5)]
    await asyncio.sleep(0)
    trips.gate.set()
    assert await asyncio.gather(*first, *second) == [2, 4, 6, 8, 10]
    assert trips.made == [(1, 2, 3), (4, 5)]


async def test_one_that_breaks_spoils_none_of_the_others() -> None:
    """Each is tried alone then; that one alone hears of it."""
    double = Together(Trips(ValueError("no")))
    found = await asyncio.gather(*map(double, (1, 13, 3)), return_exceptions=True)
    assert (found[0], found[2]) == (2, 6)
    assert isinstance(found[1], ValueError)


async def test_trouble_of_the_database_is_everybodys() -> None:
    """It is not tried again for each."""
    trips = Trips(NotWritableError(Cause.FULL))
    double = Together(trips)
    found = await asyncio.gather(*map(double, (1, 13)), return_exceptions=True)
    assert [type(each) for each in found] == [NotWritableError, NotWritableError]
    assert trips.made == [(1, 13)]


async def test_whoever_is_cancelled_before_has_not_asked() -> None:
    """It is not done for them."""
    trips = Trips(ValueError())
    double = Together(trips)
    gone, stays = asyncio.create_task(double(1)), asyncio.create_task(double(2))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == 4
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert trips.made == [(2,)]
