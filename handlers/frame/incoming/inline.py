"""Inline queries: what people type behind the bot's name in any chat, or have typed by a button of ours.

Anybody can type anything. What is asked for is a step like a tap: a verb and its arguments, whose permission
is asked for each time, and only in a chat of two. What it gives is for this person at this moment; nothing of
it is kept by Telegram, neither for them nor for others (Bot API: answerInlineQuery, cache_time, is_personal).
"""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    Chat,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from aiogram.types.inline_query_result_union import InlineQueryResultUnion

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import Listed
from handlers.frame.frame import Frame
from handlers.frame.gate import refusal
from handlers.frame.incoming.opening import open_turn
from handlers.frame.incoming.senders import is_person
from handlers.frame.outgoing.refusals import Reason, why
from handlers.frame.registry import Route
from handlers.frame.turn import Turn
from handlers.frame.values import Values
from services.errors import DeskError
from storage.errors import TroubleError

WHY_NOT = "inline"
"""Start parameter of the button that is shown where there is nothing to choose."""
_OF_TWO = (None, "sender", "private")
"""Chats in which one other person reads; secret ones have no kind."""
_NOTHING_FOR = 300
"""Seconds for which Telegram may say by itself that there is nothing, to what is no step of ours."""

_log = structlog.get_logger(__name__)


class InlineQueries:
    """Serves what is asked inline."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    async def __call__(self, query: InlineQuery, bot: Bot) -> None:
        """Find the step by one look-up and answer with what it gives."""
        user = query.from_user
        verb, *args = query.query.split()[:10] or [""]
        route = self._frame.registry.inlines.get(verb)
        if not is_person(user) or route is None:
            await _answer(bot, query, cache_time=_NOTHING_FOR)
            return
        turn = open_turn(self._frame, bot, user, Chat(id=user.id, type="private"))
        turn.values = Values(args)
        found = await _found(turn, route) if query.chat_type in _OF_TWO else None
        if found is None:
            words = turn.t.plain("inline-nothing")
            button = InlineQueryResultsButton(text=words, start_parameter=WHY_NOT)
            await _answer(bot, query, button=button, cache_time=0, is_personal=True)
        else:
            await _answer(bot, query, found, cache_time=0, is_personal=True)


async def _found(turn: Turn, route: Route) -> Listed | None:
    try:
        if await refusal(turn, route) is not None:
            return None
        given: Listed = await route.handler(turn)
    except (DeskError, StaleButtonError, TroubleError):
        return None
    except Exception:  # noqa: BLE001 - the last resort: nobody is left without an answer
        _log.exception("inline query failed", verb=route.name)
        return None
    return given


async def _answer(
    bot: Bot,
    query: InlineQuery,
    found: Listed | None = None,
    *,
    button: InlineQueryResultsButton | None = None,
    cache_time: int,
    is_personal: bool = False,
) -> None:
    results: list[InlineQueryResultUnion] = [] if found is None else [_article(query.id, found)]
    try:
        await bot.answer_inline_query(
            query.id, results, cache_time=cache_time, is_personal=is_personal, button=button
        )
    except TelegramAPIError as error:
        if why(error) is not Reason.LATE:  # who types on asks anew
            _log.warning("inline query not answered", problem=error.message)


def _article(number: str, found: Listed) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=number,
        title=found.title,
        description=found.about,
        input_message_content=InputTextMessageContent(message_text=found.card.text),
        reply_markup=found.card.markup(),
    )
