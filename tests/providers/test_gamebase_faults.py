"""Each kind of fault at every endpoint of Gamebase: its error of the tree, and never a second effect."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from structlog.testing import capture_logs

from providers.errors import (
    AlreadyDone,
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    ProviderError,
    Rejected,
    Unavailable,
)
from providers.gamebase.provider import Gamebase
from sandbox import gamebase
from sandbox.faults import Fault
from sandbox.gamebase.routes import ROUTES
from tests.providers.conftest import SECRET_KEY, gamebase_settings
from tests.providers.discreet import assert_hides, everything_of
from tests.providers.gamebase_calls import ALL, ONCE, SECRETS, World, furnish
from tests.providers.patience import QUICK


@pytest.fixture
async def world(gb: gamebase.Gamebase) -> AsyncIterator[World]:
    """One of everything; whatever a test does, no request may go against the document."""
    yield furnish(gb)
    assert gb.complaints == []


@dataclass(frozen=True)
class Case:
    """A fault, how a read ends in it after how many tries, and how a call that is sent once does."""

    fault: Fault
    read: type[ProviderError]
    tries: int
    once: type[ProviderError]


def _json(body: str, status: int = 200) -> Fault:
    return Fault.status(status, body, content_type="application/json")


FAULTS = {
    "lost": Case(Fault.lost_after(), Unavailable, 3, OutcomeUnknown),
    "a no": Case(Fault.refusal(-4000002), Rejected, 1, Rejected),
}
"""One of each kind of outcome, for every endpoint."""

READINGS = {
    "400": Case(_json("{}", 400), Rejected, 1, OutcomeUnknown),
    "401": Case(_json("{}", 401), NotAllowed, 1, NotAllowed),
    "500": Case(_json("{}", 500), Unavailable, 3, OutcomeUnknown),
    "page": Case(Fault.html(), Unavailable, 1, OutcomeUnknown),
    "empty object": Case(_json("{}"), Unavailable, 1, OutcomeUnknown),
    "a code that is a text": Case(
        _json('{"header": {"resultCode": "0", "isSuccessful": true}, "result": 5, "member": []}'),
        Unavailable,
        1,
        OutcomeUnknown,
    ),
    "own failure": Case(Fault.refusal(-5000001), Unavailable, 3, OutcomeUnknown),
    "database": Case(Fault.refusal(-4090003), Unavailable, 3, OutcomeUnknown),
    "no such code": Case(Fault.refusal(-1234567), Rejected, 1, OutcomeUnknown),
    "bad secret key": Case(Fault.refusal(-4010004), NotAllowed, 1, NotAllowed),
}
"""What the header says is read in one place: for reads and what is sent once, with codes inside or not."""
READ_ALIKE = ("member", "ranks", "coupon", "score", "scores")

CASES = FAULTS | READINGS
PLAYED = [(endpoint, fault) for endpoint in ALL for fault in FAULTS]
PLAYED += [(endpoint, fault) for endpoint in READ_ALIKE for fault in READINGS]


def test_every_endpoint_is_called() -> None:
    """The calls of these tests are all 24 endpoints."""
    assert set(ALL) == set(ROUTES)
    assert len(ALL) == 24


@pytest.mark.parametrize("endpoint", ALL)
async def test_without_faults(games: Gamebase, world: World, endpoint: str) -> None:
    """Each call is one request, which is as the document has it, and what is sent once acts once."""
    await ALL[endpoint](games, world)
    assert [call.endpoint for call in world.stand_in.calls] == [endpoint]
    assert world.effects() == (endpoint in ONCE)


@pytest.mark.parametrize(("endpoint", "fault"), PLAYED)
async def test_faults(world: World, endpoint: str, fault: str) -> None:
    """A read is tried again where that may help; what is sent once acts once at most; nothing is shown."""
    case = CASES[fault]
    once = endpoint in ONCE
    error = await _failed(world, endpoint, case.fault)
    assert type(error) is (case.once if once else case.read)
    assert len(world.stand_in.calls) == (1 if once else case.tries)
    assert world.effects() == (once and case.fault.acted)
    if case.fault.code:
        assert error.code == case.fault.code


async def _failed(world: World, endpoint: str, fault: Fault) -> ProviderError:
    """The error of a call under a fault, having looked that it and the logs keep every secret."""
    stand_in = world.stand_in
    games = Gamebase(gamebase_settings(stand_in.base_url), patience=QUICK)
    stand_in.faults.add(endpoint, fault, times=None)
    try:
        with capture_logs() as logs, pytest.raises(ProviderError) as caught:
            await ALL[endpoint](games, world)
    finally:
        await games.close()
    secrets = [SECRET_KEY, world.payment_token, *SECRETS]
    assert_hides(f"{everything_of(caught.value)}\n{logs}", secrets)
    return caught.value


CODES: list[tuple[str, int, type[ProviderError], str]] = [
    ("coupon", -100002, Rejected, "coupon-invalid"),
    ("coupon", -4000205, Rejected, "coupon-invalid"),
    ("coupon", -100004, Rejected, "coupon-ended"),
    ("coupon", -100005, AlreadyDone, "coupon-used"),
    ("coupon", -100007, Rejected, "coupon-period"),
    ("coupon", -100008, Rejected, "coupon-period"),
    ("coupon", -100011, Rejected, "coupon-limit"),
    ("coupon", -999999, OutcomeUnknown, "fault"),
    ("coupon", -4040401, NotFound, "no-player"),
    ("consume", 5000, Rejected, "consume-failed"),
    ("consume", 5018, AlreadyDone, "payment-consumed"),
    ("consume", 1100, Rejected, "bad-request"),
    ("consume", 9999, OutcomeUnknown, "fault"),
    ("consumables", 9999, Unavailable, "fault"),
    ("withdraw", -4040401, NotFound, "no-player"),
    ("withdraw", -4100401, NotFound, "withdrawn"),
    ("withdraw", -4010204, NotFound, "no-login"),
    ("launching", -4040303, NotFound, "no-client"),
    ("score", 462850, NotFound, "no-score"),
    ("score", 462851, NotFound, "no-factor"),
    ("score", 462852, NotAllowed, "credentials"),
    ("score", 463000, OutcomeUnknown, "fault"),
    ("score_extra", 462853, Rejected, "extra-too-long"),
    ("top", 462854, Rejected, "bad-range"),
    ("scores", 462857, Rejected, "too-large"),
    ("delete_scores", 462850, NotFound, "no-score"),
    ("rank", 463001, Unavailable, "fault"),
]


@pytest.mark.parametrize(("endpoint", "code", "error", "reason"), CODES)
async def test_codes(
    games: Gamebase,
    world: World,
    endpoint: str,
    code: int,
    error: type[ProviderError],
    reason: str,
) -> None:
    """Each documented code keeps its number and has its meaning and its word."""
    world.stand_in.faults.add(endpoint, Fault.refusal(code), times=None)
    with pytest.raises(error) as caught:
        await ALL[endpoint](games, world)
    assert type(caught.value) is error
    assert (caught.value.code, caught.value.reason) == (code, reason)
    assert world.effects() == 0
