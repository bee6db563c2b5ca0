"""Launches: signed requests get an address, others get the platform's own word for why not."""

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from providers.openapigames.provider import OpenApiGames
from providers.registry import Providers
from sandbox import openapigames
from sandbox.faults import Fault
from services.administration import LaunchError, Launches
from services.administration.known_accounts import KNOWN_FOR, NOT_AGAIN_FOR
from tests.clock import ManualClock
from tests.providers import games_desk

Games = tuple[openapigames.OpenApiGames, OpenApiGames]
ASKED = {"ACCOUNT_ID": "1001", "GAME_SESSION": "s 1", "GAME_ID": 7, "more": [1]}


GARBLED = '{"accounts": [{"accountId": "1001", "gameEmbedUrl": {}}]}'
"""A list whose one entry cannot be read."""


def body(**changed: object) -> bytes:
    """A request for account 1001."""
    return json.dumps({**ASKED, **changed}).encode()


async def refused(launches: Launches, og: Games, raw: bytes, sign: str | None = None) -> str:
    """The word by which a request is refused; signed rightly unless told otherwise."""
    with pytest.raises(LaunchError) as caught:
        await launches.link(raw, og[0].sign(raw) if sign is None else sign)
    return caught.value.code


async def test_a_link(launches: Launches, og: Games) -> None:
    """The account's embed URL with the values in it."""
    raw = body()
    link = await launches.link(raw, og[0].sign(raw))
    assert link == "https://games.example/old?s=s%201"


async def test_refusals(launches: Launches, og: Games) -> None:
    """Unsigned, wrongly signed, no JSON, no account, no value: nothing is read for the first ones."""
    assert await refused(launches, og, body(), "") == "SIGN_NOT_FOUND"
    assert await refused(launches, og, body(), "0" * 32) == "INVALID_SIGN"
    assert await refused(launches, og, body(), "ä") == "INVALID_SIGN"
    for raw in (b"", b"{", b"[]", b'"x"', body(ACCOUNT_ID=""), body(ACCOUNT_ID=None)):
        assert await refused(launches, og, raw) == "INVALID_BODY"
    assert og[0].calls == []
    assert await refused(launches, og, body(ACCOUNT_ID="4711")) == "UNKNOWN_ACCOUNT"
    assert await refused(launches, og, body(GAME_SESSION="")) == "INVALID_BODY"


async def test_accounts_are_kept_for_a_while(
    launches: Launches, og: Games, clock: ManualClock
) -> None:
    """Many players cost one reading; a change shows in minutes, a new account in seconds."""
    raw = body()
    await asyncio.gather(*(launches.link(raw, og[0].sign(raw)) for _ in range(20)))
    assert len(og[0].calls) == 1
    account = og[0].account("https://games.example/new")
    new = body(ACCOUNT_ID=account.account_id)
    assert await refused(launches, og, new) == "UNKNOWN_ACCOUNT"
    clock.advance(NOT_AGAIN_FOR)
    assert await launches.link(new, og[0].sign(new)) == "https://games.example/new"
    clock.advance(KNOWN_FOR - 1)
    await launches.link(raw, og[0].sign(raw))
    assert len(og[0].calls) == 2
    clock.advance(1)
    gate = og[0].gate("accounts", "after")
    await launches.link(raw, og[0].sign(raw))
    await gate.reached()
    gate.release()
    assert len(og[0].calls) == 3


async def test_a_known_account_waits_for_nobody(
    launches: Launches, og: Games, clock: ManualClock
) -> None:
    """While the platform hangs it is served as last known, by one reading in the background."""
    raw = body()
    link = await launches.link(raw, og[0].sign(raw))
    clock.advance(KNOWN_FOR)
    gate = og[0].gate("accounts")
    for _ in range(20):
        assert await launches.link(raw, og[0].sign(raw)) == link
    await gate.reached()
    new = og[0].account("https://games.example/new")
    unknown = body(ACCOUNT_ID=new.account_id)
    waits = asyncio.create_task(launches.link(unknown, og[0].sign(unknown)))
    gone = asyncio.create_task(launches.link(unknown, og[0].sign(unknown)))
    await asyncio.sleep(0)
    gone.cancel()
    assert await launches.link(raw, og[0].sign(raw)) == link
    gate.release()
    assert await waits == "https://games.example/new"
    assert len(og[0].calls) == 2


