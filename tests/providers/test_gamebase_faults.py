"""Every fault at every endpoint of Gamebase: its error of the tree, and never a second effect."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

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
from tests.providers.conftest import HASTY, QUICK, SECRET_KEY, gamebase_settings
from tests.providers.discreet import assert_hides, everything_of
from tests.providers.gamebase_calls import ALL, ONCE, READS, SECRETS, World, furnish

HASTIER = replace(HASTY, read=0.25, purchase=0.25)


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


FAULTS = {
    "slow": Case(Fault.delay(60), Unavailable, 3, OutcomeUnknown),
    "lost before": Case(Fault.lost_before(), Unavailable, 3, OutcomeUnknown),
    "lost after": Case(Fault.lost_after(), Unavailable, 3, OutcomeUnknown),
    "truncated": Case(Fault.truncated(), Unavailable, 3, OutcomeUnknown),
    "400": Case(Fault.status(400), Unavailable, 1, OutcomeUnknown),
    "404 page": Case(Fault.html(404, acted=False), Unavailable, 1, OutcomeUnknown),
    "401": Case(Fault.status(401), NotAllowed, 1, NotAllowed),
    "403": Case(Fault.html(403, acted=False), NotAllowed, 1, NotAllowed),
    "429": Case(Fault.status(429), Unavailable, 3, OutcomeUnknown),
    "500": Case(Fault.status(500), Unavailable, 3, OutcomeUnknown),
    "500 after": Case(Fault.status(500, acted=True), Unavailable, 3, OutcomeUnknown),
    "503": Case(Fault.status(503), Unavailable, 3, OutcomeUnknown),
    "page": Case(Fault.html(), Unavailable, 1, OutcomeUnknown),
    "malformed": Case(Fault.malformed(), Unavailable, 1, OutcomeUnknown),
    "empty": Case(Fault.status(200), Unavailable, 1, OutcomeUnknown),
    "empty object": Case(
        Fault.status(200, "{}", content_type="application/json"), Unavailable, 1, OutcomeUnknown
    ),
    "wrong types": Case(
        Fault.status(
            200,
            '{"header": {"resultCode": "0", "isSuccessful": "yes"}, "result": 5, "member": []}',
            content_type="application/json",
        ),
        Unavailable,
        1,
        OutcomeUnknown,
    ),
    "own failure": Case(Fault.refusal(-5000001), Unavailable, 3, OutcomeUnknown),
    "database": Case(Fault.refusal(-4090003), Unavailable, 3, OutcomeUnknown),
    "no such code": Case(Fault.refusal(-1234567), Rejected, 1, OutcomeUnknown),
    "bad parameter": Case(Fault.refusal(-4000002), Rejected, 1, Rejected),
    "bad secret key": Case(Fault.refusal(-4010004), NotAllowed, 1, NotAllowed),
}


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


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("endpoint", READS)
async def test_faults_of_reads(world: World, endpoint: str, fault: str) -> None:
    """A read is tried again where that may help, and changes nothing however often."""
    case = FAULTS[fault]
    error = await _failed(world, endpoint, case.fault)
    assert type(error) is case.read
    assert len(world.stand_in.calls) == case.tries
    assert world.effects() == 0


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("endpoint", ONCE)
async def test_faults_of_what_is_sent_once(world: World, endpoint: str, fault: str) -> None:
    """What spends, changes or deletes is sent once, whatever becomes of it, and acts once at most."""
    case = FAULTS[fault]
    error = await _failed(world, endpoint, case.fault)
    assert type(error) is case.once
    assert len(world.stand_in.calls) == 1
    assert world.effects() == (case.fault.acted and not case.fault.seconds)
    if case.fault.code:
        assert error.code == case.fault.code


async def _failed(world: World, endpoint: str, fault: Fault) -> ProviderError:
    """The error of a call under a fault, having looked that it and the logs keep every secret."""
    stand_in = world.stand_in
    games = Gamebase(
        gamebase_settings(stand_in.base_url), patience=HASTIER if fault.seconds else QUICK
    )
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
