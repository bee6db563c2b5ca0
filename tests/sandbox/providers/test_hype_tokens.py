"""Who may call, for how long, and how a pair is renewed."""

from datetime import datetime, timedelta

import pytest

from sandbox.hype import Quirks
from tests.clock import ManualClock
from tests.sandbox.providers.hype_partner import partner_of, stocked

OPEN = {"auth", "refresh", "echo"}


async def test_all_but_sign_in_refresh_and_echo_need_a_token() -> None:
    """Without the header it is 401, nothing is booked, and that is a complaint."""
    hype = stocked()
    async with partner_of(hype) as partner:
        partner.authorization = ""
        answers = await partner.each_endpoint()
    refused = {name for name, answer in answers.items() if answer.status_code == 401}
    assert refused == answers.keys() - OPEN
    assert hype.pins == []
    assert hype.complaints == [
        f"{name}: the Authorization header is missing" for name in answers if name in refused
    ]


HEADERS: list[str] = ["{}", "Token {}", "bearer {}", "Bearer {}x", "Bearer nothing"]


async def test_the_header_is_bearer_and_a_token_in_force() -> None:
    """A wrong scheme is complained of, a wrong token is only refused."""
    hype = stocked()
    async with partner_of(hype) as partner:
        for sent in HEADERS:
            partner.authorization = sent.format(partner.pair["accessToken"])
            assert (await partner.get("catalog")).status_code == 401
            assert bool(hype.complaints) == (not sent.startswith("Bearer"))
            hype.complaints.clear()


async def test_an_access_token_lives_24_hours(clock: ManualClock) -> None:
    """As its ``expiredAt`` says; expiry is no fault of the client."""
    hype = stocked(clock=clock)
    async with partner_of(hype) as partner:
        said = datetime.fromisoformat(partner.pair["expiredAt"])
        assert said == clock.now + timedelta(hours=24)
        clock.advance(24 * 3600 - 1)
        assert (await partner.get("catalog")).status_code == 200
        clock.advance(1)
        assert (await partner.get("catalog")).status_code == 401
    assert hype.complaints == []


async def test_a_refresh_token_expires_by_the_clock_as_well(clock: ManualClock) -> None:
    """Until then it renews even an access token that ended."""
    hype = stocked(
        clock=clock, token_lifetime=timedelta(hours=1), refresh_lifetime=timedelta(hours=3)
    )
    async with partner_of(hype) as partner:
        clock.advance(3 * 3600 - 1)
        assert (await partner.get("catalog")).status_code == 401
        partner.keep(await partner.refresh())
        assert (await partner.get("catalog")).status_code == 200
        clock.advance(3 * 3600)
        assert (await partner.refresh()).status_code == 400
    assert hype.complaints == []


async def test_a_refresh_token_is_good_for_once_and_for_its_own_pair() -> None:
    """The access token it belonged to goes on until it expires."""
    hype = stocked()
    async with partner_of(hype) as partner:
        first, old_header = partner.pair, partner.authorization
        partner.keep(await partner.refresh())
        second = partner.pair
        partner.pair = first
        assert (await partner.refresh()).status_code == 400
        partner.pair = {**second, "accessToken": first["accessToken"]}
        assert (await partner.refresh()).status_code == 400
        partner.pair = second
        assert (await partner.refresh()).status_code == 200
        partner.authorization = old_header
        assert (await partner.get("catalog")).status_code == 200


async def test_tokens_can_be_ended_at_once() -> None:
    """Access tokens and refresh tokens each by a lever of their own."""
    hype = stocked()
    async with partner_of(hype) as partner:
        hype.expire_tokens()
        assert (await partner.get("catalog")).status_code == 401
        partner.keep(await partner.refresh())
        hype.expire_refresh_tokens()
        assert (await partner.refresh()).status_code == 400
        assert (await partner.get("catalog")).status_code == 200


@pytest.mark.parametrize("as_200", [False, True])
async def test_wrong_credentials_give_no_token(as_200: bool) -> None:
    """A 400, or 200 with isAuthenticated false."""
    hype = stocked(quirks=Quirks(refused_sign_in_is_200=as_200))
    async with partner_of(hype) as partner:
        hype.expire_refresh_tokens()
        answers = [
            await partner.send("POST", "auth", {"identifier": "partner", "secret": "wrong"}),
            await partner.send("POST", "auth", {"identifier": "x", "secret": hype.secret}),
            await partner.refresh(),
        ]
    for answer in answers:
        assert answer.status_code == (200 if as_200 else 400)
        assert answer.json().get("isAuthenticated", False) is False
        assert not answer.json().get("accessToken")
    assert hype.complaints == []


@pytest.mark.parametrize("needed", [False, True])
async def test_echo_wants_a_token_if_the_lever_says_so(needed: bool) -> None:
    """The document does not tell."""
    hype = stocked(quirks=Quirks(echo_needs_token=needed))
    async with partner_of(hype) as partner:
        assert (await partner.get("echo")).status_code == 200
        partner.authorization = ""
        assert (await partner.get("echo")).status_code == (401 if needed else 200)
