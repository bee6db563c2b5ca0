"""A world with a few people, a bot that does what the test says, and the web chat before it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from sandbox.telegram import Chat, Message, Person, Rates, TelegramServer, World
from sandbox.web import GuideStep, WebChat
from tests.browser import browser, page

from .client import Client

__all__ = ["browser", "page"]


@dataclass(frozen=True)
class Scene:
    """Sam and Mia share a desk with the bot; Cleo only knows the bot."""

    world: World
    sam: Person
    mia: Person
    cleo: Person
    desk: Chat


class Bot:
    """Calls the Bot API over HTTP, one step of the test at a time."""

    def __init__(self, base_url: str, world: World, session: aiohttp.ClientSession) -> None:
        self._base = f"{base_url}/bot{world.token}"
        self._world = world
        self._session = session
        self._offset = 0

    async def call(self, method: str, **params: Any) -> Any:
        """One method; fails the test unless the answer is ok."""
        async with self._session.post(f"{self._base}/{method}", json=params) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def sends(
        self, chat: Chat, text: str, *rows: list[dict[str, Any]], **more: Any
    ) -> Message:
        """Send an HTML message with these rows of buttons."""
        if rows:
            more["reply_markup"] = {"inline_keyboard": list(rows)}
        sent = await self.call("sendMessage", chat_id=chat.id, text=text, parse_mode="HTML", **more)
        message = chat.message(sent["message_id"])
        assert message is not None
        return message

    async def sends_file(self, chat: Chat, name: str, content: bytes) -> None:
        """Send a document."""
        form = aiohttp.FormData({"chat_id": str(chat.id)}, quote_fields=False)
        form.add_field("document", content, filename=name)
        async with self._session.post(f"{self._base}/sendDocument", data=form) as response:
            assert (await response.json())["ok"]

    async def hears_text(self, text: str) -> Any:
        """The next message that is this text."""
        while (message := await self.hears("message")).get("text") != text:
            pass
        return message

    async def hears(self, kind: str) -> Any:
        """The next update of this kind; others before it are confirmed and forgotten."""
        while True:
            updates = await self.call("getUpdates", offset=self._offset, limit=1, timeout=10)
            assert updates, f"no {kind} came"
            self._offset = updates[0]["update_id"] + 1
            if kind in updates[0]:
                return updates[0][kind]


@pytest.fixture
def scene() -> Scene:
    """A fresh world."""
    world = World(rates=Rates.unlimited())
    sam = world.person("Sam Support", "sam")
    mia = world.person("Mia Manager", "mia")
    cleo = world.person("Cleo Customer", "cleo")
    return Scene(world, sam, mia, cleo, world.group("Support desk", [mia, sam]))


@pytest_asyncio.fixture(loop_scope="session")
async def bot(scene: Scene) -> AsyncIterator[Bot]:
    """The bot of the world, over real HTTP."""
    server = TelegramServer(scene.world)
    base_url = await server.start(port=0)
    async with aiohttp.ClientSession() as session:
        yield Bot(base_url, scene.world, session)
    await server.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def web(scene: Scene) -> AsyncIterator[WebChat]:
    """The web chat of the world, listening."""
    steps = [
        GuideStep("Look at the stock", scene.sam.id, scene.desk.id, "/stock gta", "Then Refresh."),
        GuideStep("Claim a key", scene.cleo.id, scene.cleo.id, "t.me/keydesk_bot?start=abc"),
    ]
    chat = WebChat(scene.world, hints={scene.sam.id: "Supporter"}, guide=steps)
    await chat.start(port=0)
    yield chat
    await chat.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def client(web: WebChat) -> AsyncIterator[Client]:
    """A client of the web chat."""
    async with aiohttp.ClientSession() as session:
        yield Client(web.base_url, session)


def callback(label: str, data: str = "x", **more: Any) -> dict[str, Any]:
    """A callback button."""
    return {"text": label, "callback_data": data, **more}
