"""Gamebase as the desk sees it: players, payments, leaderboards and the state of games, app by app."""

import asyncio
from collections.abc import Mapping, Sequence

from providers.gamebase.bans.capability import Bans
from providers.gamebase.client import GamebaseClient
from providers.gamebase.coupons.capability import Coupons
from providers.gamebase.errors import PROVIDER
from providers.gamebase.launching.capability import Launchings
from providers.gamebase.leaderboards.capability import Leaderboards
from providers.gamebase.maintenance.capability import Maintenances
from providers.gamebase.members.capability import Members
from providers.gamebase.payments.capability import Payments
from providers.gamebase.settings import GamebaseSettings
from providers.gamebase.stores import STORE_CODES
from providers.proxies import DIRECT, Proxies
from providers.timeouts import Patience


class Gamebase:
    """Implements the protocols of :mod:`providers.games`: each resource has the methods of some of them."""

    def __init__(
        self,
        settings: GamebaseSettings,
        *,
        patience: Patience | None = None,
        proxies: Proxies = DIRECT,
    ) -> None:
        self.name = PROVIDER
        self._client = client = GamebaseClient(settings, patience, proxies)
        self.apps: Sequence[str] = client.apps
        self.board_names: Mapping[str, Mapping[int, str]] = {
            name: app.leaderboards for name, app in settings.apps.items()
        }
        self.store_names: Mapping[str, str] = settings.stores
        self.store_codes: Sequence[str] = STORE_CODES

        members = Members(client)
        self.most_ids = members.most_ids
        self.player = members.player
        self.players = members.players
        self.identities = members.identities
        self.players_by_key = members.players_by_key
        self.check_token = members.check_token
        self.check_transfer = members.check_transfer
        self.withdraw = members.withdraw

        bans = Bans(client)
        self.bans = bans.bans
        self.unbans = bans.unbans

        launchings = Launchings(client)
        self.os_codes: Sequence[str] = launchings.os_codes
        self.launching = launchings.launching

        self.maintenances = Maintenances(client).maintenances

        coupons = Coupons(client)
        self.coupon_stores: Sequence[str] = coupons.coupon_stores
        self.redeem = coupons.redeem

        payments = Payments(client)
        self.payments = payments.payments
        self.consume = payments.consume
        self.subscriptions = payments.subscriptions

        boards = Leaderboards(client)
        self.most_scores = boards.most_scores
        self.most_extra = boards.most_extra
        self.score_count = boards.score_count
        self.standing = boards.standing
        self.standings = boards.standings
        self.top = boards.top
        self.write_score = boards.write_score
        self.write_scores = boards.write_scores
        self.delete_score = boards.delete_score

    async def check(self) -> None:
        """Ask for the maintenances of every app, so that every secret key is tried (FACTS 4.11)."""
        asked = (self.maintenances(app) for app in self.apps)
        for end in await asyncio.gather(*asked, return_exceptions=True):
            if isinstance(end, BaseException):
                raise end

    async def close(self) -> None:
        """Give connections back. Safe to call twice."""
        await self._client.close()
