"""What clients of a game are told at their start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from providers.base import Provider
from providers.games.maintenance import Maintenance


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