async def test_a_failed_reading_is_remembered(
    launches: Launches, og: Games, clock: ManualClock
) -> None:
    """For some seconds nothing else is begun: what is known is served, the rest is told at once."""
    raw, other = body(), body(ACCOUNT_ID="4711")
    link = await launches.link(raw, og[0].sign(raw))
    clock.advance(KNOWN_FOR)
    og[0].faults.add("accounts", Fault.status(400), times=None)
    assert await refused(launches, og, other) == "INTERNAL_ERROR"
    for _ in range(20):
        assert await launches.link(raw, og[0].sign(raw)) == link
        assert await refused(launches, og, other) == "INTERNAL_ERROR"
    assert len(og[0].calls) == 2
    og[0].faults.clear()
    clock.advance(NOT_AGAIN_FOR)
    assert await refused(launches, og, other) == "UNKNOWN_ACCOUNT"


async def test_an_entry_that_cannot_be_read_proves_no_absence(
    launches: Launches, og: Games, clock: ManualClock
) -> None:
    """An account is served as last known while its entry is garbled; of another nothing can be told."""
    raw, other = body(), body(ACCOUNT_ID="4711")
    link = await launches.link(raw, og[0].sign(raw))
    clock.advance(NOT_AGAIN_FOR)
    og[0].faults.add("accounts", Fault.status(200, GARBLED, content_type="application/json"))
    assert await refused(launches, og, other) == "INTERNAL_ERROR"
    assert await launches.link(raw, og[0].sign(raw)) == link


async def test_one_platform_that_hangs_holds_up_no_other(clock: ManualClock) -> None:
    """Each has its own accounts, and its own reading."""
    async with games_desk.platform() as one, games_desk.platform(secret="other-7Q") as two:
        two[1].name = "other"
        made = Launches(Providers([one[1], two[1]]), clock)
        raw = body()
        gate = one[0].gate("accounts")
        hangs = asyncio.create_task(made.link(raw, one[0].sign(raw)))
        await gate.reached()
        link = await made.link(raw, two[0].sign(raw))
        assert not hangs.done()
        gate.release()
        assert await hangs == link
        await made.close()


async def test_a_platform_in_trouble(launches: Launches, og: Games, clock: ManualClock) -> None:
    """What is known goes on being answered; without it the trouble is told."""
    raw = body()
    og[0].faults.add("accounts", Fault.status(500), times=3)
    assert await refused(launches, og, raw) == "INTERNAL_ERROR"
    clock.advance(NOT_AGAIN_FOR)
    link = await launches.link(raw, og[0].sign(raw))
    clock.advance(KNOWN_FOR)
    og[0].faults.add("accounts", Fault.status(400), times=None)
    assert await launches.link(raw, og[0].sign(raw)) == link


async def test_an_account_whose_url_is_faulty(launches: Launches, og: Games) -> None:
    """The request is refused; no half-filled address goes out."""
    account = og[0].account("https://games.example/{{NOBODY_KNOWS}}")
    assert await refused(launches, og, body(ACCOUNT_ID=account.account_id)) == "INVALID_BODY"


def test_nobody_asks_where_there_are_no_accounts(clock: ManualClock) -> None:
    """Without a provider of game accounts there are no launches."""
    assert not Launches(Providers([]), clock).wanted


@hypothesis_settings(max_examples=100)
@given(
    raw=st.binary(max_size=60)
    | st.builds(
        lambda x: json.dumps(x).encode(),
        st.dictionaries(
            st.sampled_from(["ACCOUNT_ID", "GAME_SESSION", "x"]),
            st.none() | st.integers() | st.text(),
        ),
    )
)
async def test_any_request(launches: Launches, og: Games, raw: bytes) -> None:
    """Whatever is signed ends in an address or in one of the words."""
    try:
        link = await launches.link(raw, og[0].sign(raw))
    except LaunchError as error:
        assert error.code in {"INVALID_BODY", "UNKNOWN_ACCOUNT"}
    else:
        assert link.startswith("https://games.example/old?s=")
