"""The call of FACTS 3.2: the platform asks a provider for a game's link."""

import asyncio
import json
from collections.abc import Callable

import aiohttp
import httpx
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from sandbox.openapigames import PLACEHOLDERS, OpenApiGames
from tests.sandbox.providers.examples import example
from tests.sandbox.providers.openapigames_provider import EMBED, launch_host, md5_of


def launched_by(url: str, **settings: float) -> tuple[OpenApiGames, str]:
    """A platform with one account that is launched by a call."""
    platform = OpenApiGames(launch_seconds=settings.get("seconds", 30))
    method = {"launchMethod": "GLM_API", "providerGameLaunchApiUrl": url}
    return platform, platform.account(EMBED, gameLaunchMethod=method).account_id


async def test_the_provider_is_called_with_the_values_of_all_placeholders() -> None:
    """By POST, as JSON, signed; its answer is given back."""
    async with launch_host() as host:
        platform, account_id = launched_by(host.url)
        answer = await platform.launch(int(account_id), GAME_ID="poker", USER_LANGUAGE="de")
        ((method, headers, raw),) = host.received
    assert (answer.status, answer.game_launch_url) == (200, "https://games.example/play/1")
    assert method == "POST"
    assert headers["Content-Type"] == "application/json"
    assert headers["Sign"] == md5_of(raw, platform.secret)
    body = json.loads(raw)
    assert set(body) == set(PLACEHOLDERS)
    assert (body["GAME_ID"], body["USER_LANGUAGE"]) == ("poker", "de")
    assert body["ACCOUNT_ID"] == account_id
    (launch,) = platform.launches
    assert (launch.url, launch.raw, launch.answer) == (host.url, raw, answer)
    assert platform.complaints == []


@pytest.mark.parametrize(
    ("response", "complaint"),
    [
        (
            lambda: web.json_response(example("openapigames", "launch.response")),
            "gameLaunchUrl must be a URL",
        ),
        (
            lambda: web.json_response({"url": "https://games.example"}),
            "the body is not an object with gameLaunchUrl and nothing else",
        ),
        (
            lambda: web.json_response({"gameLaunchUrl": "https://games.example"}, status=201),
            "the status is 201",
        ),
        (
            lambda: web.json_response(
                {"gameLaunchUrl": "https://games.example"},
                status=302,
                headers={"Location": "/game-launch-url"},
            ),
            "the status is 302",
        ),
        (
            lambda: web.Response(text='{"gameLaunchUrl": "https://games.example"}'),
            "Content-Type is text/plain, not application/json",
        ),
        (
            lambda: web.Response(text="{", content_type="application/json"),
            "the body is not an object with gameLaunchUrl and nothing else",
        ),
    ],
)
async def test_another_answer_than_the_documented_one_is_complained_of(
    response: Callable[[], web.StreamResponse], complaint: str
) -> None:
    """And is no link; the page's own example has an empty one."""
    async with launch_host(response) as host:
        platform, account_id = launched_by(host.url)
        answer = await platform.launch(account_id)
    assert answer.game_launch_url is None
    assert platform.complaints == [f"launch: {complaint}"]


@pytest.mark.parametrize("sign", [None, "0" * 32])
async def test_a_call_can_be_forged(sign: str | None) -> None:
    """To see whether the provider notices; its refusal is no mistake then."""
    async with launch_host(lambda: web.Response(status=403)) as host:
        platform, account_id = launched_by(host.url)
        answer = await platform.launch_raw(account_id, b"{]", sign)
        ((_, headers, raw),) = host.received
    assert answer.status == 403
    assert answer.game_launch_url is None
    assert (headers.get("Sign"), raw) == (sign, b"{]")
    assert platform.complaints == []


async def test_a_provider_that_is_away_or_slow_is_an_error() -> None:
    """Nothing is noted as launched."""
    released = asyncio.Event()

    async def never(request: web.Request) -> web.Response:
        await released.wait()
        return web.Response()

    async with launch_host() as host:
        url = host.url
    platform, account_id = launched_by(url)
    with pytest.raises(aiohttp.ClientConnectionError):
        await platform.launch(account_id)

    app = web.Application()
    app.router.add_post("/slow", never)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        platform, account_id = launched_by(f"http://127.0.0.1:{port}/slow", seconds=0.05)
        with pytest.raises(TimeoutError):
            await platform.launch(account_id)
    finally:
        released.set()
        await runner.cleanup()
    assert platform.launches == []


@pytest.mark.parametrize("point", ["before", "after"])
async def test_a_gate_holds_a_launch(point: str) -> None:
    """Before it is sent, or with the answer in hand."""
    async with launch_host() as host:
        platform, account_id = launched_by(host.url)
        gate = platform.gate("launch", "before" if point == "before" else "after")
        launching = asyncio.create_task(platform.launch(account_id))
        assert (await gate.reached())["accountId"] == account_id
        assert len(host.received) == (0 if point == "before" else 1)
        gate.release()
        assert (await launching).status == 200


async def test_only_what_can_be_launched_is() -> None:
    """An unknown account, one without an API and an unknown placeholder are errors at once."""
    async with launch_host() as host:
        platform, account_id = launched_by(host.url)
        plain = platform.account(EMBED)
        with pytest.raises(KeyError):
            await platform.launch("77")
        with pytest.raises(ValueError, match="GLM_DEFAULT"):
            await platform.launch(plain.account_id)
        with pytest.raises(ValueError, match="no placeholders: GAME"):
            await platform.launch(account_id, GAME="poker")
        assert host.received == []


@given(value=st.text(), other=st.text())
def test_the_platforms_own_link_has_the_values_encoded(value: str, other: str) -> None:
    """Nothing in a value can change the rest of the link, nor be taken for a placeholder."""
    platform = OpenApiGames()
    account_id = platform.account(EMBED).account_id
    link = platform.embed_url(account_id, GAME_SESSION=value, GAME_ID=other)
    parts = dict(httpx.URL(link).params)
    assert parts == {"session": value, "game": other}
