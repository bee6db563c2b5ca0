"""Scores of one factor, this period's and the last one's, and the ranks they make."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Entry:
    """One user's place on a board."""

    user_id: str
    score: float
    extra: str
    at: datetime


class Board:
    """The entries of one period."""

    def __init__(self, *, ascending: bool) -> None:
        self._ascending = ascending
        self._entries: dict[str, Entry] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, user_id: str) -> Entry | None:
        """Return the user's entry, if there is one."""
        return self._entries.get(user_id)

    def put(self, entry: Entry) -> bool:
        """Write the user's entry over the last one; False if it said the same already."""
        old = self._entries.get(entry.user_id)
        if old is not None and (old.score, old.extra) == (entry.score, entry.extra):
            return False
        self._entries[entry.user_id] = entry
        return True

    def remove(self, user_id: str) -> bool:
        """Delete the user's entry; False if there was none."""
        return self._entries.pop(user_id, None) is not None

    def ranking(self) -> list[Entry]:
        """Return all entries, the best first; of equal scores the older one is better."""
        sign = 1 if self._ascending else -1
        return sorted(
            self._entries.values(), key=lambda entry: (sign * entry.score, entry.at, entry.user_id)
        )

    def ranks(self) -> dict[str, int]:
        """Return every user's rank, counted from 1; no two share one."""
        return {entry.user_id: rank for rank, entry in enumerate(self.ranking(), 1)}


@dataclass
class Factor:
    """One leaderboard of an app."""

    app_id: str
    name: str
    ascending: bool
    """Whether the lowest score is the best."""
    current: Board = field(init=False)
    past: Board = field(init=False)

    def __post_init__(self) -> None:
        self.current = Board(ascending=self.ascending)
        self.past = Board(ascending=self.ascending)

    def board(self, *, past: bool) -> Board:
        """Return the board of the last period or of this one."""
        return self.past if past else self.current

    def next_period(self) -> None:
        """End the period: its scores become the past ones."""
        self.past, self.current = self.current, Board(ascending=self.ascending)
