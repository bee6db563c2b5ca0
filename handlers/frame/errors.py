"""Errors as answers: what went wrong, told to the person kindly and exactly, and nothing of our insides.

A desk's error has its own text. Anything else is an apology with a reference such as ``E-7F3QX9``,
under which the log holds the traceback.
"""

import asyncio
import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramServerError,
)

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import Card
from handlers.frame.denials import ask_owners, denied, permission_text, told_no
from handlers.frame.outgoing.refusals import Kind, why
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError, usage
from handlers.words.codes import with_code
from handlers.words.database_trouble import books_trouble
from handlers.words.ends import end_words
from handlers.words.markup import Html, code, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from providers.errors import OutcomeUnknown, ProviderError
from services.errors import DeskError, NotPermittedError, ProviderTroubleError
from services.floods import TooFastError
from services.money import Money
from storage.errors import NotKeptError, NotWritableError, TroubleError

UNTAKEN_PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds before each further try to say that an answer was not taken, while a gateway answers for it."""
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_log = structlog.get_logger(__name__)


def new_reference() -> str:
    """A reference to be read out over the telephone: no letter that looks like a digit."""
    return "E-" + "".join(secrets.choice(_ALPHABET) for _ in range(6))


def trouble(
    t: Texts,
    provider: str,
    kind: str,
    reason: str = "",
    number: int | str | None = None,
    since: datetime | None = None,
) -> Html:
    """What is the matter with a provider, and behind it the provider's own number for that.

    A reason that there are words for says more than the kind, but where nobody knows what was done: why the
    answer is not clear says nothing about that. ``since``: it is known to be down.
    """
    if since is not None:
        return t.get("trouble-down-since", provider=provider_name(t, provider), since=since)
    words = f"reason-{reason}"
    if not (reason and t.has(words)) or kind == OutcomeUnknown.kind:
        words = f"trouble-{kind}"
    if not t.has(words):
        words = "trouble-error"
    return with_code(t, t.get(words, provider=provider_name(t, provider)), number)


def error_text(t: Texts, error: DeskError | ProviderError) -> Html:
    """The text of an error that is an answer, not a crash."""
    if isinstance(error, ProviderError):
        return trouble(t, error.provider, error.kind, error.reason, error.code)
    if isinstance(error, ProviderTroubleError):
        facts = error.facts
        provider, reason = str(facts["provider"]), str(facts.get("reason", ""))
        number, since = facts.get("code"), facts.get("since")
        return trouble(t, provider, str(facts["kind"]), reason, number, since)
    if isinstance(error, NotPermittedError) and "permission" in error.facts:
        return denied(t, error)
    ask = {"ask": t.plain("ask-an-owner")} if error.of_owners else {}
    text = t.get(f"error-{error.code}", **_shown(t, error.facts), **ask)
    if isinstance(asleep := error.facts.get("asleep"), NotPermittedError):
        text = join([text, denied(t, asleep)])
    return with_code(t, text, str(error.facts.get("said", "")))


def trouble_text(t: Texts, error: TroubleError) -> Html:
    """What it means for the person that the desk's own database cannot do its work."""
    if isinstance(error, NotKeptError):
        return t.get("books-not-kept")
    if isinstance(error, NotWritableError) and error.unsure:
        return t.get("books-not-sure")
    which = "books-not-writable" if isinstance(error, NotWritableError) else "books-not-readable"
    return t.get(which, cause=books_trouble(t, error.cause))


async def report(turn: Turn, error: Exception) -> None:
    """Tell the person, whatever happened. Raises nothing."""
    try:
        await _tell(turn, error)
    except TelegramAPIError as failed:
        _log.warning("answer not sent", chat=turn.chat.id, problem=str(failed))


