"""Gamebase as the desk sees it: players, payments, leaderboards and the state of games, app by app."""

import asyncio

from providers.gamebase.capabilities.leaderboards import Leaderboards
from providers.gamebase.capabilities.payments import Payments
from providers.gamebase.capabilities.players import Players
from providers.gamebase.capabilities.status import Status
from providers.gamebase.client import GamebaseClient
from providers.gamebase.launching import check_maintenance
from providers.gamebase.settings import GamebaseSettings
from providers.proxies import DIRECT, Proxies
from providers.timeouts import Patience


class Gamebase(Players, Status, Payments, Leaderboards):
    """Implements what its sides name, of :mod:`providers.base` and :mod:`providers.games`."""

    def __init__(
        self,
        settings: GamebaseSettings,
        *,
        patience: Patience | None = None,
        proxies: Proxies = DIRECT,
    ) -> None:
        super().__init__(GamebaseClient(settings, patience, proxies))
        self.board_names = {name: app.leaderboards for name, app in settings.apps.items()}
        self.store_names = settings.stores

    async def check(self) -> None:
        """Ask for the maintenances of every app, so that every secret key is tried (FACTS 4.11)."""
        asked = (check_maintenance(self._client, app) for app in self.apps)
        for end in await asyncio.gather(*asked, return_exceptions=True):
            if isinstance(end, BaseException):
                raise end

    async def close(self) -> None:
        """Give connections back. Safe to call twice."""
        await self._client.close()
