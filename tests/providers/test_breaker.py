"""The circuit breaker: quick to say that a provider is down, and quick to find out that it is not."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from providers.breaker import LONG, Breaker, DownError, NotAskedError, OpenError
from providers.calls import Kind
from providers.errors import OutcomeUnknown, Refused, Rejected, Unavailable
from providers.http import ApiClient
from providers.hype.provider import Hype
from sandbox import hype
from services.provider_reads import TIME_LIMIT, Trouble, read
from tests.clock import ManualClock
from tests.providers.conftest import PIN
from tests.providers.parrot import Parrot
from tests.providers.patience import HASTY
from tests.providers.raw import Heard, RawServer, closed_port, keeps_silent
from tests.providers.test_transport import a_call, read_body

PAUSE = timedelta(seconds=10)


class Fallen(DownError):
    """A failure that means "down"."""


def fails(breaker: Breaker, error: Exception) -> None:
    """Make a call that ends so."""
    with pytest.raises(type(error)), breaker.guard():
        raise error


def made(clock: ManualClock, limit: int = 3) -> Breaker:
    """A breaker that opens after three failures."""
    return Breaker(limit=limit, pause=PAUSE, clock=clock)


def assert_open(breaker: Breaker, since: datetime) -> None:
    """A call is not made, and is told since when."""
    with pytest.raises(OpenError) as told, breaker.guard():
        pytest.fail("the call was made")
    assert told.value.since == since


def test_opens_after_so_many_failures_in_a_row(clock: ManualClock) -> None:
    """It says that it is down since the first failure of the row, not the last."""
    breaker = made(clock)
    first = clock.now
    for _ in range(3):
        assert breaker.down_since is None
        fails(breaker, Fallen())
        clock.advance(1)
    assert_open(breaker, first)
    assert breaker.down_since == first


def test_a_refusal_is_an_answer(clock: ManualClock) -> None:
    """Whatever answers is not down, so the row begins anew."""
    breaker = made(clock)
    for _ in range(9):
        fails(breaker, Fallen())
        fails(breaker, Fallen())
        fails(breaker, Rejected("x", "no"))
    assert breaker.down_since is None


def test_one_call_tries_after_the_pause(clock: ManualClock) -> None:
    """While one tries the others are answered at once; if it fails all wait for another pause."""
    breaker = made(clock)
    first = clock.now
    for _ in range(3):
        fails(breaker, Fallen())
    clock.advance(10)
    with pytest.raises(Fallen), breaker.guard():
        assert_open(breaker, first)
        raise Fallen
    clock.advance(9)
    assert_open(breaker, first)
    clock.advance(1)
    with breaker.guard():
        pass
    assert breaker.down_since is None


def test_a_try_that_is_cancelled_leaves_the_next_one_free(clock: ManualClock) -> None:
    """Being cancelled says nothing of the provider."""
    breaker = made(clock)
    for _ in range(3):
        fails(breaker, Fallen())
    clock.advance(10)
    with pytest.raises(asyncio.CancelledError), breaker.guard():
        raise asyncio.CancelledError
    assert breaker.down_since is not None
    with breaker.guard():
        pass
    assert breaker.down_since is None


@pytest.mark.parametrize(("waited", "counts"), [(LONG, True), (LONG - 0.1, False)])
def test_giving_up_counts_if_the_provider_was_waited_for_long(
    clock: ManualClock, waited: float, counts: bool
) -> None:
    """Whoever gives up early says nothing of it; of a call at our own end nobody knows how long it takes."""
    breaker = made(clock)
    for _ in range(3):
        with pytest.raises(asyncio.CancelledError), breaker.guard() as waiting:
            waiting.begin()
            waiting.end()
            clock.advance(60)
            raise asyncio.CancelledError
        with pytest.raises(asyncio.CancelledError), breaker.guard() as waiting:
            clock.advance(60)
            waiting.begin()
            clock.advance(waited)
            raise asyncio.CancelledError
    assert (breaker.down_since is not None) is counts


def test_what_the_provider_was_not_asked_counts_as_nothing(clock: ManualClock) -> None:
    """Neither a failure, nor an answer that would begin the row anew."""
    breaker = made(clock)
    for _ in range(2):
        fails(breaker, Fallen())
        fails(breaker, NotAskedError())
    assert breaker.down_since is None
    fails(breaker, Fallen())
    assert breaker.down_since is not None


@pytest.mark.parametrize("jump", [timedelta(days=-2000), timedelta(hours=-1), timedelta(days=2000)])
def test_a_clock_that_is_set_changes_no_pause(clock: ManualClock, jump: timedelta) -> None:
    """However the wall's clock is set, a provider that is down is tried when the pause has passed."""
    breaker = made(clock)
    first = clock.now
    for _ in range(3):
        fails(breaker, Fallen())
    clock.jump(jump)
    assert_open(breaker, first)
    clock.advance(10)
    with breaker.guard():
        pass