async def _tell(turn: Turn, error: Exception) -> None:
    if isinstance(error, UsageError):
        await turn.acknowledge()
        await turn.reply(error.card or usage(error.name, turn.t))
    elif isinstance(error, StaleButtonError):
        await turn.alert(turn.t.plain(error.words))
    elif isinstance(error, TooFastError) and turn.taken_away is not None:
        # It is gone from the chat: who sent it would take it for read.
        await turn.reply(Card(turn.t.get("too-fast-unread", **_shown(turn.t, error.facts))))
    elif isinstance(error, TooFastError) and not _may_say(turn):
        await turn.acknowledge()
    elif isinstance(error, DeskError | ProviderError):
        if isinstance(error, ProviderError):
            _log.warning("provider trouble", provider=error.provider, problem=str(error))
        await turn.acknowledge()
        await turn.reply(Card(await _error_words(turn, error)))
    elif isinstance(error, TroubleError):
        # The database itself has said in the log that it is in trouble, once.
        await turn.acknowledge()
        await turn.reply(Card(trouble_text(turn.t, error)))
    elif isinstance(error, TelegramForbiddenError) or _takes_nothing(error):
        _log.info("nobody to tell", chat=turn.chat.id, problem=str(error))
    elif isinstance(error, TelegramAPIError) and why(error).kind is Kind.PASSING:
        _log.warning("answer cut short", chat=turn.chat.id, problem=error.message)
        await turn.acknowledge()
        await _say_untaken(turn)
    else:
        reference = new_reference()
        _log.error("step failed", reference=reference, exc_info=error)
        await turn.acknowledge()
        await turn.reply(Card(turn.t.get("error-unexpected", reference=code(reference))))


async def _error_words(turn: Turn, error: DeskError | ProviderError) -> Html:
    if isinstance(error, NotPermittedError) and "permission" in error.facts:
        return await told_no(turn, error)
    if isinstance(error, DeskError) and error.of_owners:
        told = _shown(turn.t, error.facts)
        return turn.t.get(f"error-{error.code}", **told, ask=await ask_owners(turn))
    return error_text(turn.t, error)


async def _say_untaken(turn: Turn) -> None:
    """Say that the answer may not be seen, until Telegram takes that.

    The answer itself is not repeated: behind a gateway that failed it may have arrived, as may these words,
    which do no harm twice. Where an answer was lost on the way nothing is repeated at all.
    """
    for pause in UNTAKEN_PAUSES:
        try:
            await turn.reply(Card(turn.t.get("answer-not-taken")))
        except TelegramAPIError as failed:
            if not _gateway_failed(failed):
                raise
            _log.info("not told yet", chat=turn.chat.id, problem=failed.message)
        else:
            return
        await asyncio.sleep(pause)
    await turn.reply(Card(turn.t.get("answer-not-taken")))


def _gateway_failed(failed: TelegramAPIError) -> bool:
    """Whether something answered in Telegram's place: 5xx, or a page that is no answer (it has no cause)."""
    network, cause = isinstance(failed, TelegramNetworkError), failed.__cause__
    return network and (cause is None or isinstance(cause, TelegramServerError))


def _may_say(turn: Turn) -> bool:
    return turn.services.floods.may_say(turn.actor.user_id)


def _takes_nothing(error: Exception) -> bool:
    """Whether Telegram says that nothing can be written there: not by us, or not in that topic."""
    return isinstance(error, TelegramAPIError) and why(error).kind in (Kind.GONE, Kind.MOVED)


def _shown(t: Texts, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts a text can show; views of orders and the like are for the handlers that know them."""
    shown: dict[str, Any] = {}
    for name, value in facts.items():
        if name == "provider":
            shown[name] = provider_name(t, str(value))
        elif name == "field":
            shown[name] = t.plain("field-words", field=str(value))
        elif name == "status":
            shown[name] = t.plain(f"order-status-{value}")
        elif name == "rights":
            shown[name] = [t.plain(permission_text(right)) for right in value]
        elif name == "until" and isinstance(
            value, datetime
        ):  # shown to the minute, and never too early
            shown[name] = value + timedelta(microseconds=-_since_minute(value) % 60_000_000)
        elif name == "lasts":
            shown[name] = end_words(t, value)
        elif isinstance(value, list | tuple):
            shown[name] = value or t.plain("any")
        elif isinstance(value, str | int | Decimal | Money | date | timedelta):
            shown[name] = value
    return shown


def _since_minute(value: datetime) -> int:
    return value.second * 1_000_000 + value.microsecond
