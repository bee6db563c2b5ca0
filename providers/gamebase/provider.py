"""Gamebase as the desk sees it: players and maintenances, app by app."""

import asyncio
from collections.abc import Mapping, Sequence

from providers.base import Identity, Maintenance, Player
from providers.gamebase.client import GamebaseClient
from providers.gamebase.errors import PROVIDER
from providers.gamebase.fields import text
from providers.gamebase.launching import check_maintenance
from providers.gamebase.members import get_member
from providers.gamebase.models import MaintenanceAnswer, MaintenanceItem, MemberAnswer
from providers.gamebase.settings import GamebaseSettings
from providers.waiting import Patience

_DEVICE = (
    "deviceModel",
    "osCode",
    "osVersion",
    "clientVersion",
    "sdkVersion",
    "storeCode",
    "language",
    "deviceCountryCode",
    "usimCountryCode",
    "telecom",
    "network",
)
# The document spells these in two ways; the other spelling is the one that means nothing else.
_USIM_IN_TABLE = "usmCountryCode"
_STORES_IN_SAMPLE = {"ONESTROE": "ONESTORE"}
_UNDESCRIBED = MaintenanceItem.model_validate({})


class Gamebase:
    """Implements ``KnowsPlayers`` and ``KnowsMaintenance`` of :mod:`providers.base`."""

    def __init__(self, settings: GamebaseSettings, *, patience: Patience | None = None) -> None:
        self.name = PROVIDER
        self._client = GamebaseClient(settings, patience)
        self.apps: Sequence[str] = self._client.apps

    async def check(self) -> None:
        """Ask for the maintenances of every app, so that every secret key is tried (FACTS 4.11)."""
        asked = (check_maintenance(self._client, app) for app in self.apps)
        for end in await asyncio.gather(*asked, return_exceptions=True):
            if isinstance(end, BaseException):
                raise end

    async def close(self) -> None:
        """Give connections back. Safe to call twice."""
        await self._client.close()

    async def player(self, app: str, user_id: str) -> Player:
        """Look one player up (FACTS 4.3).

        Raises NotFound where the app has no such player, Rejected for an app that is not configured
        and for what cannot be a user id: empty, longer than 100 characters, with a slash or with
        characters that do not print.
        """
        return _player(await get_member(self._client, app, user_id))

    async def maintenances(self, app: str) -> tuple[Maintenance, ...]:
        """The maintenances set for the app now (FACTS 4.11); empty where there is none.

        One that is set but not described is a Maintenance whose fields are empty.
        """
        answer: MaintenanceAnswer = await check_maintenance(self._client, app)
        if not answer.under_maintenance:
            return ()
        return tuple(map(_maintenance, answer.maintenances or [_UNDESCRIBED]))


def _player(answer: MemberAnswer) -> Player:
    member = answer.member
    withdrawal = answer.temporary_withdrawal or member.temporary_withdrawal
    return Player(
        user_id=member.user_id,
        status=member.valid,
        app_id=member.app_id,
        registered_at=member.reg_date,
        last_login_at=member.last_login_date,
        identities=tuple(
            Identity(auth.idp_code, auth.auth_key, auth.auth_system, auth.reg_date)
            for auth in member.auth_list
        ),
        withdrawal_due_at=withdrawal.grace_period_date if withdrawal else None,
        device=_device(answer.member_info or {}),
    )


def _device(info: Mapping[str, object]) -> dict[str, str]:
    if not info.get("usimCountryCode"):
        info = {**info, "usimCountryCode": info.get(_USIM_IN_TABLE)}
    return {name: value for name in _DEVICE if (value := text(info.get(name)).strip())}


def _maintenance(item: MaintenanceItem) -> Maintenance:
    return Maintenance(
        scope=item.type_code,
        begins_at=item.begin_date,
        ends_at=item.end_date,
        message=item.message,
        url=item.url,
        stores=tuple(_STORES_IN_SAMPLE.get(store, store) for store in item.target_stores),
    )
