"""Games that are launched by our web side: answered, refused, and not upset by any body."""

import asyncio
import gzip
import logging
from collections.abc import AsyncIterator

import pytest

from bot.demo.stage import Stage
from bot.visitors import Bounds
from bot.web import LAUNCH_PATH
from sandbox import openapigames
from sandbox.openapigames import LaunchAnswer
from tests.sandbox.plain_http import plain_http

SECRET = "launch-secret-7Q"
EMBED_URL = "https://games.example/play?s={{GAME_SESSION}}&a={{ACCOUNT_ID}}&home={{HOME_URL}}"


@pytest.fixture
async def games() -> AsyncIterator[openapigames.OpenApiGames]:
    """The game platform."""
    stand_in = openapigames.OpenApiGames(secret=SECRET)
    await stand_in.start()
    yield stand_in
    await stand_in.stop()


@pytest.fixture
async def stage(games: openapigames.OpenApiGames) -> AsyncIterator[Stage]:
    """A whole Keydesk with game accounts."""
    stage = Stage()
    await stage.start(
        KEYDESK_OPENAPIGAMES__BASE_URL=games.base_url,
        KEYDESK_OPENAPIGAMES__SECRET=SECRET,
        KEYDESK_OPENAPIGAMES__CONTENT_PROVIDER_ID=games.content_provider_id,
        KEYDESK_OPENAPIGAMES__CLIENT_ID=games.client_id,
    )
    yield stage
    await stage.stop()


async def launch(games: openapigames.OpenApiGames, stage: Stage, **values: str) -> LaunchAnswer:
    """The platform launches a game of an account that is launched by us."""
    url = stage.app.web.address + LAUNCH_PATH
    method = {"launchMethod": "GLM_API", "providerGameLaunchApiUrl": url}
    account = games.account(EMBED_URL, gameLaunchMethod=method)
    return await games.launch(account.account_id, **values)


async def test_a_launch(stage: Stage, games: openapigames.OpenApiGames) -> None:
    """The platform asks, and gets the address with the player's values; it complains of nothing."""
    answer = await launch(games, stage, GAME_SESSION="a b&c")
    home = "https%3A%2F%2Fcasino.example%2Flobby"
    expected = f"https://games.example/play?s=a%20b%26c&a=1001&home={home}"
    assert answer.game_launch_url == expected
    assert games.embed_url("1001", GAME_SESSION="a b&c") == expected
    assert games.complaints == []


@pytest.mark.parametrize(
    ("raw", "sign", "status", "error"),
    [
        (b"{}", None, 401, "SIGN_NOT_FOUND"),
        (b"{}", "0" * 32, 401, "INVALID_SIGN"),
        (b"{}", "", 400, "INVALID_BODY"),
        (b'{"ACCOUNT_ID": "4711"}', "", 404, "UNKNOWN_ACCOUNT"),
        (b'{"ACCOUNT_ID": "1001"}', "", 400, "INVALID_BODY"),
    ],
)
async def test_a_launch_that_is_refused(
    stage: Stage,
    games: openapigames.OpenApiGames,
    raw: bytes,
    sign: str | None,
    status: int,
    error: str,
) -> None:
    """Each has its status and the platform's own word; an empty sign here stands for the right one."""
    await launch(games, stage)
    answer = await games.launch_raw("1001", raw, games.sign(raw) if sign == "" else sign)
    assert (answer.status, answer.body) == (status, {"gameLaunchUrl": "", "error": error})


async def test_a_body_beyond_measure(stage: Stage) -> None:
    """It is refused before it is read to its end."""
    async with plain_http(stage.app.web.address) as client:
        answer = await client.post(LAUNCH_PATH, content=b"x" * (Bounds().body_bytes + 1))
    assert answer.status_code == 413
    assert answer.json() == {"gameLaunchUrl": "", "error": "INVALID_BODY"}


