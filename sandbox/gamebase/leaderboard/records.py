"""What the leaderboard remembers of its changes, for tests to look at."""

from datetime import datetime
from typing import NamedTuple


class ScoreWrite(NamedTuple):
    """One score that was accepted; several of one request are several of these."""

    app_id: str
    factor: str
    user_id: str
    score: float
    extra: str
    transaction_id: int
    changed: bool
    """False if the board said the same already (code 1)."""
    at: datetime


class ScoreDeletion(NamedTuple):
    """One entry that is gone for good."""

    app_id: str
    factor: str
    user_id: str
    past: bool
    at: datetime
