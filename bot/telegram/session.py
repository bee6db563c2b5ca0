"""The bot's side of every call: its turn in the budget, what is repeated, what is followed."""

import asyncio
from collections.abc import Awaitable, Callable
from math import ceil
from typing import Any, cast

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientConnectorError, ConnectionTimeoutError

from bot.telegram.budget import Budget
from bot.telegram.chat_queue import ChatId
from bot.telegram.connection import Connection
from bot.telegram.edits import Edit, Edits, message_of
from bot.telegram.errors import NotConnected, Paused, Unconfirmed, Unreachable
from bot.telegram.kinds import is_counted, is_done_already, is_repeatable
from bot.telegram.priority import current_priority
from handlers.frame.departure import current_departure
from handlers.frame.outgoing.refusals import Kind, Reason, reason_of
from providers.proxies import DIRECT, Proxies
from services.recent import Recent

OnMigrated = Callable[[int, int], Awaitable[None]]
"""Told the old and the new id of a group that became a supergroup."""
OnUnreachable = Callable[[int, Reason], Awaitable[None]]
"""Told a chat that cannot be written to, and why."""
Sleep = Callable[[float], Awaitable[object]]

BACK_OFF = (0.5, 1.0, 2.0, 4.0)
"""Seconds before each further try when the network fails."""
LONGEST_FLOOD_WAIT = 60.0
MOVES = 1000
"""So many groups that changed their id are followed by heart; of others Telegram tells again."""

# aiogram lets through what is not aiohttp's own: a broken pipe, an answer that is no text.
_LOST = (TelegramNetworkError, TelegramServerError, ClientDecodeError, OSError, UnicodeDecodeError)

log = structlog.get_logger(__name__)


class _OwnPause(TelegramRetryAfter):
    """Our budget lets nothing go there: Telegram was not asked, so it has not said this once more."""

    def __init__(self, method: TelegramMethod[Any], seconds: float) -> None:
        super().__init__(method, "too many requests before this one", max(1, ceil(seconds)))


def make_bot(
    token: str,
    api_base: str | None = None,
    *,
    budget: Budget,
    on_migrated: OnMigrated,
    on_unreachable: OnUnreachable,
    sleep: Sleep = asyncio.sleep,
    request_timeout: float = 30.0,
    proxies: Proxies = DIRECT,
    guard: BaseRequestMiddleware | None = None,
) -> Bot:
    """A bot whose every call goes through the courier. ``api_base`` None is the public Bot API.

    Texts are HTML and links show no preview unless a call says otherwise. ``request_timeout`` is
    in seconds; ``guard`` looks at each call before its first try.
    Connects to nothing; close it with ``bot.session.close()``.
    """
    session = Connection(api_base, timeout=request_timeout, proxies=proxies)
    if guard is not None:
        session.middleware(guard)
    session.middleware(
        Courier(budget, on_migrated=on_migrated, on_unreachable=on_unreachable, sleep=sleep)
    )
    default = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
    return Bot(token, session=session, default=default)


