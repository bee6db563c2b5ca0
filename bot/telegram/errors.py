"""What can come of a call to Telegram, told by what the sender may do about it.

::

    TelegramAPIError (aiogram)
    ├── TelegramNetworkError (aiogram)
    │   ├── NotConnected            nothing was done, several tries over: repeat it later
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

``Paused``, ``Superseded``, ``TelegramMigrateToChat`` and aiogram's ``ClientDecodeError`` never leave the
session. No error text holds what was sent or answered. What Telegram refused, and why, is read by
:mod:`handlers.frame.outgoing.refusals`.
"""

from typing import Any

from aiogram.exceptions import TelegramForbiddenError, TelegramNetworkError
from aiogram.methods import TelegramMethod

from handlers.frame.outgoing.refusals import Reason


class Paused(Exception):
    """Telegram wants nothing for longer than is worth waiting; ``seconds`` are left of it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"paused by Telegram for {seconds:.0f} seconds more")
        self.seconds = seconds


class Superseded(Exception):
    """A newer edit of the same message has come while this one waited for its turn."""


class NotConnected(TelegramNetworkError):
    """No connection, or a server that says it failed, several times over. Nothing was done."""


class Unconfirmed(TelegramNetworkError):
    """The request may have been acted on: its answer is lost or makes no sense."""


class Unreachable(TelegramForbiddenError):
    """This chat cannot be written to."""

    def __init__(
        self, method: TelegramMethod[Any], message: str, chat_id: int | str | None, reason: Reason
    ) -> None:
        super().__init__(method=method, message=message)
        self.chat_id = chat_id
        self.reason = reason


class PollingError(Exception):
    """The bot cannot go on fetching updates. ``str`` is for the person who runs it."""


class AnotherCopy(PollingError):
    """Another process fetches the updates of this bot."""


class TokenRefused(PollingError):
    """Telegram does not accept the bot token."""
