"""What people write: a command, the answer to an open question, or neither."""

import re
from datetime import datetime, timedelta

from aiogram import Bot
from aiogram.types import Message, User

from handlers.frame.cards import Card
from handlers.frame.desk import Frame
from handlers.frame.opening import open_turn
from handlers.frame.replies import replied_to
from handlers.frame.sending import send
from handlers.frame.steps import take_first_step
from handlers.frame.turn import Turn

HINT_AGAIN = timedelta(minutes=10)
"""A person who writes without being asked is pointed to the menu no more often than this."""
_MOST_HINTED = 10_000
_START_LINK = re.compile(r"t\.me/(?P<bot>\w+)\?start=(?P<payload>[\w-]{1,64})")
_ANONYMOUS_ADMIN = 1087968824  # Bot API: Message.from_user of who writes in the group's own name


class Messages:
    """Serves the messages of all chats."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._hinted: dict[int, datetime] = {}

    async def __call__(self, message: Message, bot: Bot) -> None:
        """Find the step by one look-up and take it."""
        if message.migrate_to_chat_id is not None:
            await self._frame.registry.events["migrated"](self._frame, bot, message)
            return
        user = message.from_user
        text = message.text or message.caption or ""
        if user is None:
            return
        if user.is_bot:
            if user.id == _ANONYMOUS_ADMIN and text.startswith("/"):
                await self._unknown_person(message, bot)
        elif text.startswith("/"):
            await self._command(message, bot, user, text)
        else:
            await self._words(message, bot, user, text.strip())

    async def _command(self, message: Message, bot: Bot, user: User, text: str) -> None:
        said, *rest = text.split(maxsplit=1)
        name, _, addressed = said[1:].lower().partition("@")
        if addressed and addressed != ((await bot.me()).username or "").lower():
            return
        private = message.chat.type == "private"
        route = self._frame.registry.commands.get(name)
        if route is None and not private and not addressed:
            return  # in a group it may be meant for another bot
        args = rest[0].strip() if rest else ""
        turn = open_turn(self._frame, bot, user, message.chat, message=message, args=args)
        if route is None:
            await turn.reply(Card(turn.t.get("unknown-command")))
            return
        starts = name == "start" and private
        if starts and args:
            route = self._frame.registry.payload or route
        await take_first_step(turn, route, user, started=starts)

    async def _words(self, message: Message, bot: Bot, user: User, text: str) -> None:
        private = message.chat.type == "private"
        if not (private or _answers_us(message, bot)):
            return
        dialogs = self._frame.dialogs
        row = dialogs.take(message.chat.id, user.id)
        route = self._frame.registry.answers.get(row.question) if row else None
        turn = open_turn(self._frame, bot, user, message.chat, message=message, args=text)
        if row is None or route is None:
            if private and not await self._pasted_link(turn, bot, user):
                await self._hint(turn)
            return
        turn.facts = row.facts
        if await take_first_step(turn, route, user):
            await dialogs.done(row)
        else:
            dialogs.put_back(row)

    async def _pasted_link(self, turn: Turn, bot: Bot, user: User) -> bool:
        """People paste a claim link here instead of opening it: it is taken as opened."""
        found = _START_LINK.search(turn.args)
        route = self._frame.registry.payload
        me = ((await bot.me()).username or "").lower()
        if found is None or route is None or found["bot"].lower() != me:
            return False
        turn.args = found["payload"]
        await take_first_step(turn, route, user, started=True)
        return True

    async def _hint(self, turn: Turn) -> None:
        now = self._frame.desk.clock()
        last = self._hinted.get(turn.actor.user_id)
        if last is not None and now - last < HINT_AGAIN:
            return
        if len(self._hinted) >= _MOST_HINTED:
            self._hinted.clear()
        self._hinted[turn.actor.user_id] = now
        await turn.reply(Card(turn.t.get("hint-menu")))

    async def _unknown_person(self, message: Message, bot: Bot) -> None:
        people, chat = self._frame.desk.people, message.chat.id
        t = self._frame.library.texts(people.language(chat), people.timezone(chat))
        await send(bot, chat, Card(t.get("anonymous-admin")), reply_to=message.message_id)


def _answers_us(message: Message, bot: Bot) -> bool:
    replied = replied_to(message)
    return bool(replied and replied.from_user and replied.from_user.id == bot.id)
