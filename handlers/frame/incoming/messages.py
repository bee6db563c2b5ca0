"""Messages: what people write is a command, the answer to an open question, or neither."""

import re

from aiogram import Bot
from aiogram.types import Message, User

from handlers.frame.cards import Card
from handlers.frame.frame import Frame
from handlers.frame.incoming.albums import Albums
from handlers.frame.incoming.as_chat import tell_to_be_oneself
from handlers.frame.incoming.case_words import case_words, edited_words
from handlers.frame.incoming.files_with_keys import take_out_file
from handlers.frame.incoming.hints import BY_TELEGRAM, hint, say_over
from handlers.frame.incoming.late_keys import brings_late_keys, refuse_late_keys
from handlers.frame.incoming.masked_names import keyless
from handlers.frame.incoming.opening import open_turn
from handlers.frame.incoming.pacing import answers_there
from handlers.frame.incoming.pasted_keys import (
    Pasted,
    take_out,
    take_out_pieces,
    tell,
)
from handlers.frame.incoming.replies import answers_us, may_answer, replied_to
from handlers.frame.incoming.senders import person_of, spoken_for
from handlers.frame.registry import OrderIn, Route
from handlers.frame.steps import take_first_step
from handlers.frame.turn import Turn
from services.visible import visible

_START_LINK = re.compile(r"t\.me/(?P<bot>\w+)\?start=(?P<payload>[\w-]{1,64})")