class Courier(BaseRequestMiddleware):
    """Sees a call through. What it may raise is drawn in :mod:`bot.telegram.errors`.

    Fetching updates is left alone: the poller has its own ways with failures.
    """

    def __init__(
        self,
        budget: Budget,
        *,
        on_migrated: OnMigrated,
        on_unreachable: OnUnreachable,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._budget = budget
        self._on_migrated = on_migrated
        self._on_unreachable = on_unreachable
        self._sleep = sleep
        self._moved: Recent[int] = Recent(MOVES)
        self._edits = Edits(budget)

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request as often as is right; the result, or an error of the tree.

        An edit for which a newer one of the same message stood gives True.
        """
        if _name(method) == "getUpdates":
            return await make_request(bot, method)
        method = self._to_present_chat(method)
        key = message_of(method)
        if key is None:
            return await self._see_through(make_request, bot, method, None)
        edit = Edit(key, method)
        result = await self._edits.see_through(
            edit, lambda: self._see_through(make_request, bot, method, edit)
        )
        return cast("Response[TelegramType]", result)

    async def _see_through(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
        edit: Edit | None,
    ) -> Response[TelegramType]:
        waited, failures, doubtful = 0.0, 0, False
        while True:
            try:
                return await self._request(make_request, bot, method, edit)
            except _OwnPause:
                raise
            except TelegramRetryAfter as error:
                waited += error.retry_after
                await self._wait_out(method, error, waited)
            except TelegramMigrateToChat as error:
                method = await self._follow(method, error)
            except (TelegramForbiddenError, TelegramBadRequest) as error:
                reason = reason_of(error.message)
                if is_done_already(method, reason, repeated=doubtful):
                    log.info("already as it was to be", method=_name(method), said=error.message)
                    return cast("Response[TelegramType]", True)
                if reason.kind is Kind.GONE and _tells_of_chat(method, error):
                    raise await self._unreachable(method, error, reason) from error
                raise
            except TelegramEntityTooLarge:
                raise
            except _LOST as error:
                doubtful = doubtful or not (_never_connected(error) or _refused(error))
                if failures == len(BACK_OFF) or (doubtful and not is_repeatable(method)):
                    # What could not be decoded would be shown whole in a traceback: keep it out.
                    cause = None if isinstance(error, ClientDecodeError) else error
                    raise _failure(method, error, doubtful=doubtful) from cause
                log.warning(
                    "call to Telegram failed, repeating it",
                    method=_name(method),
                    error=_said(error),
                )
                if not doubtful:
                    await current_departure().waits()
                await self._sleep(BACK_OFF[failures])
                failures += 1

    async def _request(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
        edit: Edit | None,
    ) -> Response[TelegramType]:
        if not is_counted(method):
            return await make_request(bot, method)
        departure = current_departure()
        await departure.waits()
        if edit is not None:
            await self._edits.clear_way(edit)
        key = None if edit is None else edit.key
        try:
            async with self._budget.slot(_chat_of(method), current_priority(), key):
                await departure.leaves()
                if edit is not None:
                    edit.leaves()
                return await make_request(bot, method)
        except Paused as pause:
            raise _OwnPause(method, pause.seconds) from None
        finally:
            if edit is not None:
                self._edits.off_wire(edit)

    async def _wait_out(
        self, method: TelegramMethod[Any], error: TelegramRetryAfter, waited: float
    ) -> None:
        """A 429 was not acted on. Counted calls wait in the budget, which then holds up others."""
        log.warning(
            "Telegram asks for a pause", method=_name(method), retry_after=error.retry_after
        )
        if is_counted(method):
            self._budget.refused(_chat_of(method), error.retry_after)
        if waited > LONGEST_FLOOD_WAIT:
            raise error
        if not is_counted(method):
            await self._sleep(error.retry_after)

    def _to_present_chat(
        self, method: TelegramMethod[TelegramType]
    ) -> TelegramMethod[TelegramType]:
        chat_id = _chat_of(method)
        while isinstance(chat_id, int) and (moved := self._moved.get(chat_id)) is not None:
            chat_id = moved
            method = _moved_to(method, chat_id)
        return method

    async def _follow(
        self, method: TelegramMethod[TelegramType], error: TelegramMigrateToChat
    ) -> TelegramMethod[TelegramType]:
        old, new = _chat_of(method), error.migrate_to_chat_id
        if not isinstance(old, int) or old == new or self._moved.get(new) is not None:
            raise error
        if self._moved.get(old) is None:
            self._moved.put(old, new)
            log.info("group became a supergroup", old=old, new=new)
            try:
                await self._on_migrated(old, new)
            except Exception:
                # The message must still arrive; the next one to the old id tells of it again.
                self._moved.forget(old)
                log.exception("new id of a group could not be kept", old=old, new=new)
        return _moved_to(method, new)

    async def _unreachable(
        self,
        method: TelegramMethod[Any],
        error: TelegramForbiddenError | TelegramBadRequest,
        reason: Reason,
    ) -> Unreachable:
        chat_id = _chat_of(method)
        if isinstance(chat_id, int):
            try:
                await self._on_unreachable(chat_id, reason)
            except Exception:
                log.exception("unreachable chat could not be kept", chat_id=chat_id, reason=reason)
        return Unreachable(method, error.message, chat_id, reason)


def _name(method: TelegramMethod[Any]) -> str:
    return method.__api_method__


def _chat_of(method: TelegramMethod[Any]) -> ChatId:
    return cast("ChatId", getattr(method, "chat_id", None))


def _moved_to(method: TelegramMethod[TelegramType], chat_id: int) -> TelegramMethod[TelegramType]:
    """The same call to another chat, where there are neither the old one's messages nor its topics."""
    update: dict[str, Any] = {"chat_id": chat_id}
    for of_the_old in ("reply_parameters", "message_thread_id"):
        if getattr(method, of_the_old, None) is not None:
            update[of_the_old] = None
    return method.model_copy(update=update)


def _never_connected(error: Exception) -> bool:
    told = isinstance(error, NotConnected)  # by a proxy
    return told or isinstance(error.__cause__, ClientConnectorError | ConnectionTimeoutError)


def _refused(error: Exception) -> bool:
    """Whether the Bot API server itself said that it was not done.

    Its own 500 ends a call that has failed. A gateway in front of it knows nothing of what was done, and
    a server that closes aborts what may have gone out already (telegram-bot-api: Client.cpp).
    """
    said = error.message.lower() if isinstance(error, TelegramServerError) else ""
    return said.startswith("internal server error") and "aborted" not in said


def _tells_of_chat(
    method: TelegramMethod[Any], error: TelegramForbiddenError | TelegramBadRequest
) -> bool:
    """Whether it is about the chat that was written to, and not about one that was looked up."""
    return is_counted(method) or isinstance(error, TelegramForbiddenError)


def _failure(
    method: TelegramMethod[Any], error: Exception, *, doubtful: bool
) -> NotConnected | Unconfirmed:
    kind = Unconfirmed if doubtful else NotConnected
    return kind(method, f"{_name(method)}: {_said(error)}")


def _said(error: Exception) -> str:
    """What happened, without what an answer that could not be read holds."""
    if isinstance(error, ClientDecodeError):
        return f"the answer makes no sense ({type(error.original).__name__})"
    if isinstance(error, TelegramNetworkError | TelegramServerError):
        return error.message
    return type(error).__name__
