"""What clients of a game are told at their start, and who was banned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from providers.base import Provider


@dataclass(frozen=True, slots=True)
class Maintenance:
    """One maintenance of an app. ``scope`` is APP or SYSTEM; ``stores`` empty means every store.

    A field the provider leaves out is empty or None; one it only says is there has none at all.
    """

    scope: str
    begins_at: datetime | None
    ends_at: datetime | None
    message: str
    url: str
    stores: tuple[str, ...]


@runtime_checkable
class KnowsMaintenance(Provider, Protocol):
    """Can say whether an app is under maintenance."""

    apps: Sequence[str]

    async def maintenances(self, app: str) -> tuple[Maintenance, ...]:
        """The maintenances set for the app now; empty where there is none."""


class LaunchState(StrEnum):
    """What a client of the game is told at its start."""

    OK = "ok"
    UPDATE_RECOMMENDED = "update-recommended"
    UPDATE_REQUIRED = "update-required"
    ENDED = "ended"
    MAINTENANCE = "maintenance"
    OTHER = "other"  # a status nobody has documented


@dataclass(frozen=True, slots=True)
class Launching:
    """What a client of one OS, store and version is told at its start; texts may be empty."""

    state: LaunchState
    code: int
    """The provider's own number for the state."""
    message: str
    store: str
    server_address: str
    support: str
    install_url: str
    urls: Mapping[str, str]
    """Pages about the app, those that are set: ``terms``, ``support``, ``rules``, ``privacy``."""
    maintenance: Maintenance | None
    reason: str
    """Why there is a maintenance."""


@runtime_checkable
class KnowsLaunching(Provider, Protocol):
    """Can say what a client of the game is told at its start."""

    apps: Sequence[str]
    os_codes: Sequence[str]
    store_codes: Sequence[str]

    async def launching(self, app: str, os_code: str, store: str, version: str) -> Launching:
        """Ask for one OS, store and version. Raises NotFound for a version that is not known."""


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
