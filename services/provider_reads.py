"""Asking a provider for something that is only looked at, so that one in trouble hides no other."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import structlog

from providers.base import Pinging, Provider
from providers.errors import BUSY, UNREADABLE, ProviderError, Unavailable

T = TypeVar("T")
log = structlog.get_logger(__name__)

TIME_LIMIT = 8.0
"""Seconds a reading may take: a person waits for the card, and ten are too many."""
SLOW = "slow"
"""The trouble of a provider that did not answer in time."""
BROKEN = "error"
"""The trouble of a provider that failed in a way of its own, as those of other packages may."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something was not read. ``kind`` is a word of providers/errors.py, or one of those above.

    ``since``: the provider counts as down since then, so it was not even asked. ``busy``: it answered that it
    has too much to do.
    """

    kind: str
    since: datetime | None = None
    busy: bool = False


async def read(asked: Awaitable[T], time_limit: float) -> tuple[T | None, Trouble | None]:
    """What was read, or None and the trouble there was."""
    try:
        async with asyncio.timeout(time_limit):
            return await asked, None
    except TimeoutError:
        return None, Trouble(SLOW)
    except ProviderError as error:
        since = error.since if isinstance(error, Unavailable) else None
        kind = UNREADABLE if error.reason == UNREADABLE else error.kind
        return None, Trouble(kind, since, busy=error.reason == BUSY)
    except Exception:  # one that breaks its promise must hide no other either
        log.exception("a reading broke")
        return None, Trouble(BROKEN)


async def sign_of_life(provider: Provider) -> None:
    """Ask whether it is there at all, then whether it lets us in. Raises ProviderError."""
    if isinstance(provider, Pinging):
        await provider.ping()
    await provider.check()
