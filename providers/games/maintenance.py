"""Whether an app is under maintenance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
