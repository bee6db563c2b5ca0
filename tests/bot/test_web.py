"""What the process serves on KEYDESK_LISTEN, over real HTTP."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.demo.stage import Stage
from bot.setting_kinds import Listening
from bot.web import LAUNCH_PATH, ListenError, Web
from sandbox.faults import Fault
from tests.bot.settings_base import ENOUGH
from tests.sandbox.plain_http import plain_http

ANYWHERE = Listening("127.0.0.1", 0)
ROOT = Path(__file__).parents[2]


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
async def stage() -> AsyncIterator[Stage]:
    """A whole Keydesk."""
    stage = Stage()
    await stage.start()
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
