"""Taps: what people press. Every one is answered within a second, whatever becomes of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, Message

from handlers.frame.callback import Pressed, StaleButtonError, unpack
from handlers.frame.errors import report
from handlers.frame.frame import Frame
from handlers.frame.gate import refusal
from handlers.frame.incoming.masked_names import keyless
from handlers.frame.incoming.opening import note_presence, open_turn
from handlers.frame.incoming.senders import is_person
from handlers.frame.registry import Route
from handlers.frame.turn import Turn
from handlers.frame.values import Values
from handlers.frame.waiting import conversing
from handlers.words.markup import plain

TAP_PATIENCE = 0.7
"""Seconds a step has for an answer of its own before its tap is answered without words."""

_log = structlog.get_logger(__name__)


class Taps:
    """Serves the buttons of all chats."""

    def __init__(self, frame: Frame, patience: float = TAP_PATIENCE) -> None:
        self._frame = frame
        self._patience = patience

    async def __call__(self, callback: CallbackQuery, bot: Bot) -> None:
        """Find the step by one look-up and take it."""
        if callback.message is None or not is_person(callback.from_user):
            return  # no button of ours is on an inline message, or for anybody but persons
        known = self._frame.services.known_keys
        user = await keyless(known, callback.from_user)
        chat = await keyless(known, callback.message.chat)
        turn = open_turn(self._frame, bot, user, chat, callback=callback)
        served = asyncio.Event()
        watch = asyncio.create_task(_answer_in_time(turn, served, self._patience))
        try:
            await note_presence(turn, user)
            with conversing(turn):
                await self._serve(turn, unpack(callback.data or ""))
            await turn.acknowledge()
        except Exception as error:  # noqa: BLE001 - the last resort: nobody is left without an answer
            await report(turn, error)
        finally:
            served.set()
            await watch  # an early answer that is on its way is let go, not broken off

    async def _serve(self, turn: Turn, pressed: Pressed | None) -> None:
        access = turn.services.access
        if not (access.chat_is_set_up(turn.chat.id) or access.is_owner(turn.actor.user_id)):
            await turn.toast(
                turn.t.plain("refused-setup")
            )  # never by a message, as an alert may be
            return
        route = self._frame.registry.taps.get(pressed.verb) if pressed else None
        if pressed is None or route is None:
            raise StaleButtonError
        if _of_another(turn, route, pressed):
            await turn.alert(turn.t.plain("not-your-menu"))
            return
        turn.values = Values(pressed.args)
        turn.touches_pressed = turn.may(route.permission) or stands_on(pressed, turn)
        refused = await refusal(turn, route)
        if refused is not None:
            await turn.alert(plain(refused.text))
            return
        if route.confirms and _asked_before_a_loss(turn, pressed):
            raise StaleButtonError("asked-before-loss")
        if route.slow:
            async with answered_beside(turn):
                await route.handler(turn)
        else:
            await route.handler(turn)


def stands_on(pressed: Pressed, turn: Turn) -> bool:
    """Whether the button stands on the message it came with, or on what only the presser may press.

    Anybody can send any button with any message. Where no permission of this chat is asked for, one that
    was made up must not put its answer in place of somebody else's menu, or of a card that all share.
    """
    message = turn.callback.message if turn.callback else None
    markup = message.reply_markup if isinstance(message, Message) else None
    rows = markup.inline_keyboard if markup else []
    held = [unpack(each.callback_data) for row in rows for each in row if each.callback_data]
    mine = bool(held) and all(each and each.opener == turn.actor.user_id for each in held)
    return mine or pressed in held


def _of_another(turn: Turn, route: Route, pressed: Pressed) -> bool:
    return route.opener_only and pressed.opener not in (None, turn.actor.user_id)


def _asked_before_a_loss(turn: Turn, pressed: Pressed) -> bool:
    """Whether the presser was asked this, and has lost a role since, be it that they have one again."""
    lost = turn.services.access.lost_roles(turn.actor.user_id)
    return pressed.opener == turn.actor.user_id and pressed.lost < lost


@asynccontextmanager
async def answered_beside(turn: Turn, words: str | None = None) -> AsyncIterator[None]:
    """Answer the tap, with a toast if there are words, beside what is done inside, which neither waits
    for that nor fails with it.
    """
    answering = asyncio.create_task(_acknowledge(turn, words))
    await asyncio.sleep(0)  # it is on its way, so whatever else there is to say comes as a message
    try:
        yield
    finally:
        await answering


async def _answer_in_time(turn: Turn, served: asyncio.Event, patience: float) -> None:
    try:
        async with asyncio.timeout(patience):
            await served.wait()
    except TimeoutError:
        await _acknowledge(turn)


async def _acknowledge(turn: Turn, words: str | None = None) -> None:
    try:
        await (turn.acknowledge() if words is None else turn.toast(words))
    except TelegramAPIError as failed:
        _log.warning("tap not answered", chat=turn.chat.id, problem=str(failed))
