"""What the web chat's server refuses, and what it puts on every answer."""

import asyncio
from typing import Any

import aiohttp
import pytest

from sandbox.web import WebChat

from .client import Client, place
from .conftest import Scene

pytestmark = pytest.mark.asyncio(loop_scope="session")  # as the fixtures, for the browser's sake

WRONG: list[tuple[str, Any, int]] = [
    ("/people/1/start", {"payload": ""}, 404),
    ("{place}/messages", {"text": "  "}, 400),
    ("{place}/messages", {"text": 5}, 400),
    ("{place}/messages", [], 400),
    ("{place}/messages", {"text": "x", "reply_to": "99"}, 404),
    ("{place}/messages/99/taps", {"row": 0, "column": 0}, 404),
    ("{place}/messages/{first}/taps", {"row": 0, "column": 0}, 404),
    ("{place}/messages/{first}/taps", {"row": "0", "column": 0}, 404),
    ("{place}/messages/{first}/taps", {"row": -1, "column": 0}, 404),
]


async def test_wrong_requests_are_refused_in_a_sentence(client: Client, scene: Scene) -> None:
    """What is not there is 404, what makes no sense is 400, and both say why."""
    first = scene.sam.starts()
    for path, body, status in WRONG:
        there = path.format(place=place(scene.sam), first=first.id)
        assert (await client.post(there, body, status=status))["error"]


async def test_nobody_reads_a_chat_of_others(client: Client, scene: Scene) -> None:
    """A person gets no chat in which that person is not."""
    assert (await client.get(place(scene.cleo, scene.desk), status=404))["error"]


async def test_foreign_pages_are_refused(client: Client) -> None:
    """Neither another origin nor a name that only points here gets an answer."""
    for headers in (
        {"Origin": "https://evil.example"},
        {"Host": "evil.example"},
        {"Origin": "null"},
    ):
        async with client.session.get(f"{client.base_url}/api/desk", headers=headers) as response:
            assert response.status == 403, headers


async def test_every_answer_carries_the_policy(client: Client) -> None:
    """Page, files, API and errors all forbid scripts and requests from elsewhere."""
    for path in ("/", "/static/js/app.js", "/api/desk", "/nowhere"):
        async with client.session.get(client.base_url + path) as response:
            policy = response.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_stop_hangs_up_and_start_works_again(
    client: Client, web: WebChat, scene: Scene
) -> None:
    """Stopping ends open lines at once, and the same web chat starts anew."""
    async with client.session.ws_connect(f"{web.base_url}/api/people/{scene.sam.id}/live") as line:
        await line.receive_json()
        stopping = asyncio.create_task(web.stop())
        assert (await line.receive()).type is aiohttp.WSMsgType.CLOSE
        await stopping
    client.base_url = await web.start(port=0)
    assert (await client.get("/desk"))["people"]
