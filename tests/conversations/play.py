"""What the people of the stage do, one act at a time, each waited for until the bot has answered."""

import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from bot.app import App
from bot.demo.stage import Stage, StageClock
from bot.settings import Settings
from bot.telegram.rates import Rates
from sandbox.faults import Fault
from sandbox.gates import Gate
from sandbox.telegram import Chat, Message, Person
from sandbox.telegram.callbacks import Tap
from sandbox.telegram.entities import utf16_slice
from storage.tables.outbox import notices

T = TypeVar("T")


@dataclass(frozen=True)
class Begun:
    """A scene that was played before: its name, what it gave, and which steps were taken."""

    scene: str
    given: Any
    done: set[str]


class Play:
    """The stage with a hand to play on it.

    ``done`` keeps which steps were taken, in the words of the ``steps`` mark: ``/stock``,
    ``tap stock.page``, ``answer buy.count``, ``notice digest``, ``event migrated``.
    ``begun`` is the scene that this goes on from.
    """

    def __init__(self, stage: Stage, begun: "Begun | None" = None) -> None:
        self.stage = stage
        self._begun = begun
        self.town = stage.town
        self.desk = stage.town.support_desk
        self.done: set[str] = set() if begun is None else set(begun.done)

    @property
    def clock(self) -> StageClock:
        """The stage's clock, which everybody goes by."""
        assert isinstance(self.stage.clock, StageClock)
        return self.stage.clock

    def begun(self, scene: "Callable[[Play], Awaitable[T]]") -> T:
        """What this scene gave, which the ``begins`` mark names."""
        assert self._begun is not None
        assert self._begun.scene == scene.__qualname__
        return self._begun.given  # type: ignore[no-any-return]

    async def say(
        self, person: Person, text: str, chat: Chat | None = None, reply_to: Message | None = None
    ) -> Message:
        """Write something (to the bot if no chat is named) and give the bot's newest message there."""
        where = chat or person.private
        if text.startswith("/"):
            self.done.add(text.split()[0].partition("@")[0])
        elif question := await self.question(person, where):
            self.done.add(f"answer {question}")
        person.says(text, chat, reply_to)
        await self.stage.quiet()
        return self.shown(where)

    async def question(self, person: Person, chat: Chat) -> str | None:
        """What the bot has asked this person there and still waits for."""
        async with self.stage.app.house.db.read() as tx:
            row = await tx.dialogs.get(chat.id, person.id)
        return row.question if row else None

    async def answer(self, person: Person, text: str, chat: Chat | None = None) -> Message:
        """Answer what the bot asked last; in a group that is a reply to its message."""
        where = chat or person.private
        return await self.say(person, text, chat, self.shown(where) if where.is_group else None)

    async def gives(self, whom: str, chat: Chat | None = None) -> Message:
        """Let Sam say who gets an order's keys, and confirm it where it is asked."""
        where = chat or self.desk
        said = await self.answer(self.town.sam, whom, where)
        if "Confirm" in said.labels():
            await self.tap(self.town.sam, "Confirm", where, said)
        return self.shown(where)

    async def start(self, person: Person, payload: str = "") -> Message:
        """Press Start, by a link if there is a payload."""
        self.done.add("start payload" if payload else "/start")
        person.starts(payload)
        await self.stage.quiet()
        return self.shown(person.private)

    async def tap(
        self, person: Person, label: str, chat: Chat | None = None, message: Message | None = None
    ) -> Tap:
        """Press a button and wait for all that comes of it."""
        tap = self.press(person, label, chat, message)
        await self.stage.quiet()
        return tap

    def press(
        self, person: Person, label: str, chat: Chat | None = None, message: Message | None = None
    ) -> Tap:
        """Press a button and do not wait."""
        tap = person.taps(label, chat, message)
        if tap.button is not None and tap.button.data is not None:
            self.done.add(f"tap {tap.button.data.partition(':')[0]}")
        return tap

    async def forge(self, person: Person, data: str, message: Message) -> str:
        """Send made-up callback data; gives the words that answer it."""
        tap = person.forges(data, message)
        await self.stage.quiet()
        return (await tap.answered()).text

    async def blocks(self, person: Person) -> None:
        """Let a person block the bot."""
        self.done.add("event my_chat_member")
        person.blocks_bot()
        await self.stage.quiet()

    async def upgrade(self, group: Chat) -> Chat:
        """Make a supergroup of a group, and give that one."""
        self.done.add("event migrated")
        new = group.upgrade()
        await self.stage.quiet()
        return new

    def shown(self, chat: Chat) -> Message:
        """The newest message of the bot in a chat."""
        return next(m for m in reversed(chat.messages) if m.sender is None and m.service is None)

    async def buy(self, words: str = "gta v", count: int = 1, chat: Chat | None = None) -> Message:
        """Let Sam buy, and give the order's card."""
        where = chat or self.desk
        await self.say(self.town.sam, f"/buy {words} {count}", where)
        await self.tap(self.town.sam, "Confirm", where)
        return self.shown(where)

    async def later(self, moment: datetime | timedelta) -> None:
        """Put the clock forward, then let the desk do what has become due."""
        self.clock.forward_to(self.clock() + moment if isinstance(moment, timedelta) else moment)
        await self.due()

    async def due(self) -> None:
        """Let the desk do what is due, as its loops would within seconds."""
        await self.stage.app.house.timekeeper.run()
        await self.stage.app.let_lapse()
        await self.stage.app.house.drafts.expire_old()
        await self.stage.app.house.services.approvals.expire()
        await self.stage.app.house.services.claims.shown.lapse()
        await self.stage.app.house.case_following.run()
        await self.stage.app.house.worker.idle()
        await self.stage.app.house.charges.run()
        await self.stage.app.house.schedules.run_due()
        await self.stage.quiet()
        # A key is sent by one look, and by the next it is there.
        while await self.stage.app.house.case_following.run():
            await self.stage.quiet()

    async def restart(self, away: timedelta = timedelta(0)) -> None:
        """Stop the process and start another on the same data, after a while that nobody was there."""
        await self.stage.app.stop()
        self.clock.forward_to(self.clock() + away)
        await self._start()

    async def dies_while(self, gate: Gate, away: timedelta = timedelta(0)) -> None:
        """The process dies while a gate holds a provider: the next finds what was on the disk just then.

        That one starts after a while that nobody was there.
        """
        await gate.reached()
        with tempfile.TemporaryDirectory() as kept:
            disk = Path(kept) / "disk"
            shutil.copytree(self.stage.data_dir, disk)
            self.unheard()  # whatever it does from now on has never been
            gate.release()
            await self.stage.quiet()
            await self.stage.app.stop()
            self.town.world.faults.clear()
            shutil.rmtree(self.stage.data_dir)
            shutil.copytree(disk, self.stage.data_dir)
        self.clock.forward_to(self.clock() + away)
        await self._start()

    def unheard(self) -> None:
        """Telegram takes no message and no edit from now on, until its faults are cleared."""
        for method in (
            "sendMessage",
            "sendRichMessage",
            "editMessageText",
            "sendDocument",
            "sendPhoto",
        ):
            self.town.world.faults.add(method, Fault.error(400, "Bad Request: not now"), times=None)

    async def _start(self) -> None:
        places = {"KEYDESK_DATA_DIR": str(self.stage.data_dir), "KEYDESK_LISTEN": "127.0.0.1:0"}
        env = {**self.town.settings(), **places}
        settings = Settings.load(env, self.stage.data_dir / "no.env")
        app = App(settings, self.stage.redactor, clock=self.clock, rates=Rates.unlimited())
        await app.start()
        self.stage.app = app
        await self.stage.quiet()

    async def at_end(self, promised: set[str]) -> None:
        """Stop a process that a restart has put there; check what holds for every dialogue.

        No key was ever sent or answered where a group could see it, in no edit and no alert, and all
        steps promised were taken.
        """
        await self.note_notices()
        await self.stage.app.stop()
        for call in self.town.world.calls:
            private = int(call.params.get("chat_id", 0)) > 0
            assert private or not any(key in str(call.params) for key in self.sold()), call.method
        assert promised <= self.done, f"not played: {sorted(promised - self.done)}"

    async def note_notices(self) -> None:
        """Add the kinds of notices that have reached a chat to what was done."""
        async with self.stage.app.house.db.read() as tx:
            sent = select(notices.c.kind).where(notices.c.state == "sent").distinct()
            kinds = (await tx.connection.execute(sent)).scalars().all()
        self.done.update(f"notice {kind}" for kind in kinds)

    def asked_of_gamebase(self) -> list[str]:
        """What was asked of Gamebase for somebody: the watch over maintenances asks each minute."""
        calls = self.town.gamebase.calls
        return [each.endpoint for each in calls if each.endpoint != "maintenance"]

    def spoilers(self, message: Message) -> list[str]:
        """What a message hides until it is tapped."""
        hidden = [each for each in message.entities if each.type == "spoiler"]
        return [utf16_slice(message.text, each.offset, each.length).strip() for each in hidden]

    def order_number(self, card: Message) -> str:
        """The number on an order's card."""
        return next(word for word in card.text.split() if word.startswith("K-"))

    def sold(self) -> list[str]:
        """Every key that CodeGames, then Hype has sold, in plain."""
        keys = [key for order in self.town.codegames.orders for key in order.keys]
        return keys + [pin.key for pin in self.town.hype.pins]

    def showing(self, secret: str) -> list[Chat]:
        """The chats in which a text, copied text or alert holds the secret."""
        return [
            chat
            for chat in self.town.world.chats
            for message in chat.all_messages
            if message.sender is None and _holds(message, secret)
        ]


def _holds(message: Message, secret: str) -> bool:
    buttons = (button for row in message.keyboard for button in row)
    return secret in message.text or any(
        secret in (button.copy or "") + (button.data or "") + (button.url or "")
        for button in buttons
    )
