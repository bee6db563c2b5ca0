"""The grants that count at this moment, in memory: without those whose end has come, swept away or not."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from storage.grants import GrantRow

Place = tuple[int, int]
"""A person and a chat, or ``EVERYWHERE``."""


class GrantsNow:
    """By person and place, then by role. ``forget`` is called with every change, be it only that one ends."""

    def __init__(self, now: Callable[[], datetime], forget: Callable[[], None]) -> None:
        self._now = now
        self._forget = forget
        self._rows: dict[Place, dict[str, GrantRow]] = {}
        self._next_end: datetime | None = None
        """No grant in ``_rows`` ends before."""
        self._ended: dict[Place, dict[str, GrantRow]] = {}

    def fill(self, grants: Iterable[GrantRow], ended: Iterable[GrantRow]) -> None:
        """Begin anew; ``ended``: those whose end came lately, the earliest first."""
        self._rows, self._next_end, self._ended = {}, None, {}
        for grant in ended:
            self._end(grant)
        for grant in grants:
            self.add(grant)
        self._forget()

    def add(self, grant: GrantRow) -> None:
        """Take one in, in place of the same with another end."""
        place = grant.user_id, grant.chat_id
        self._rows.setdefault(place, {})[grant.role] = grant
        self._ended.get(place, {}).pop(grant.role, None)
        ends = [end for end in (self._next_end, grant.until) if end is not None]
        self._next_end = min(ends, default=None)
        self._forget()

    def remove(self, user_id: int, chat_id: int, role: str) -> None:
        """Strike one out."""
        self._rows.get((user_id, chat_id), {}).pop(role, None)
        self._forget()

    def all(self) -> Mapping[Place, Mapping[str, GrantRow]]:
        """Give what counts."""
        self.let_lapse()
        return self._rows

    def at(self, user_id: int, chat_id: int) -> Mapping[str, GrantRow]:
        """Give what a person has at one place."""
        self.let_lapse()
        return self._rows.get((user_id, chat_id), {})

    def ended_at(self, user_id: int, chat_id: int) -> Mapping[str, GrantRow]:
        """Give what has ended lately, so that whoever is refused for that hears of it."""
        self.let_lapse()
        return self._ended.get((user_id, chat_id), {})

    def let_lapse(self) -> None:
        """Strike out what has ended by now. Costs a look at the clock while nothing has."""
        if self._next_end is None or (now := self._now()) < self._next_end:
            return
        grants = [grant for held in self._rows.values() for grant in held.values()]
        for grant in grants:
            if grant.until is not None and grant.until <= now:
                self.remove(grant.user_id, grant.chat_id, grant.role)
                self._end(grant)
        ends = (grant.until for grant in grants if grant.until is not None and grant.until > now)
        self._next_end = min(ends, default=None)

    def _end(self, grant: GrantRow) -> None:
        self._ended.setdefault((grant.user_id, grant.chat_id), {})[grant.role] = grant
