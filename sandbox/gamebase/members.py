"""Gamebase members as the Get Member endpoint shows them (FACTS 4.3)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

Valid = Literal["Y", "D", "B", "M", "T"]
"""Normal, withdrawn, banned, missing; T, a pending withdrawal, is known from a side remark only."""

WITHDRAWAL_GRACE = timedelta(days=7)

DEVICE = {
    "deviceCountryCode": "KZ",
    "usimCountryCode": "KZ",
    "language": "ru",
    "osCode": "AOS",
    "telecom": "Kcell",
    "storeCode": "GG",
    "network": "WiFi",
    "deviceModel": "SM-A546E",
    "osVersion": "14",
    "sdkVersion": "2.66.0",
    "clientVersion": "1.4.2",
}


@dataclass(frozen=True)
class Login:
    """One of the ways in which a member signs in."""

    idp: str
    auth_key: str
    mapped_at: datetime


@dataclass
class Member:
    """A player's account in one app."""

    app_id: str
    user_id: str
    valid: Valid
    registered_at: datetime
    last_login_at: datetime | None
    """None for somebody who never came back after the first login; the field is then absent."""
    logins: list[Login] = field(default_factory=list)
    device: dict[str, str] = field(default_factory=lambda: dict(DEVICE))

    def content(self, *, with_info: bool, usm_misspelt: bool) -> dict[str, Any]:
        """Return the answer's content.

        The pending withdrawal stands beside the member here, not inside it as in FACTS 4.1.
        The table writes usmCountryCode where the sample has usimCountryCode.
        """
        member: dict[str, Any] = {
            "userId": self.user_id,
            "valid": self.valid,
            "appId": self.app_id,
            "regDate": iso(self.registered_at),
            "authList": [
                {
                    "userId": self.user_id,
                    "authSystem": "gbid",
                    "idPCode": login.idp,
                    "authKey": login.auth_key,
                    "regDate": iso(login.mapped_at),
                }
                for login in self.logins
            ],
        }
        if self.last_login_at is not None:
            member["lastLoginDate"] = iso(self.last_login_at)
        content: dict[str, Any] = {"member": member}
        if self.valid == "T":
            until = (self.last_login_at or self.registered_at) + WITHDRAWAL_GRACE
            content["temporaryWithdrawal"] = {"gracePeriodDate": iso(until)}
        if with_info:
            info = dict(self.device)
            if usm_misspelt and "usimCountryCode" in info:
                info["usmCountryCode"] = info.pop("usimCountryCode")
            content["memberInfo"] = info
        return content


def iso(moment: datetime) -> str:
    """Write a moment as the document does: ISO 8601 to the second, with its offset."""
    return moment.isoformat(timespec="seconds")
