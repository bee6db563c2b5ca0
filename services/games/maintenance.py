"""Maintenances of every app: whether the games are open."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from providers.games import KnowsMaintenance, Maintenance
from providers.registry import Providers
from services.clock import Clock
from services.provider_reads import TIME_LIMIT, read


@dataclass(frozen=True, slots=True)
class AppStatus:
    """The maintenances of an app at ``read_at``, none being an open game; or the kind of trouble.

    Kinds are those of services/provider_reads.py. ``since``: the provider is down since then, so was not
    asked.
    """

    app: str
    provider: str
    maintenances: tuple[Maintenance, ...] | None
    trouble: str | None
    read_at: datetime
    since: datetime | None = None


class GameStatus:
    """Reads the status of every configured app. ``time_limit`` is in seconds."""

    def __init__(self, providers: Providers, clock: Clock, time_limit: float = TIME_LIMIT) -> None:
        self._providers = providers
        self._clock = clock
        self._time_limit = time_limit

    @property
    def apps(self) -> tuple[str, ...]:
        """The names of the apps, in the order of the settings."""
        return tuple(
            app
            for provider in self._providers.with_capability(KnowsMaintenance)
            for app in provider.apps
        )

    async def maintenances(self) -> tuple[AppStatus, ...]:
        """Ask for all apps at once; takes as long as the slowest, and one in trouble hides no other."""
        asked = [
            self._app(provider, app)
            for provider in self._providers.with_capability(KnowsMaintenance)
            for app in provider.apps
        ]
        return tuple(await asyncio.gather(*asked))

    async def _app(self, provider: KnowsMaintenance, app: str) -> AppStatus:
        found, trouble = await read(provider.maintenances(app), self._time_limit)
        if trouble is None:
            return AppStatus(app, provider.name, found, None, self._clock())
        return AppStatus(app, provider.name, None, trouble.kind, self._clock(), trouble.since)
