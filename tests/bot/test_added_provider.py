"""A provider is a folder and a line: one is added in a copy of the tree, where nothing else is changed."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from sandbox.demo_world import DemoWorld
from tests.docs.pages import ROOT

FLOORS = ("bot", "handlers", "services", "providers", "storage", "sandbox")
FOLDER = ROOT / "tests" / "added_provider" / "corner"
LAST = '    "openapigames",\n'
LINE = '    "corner",\n'
TOKEN = "corner-shop-token"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The product's code with the folder and the line."""
    there = tmp_path_factory.mktemp("copy")
    for floor in FLOORS:
        shutil.copytree(ROOT / floor, there / floor)  # with what is compiled, which starts need
    shutil.copytree(FOLDER, there / "providers" / "corner")
    listed = there / "providers" / "factories.py"
    text = listed.read_text()
    assert text.count(LAST) == 1
    listed.write_text(text.replace(LAST, LAST + LINE))
    yield there
    shutil.rmtree(there)


def run(copy: Path, *command: str, **names: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the copy; only tests come from here. No settings but these."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KEYDESK_")}
    paths = f"{copy}{os.pathsep}{ROOT}"
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *command],
        cwd=copy,
        env={**clean, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", **names},
        capture_output=True,
        text=True,
        check=False,
    )


@asynccontextmanager
async def corner_shop() -> AsyncIterator[str]:
    """The corner shop's API on 127.0.0.1; gives its address."""
    orders: dict[str, int] = {}

    async def offer(request: web.Request) -> web.Response:
        if request.headers.get("X-Token") != TOKEN:
            return web.json_response({}, status=401)
        return web.json_response({"price": "9.50", "stock": 3 - len(orders)})

    async def order(request: web.Request) -> web.Response:
        number = orders.setdefault(request.match_info["txn"], len(orders) + 1)
        return web.json_response({"order": f"C-{number}", "key": f"CORNR-00{number}QX-7Z4TW"})

    app = web.Application()
    app.add_routes([web.get("/offers/{id}", offer), web.put("/offers/{id}/orders/{txn}", order)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def test_its_settings_are_checked_like_all_others(copy: Path) -> None:
    """What is missing, mistyped or no JSON is told by name, with the example that its folder gives."""
    told = run(
        copy,
        *("-m", "bot", "doctor"),
        KEYDESK_OWNERS="1",
        KEYDESK_CORNER__TOKN="mArKeR",
        KEYDESK_CORNER__SHELVES="mArKeR",
        KEYDESK_CORNER__TOKEN=TOKEN,
    )
    assert told.returncode == 2
    for said in (
        "KEYDESK_CORNER__BASE_URL: is missing\n"
        "      for example  KEYDESK_CORNER__BASE_URL=https://api.corner.example\n",
        "KEYDESK_CORNER__TOKN: is not a setting of Keydesk; did you mean KEYDESK_CORNER__TOKEN?",
        "KEYDESK_CORNER__SHELVES: is not JSON",
    ):
        assert said in told.stderr
    assert "mArKeR" not in told.stderr
    assert TOKEN not in told.stderr


async def test_doctor_asks_it(copy: Path, tmp_path: Path) -> None:
    """It has its line, and the name of the setting to mend where its token is not the right one."""
    town = DemoWorld()
    await town.start(None)
    async with corner_shop() as address:
        names = {
            "KEYDESK_DATA_DIR": str(tmp_path),
            "KEYDESK_LISTEN": "127.0.0.1:0",
            "KEYDESK_CORNER__BASE_URL": address,
            **town.settings(),
        }
        found = [
            await asyncio.to_thread(
                run, copy, *("-m", "bot", "doctor"), **names, KEYDESK_CORNER__TOKEN=token
            )
            for token in (TOKEN, "another-token")
        ]
    await town.stop()
    good, bad = found
    assert "ok   corner: answers\n" in good.stdout
    assert (
        "BAD  corner: offer: status 401 → check the KEYDESK_CORNER__… credentials\n" in bad.stdout
    )
    assert (good.returncode, bad.returncode) == (0, 1)


async def test_it_sells_in_the_chat(copy: Path) -> None:
    """Its offer is put into the catalog, shown by /stock and bought; /providers says that it answers."""
    async with corner_shop() as address:
        settings = {"KEYDESK_CORNER__BASE_URL": address, "KEYDESK_CORNER__TOKEN": TOKEN}
        day = str(ROOT / "tests" / "added_provider" / "day.py")
        played = await asyncio.to_thread(run, copy, day, json.dumps(settings))
    assert played.returncode == 0, played.stderr
    assert played.stdout.startswith(f"of {copy / 'providers'}")
    for said in (
        "Added to the catalog: Corner Quest – corner quest EUR.",
        "corner – €9.50, 3 in stock",
        "✅ Bought. The key is ready to hand over.",
        "✅ corner – working",
    ):
        assert said in played.stdout
    assert TOKEN not in played.stdout + played.stderr
