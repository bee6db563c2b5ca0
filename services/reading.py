"""Asking a provider for something that is only looked at, so that one in trouble hides no other."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from providers.errors import ProviderError

T = TypeVar("T")

TIME_LIMIT = 8.0
"""Seconds a reading may take: a person waits for the card, and ten are too many."""
SLOW = "slow"
"""The trouble of a provider that did not answer in time."""


async def read(asked: Awaitable[T], time_limit: float) -> tuple[T | None, str | None]:
    """What was read, or None and the kind of trouble there was."""
    try:
        async with asyncio.timeout(time_limit):
            return await asked, None
    except TimeoutError:
        return None, SLOW
    except ProviderError as error:
        return None, error.kind
