"""The leaderboards of all apps: what the console sets up and what became of it."""

from collections.abc import Collection

from sandbox.gamebase.leaderboard.boards import Entry, Factor
from sandbox.gamebase.leaderboard.reads import Factors, Reads
from sandbox.gamebase.leaderboard.records import ScoreDeletion, ScoreWrite
from sandbox.gamebase.leaderboard.writes import Writes
from sandbox.standin import Clock


class Leaderboard:
    """Levers, and lists of every score written and deleted by a request."""

    def __init__(self, apps: Collection[str], clock: Clock) -> None:
        self._apps = apps
        self._clock = clock
        self._factors: Factors = {}
        self.reading = Reads(self._factors)
        self.writing = Writes(self._factors)

    @property
    def writes(self) -> list[ScoreWrite]:
        """Every score a request wrote, in order."""
        return self.writing.writes

    @property
    def deletions(self) -> list[ScoreDeletion]:
        """Every entry a request deleted, in order."""
        return self.writing.deletions

    def factor(self, app_id: str, name: str, *, ascending: bool = False) -> Factor:
        """Register an empty leaderboard; KeyError if there is no such app."""
        if app_id not in self._apps:
            raise KeyError(app_id)
        factor = Factor(app_id, name, ascending)
        self._factors[app_id, name] = factor
        return factor

    def put(self, factor: Factor, user_id: str, score: float, extra: str = "") -> None:
        """Give a user a score now, as the game itself would; ``writes`` does not list it."""
        factor.current.put(Entry(user_id, float(score), extra, self._clock()))

    def entry(self, app_id: str, name: str, user_id: str, *, past: bool = False) -> Entry | None:
        """Return what the board has on the user; KeyError if there is no such factor."""
        return self._factors[app_id, name].board(past=past).get(user_id)