class Messages:
    """Serves the messages of all chats."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._albums = Albums()

    async def __call__(self, message: Message, bot: Bot) -> None:
        """Find the step by one look-up and take it."""
        if message.migrate_to_chat_id is not None:
            await self._frame.registry.events["migrated"](self._frame, bot, message)
            return
        if message.new_chat_members or message.left_chat_member is not None:
            await self._frame.registry.events["members"](self._frame, bot, message)
            return
        if message.forum_topic_reopened or message.general_forum_topic_unhidden:
            await self._frame.registry.events["opened"](self._frame, bot, message)
            return
        message = await self._keyless(message)
        user = person_of(message)
        text = visible(message.text or message.caption or "")
        if user is not None and may_answer(message, bot, text):
            await self._frame.dialogs.follow(message.chat.id, user.id)
        pasted = await self._taken_out(message, bot, user)
        if pasted is not None:
            takes_key = await self._takes_key(message, bot, user, text)
            if not takes_key:
                text = pasted.masked(text)
            if not (takes_key and pasted.gone):
                await tell(self._frame, bot, message, user, pasted)
        turn, for_a_step = None, self._is_for_a_step(message, user)
        if user is None:
            await self._no_person(message, bot, text, pasted)
        elif text.startswith("/") and message.forward_origin is None:
            turn = await self._command(message, bot, user, text, pasted)
        else:
            turn = await self._words(message, bot, user, text.strip(), pasted)
        if pasted is None and for_a_step and not (turn and turn.file_read):
            await self._unread_file(message, bot, user)

    async def _taken_out(self, message: Message, bot: Bot, user: User | None) -> Pasted | None:
        """Keys in it, and in a file of which no step looks for them."""
        frame = self._frame
        pasted = await take_out(frame, bot, message, user)
        if pasted is None and user is not None:
            pasted = await take_out_pieces(frame, bot, message, user)
        if pasted is not None or message.document is None:
            return pasted
        if self._is_for_a_step(message, user):
            return None
        return await take_out_file(frame, bot, message, user)

    def _is_for_a_step(self, message: Message, user: User | None) -> bool:
        """Whether a file may be for a step, which looks for keys in what it reads."""
        if message.document is None or user is None:
            return False
        asked = self._frame.dialogs.open_to(message.chat.id, user.id) is not None
        return asked or (message.caption or "").startswith("/")

    async def _unread_file(self, message: Message, bot: Bot, user: User | None) -> None:
        """It was for no step after all."""
        pasted = await take_out_file(self._frame, bot, message, user)
        if pasted is not None:
            await tell(self._frame, bot, message, user, pasted)

    async def edited(self, message: Message, bot: Bot) -> None:
        """See that no key stands in it now, and pass on what was changed in a case."""
        message = await self._keyless(message)
        user = person_of(message)
        pasted = await self._taken_out(message, bot, user)
        if pasted is not None:
            await tell(self._frame, bot, message, user, pasted)
        elif self._is_for_a_step(message, user):
            await self._unread_file(message, bot, user)
        # What has no such date is what is left of a message that nobody could read (salvaged.py).
        if user is not None and message.edit_date is not None:
            await self._edited_in_case(message, bot, user, pasted)

    async def _edited_in_case(
        self, message: Message, bot: Bot, user: User, pasted: Pasted | None
    ) -> None:
        said = await edited_words(self._frame, bot, message, user.id)
        if said is None:
            return
        text = visible(message.text or message.caption or "")
        text = (text if pasted is None else pasted.masked(text)).strip()
        turn = open_turn(self._frame, bot, user, message.chat, message=message, args=text)
        _note_key(turn, pasted)
        turn.facts = said.facts
        await take_first_step(turn, self._frame.registry.answers[said.question], user)

    async def _keyless(self, message: Message) -> Message:
        """The message with nobody in it who is called by a key: its sender, the chat, whom it answers for."""
        known, changed = self._frame.services.known_keys, {}
        for field in ("from_user", "sender_chat", "chat"):
            named = getattr(message, field)
            if named is not None and (other := await keyless(known, named)) is not named:
                changed[field] = other
        return message.model_copy(update=changed) if changed else message

    async def _takes_key(self, message: Message, bot: Bot, user: User | None, text: str) -> bool:
        """Whether it is for a step that may be given a key, and says itself what became of it.

        Keys to keep are taken in private alone: in a group they are a mistake like any other.
        """
        private = message.chat.type == "private"
        if not text.startswith("/") or message.forward_origin is not None:
            row = user and self._frame.dialogs.open_to(message.chat.id, user.id)
            asked = self._frame.registry.answers.get(row.question) if row else None
            return private and asked is not None and asked.takes_keys
        said = await self._read(message, bot, text)
        route = said[1] if said is not None else None
        if route is None:
            return False
        return route.order_in is OrderIn.TEXT or (private and route.takes_keys)

    async def _command(
        self, message: Message, bot: Bot, user: User, text: str, pasted: Pasted | None
    ) -> Turn | None:
        said = await self._read(message, bot, text)
        if said is None:
            return None
        name, route, args = said
        turn = open_turn(self._frame, bot, user, message.chat, message=message, args=args)
        _note_key(turn, pasted)
        if route is None:
            if await answers_there(self._frame, user.id, message.chat.id):
                await turn.reply(Card(turn.t.get("unknown-command")))
            return turn
        starts = name == "start" and message.chat.type == "private"
        if starts and args:
            route = self._frame.registry.payload_for(args) or route
        await take_first_step(turn, route, user, started=starts)
        return turn

    async def _read(
        self, message: Message, bot: Bot, text: str
    ) -> tuple[str, Route | None, str] | None:
        """A command's name, its step and its arguments; None where another bot may be meant."""
        said, *rest = text.split(maxsplit=1)
        name, _, addressed = said[1:].lower().partition("@")
        if addressed and addressed != ((await bot.me()).username or "").lower():
            return None
        route = self._frame.registry.commands.get(name)
        if route is None and message.chat.type != "private" and not addressed:
            return None
        return name, route, rest[0].strip() if rest else ""

    async def _words(
        self, message: Message, bot: Bot, user: User, text: str, pasted: Pasted | None
    ) -> Turn | None:
        private = message.chat.type == "private"
        dialogs = self._frame.dialogs
        goes_on = self._albums.goes_on(message)
        if await self._in_case(message, bot, user, text, pasted, goes_on=goes_on):
            return None
        meant = private or answers_us(message, bot) or self._forwarded(message, user)
        if not meant and not await self._asked_in_topic(message, bot, user, text):
            return None
        row = await dialogs.take(message.chat.id, user.id)
        route = self._frame.registry.answers.get(row.question) if row else None
        turn = open_turn(self._frame, bot, user, message.chat, message=message, args=text)
        _note_key(turn, pasted)
        turn.album_goes_on = goes_on
        if row is None or route is None:
            if private and row is None and pasted is None and brings_late_keys(turn):
                await refuse_late_keys(turn)
            elif private and pasted is not None and pasted.own:
                turn.facts = {"orders": pasted.found.numbers}
                await self._frame.registry.asides["own-key"](turn)
            elif private and pasted is None and not await self._pasted_link(turn, bot, user):
                await hint(turn, message)
            elif not private and pasted is None:
                await say_over(turn, message)
            return turn
        turn.facts = row.facts
        if await take_first_step(turn, route, user):
            await dialogs.done(row)
        else:
            await dialogs.put_back(row)
        return turn

    def _forwarded(self, message: Message, user: User) -> bool:
        """Whether it is somebody else's message, and the question is who is meant."""
        row = self._frame.dialogs.open_to(message.chat.id, user.id)
        route = self._frame.registry.answers.get(row.question) if row else None
        return message.forward_origin is not None and route is not None and route.forwarded

    async def _pasted_link(self, turn: Turn, bot: Bot, user: User) -> bool:
        """People paste a claim link here instead of opening it: it is taken as opened."""
        found = _START_LINK.search(turn.args)
        route = self._frame.registry.payload_for(found["payload"]) if found else None
        me = ((await bot.me()).username or "").lower()
        if found is None or route is None or found["bot"].lower() != me:
            return False
        turn.args = found["payload"]
        await take_first_step(turn, route, user, started=True)
        return True

    async def _in_case(
        self,
        message: Message,
        bot: Bot,
        user: User,
        text: str,
        pasted: Pasted | None,
        *,
        goes_on: bool,
    ) -> bool:
        """Serve what is said in a case. In its topic whoever was asked something answers that first."""
        if message.content_type in BY_TELEGRAM:
            return False
        replies = replied_to(message) is not None
        if not replies and self._frame.dialogs.open_to(message.chat.id, user.id) is not None:
            return False
        said = await case_words(self._frame, bot, message, user.id, text)
        if said is None:
            return False
        turn = open_turn(self._frame, bot, user, message.chat, message=message, args=text)
        _note_key(turn, pasted)
        turn.album_goes_on, turn.facts = goes_on, said.facts
        await take_first_step(turn, self._frame.registry.answers[said.question], user)
        return True

    async def _asked_in_topic(self, message: Message, bot: Bot, user: User, text: str) -> bool:
        """Whether somebody's plain words in a case's topic answer what they were asked about the case.

        Where they were asked something else it is not known what they mean: they are told how to say it.
        """
        if message.content_type in BY_TELEGRAM or replied_to(message) is not None:
            return False
        row = self._frame.dialogs.open_to(message.chat.id, user.id)
        if row is None:
            return False
        said = await case_words(self._frame, bot, message, user.id, text)
        if said is None:
            return False
        if row.facts.get("case") == said.facts["case"]:
            return True
        turn = open_turn(self._frame, bot, user, message.chat, message=message, args=text)
        await turn.reply(Card(turn.t.get("case-asked-first")))
        return False

    async def _no_person(
        self, message: Message, bot: Bot, text: str, pasted: Pasted | None
    ) -> None:
        """Somebody who speaks in the name of a chat is told how to go on, if we are meant."""
        name = spoken_for(message)
        if name is None:
            return
        if text.startswith("/"):
            meant = await self._read(message, bot, text) is not None
        else:
            meant = answers_us(message, bot) and await self._frame.dialogs.any_in(message.chat.id)
            if not meant and message.content_type not in BY_TELEGRAM:
                meant = await case_words(self._frame, bot, message, None, text) is not None
        if meant:
            await tell_to_be_oneself(self._frame, bot, message, name, pasted)


def _note_key(turn: Turn, pasted: Pasted | None) -> None:
    """The message held a key, and was seen to."""
    if pasted is not None and not pasted.own:
        turn.seen_to = True
        if pasted.gone:
            turn.forget_message()
