"""Fifty requests in any one second, over all endpoints together."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from sandbox.hype import Hype
from sandbox.hype.rate import Rate
from tests.sandbox.providers.hype_partner import partner_of, stocked


class Ticks:
    """A monotonic clock set by hand, in seconds."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_the_51st_request_of_a_second_is_a_503() -> None:
    """Whatever the endpoints; a second later the next is served."""
    ticks = Ticks()
    hype = stocked(monotonic=ticks)
    async with partner_of(hype) as partner:  # which signs in: the first of the fifty
        for number in range(49):
            path = ("echo", "catalog", "catalog/products/1/stock")[number % 3]
            assert (await partner.get(path)).status_code == 200
        ticks.now = 0.999
        refused = await partner.book("r")
        assert (refused.status_code, hype.pins) == (503, [])
        assert (await partner.get("nowhere")).status_code == 503
        ticks.now = 1.0
        assert (await partner.book("r")).status_code == 200
    assert hype.max_rate_seen == 52
    assert [call.status for call in hype.calls[-3:]] == [503, 503, 200]
    assert hype.complaints == ["unknown: GET /api/nowhere is not in the document"]


async def test_refused_requests_do_not_lock_the_partner_out() -> None:
    """After a second of hammering there is room again."""
    ticks = Ticks()
    hype = stocked(monotonic=ticks, rate=2)
    async with partner_of(hype) as partner:
        statuses = []
        for tenth in range(1, 12):
            ticks.now = tenth / 10
            statuses.append((await partner.get("echo")).status_code)
    assert statuses == [200, *[503] * 8, 200, 200]


async def test_of_sixty_at_once_fifty_are_served() -> None:
    """Together, in whatever order they arrive: each served request is one pin, and the rate is seen."""
    hype = stocked(monotonic=Ticks())
    async with partner_of(hype) as partner:
        answers = await asyncio.gather(*(partner.book(f"r{n}") for n in range(60)))
    booked = sum(answer.status_code == 200 for answer in answers)
    assert {answer.status_code for answer in answers} == {200, 503}
    assert booked == len(hype.pins) == len({pin.key for pin in hype.pins}) == 49  # and the sign-in
    assert hype.max_rate_seen == 61


async def test_without_a_limit_the_rate_is_still_measured() -> None:
    """For a client that is to be tried without one."""
    hype = Hype(rate=None, monotonic=Ticks())
    async with partner_of(hype) as partner:
        assert [(await partner.get("echo")).status_code for _ in range(60)] == [200] * 60
    assert hype.max_rate_seen == 61


@given(
    gaps=st.lists(st.sampled_from([0.0, 0.0, 0.125, 0.25, 0.5, 1.0, 2.0]), max_size=60),
    limit=st.integers(1, 6),
)
def test_no_second_admits_more_than_the_limit(gaps: list[float], limit: int) -> None:
    """And nobody is refused while there is room."""
    ticks = Ticks()
    rate = Rate(limit, ticks)
    came: list[float] = []
    admitted: list[float] = []
    most = 0
    for gap in gaps:
        ticks.now += gap
        came.append(ticks.now)
        most = max(most, sum(ticks.now - moment < 1 for moment in came))
        room = sum(ticks.now - moment < 1 for moment in admitted) < limit
        assert rate.admit() == room
        if room:
            admitted.append(ticks.now)
    assert rate.max_seen == most
    for moment in admitted:
        assert sum(moment <= other < moment + 1 for other in admitted) <= limit
    assert (len(admitted) < len(came)) == (most > limit)
