"""The rate limit holds in every second, whatever comes when, and nobody is overtaken."""

import asyncio
from heapq import heappop, heappush
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.calls import Kind
from providers.errors import Unavailable
from providers.http import ApiClient
from providers.limiter import Limiter, Slot
from providers.timeouts import Patience
from tests.providers.raw import RawServer, answer, says
from tests.providers.test_transport import a_call, read_body


class FakeTime:
    """A clock that only sleeping moves, and that wakes sleepers late. Answers come while they sleep."""

    def __init__(self, lateness: list[float] | None = None) -> None:
        self.now = 1000.0
        self._lateness = list(lateness or [])
        self._answers: list[tuple[float, int, Slot]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let the time pass, and a little more."""
        assert seconds > 0
        self.pass_by(seconds + (self._lateness.pop() if self._lateness else 0.0))

    def pass_by(self, seconds: float) -> None:
        """Let the time pass."""
        end = self.now + seconds
        while self._answers and self._answers[0][0] <= end:
            self.now, _, slot = heappop(self._answers)
            slot.answered()
        self.now = end

    def answer(self, slot: Slot, after: float) -> None:
        """The answer to this one will come so much later."""
        heappush(self._answers, (self.now + after, id(slot), slot))


def most_in_a_second(moments: list[float]) -> int:
    """How many lie within one second, both its ends included."""
    return max(sum(start <= other <= start + 1.0 for other in moments) for start in moments)


@given(
    rate=st.floats(0.2, 60, allow_nan=False),
    gaps=st.lists(st.floats(0, 3) | st.just(0.0), min_size=1, max_size=150),
    lateness=st.lists(st.floats(0, 2), max_size=50),
)
async def test_never_above_the_rate_in_any_second(
    rate: float, gaps: list[float], lateness: list[float]
) -> None:
    """However requests come and however late the process wakes, no second sees more than the rate."""
    time = FakeTime(lateness)
    limiter = Limiter(rate, clock=time, sleep=time.sleep)
    left = []
    for gap in gaps:
        time.pass_by(gap)
        await limiter.wait()
        left.append(time.now)
    assert left == sorted(left)
    assert most_in_a_second(left) <= max(1, int(rate))
    if rate < 1:
        assert all(later - earlier >= 1 / rate for earlier, later in pairwise(left))


@given(
    rate=st.integers(1, 60),
    delays=st.lists(st.floats(0, 0.7) | st.sampled_from([0.0, 0.7]), min_size=1, max_size=200),
    back=st.floats(0, 0.2),
)
async def test_never_above_the_rate_where_they_arrive(
    rate: int, delays: list[float], back: float
) -> None:
    """Once a quick answer was seen: however long others are on their way, no second sees more."""
    time = FakeTime()
    limiter = Limiter(rate, clock=time, sleep=time.sleep)
    time.answer(await limiter.wait(), back)
    time.pass_by(2)
    arrived = []
    for delay in delays:
        slot = await limiter.wait()
        arrived.append(time.now + delay)
        time.answer(slot, delay + back)
    assert most_in_a_second(arrived) <= rate


async def test_a_long_queue_leaves_at_nearly_the_rate() -> None:
    """500 requests at 50 a second, answered in a fifth of one, take a twentieth longer at most."""
    time = FakeTime([0.001] * 500)
    limiter = Limiter(50, clock=time, sleep=time.sleep)
    for _ in range(500):
        time.answer(await limiter.wait(), 0.2)
    assert (time.now - 1000.0) <= 500 / 50 / 0.95


async def test_a_late_waking_is_made_up_for() -> None:
    """After a hitch of a fifth of a second the next ones follow closer, until all is as planned."""
    hitch = [0.0] * 50
    hitch[-10] = 0.2
    time = FakeTime(hitch)
    limiter = Limiter(50, clock=time, sleep=time.sleep)
    left = []
    for _ in range(40):
        await limiter.wait()
        left.append(time.now)
    assert max(later - earlier for earlier, later in pairwise(left)) > 0.2
    assert left[-1] - left[0] <= 40 / 50 / 0.95


async def test_first_come_first_served_and_giving_up_costs_nothing() -> None:
    """Whoever waits longest goes first; one that was cancelled leaves its place to the next."""
    awake = asyncio.Semaphore(0)
    time = FakeTime()

    async def sleep(seconds: float) -> None:
        await awake.acquire()
        time.now += seconds

    limiter = Limiter(1, clock=time, sleep=sleep)
    (await limiter.wait()).answered()
    served: list[int] = []

    async def come(number: int) -> None:
        (await limiter.wait()).answered()
        served.append(number)

    tasks = [asyncio.create_task(come(number)) for number in range(5)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    tasks[2].cancel()
    started = time.now
    for _ in range(3):
        awake.release()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert served == [1, 3, 4]
    assert time.now - started < 3 * 1.3


@pytest.mark.parametrize("rate", [0, -1, float("inf"), float("nan")])
def test_what_is_no_rate(rate: float) -> None:
    """A rate that would stop everything, or nothing, is refused."""
    with pytest.raises(ValueError, match="rate"):
        Limiter(rate)


async def test_a_purchase_that_waits_too_long_was_not_sent() -> None:
    """Held back until its time is over, it surely never left: Unavailable, and no request seen."""
    server = RawServer(says(answer(b"{}")))
    async with server as url:
        limiter = Limiter(1, clock=FakeTime(), sleep=lambda _: asyncio.Event().wait())
        await limiter.wait()
        patience = Patience(pool=0.1, connect=0.1, read=0.1, purchase=0.1, attempts=1)
        client = ApiClient("raw", url, patience=patience, limiter=limiter)
        with pytest.raises(Unavailable, match="no answer in time"):
            await client.send(a_call(Kind.ONCE), read_body)
        await client.close()
    assert server.heard == []


async def test_tries_are_counted_too() -> None:
    """Whatever leaves is counted, a read's second and third try as well."""
    time = FakeTime()
    limiter = Limiter(2, clock=time, sleep=time.sleep)
    async with RawServer(says(answer(b"{}", 500))) as url:
        patience = Patience(first_wait=0.001, longest_wait=0.002, down_after=99)
        client = ApiClient("raw", url, patience=patience, limiter=limiter)
        for _ in range(2):
            with pytest.raises(Unavailable):
                await client.send(a_call(Kind.READ), read_body)
        await client.close()
    assert time.now - 1000.0 >= 2.0
