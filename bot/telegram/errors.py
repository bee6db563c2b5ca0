"""What can come of a call to Telegram, told by what the sender may do about it.

::

    TelegramAPIError (aiogram)
    ├── TelegramNetworkError (aiogram)
    │   ├── NotConnected            nothing was sent, several tries over: repeat it later
    │   ├── Unconfirmed             it may have been done: the answer is lost or makes no sense
    │   └── TelegramEntityTooLarge  (aiogram) refused, nothing was done
    ├── TelegramRetryAfter          (aiogram) nothing was done, and the pause is too long to wait
    ├── TelegramForbiddenError      (aiogram)
    │   └── Unreachable             this chat cannot be written to, ``reason`` says why
    ├── TelegramBadRequest          (aiogram) refused: the request is wrong, or what it names is gone
    └── TelegramUnauthorizedError, TelegramNotFound, TelegramConflictError  (aiogram) refused
    PollingError                    the bot cannot go on
    ├── AnotherCopy                 another process fetches this bot's updates
    └── TokenRefused                Telegram does not know the token

``TelegramMigrateToChat`` and aiogram's ``ClientDecodeError`` never leave the session. No error text
holds what was sent or answered.
"""

from enum import StrEnum
from typing import Any

from aiogram.exceptions import TelegramForbiddenError, TelegramNetworkError
from aiogram.methods import TelegramMethod


class NotConnected(TelegramNetworkError):
    """No connection could be made, several times over. Nothing was sent."""


class Unconfirmed(TelegramNetworkError):
    """The request may have been acted on: its answer is lost or makes no sense."""


class Reason(StrEnum):
    """Why a chat cannot be written to."""

    BLOCKED = "blocked"
    """The person blocked the bot."""
    DEACTIVATED = "deactivated"
    """The account is deleted."""
    NOT_STARTED = "not-started"
    """The person has never started the bot."""
    KICKED = "kicked"
    """The bot is no member of the group, or the group is gone."""
    NOT_FOUND = "not-found"
    """Telegram knows no such chat, or not for this bot."""
    FORBIDDEN = "forbidden"
    """Something else, which the error's text tells."""


class Unreachable(TelegramForbiddenError):
    """This chat cannot be written to."""

    def __init__(
        self, method: TelegramMethod[Any], message: str, chat_id: int | str | None, reason: Reason
    ) -> None:
        super().__init__(method=method, message=message)
        self.chat_id = chat_id
        self.reason = reason


def reason_of(description: str) -> Reason:
    """Read the reason from Telegram's description of a refusal."""
    text = description.lower()
    for part, reason in _REASONS:
        if part in text:
            return reason
    return Reason.FORBIDDEN


_REASONS = (
    ("bot was blocked", Reason.BLOCKED),
    ("user is deactivated", Reason.DEACTIVATED),
    ("can't initiate conversation", Reason.NOT_STARTED),
    ("bot was kicked", Reason.KICKED),
    ("bot is not a member", Reason.KICKED),
    ("chat was deleted", Reason.KICKED),
    ("chat not found", Reason.NOT_FOUND),
)


class PollingError(Exception):
    """The bot cannot go on fetching updates. ``str`` is for the person who runs it."""


class AnotherCopy(PollingError):
    """Another process fetches the updates of this bot."""


class TokenRefused(PollingError):
    """Telegram does not accept the bot token."""
