"""A desk whose bot is a process that may be killed, among stand-ins that live on."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from sqlalchemy import func, select

from bot.house import House
from bot.redact import Redactor
from bot.secrets import secret_keys
from bot.settings import Settings
from bot.wiring import build_house
from sandbox.codegames import CodeGames
from sandbox.gamebase import Gamebase
from sandbox.telegram import Chat, Message, Rates, TelegramServer, World
from services.actor import Actor
from services.clock import system_clock
from services.orders import OrderView
from storage.tables.inbox import inbox
from tests.campaigns.process import Keydesk

PATIENCE = 90.0
"""Seconds after which a test says what the chat shows; a start alone takes ten on a busy machine."""


class KilledDesk:
    """Olga owns the desk, Max manages it, Sam sells there and Cara buys."""

    def __init__(self, folder: Path, database_url: str | None) -> None:
        self.world = World(rates=Rates.unlimited())
        self.olga = self.world.person("Olga Owner", "olga")
        self.max = self.world.person("Max Manager", "max")
        self.sam = self.world.person("Sam Support", "sam")
        self.cara = self.world.person("Cara Customer", "cara")
        self.shop = CodeGames(login="desk", password="pass-word-7Q")
        self.shop.offer("562", title="GTA V", price="956.30", stock=100)
        self.games = Gamebase(apps={"id-puzzle": "secret-puzzle-7Q"})
        self.games.member("id-puzzle", "PZ1001")
        self._folder = folder
        self._database_url = database_url
        self._telegram = TelegramServer(self.world)
        self._running = AsyncExitStack()
        self.bot: Keydesk
        self.group: Chat

    async def open(self) -> None:
        """Start the stand-ins, set the desk up in its database, and the bot for the first time."""
        await self._telegram.start(port=0)
        self._running.push_async_callback(self._telegram.stop)
        await self.shop.start(port=0)
        self._running.push_async_callback(self.shop.stop)
        await self.games.start(port=0)
        self._running.push_async_callback(self.games.stop)
        self.bot = self._keydesk()
        self._running.push_async_callback(self.bot.clear)
        await self._furnish()
        await self.bot.start()
        for person in (self.max, self.sam):
            person.starts()
            await self.bot_writes(person.private, "Welcome")

    async def close(self) -> None:
        """End it all."""
        await self._running.aclose()

    async def move_in(self) -> None:
        """Go on in a new group, with the bot running, wherever an earlier test left it."""
        if not self.bot.running:
            await self.bot.start()
        self.group = self.world.group("Support desk", [self.olga, self.max, self.sam])
        self.olga.says("/setup", chat=self.group)
        await self.bot_writes(self.group, "is set up")

    def assert_nothing_odd(self) -> None:
        """No stand-in complains; the log has no error in it and none of what was bought."""
        assert self.world.complaints + self.shop.complaints + self.games.complaints == []
        log = self.bot.log
        for sign in ("[error", "[critical", "Traceback"):
            odd = log.find(sign)
            assert odd < 0, log[max(0, odd - 1000) : odd + 5000]
        secrets = [self.world.token, self.shop.password]
        for sold in self.shop.orders:
            secrets += sold.keys
        assert [secret for secret in secrets if secret in log] == []

    async def bot_writes(self, chat: Chat, *words: str) -> Message:
        """Wait for a message of the bot that has all these words, or buttons; give the newest."""

        def found() -> list[Message]:
            return [
                message
                for message in chat.messages
                if message.sender is None
                and all(word in message.text or word in message.labels() for word in words)
            ]

        try:
            await chat.until(found, timeout=PATIENCE)
        except TimeoutError as error:
            raise AssertionError(f"{words}: {error}\n{self.bot.log[-6000:]}") from None
        return found()[-1]

    async def confirm(self, count: int = 1) -> None:
        """Sam buys so many, as far as the tap on Confirm."""
        self.sam.says(f"/buy gta v {count}", chat=self.group)
        question = await self.bot_writes(self.group, "Confirm")
        self.sam.taps("Confirm", message=question)

    async def hand_over(self, card: Message) -> str:
        """Sam makes a claim link on this card, Cara opens it; what the bot then shows her."""
        [order] = await self.orders()
        self.sam.taps("Claim link", message=card)
        link = await self.bot_writes(self.sam.private, order.number, "Copy link")
        self.sam.taps("Copy link", message=link)
        assert self.sam.clipboard is not None
        self.cara.starts(self.sam.clipboard.partition("?start=")[2])
        return (await self.bot_writes(self.cara.private, f"Order {order.number}")).text

    async def orders(self) -> tuple[OrderView, ...]:
        """This group's orders that were confirmed, as they stand in the database, read behind the bot's
        back. A command that was not marked as handled before a kill asks its question once more.
        """
        async with self._services() as house:
            actor = Actor(self.olga.id, self.group.id, self.olga.name)
            listed = await house.services.orders.listing(actor, "all", 100)
            return tuple(each for each in listed.shown.items if each.confirmed_at is not None)

    def _keydesk(self) -> Keydesk:
        return Keydesk(self._folder, self._settings())

    async def _furnish(self) -> None:
        """What an owner does on the first day; through the services, to keep the day short."""
        olga = Actor(self.olga.id, self.olga.id, self.olga.name)
        async with self._services() as house:
            await house.services.access.grant(olga, self.max.id, "manager", everywhere=True)
            await house.services.access.grant(olga, self.sam.id, "support", everywhere=True)
            await house.services.catalog.add(olga, "GTA V", "codegames", "562", "KZT")

    @asynccontextmanager
    async def _services(self) -> AsyncIterator[House]:
        settings = Settings.load(self.bot.settings, self._folder / "no.env")
        keys = [key.get_secret_value() for key in secret_keys(settings)]
        house = build_house(settings, keys, system_clock, Redactor())
        try:
            await house.open()
            yield house
        finally:
            await house.close()

    def _settings(self) -> dict[str, str]:
        settings = {
            "KEYDESK_BOT_TOKEN": self.world.token,
            "KEYDESK_TELEGRAM_API": self._telegram.base_url,
            "KEYDESK_OWNERS": str(self.olga.id),
            "KEYDESK_CODEGAMES__BASE_URL": self.shop.base_url,
            "KEYDESK_CODEGAMES__LOGIN": self.shop.login,
            "KEYDESK_CODEGAMES__PASSWORD": self.shop.password,
            "KEYDESK_GAMEBASE__BASE_URL": self.games.base_url,
            "KEYDESK_GAMEBASE__APPS": json.dumps(
                {"puzzle": {"app_id": "id-puzzle", "secret_key": "secret-puzzle-7Q"}}
            ),
        }
        if self._database_url is not None:
            settings["KEYDESK_DATABASE_URL"] = self._database_url
        return settings


async def until(what: Callable[[], Awaitable[bool]]) -> None:
    """Wait for it, looking again and again."""
    async with asyncio.timeout(PATIENCE):
        while not await what():  # noqa: ASYNC110 - it happens in another process
            await asyncio.sleep(0.02)


async def at_rest(house: House) -> None:
    """Wait until every update is handled: else each death counts for those that came before it."""

    async def handled() -> bool:
        async with house.db.read() as tx:
            left = select(func.count(inbox.c.id)).where(inbox.c.sealed.is_not(None))
            return not await tx.connection.scalar(left)

    await until(handled)
