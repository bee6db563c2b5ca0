"""Leaderboards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, runtime_checkable

from providers.base import Provider


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a player stands at a factor. ``score`` is None where the player has none.

    ``code`` and ``reason`` tell why there is none: a player without a score, no such factor.
    """

    factor: int
    user_id: str
    rank: int | None = None
    score: Decimal | None = None
    previous_rank: int | None = None
    """None where there was none."""
    extra: str = ""
    at: datetime | None = None
    total: int | None = None
    code: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """A score to be written. ``extra`` (at most 16 bytes) stays beside it; None leaves what is there."""

    factor: int
    user_id: str
    score: Decimal
    extra: str | None = None


class ScoreEnd(StrEnum):
    """How the writing or deleting of one score ended."""

    DONE = "done"
    SAME = "same"  # written, and it was so before
    REFUSED = "refused"
    UNKNOWN = "unknown"  # the answer says nothing of it, or that the provider itself failed


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """What became of one score. ``code`` is None where the answer names none."""

    factor: int
    user_id: str
    end: ScoreEnd
    code: int | None = None
    reason: str = ""


@runtime_checkable
class KeepsLeaderboards(Provider, Protocol):
    """Can read and change leaderboards. A leaderboard is named by its factor, a whole number.

    ``past`` means the period before this one.
    """

    apps: Sequence[str]
    most_ids: int
    most_scores: int
    """How many scores one call may write."""
    most_extra: int
    """How many bytes may stand beside a score."""

    async def score_count(self, app: str, factor: int, *, past: bool = False) -> int:
        """How many players have a score. Raises NotFound for no such factor."""

    async def standing(self, app: str, factor: int, user_id: str, *, past: bool = False) -> Rank:
        """Where one player stands. Raises NotFound for no such factor."""

    async def standings(
        self, app: str, wanted: Mapping[int, Sequence[str]], *, past: bool = False
    ) -> tuple[Rank, ...]:
        """Where several players stand, by factor, in the order asked for."""

    async def top(
        self, app: str, factor: int, start: int, size: int, *, past: bool = False
    ) -> tuple[Rank, ...]:
        """Who stands from the rank ``start`` on. Raises NotFound for no such factor."""

    async def write_score(self, app: str, entry: ScoreEntry, mark: int) -> ScoreResult:
        """Write one score. ``mark`` is a number the provider notes beside it.

        Writing it once more changes nothing. Raises Refused, OutcomeUnknown.
        """

    async def write_scores(
        self, app: str, entries: Sequence[ScoreEntry], mark: int
    ) -> tuple[ScoreResult, ...]:
        """Write several scores in one call; each has its own result, in the order given."""

    async def delete_score(
        self, app: str, factor: int, user_id: str, *, past: bool = False
    ) -> ScoreResult:
        """Delete what there is of one player, for good. Raises NotFound where there is nothing."""
