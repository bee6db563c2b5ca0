"""Bans and their releases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from providers.base import Provider


@dataclass(frozen=True, slots=True)
class Ban:
    """One ban, and its release if there was one. Texts may be empty, moments None."""

    user_id: str
    seq: int | None
    type: str
    """TEMPORARY or PERMANENT."""
    reason: str
    message: str
    """What the player is told."""
    template: str
    template_code: int | None
    by: str
    """Who banned, and through what: the console or a call."""
    caller: str
    begins_at: datetime | None
    ends_at: datetime | None
    flags: str
    """"Leaderboard" where the scores were deleted with the ban."""
    released_at: datetime | None
    release_reason: str
    released_by: str
    release_caller: str


@dataclass(frozen=True, slots=True)
class BanPage:
    """Some of the bans of a period. ``page`` counts from 0; ``total`` is None where it is not said."""

    bans: tuple[Ban, ...]
    page: int
    last: bool
    total: int | None


@runtime_checkable
class KnowsBans(Provider, Protocol):
    """Can list bans and their releases."""

    apps: Sequence[str]

    async def bans(
        self, app: str, begin: datetime, end: datetime, *, page: int = 0, size: int = 100
    ) -> BanPage:
        """The bans from ``begin`` to ``end``. Raises Rejected for a period that is none."""

    async def unbans(
        self, app: str, begin: datetime, end: datetime, *, page: int = 0, size: int = 100
    ) -> BanPage:
        """The bans that were taken back from ``begin`` to ``end``. Raises as ``bans``."""
