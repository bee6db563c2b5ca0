"""Gamebase's members as the desk's words have them."""

from collections.abc import Mapping, Sequence

from providers.gamebase.fields import text
from providers.gamebase.members.models import Auth, Member, Withdrawal
from providers.games import Identity, Player
from providers.lists import mapped

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
# The document spells it in two ways; the other spelling is the one that means nothing else.
_USIM_IN_TABLE = "usmCountryCode"


def player_of(
    member: Member,
    beside: Withdrawal | None,
    *,
    info: Mapping[str, object] | None = None,
    auths: Sequence[Auth] = (),
) -> Player:
    """A player; a withdrawal and logins may stand beside the member as well as inside."""
    logins = member.auth_list or auths or member.auth_list
    withdrawal = beside or member.temporary_withdrawal
    return Player(
        user_id=member.user_id,
        status=member.valid,
        app_id=member.app_id,
        registered_at=member.reg_date,
        last_login_at=member.last_login_date,
        identities=mapped(identity, logins),
        withdrawal_due_at=withdrawal.grace_period_date if withdrawal else None,
        device=_device(info or {}),
    )


def identity(auth: Auth) -> Identity:
    """One way the player signs in."""
    return Identity(auth.idp_code, auth.auth_key, auth.auth_system, auth.reg_date)


def _device(info: Mapping[str, object]) -> dict[str, str]:
    if not info.get("usimCountryCode"):
        info = {**info, "usimCountryCode": info.get(_USIM_IN_TABLE)}
    return {name: value for name in _DEVICE if (value := text(info.get(name)).strip())}
