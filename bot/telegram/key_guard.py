"""The last look at what goes out to a group: a key of ours in it is a defect, and is masked.

Every call passes here, whoever makes it. Looked at are groups, channels, and the short answers to taps and
inline queries, of which nobody knows who looks on; in private chats keys are handed over. Every text in a
call counts: words, captions, labels, addresses, what a button copies, the name of a file and all that can be
read of it (outgoing_files.py). A file in which a key cannot be masked is not sent.
"""

import asyncio
import re
from collections.abc import Iterator
from html import unescape
from typing import Any, Protocol, cast

import structlog
from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.methods import AnswerCallbackQuery, AnswerInlineQuery, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from pydantic import BaseModel

from bot.telegram.outgoing_files import CannotLookThroughError, words_of
from handlers.words.markup import Html, escape, plain
from services.known_keys import Found
from services.long_texts import found_in_long
from storage.errors import TroubleError

_HTML_FIELDS = {"text", "caption"}
_NOT_SAID = {
    "chat_id",
    "callback_query_id",
    "inline_query_id",
    "message_id",
    "parse_mode",
    "from_chat_id",
}
_ATTRIBUTE = re.compile(r'<[^<>]*?="([^"<>]*)"')

log = structlog.get_logger(__name__)


class Known(Protocol):
    """Who knows the desk's keys."""

    async def found_in(
        self, texts: Any, *, html: bool = False, every: bool = False
    ) -> Found | None:
        """The keys that stand in these texts."""


class KeyGuard(BaseRequestMiddleware):
    """Masks keys in calls that reach more than one person."""

    def __init__(self, known: Known) -> None:
        self._known = known

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request, without the keys that stand in it."""
        if _is_for_others(method):
            found = await self._look(bot, method)
            if found is not None:
                # A word that a provider sells as a key is said by whoever says it, and no defect.
                tell = log.info if found.meant() is None else log.error
                tell(
                    "a key was about to be said",
                    method=method.__api_method__,
                    chat=getattr(method, "chat_id", None),
                    orders=found.numbers,
                )
                method = await asyncio.to_thread(_masked, bot, method, found)
        return await make_request(bot, method)

    async def _look(self, bot: Bot, method: TelegramMethod[Any]) -> Found | None:
        found = None
        try:
            found = await self._known.found_in(_said(bot, method), html=True)
            for file in _files(method):
                found = _both(found, await self._look_in(file))
        except TroubleError as error:
            log.warning("message not looked through for keys", cause=str(error.cause))
        return found

    async def _look_in(self, file: InputFile) -> Found | None:
        """The keys in a file. Raises CannotLookThroughError, also where one cannot be masked."""
        words = await asyncio.to_thread(words_of, file)
        found = None
        for text in words.texts:
            found = _both(found, await found_in_long(self._known, text))
        if found is not None and not words.is_text:
            raise CannotLookThroughError(f"a key of {', '.join(found.numbers)} in a packed file")
        return found


def _both(one: Found | None, other: Found | None) -> Found | None:
    if one is None or other is None:
        return one or other
    return Found({**one.owners, **other.owners})


def _files(method: TelegramMethod[Any]) -> Iterator[InputFile]:
    """The files of a call, wherever in it they are."""
    waiting: list[object] = list(method.__dict__.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, InputFile):
            yield value
        elif isinstance(value, BaseModel):
            waiting += value.__dict__.values()
        elif isinstance(value, list | tuple):
            waiting += value


def _is_for_others(method: TelegramMethod[Any]) -> bool:
    chat = getattr(method, "chat_id", None)
    if chat is None:
        return isinstance(method, AnswerCallbackQuery | AnswerInlineQuery)
    return not isinstance(chat, int) or chat < 0


def _said(bot: Bot, method: TelegramMethod[Any]) -> Iterator[str]:
    """Every text of a call, as HTML."""
    for name, value in method.__dict__.items():
        if value is None or name in _NOT_SAID:
            continue
        if name in _HTML_FIELDS and isinstance(value, str) and _is_html(bot, method):
            yield value
            yield from _attributes(value)
        else:
            yield from map(escape, _texts(value))


def _attributes(html: str) -> Iterator[str]:
    """What stands in a tag, such as the address of a link."""
    return (found[1] for found in _ATTRIBUTE.finditer(html)) if "=" in html else iter(())


def _is_html(bot: Bot, method: TelegramMethod[Any]) -> bool:
    mode = getattr(method, "parse_mode", None)
    if isinstance(mode, Default):
        mode = bot.default[mode.name]
    return str(getattr(mode, "value", mode)).upper() == "HTML"


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for each in value.__dict__.values():
            if each is not None:
                yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, InputFile):
        yield value.filename or ""


def _masked(
    bot: Bot, method: TelegramMethod[TelegramType], found: Found
) -> TelegramMethod[TelegramType]:
    """The same call with the keys masked; a button that leads to one or copies it is left out."""
    changed: dict[str, Any] = {}
    for name, value in method.__dict__.items():
        if value is None or name in _NOT_SAID:
            continue
        if name in _HTML_FIELDS and isinstance(value, str) and _is_html(bot, method):
            changed[name] = _masked_html(value, found)
        else:
            changed[name] = _without(value, found)
    return method.model_copy(update=changed)


def _masked_html(html: str, found: Found) -> str:
    masked = found.masked(html, html=True)
    if all(found.masked(unescape(each)) == unescape(each) for each in _attributes(masked)):
        return masked
    return escape(
        found.masked(plain(Html(masked)))
    )  # the link goes, and the rest of the layout with it


def _without(value: Any, found: Found) -> Any:
    if isinstance(value, str):
        return found.masked(value)
    if isinstance(value, InlineKeyboardMarkup):
        rows = [
            [_without(button, found) for button in row if _is_clean(button, found)]
            for row in value.inline_keyboard
        ]
        return InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row])
    if isinstance(value, BaseModel):
        fields = {name: _without(each, found) for name, each in value.__dict__.items()}
        return value.model_copy(update=fields)
    if isinstance(value, list | tuple):
        return [_without(each, found) for each in value]
    if isinstance(value, BufferedInputFile):
        words = words_of(value)
        data = found.masked(words.texts[0]).encode() if words.is_text else value.data
        return BufferedInputFile(data, found.masked(value.filename or ""))
    if isinstance(value, InputFile) and value.filename is not None:
        value.filename = found.masked(value.filename)
    return cast("Any", value)


def _is_clean(button: InlineKeyboardButton, found: Found) -> bool:
    """Whether nothing but the label of a button holds a key."""
    rest = button.model_copy(update={"text": ""})
    return all(found.masked(text) == text for text in _texts(rest))
