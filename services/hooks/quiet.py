"""Quiet hours of hooks: by the clock of their chat, and as alerts keep them."""

from collections.abc import Callable
from datetime import datetime

from services.errors import BadTimezoneError
from services.schedules.due import held_until
from services.schedules.quiet import read_quiet
from storage.hooks import HookRow

PREFIX = "hook"
"""What the keys and groups of their incidents begin with; the hook's number follows."""


class HookQuiet:
    """Until when a hook keeps quiet. ``zone_of`` knows the time zone of a chat."""

    def __init__(self, zone_of: Callable[[int], str]) -> None:
        self._zone_of = zone_of

    def until(self, row: HookRow, now: datetime) -> datetime | None:
        """When the quiet hours end in which it is now; None: it is in none."""
        if row.quiet is None:
            return None
        try:
            return held_until(read_quiet(row.quiet), now, self._zone_of(row.chat_id))
        except (
            BadTimezoneError
        ):  # the zone is gone with an update: rather heard at night than never
            return None


def in_utc() -> HookQuiet:
    """Where nobody says which zone a chat has."""
    return HookQuiet(lambda _: "UTC")
