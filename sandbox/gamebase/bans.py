"""Bans and their releases (FACTS 4.7 and 4.8)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sandbox.gamebase.asked import Asked, Content
from sandbox.gamebase.members import Members, iso, millis
from sandbox.gamebase.paging import page_of
from sandbox.gamebase.quirks import Quirks
from sandbox.standin import Clock

BanType = Literal["TEMPORARY", "PERMANENT"]
_RELEASE_FIELDS = ("releaseCaller", "releaseDate", "releaseReason", "releaseUser")


@dataclass
class Ban:
    """One ban of one user, and its release if there was one."""

    seq: int
    app_id: str
    user_id: str
    reason: str
    begin: datetime
    end: datetime | None
    """None for a permanent one."""
    by: str
    message: str
    template: str
    flags: str
    """"Leaderboard" if the user's scores were deleted with the ban."""
    released_at: datetime | None = None
    release_reason: str | None = None
    released_by: str | None = None

    @property
    def type(self) -> BanType:
        """Whether it ends by itself."""
        return "PERMANENT" if self.end is None else "TEMPORARY"

    def content(self, quirks: Quirks) -> dict[str, Any]:
        """Return it as an entry of either history."""
        entry = {
            "appId": self.app_id,
            "banCaller": "CONSOLE",
            "banReason": self.reason,
            "banType": self.type,
            "beginDate": _date(self.begin, quirks),
            "endDate": _date(self.end, quirks),
            "flags": self.flags,
            "message": self.message,
            "name": self.template,
            "regUser": self.by,
            "releaseCaller": "CONSOLE" if self.released_at else None,
            "releaseDate": _date(self.released_at, quirks),
            "releaseReason": self.release_reason,
            "releaseUser": self.released_by,
            "seq": self.seq,
            "templateCode": 1,
            "userId": self.user_id,
        }
        if self.released_at is None and quirks.no_release == "absent":
            return {name: value for name, value in entry.items() if name not in _RELEASE_FIELDS}
        return entry


def _date(moment: datetime | None, quirks: Quirks) -> int | str | None:
    if moment is None:
        return None
    if quirks.ban_dates == "iso":
        return iso(moment)
    return millis(moment) if quirks.ban_dates == "millis" else str(millis(moment))


class Bans:
    """Every ban there was; a ban makes the member B, its release makes it Y again."""

    def __init__(self, apps: Collection[str], members: Members, clock: Clock) -> None:
        self._apps = apps
        self._members = members
        self._clock = clock
        self._last_number = 0
        self.all: list[Ban] = []

    def ban(
        self,
        app_id: str,
        user_id: str,
        *,
        reason: str = "Cheating",
        begin: datetime | None = None,
        end: datetime | None = None,
        by: str = "operator",
        message: str = "Your account is suspended",
        template: str = "Default",
        flags: str = "",
    ) -> Ban:
        """Ban a user, by default from now and for ever; KeyError if there is no such app.

        The member's state changes only if there is such a member and the ban is on now.
        """
        if app_id not in self._apps:
            raise KeyError(app_id)
        now = self._clock()
        self._last_number += 1
        ban = Ban(
            self._last_number,
            app_id,
            user_id,
            reason,
            begin or now,
            end,
            by,
            message,
            template,
            flags,
        )
        self.all.append(ban)
        member = self._members.get((app_id, user_id))
        if member is not None and ban.begin <= now and (end is None or now < end):
            member.valid = "B"
        return ban

    def release(
        self,
        ban: Ban,
        *,
        reason: str = "Appeal",
        by: str = "operator",
        at: datetime | None = None,
    ) -> None:
        """Take the ban back, by default now."""
        ban.released_at, ban.release_reason, ban.released_by = at or self._clock(), reason, by
        member = self._members.get((ban.app_id, ban.user_id))
        if member is not None and member.valid == "B":
            member.valid = "Y"

    def history(self, asked: Asked) -> Content:
        """FACTS 4.7: bans that began in the period, released ones too, newest first."""
        return self._page(asked, {ban.seq: ban.begin for ban in self.all})

    def releases(self, asked: Asked) -> Content:
        """FACTS 4.8: bans that were released in the period, the newest release first."""
        moments = {ban.seq: ban.released_at for ban in self.all if ban.released_at is not None}
        return self._page(asked, moments)

    def _page(self, asked: Asked, moments: dict[int, datetime]) -> Content:
        begin, end = (datetime.fromisoformat(asked.text(name)) for name in ("begin", "end"))
        found = [
            ban
            for ban in self.all
            if ban.app_id == asked.app_id
            and ban.seq in moments
            and begin <= moments[ban.seq] <= end
        ]
        found.sort(key=lambda ban: (moments[ban.seq], ban.seq), reverse=True)
        return page_of([ban.content(asked.quirks) for ban in found], asked)