async def test_a_packed_body_is_no_body(
    stage: Stage, caplog: pytest.LogCaptureFixture, games: openapigames.OpenApiGames
) -> None:
    """What is signed are the bytes as sent: packed ones are not unpacked, and rubbish does no harm."""
    for raw in (gzip.compress(b"{}"), b"no gzip"):
        async with plain_http(stage.app.web.address) as client:
            packed = {"Content-Encoding": "gzip", "Sign": games.sign(raw)}
            answer = await client.post(LAUNCH_PATH, content=raw, headers=packed)
        assert (answer.status_code, answer.json()["error"]) == (400, "INVALID_BODY")
        assert "Server" not in answer.headers
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def nested(depth: int) -> bytes:
    """Lists in lists."""
    return b'{"ACCOUNT_ID": "1001", "GAME_SESSION": ' + b"[" * depth + b"]" * depth + b"}"


BODIES: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "no JSON": (b"ACCOUNT_ID=1001", 400),
    "half of it": (b'{"ACCOUNT_ID": "10', 400),
    "a list": (b'["ACCOUNT_ID"]', 400),
    "not a number": (b'{"ACCOUNT_ID": NaN}', 400),
    "deep": (nested(30_000), 400),
    "huge numbers": (b'{"ACCOUNT_ID": 1' + b"0" * 60_000 + b"}", 400),
    "a huge exponent": (b'{"ACCOUNT_ID": 1e999999999}', 400),
    "bad UTF-8": (b'{"ACCOUNT_ID": "\xff\xfe\xc3"}', 400),
    "lone surrogates": (b'{"ACCOUNT_ID": "\\ud800\\udc00\\ud800"}', 404),
    "lone surrogates as octets": (b'{"ACCOUNT_ID": "\xed\xa0\x80"}', 404),
    "a surrogate in a value": (
        b'{"ACCOUNT_ID": "1001", "GAME_SESSION": "\\udfff", "HOME_URL": "b"}',
        200,
    ),
    "control letters": (b'{"ACCOUNT_ID": "1001\\u0000"}', 404),
    "a number for an id": (b'{"ACCOUNT_ID": 1001, "GAME_SESSION": "a", "HOME_URL": "b"}', 200),
    "the same name often": (b"{" + b'"ACCOUNT_ID": "x",' * 3_000 + b'"ACCOUNT_ID": {}}', 400),
    "many names": (b"{" + b",".join(b'"%d": 1' % at for at in range(5_000)) + b"}", 400),
    "a zip": (b"PK\x03\x04" + bytes(1000), 400),
    "UTF-16": ('{"ACCOUNT_ID": "4711"}'.encode("utf-16"), 404),
    "too much": (b'{"ACCOUNT_ID": "' + b"1" * Bounds().body_bytes + b'"}', 413),
}


async def test_a_launch_survives_every_body(
    stage: Stage, games: openapigames.OpenApiGames, caplog: pytest.LogCaptureFixture
) -> None:
    """However it comes and rightly signed: its status and the platform's word, and no traceback."""
    assert (await launch(games, stage)).status == 200
    got = {}
    async with plain_http(stage.app.web.address) as client:
        for name, (body, _) in BODIES.items():
            for kind in (
                "application/json",
                "text/html; charset=klingon",
                "multipart/form-data",
                "",
            ):
                headers = {"Sign": games.sign(body), "Content-Type": kind}
                content = body if kind else _in_chunks(body)
                answer = await client.post(LAUNCH_PATH, content=content, headers=headers)
                got[name, kind] = answer.status_code
                assert ("error" in answer.json()) is (answer.status_code != 200), name
        assert got == {(name, kind): BODIES[name][1] for name, kind in got}
        for sign in (b"\xff\xfe", b"\xed\xa0\x80", b"", b"a" * 8_000, b"a, b"):
            answer = await client.post(LAUNCH_PATH, content=b"{}", headers=[(b"Sign", sign)])
            assert answer.status_code == 401
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def _in_chunks(body: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(body), 9_999):
        yield body[at : at + 9_999]


async def test_chunks_without_end_are_not_read_on(stage: Stage) -> None:
    """The answer comes as soon as it is too much."""
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", int(stage.app.web.address.rpartition(":")[2])
    )
    head = f"POST {LAUNCH_PATH} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    writer.write(head.encode())

    async def floods() -> None:
        while True:
            writer.write(b"1000\r\n" + b" " * 4096 + b"\r\n")
            await writer.drain()

    flood = asyncio.create_task(floods())
    assert (await reader.readline()).startswith(b"HTTP/1.1 413")
    flood.cancel()
    writer.close()
