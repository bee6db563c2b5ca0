"""Where the time comes from: always handed in, so that a test can hold it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the moment, aware and in UTC."""


def system_clock() -> datetime:
    """Give the moment by the machine's clock."""
    return datetime.now(UTC)