@pytest.mark.parametrize("kind", Kind)
async def test_a_provider_that_is_down_is_not_asked(clock: ManualClock, kind: Kind) -> None:
    """Without a connection: after five tries each call is Unavailable at once, with the time."""
    breaker = Breaker(clock=clock)
    client = ApiClient("raw", closed_port(), patience=HASTY, breaker=breaker)
    for _ in range(5 if kind is Kind.ONCE else 2):
        with pytest.raises(Unavailable):
            await client.send(a_call(kind), read_body)
    with pytest.raises(Unavailable, match="not asked, down since 2030-01-15 12:00") as told:
        await client.send(a_call(kind), read_body)
    assert told.value.since == clock.now
    await client.close()


async def test_a_purchase_that_is_not_sent_is_surely_not_sent(clock: ManualClock) -> None:
    """Time-outs leave purchases unknown until it counts as down: then they are Unavailable."""
    server = RawServer(keeps_silent)
    async with server as url:
        client = ApiClient("raw", url, patience=HASTY, breaker=Breaker(clock=clock))
        for _ in range(5):
            with pytest.raises(OutcomeUnknown):
                await client.send(a_call(Kind.ONCE), read_body)
        with pytest.raises(Unavailable) as told:
            await client.send(a_call(Kind.ONCE), read_body)
        assert told.value.since is not None
        await client.close()
    assert len(server.heard) == 5


@pytest.mark.parametrize(
    ("status", "counts"), [(500, True), (502, True), (400, False), (429, False)]
)
async def test_what_counts(
    clock: ManualClock, parrot: Parrot, url: str, status: int, counts: bool
) -> None:
    """A status of 500 or above counts, a refusal never; one good answer makes it well again."""
    client = ApiClient("raw", url, patience=HASTY, breaker=Breaker(clock=clock))
    parrot.told(status, {})
    for _ in range(4):
        with pytest.raises((Unavailable, Refused)) as failed:
            await client.send(a_call(Kind.READ), read_body)
    assert (getattr(failed.value, "since", None) is not None) is counts
    parrot.told(200, {})
    clock.advance(10)
    assert await client.send(a_call(Kind.READ), read_body) == {}
    assert await client.send(a_call(Kind.READ), read_body) == {}
    await client.close()


async def test_readings_that_are_given_up_take_a_provider_that_hangs_for_down(
    clock: ManualClock, hy: hype.Hype, pins: Hype
) -> None:
    """Given up before its own limit, as stock cards do it: the next is told at once, and since when."""
    await pins.ping()
    await pins.check()
    first = clock.now + timedelta(seconds=TIME_LIMIT)
    for _ in range(3):
        gates = [hy.gate("catalog"), hy.gate("stock")]
        reading = asyncio.create_task(read(pins.quote(PIN), TIME_LIMIT))
        for gate in gates:
            await gate.reached()
        clock.advance(TIME_LIMIT)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        for gate in gates:
            gate.release()
    quote, trouble = await read(pins.quote(PIN), TIME_LIMIT)
    assert (quote, trouble) == (None, Trouble("unavailable", first))


async def test_a_full_pool_neither_opens_nor_closes_it(clock: ManualClock) -> None:
    """All connections being in use is our own doing: the row of failures is as long as before."""
    breaker = Breaker(limit=2, clock=clock)
    held = asyncio.Event()

    async def holds(heard: Heard, writer: asyncio.StreamWriter) -> None:
        held.set()
        await keeps_silent(heard, writer)

    async with RawServer(holds) as url:
        patience = replace(HASTY, pool=0.01, read=60, attempts=1)
        client = ApiClient("raw", url, patience=patience, breaker=breaker, connections=1)
        fails(breaker, Fallen())
        hangs = asyncio.create_task(client.send(a_call(Kind.READ), read_body))
        await held.wait()
        for _ in range(3):
            with pytest.raises(Unavailable, match="too many calls at once"):
                await client.send(a_call(Kind.READ), read_body)
        assert breaker.down_since is None
        fails(breaker, Fallen())
        assert breaker.down_since is not None
        hangs.cancel()
        await asyncio.gather(hangs, return_exceptions=True)
        await client.close()
