"""One turn of a conversation: who said or pressed what, and the ways to answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import (
    CallbackQuery,
    ForceReply,
    InaccessibleMessage,
    Message,
    ReplyKeyboardRemove,
)

from handlers.frame.cards import Attached, Card
from handlers.frame.chat_facts import ChatFacts
from handlers.frame.frame import Frame
from handlers.frame.offering import as_shown
from handlers.frame.outgoing import sending
from handlers.frame.outgoing.posting import Keyboard
from handlers.frame.outgoing.refusals import Reason, why
from handlers.frame.services import Services
from handlers.frame.values import Values
from handlers.words.lengths import cut, whole
from handlers.words.markup import Html, join, mention
from handlers.words.texts import Texts
from services.access import begin_step
from services.actor import Actor
from services.long_texts import MOST as MOST_IN_GROUP
from services.orders.door import Admitted
from services.pending_confirmations import Thing

log = structlog.get_logger(__name__)

_MOST_IN_TOAST = 200  # Bot API: answerCallbackQuery


@dataclass(slots=True)
class Turn:
    """What a handler gets.

    ``args`` is the text after a command, or the whole text of an answer; ``values`` are the arguments
    of the button that was pressed; ``facts`` are those the question was asked with. ``message`` is the
    person's own message; ``callback`` the tap. ``to_keep_pending`` is what buttons of the next card stand for
    (:mod:`handlers.frame.confirmation.pending`): it is written down before the card is sent.
    ``touches_pressed``: the message whose button was pressed may be edited. ``stands_on`` is what this turn
    sent last. ``seen_to``: the person's message held a key, and was deleted or its sender asked to.
    ``album_goes_on``: an earlier picture of the same album came before.
    ``taken_away``: that message, once it is deleted; the file it brought can still be read. ``file_read``:
    that was done. ``refused_now``: why the person may not take this step, asked anew.
    """

    frame: Frame
    bot: Bot
    actor: Actor
    chat: ChatFacts
    t: Texts
    args: str = ""
    values: Values = field(default_factory=Values)
    facts: Mapping[str, Any] = field(default_factory=dict)
    message: Message | None = None
    callback: CallbackQuery | None = None
    answered: bool = False
    seen_to: bool = False
    album_goes_on: bool = False
    to_keep_pending: list[Thing] = field(default_factory=list)
    let_in: Admitted | None = None
    touches_pressed: bool = True
    stands_on: int | None = None
    taken_away: Message | None = None
    file_read: bool = False
    refused_now: Callable[[], Awaitable[Card | None]] | None = None

    @property
    def sent(self) -> Message | None:
        """The person's own message, also one that was deleted: it is only read."""
        return self.message or self.taken_away

    @property
    def services(self) -> Services:
        """The services."""
        return self.frame.services

    @property
    def admitted(self) -> Admitted:
        """The person let in to the order that a step ``of_order`` is about."""
        if self.let_in is None:
            raise LookupError("the step is about no order")
        return self.let_in

    def elsewhere(self, chat: ChatFacts) -> Turn:
        """The same person's turn in another chat, for what goes on there: it begins with a new message."""
        zone = self.services.people.timezone(chat.id)
        return replace(
            self,
            actor=Actor(self.actor.user_id, chat.id, self.actor.name),
            chat=chat,
            t=self.frame.library.texts(self.t.language, zone),
            args="",
            values=Values(),
            facts={},
            message=None,
            callback=None,
            stands_on=None,
        )

    def may(self, permission: str) -> bool:
        """Whether the person may do this here: for leaving buttons out, never instead of the check."""
        return self.services.access.allows(self.actor.user_id, self.chat.id, permission)

    async def reply(self, card: Card, *, keyboard: Keyboard | None = None) -> int:
        """Send a new message; in a group it hangs on the command. Gives the message's id.

        ``keyboard`` stands in place of the card's buttons. A file took its time to be made: whoever may not
        ask for it any more is told that in its place.
        """
        await self.keep_pending()
        if card.file is not None:
            card = await self.file_refused() or card
        card = as_shown(self.frame, card, self.actor)
        said = self.message
        sent = await sending.send(
            self.bot,
            self.chat.id,
            card,
            self.t,
            asker=self.actor.user_id,
            reply_to=said.message_id if said and not self.chat.is_private else None,
            thread=self.actor.thread_id,
            keyboard=keyboard,
        )
        self.stands_on = sent.message_id
        return sent.message_id

    async def aside(self, card: Card, *, keyboard: ReplyKeyboardRemove | None = None) -> None:
        """Send something that stays, whatever this turn shows or edits after it."""
        before = self.stands_on
        await self.reply(card, keyboard=keyboard)
        self.stands_on = before

    async def edit(self, card: Card) -> int:
        """Put a card in place of the pressed menu, or of what this turn sent last.

        Falls back to a new message when there is none or it cannot be edited: then it makes no sound, as
        an edit makes none. Gives the id of the message that shows the card.
        """
        await self.keep_pending()
        standing = self.standing
        card = as_shown(self.frame, card, self.actor)
        if standing is not None:
            asker = self.actor.user_id
            if await sending.edit(self.bot, self.chat.id, standing, card, self.t, asker=asker):
                self.stands_on = standing
                return standing
            if card.file is None:
                card = replace(card, silent=True)
        return await self.reply(card)

    async def progress(self, card: Card) -> None:
        """Say how far long work is, in place of what this turn sent last. What cannot be said is skipped:

        neither must the work suffer from it, nor the chat be filled with new messages.
        """
        standing = self.standing
        if standing is None:
            return
        try:
            asker = self.actor.user_id
            card = as_shown(self.frame, card, self.actor)
            await sending.edit(self.bot, self.chat.id, standing, card, self.t, asker=asker)
        except TelegramAPIError as error:
            log.info("progress not told", chat=self.chat.id, problem=error.message)

    show = edit
    """The same under the name that says it: a command sends the menu, a tap turns its page."""

    async def toast(self, text: str) -> None:
        """Answer a tap with a short notice. After an early answer nothing is shown."""
        await self._answer(text, alert=False)

    async def alert(self, text: str) -> None:
        """Answer a tap with a box to be closed. After an early answer, or without a tap: a message."""
        if self.callback is not None and not self.answered:
            await self._answer(text, alert=True)
        else:
            await self.reply(Card(join([text])))

    async def acknowledge(self) -> None:
        """Answer a tap without words, if nothing has answered it yet."""
        await self._answer(None, alert=False)

    async def typing(self) -> None:
        """Show that the bot is at work (Bot API: sendChatAction); it fades by itself.

        Where it cannot be shown the answer comes all the same.
        """
        with suppress(TelegramAPIError):
            await self.bot.send_chat_action(
                self.chat.id, "typing", message_thread_id=self.actor.thread_id
            )

    async def send_file(self, name: str, content: bytes, caption: Html) -> None:
        """Send a document that stays; in a group it hangs on the command, as ``reply`` does.

        One that is too long to be looked through for keys is for a private chat only.
        """
        if not self.chat.is_private and len(content) > MOST_IN_GROUP:
            await self.aside(Card(self.t.get("file-not-in-group", most=MOST_IN_GROUP >> 20)))
            return
        await self.aside(Card(caption, file=Attached(name, content)))

    async def file_refused(self) -> Card | None:
        """Why a file that was made in this turn is not sent: its person may not ask for it now."""
        begin_step()
        refused = None if self.refused_now is None else await self.refused_now()
        if refused is None:
            return None
        return Card(join([self.t.get("file-not-sent"), refused.text]), refused.rows)

    async def take_away(self) -> bool:
        """Delete the person's own message, which holds a secret (Bot API: deleteMessage).

        False: the bot may not. What is gone is a piece of nothing that the person says from now on.
        """
        if self.message is None:
            return False
        message_id = self.message.message_id
        if not await sending.remove(self.bot, self.chat.id, message_id):
            return False
        self.frame.pieces_said.took(self.chat.id, self.actor.user_id, message_id)
        self.forget_message()
        return True

    def forget_message(self) -> None:
        """The person's message was deleted: there is nothing left to reply to."""
        self.taken_away, self.message = self.message, None

    async def ask(self, question: str, card: Card, **facts: Any) -> int:
        """Ask something the person answers in words; the ``@answer`` of that name serves it.

        In a group the question opens a reply for this person only (Bot API: ForceReply), because a
        bot there may not read other messages; so it has no buttons there.
        """
        await self.frame.dialogs.ask(self.chat.id, self.actor.user_id, question, facts)
        if self.chat.is_private:
            return await self.reply(card)
        if self.message is None:  # a selective reply needs the person named in the text
            named = self.t.get("ask-person", person=mention(self.actor.user_id, self.actor.name))
            card = Card(join([named, card.text]))
        sent = await sending.send(
            self.bot,
            self.chat.id,
            card,
            self.t,
            reply_to=self.message.message_id if self.message else None,
            thread=self.actor.thread_id,
            keyboard=ForceReply(selective=True),
        )
        self.frame.dialogs.note_message(self.chat.id, sent.message_id, self.actor.user_id)
        return sent.message_id

    async def keep_pending(self) -> None:
        """Write down what buttons stand for; done by whatever shows a card."""
        if self.to_keep_pending:
            things, self.to_keep_pending = self.to_keep_pending, []
            await self.services.pending_confirmations.keep(things)

    @property
    def standing(self) -> int | None:
        """The message that ``edit`` puts a card in place of; None: there is none, and it sends one."""
        if self.stands_on is not None:
            return self.stands_on
        pressed = self.callback.message if self.callback and self.touches_pressed else None
        if pressed is None or isinstance(pressed, InaccessibleMessage):
            return None
        return pressed.message_id

    async def _answer(self, text: str | None, *, alert: bool) -> None:
        if self.callback is None or self.answered:
            return
        self.answered = True
        if text is not None:
            text = cut(whole(text), _MOST_IN_TOAST)
        try:
            await self.bot.answer_callback_query(
                self.callback.id, text=text, show_alert=alert or None
            )
        except TelegramBadRequest as error:
            # A tap from before a restart or an outage: its time to be answered is over.
            if why(error) is not Reason.LATE:
                raise
            if text is not None and alert:
                await self.reply(Card(join([text])))
