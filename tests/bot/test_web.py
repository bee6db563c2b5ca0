"""What the process serves on KEYDESK_LISTEN, over real HTTP."""

import asyncio
import gzip
import logging
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.demo.stage import Stage
from bot.setting_kinds import Listening
from bot.visitors import Bounds
from bot.web import LAUNCH_PATH, ListenError, Web
from sandbox import openapigames
from sandbox.faults import Fault
from sandbox.openapigames import LaunchAnswer
from tests.bot.settings_base import ENOUGH
from tests.sandbox.plain_http import plain_http

ANYWHERE = Listening("127.0.0.1", 0)
ROOT = Path(__file__).parents[2]
SECRET = "launch-secret-7Q"
EMBED_URL = "https://games.example/play?s={{GAME_SESSION}}&a={{ACCOUNT_ID}}&home={{HOME_URL}}"


async def yes() -> bool:
    """Works."""
    return True


async def no() -> bool:
    """Does not work, and knows it."""
    return False


async def broken() -> bool:
    """Does not work, and falls over."""
    raise RuntimeError("sEcReT")


async def ask(web: Web, path: str, method: str = "GET") -> httpx.Response:
    """One request, on a connection of its own."""
    async with plain_http(web.address) as client:
        return await client.request(method, path)


@pytest.mark.parametrize(
    ("polling", "status", "works"), [(yes, 200, True), (no, 503, False), (broken, 503, False)]
)
async def test_readiness_says_what_does_not_work(polling: object, status: int, works: bool) -> None:
    """All must work; what falls over does not, and does not tell its insides."""
    web = Web(ANYWHERE, {"database": yes, "polling": polling})  # type: ignore[dict-item]  # by parameters
    await web.start()
    answer = await ask(web, "/readyz")
    assert (answer.status_code, answer.json()) == (status, {"database": True, "polling": works})
    assert (await ask(web, "/healthz")).text == "ok\n"
    await web.stop()


async def test_what_hangs_does_not_work() -> None:
    """The answer comes in seconds, whatever a check does."""

    async def hangs() -> bool:
        await asyncio.Event().wait()
        return True

    web = Web(ANYWHERE, {"database": hangs, "polling": hangs})
    await web.start()
    assert (await ask(web, "/readyz")).json() == {"database": False, "polling": False}
    await web.stop()


async def test_only_what_is_there_is_served() -> None:
    """No metrics in this version, and no launches where no game accounts are configured."""
    web = Web(ANYWHERE, {})
    await web.start()
    for path, method in (("/", "GET"), ("/metrics", "GET"), (LAUNCH_PATH, "POST")):
        assert (await ask(web, path, method)).status_code == 404
    assert (await ask(web, "/healthz", "POST")).status_code == 405
    await web.stop()
    await web.stop()
    with pytest.raises(RuntimeError):
        _ = web.address


async def test_a_port_that_is_taken_is_told() -> None:
    """The setting is named, and what to do about it."""
    first = Web(ANYWHERE, {})
    await first.start()
    port = httpx.URL(first.address).port
    assert port is not None
    with pytest.raises(
        ListenError, match=f"KEYDESK_LISTEN: 127.0.0.1:{port} cannot be listened on"
    ):
        await Web(Listening("127.0.0.1", port), {}).start()
    with pytest.raises(ListenError, match="KEYDESK_LISTEN"):
        await Web(Listening("no-such-host.invalid", 0), {}).start()
    await first.stop()
    again = Web(Listening("127.0.0.1", port), {})
    await again.start()
    await again.stop()


def test_the_process_says_it_in_a_line_and_ends(tmp_path: Path) -> None:
    """No traceback; nothing has been asked of Telegram."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        names = {**ENOUGH, "KEYDESK_LISTEN": f"127.0.0.1:{port}", "KEYDESK_DATA_DIR": str(tmp_path)}
        ended = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            cwd=tmp_path,
            env={**names, "PYTHONPATH": str(ROOT), "KEYDESK_TELEGRAM_API": "http://127.0.0.1:9"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.returncode == 1
    assert f"KEYDESK_LISTEN: 127.0.0.1:{port} cannot be listened on" in ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


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


async def until_ready(web: Web, status: int) -> httpx.Response:
    """Ask until the status is this one."""
    while True:
        answer = await ask(web, "/readyz")
        if answer.status_code == status:
            return answer
        await asyncio.sleep(0.02)


async def test_a_desk_at_work_is_ready(stage: Stage) -> None:
    """Its database answers and it fetches updates; without its database it is not ready, but alive."""
    web = stage.app.web
    assert (await until_ready(web, 200)).json() == {"database": True, "polling": True}
    await stage.app.house.db.close()
    assert (await until_ready(web, 503)).json() == {"database": False, "polling": True}
    assert (await ask(web, "/healthz")).status_code == 200
    await stage.app.house.db.open()
    await until_ready(web, 200)


async def test_a_desk_that_stops_is_not_ready(stage: Stage) -> None:
    """As soon as it fetches no more, nobody should send it anything."""
    await until_ready(stage.app.web, 200)
    await stage.app.poller.stop()
    answer = await until_ready(stage.app.web, 503)
    assert answer.json() == {"database": True, "polling": False}


async def test_a_desk_that_cannot_fetch_is_not_ready(stage: Stage) -> None:
    """While Telegram does not answer it says so, and is ready again when it does."""
    faults = stage.town.world.faults
    await until_ready(stage.app.web, 200)
    faults.add("getUpdates", Fault.error(502, "Bad Gateway"), times=None)
    stage.town.sam.starts()  # ends the long poll that is under way
    answer = await until_ready(stage.app.web, 503)
    assert answer.json() == {"database": True, "polling": False}
    faults.clear()
    await until_ready(stage.app.web, 200)


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
    "10 MB": (b'{"ACCOUNT_ID": "' + b"1" * 10_000_000 + b'"}', 413),
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
