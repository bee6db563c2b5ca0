"""Gamebase members and the parts of answers that describe them (FACTS 4.1, 4.3 to 4.6, 4.9)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Literal

Valid = Literal["Y", "D", "B", "M", "T"]
"""Normal, withdrawn, banned, missing; T, a pending withdrawal, is known from a side remark only."""

WITHDRAWAL_GRACE = timedelta(days=7)
KOREA = timezone(timedelta(hours=9))  # the offset of the document's samples

AUTH_SYSTEM = "gbid"  # the only one there is

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

    def basics(self) -> dict[str, Any]:
        """Return what every answer about a member has."""
        return {
            "userId": self.user_id,
            "valid": self.valid,
            "appId": self.app_id,
            "regDate": iso(self.registered_at),
        }

    def with_login(self) -> dict[str, Any]:
        """Return the basics and the last login, if there was one after the first."""
        if self.last_login_at is None:
            return self.basics()
        return {**self.basics(), "lastLoginDate": iso(self.last_login_at)}

    def auth_list(self) -> list[dict[str, Any]]:
        """Return the ways in which the member signs in."""
        return [
            {
                "userId": self.user_id,
                "authSystem": AUTH_SYSTEM,
                "idPCode": login.idp,
                "authKey": login.auth_key,
                "regDate": iso(login.mapped_at),
            }
            for login in self.logins
        ]

    def pending_withdrawal(self) -> dict[str, Any]:
        """Return temporaryWithdrawal in its field, or nothing; only T has it."""
        if self.valid != "T":
            return {}
        until = (self.last_login_at or self.registered_at) + WITHDRAWAL_GRACE
        return {"temporaryWithdrawal": {"gracePeriodDate": iso(until)}}

    def info(self, *, usm_misspelt: bool) -> dict[str, str]:
        """Return memberInfo; the table has usmCountryCode where the sample has usimCountryCode."""
        info = dict(self.device)
        if usm_misspelt and "usimCountryCode" in info:
            info["usmCountryCode"] = info.pop("usimCountryCode")
        return info


Members = dict[tuple[str, str], Member]
"""Members by app id and user id."""


def iso(moment: datetime) -> str:
    """Write a moment as the document does: ISO 8601 to the second, with its offset."""
    return moment.isoformat(timespec="seconds")


def millis(moment: datetime) -> int:
    """Write a moment as epoch time in milliseconds."""
    return int(moment.timestamp() * 1000)
