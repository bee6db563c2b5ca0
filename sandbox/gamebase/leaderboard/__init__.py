"""The Leaderboard product behind Gamebase's wrapping API (FACTS 4.16 to 4.24)."""

from sandbox.gamebase.leaderboard.boards import Entry, Factor
from sandbox.gamebase.leaderboard.records import ScoreDeletion, ScoreWrite
from sandbox.gamebase.leaderboard.service import Leaderboard

__all__ = ["Entry", "Factor", "Leaderboard", "ScoreDeletion", "ScoreWrite"]
