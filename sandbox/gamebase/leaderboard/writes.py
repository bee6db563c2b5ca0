"""Writing and deleting scores (FACTS 4.20 to 4.24)."""

from collections.abc import Mapping
from typing import Any

from sandbox.gamebase import codes
from sandbox.gamebase.asked import Asked, Content
from sandbox.gamebase.leaderboard.answers import factor_name, single
from sandbox.gamebase.leaderboard.boards import Entry
from sandbox.gamebase.leaderboard.reads import Factors
from sandbox.gamebase.leaderboard.records import ScoreDeletion, ScoreWrite
from sandbox.gamebase.shapes import EXTRA_BYTES, extra_bytes


class Writes:
    """The five endpoints that change boards; each score of a bulk request stands for itself."""

    def __init__(self, factors: Factors) -> None:
        self._factors = factors
        self.writes: list[ScoreWrite] = []
        self.deletions: list[ScoreDeletion] = []

    def score(self, asked: Asked) -> Content:
        """FACTS 4.20 and 4.21."""
        factor, user_id = asked.text("factor"), asked.text("userId")
        code = self._write(asked, factor, user_id, asked.params)
        return single(asked, "resultInfo", {"resultCode": code, "userId": user_id})

    def scores(self, asked: Asked) -> Content:
        """FACTS 4.22."""
        return self._several(asked, "userScoresWithFactor", "userScores")

    def scores_extra(self, asked: Asked) -> Content:
        """FACTS 4.23."""
        return self._several(asked, "userInfosWithFactor", "userInfos")

    def delete(self, asked: Asked) -> Content:
        """FACTS 4.24 in both forms; how the answer for several looks is our assumption."""
        factor, past = asked.text("factor"), asked.flag("isPast")
        if "userIds" not in asked.params:
            user_id = asked.text("userId")
            code = self._delete(asked, factor, user_id, past=past)
            return single(asked, "resultInfo", {"resultCode": code, "userId": user_id})
        infos = [
            {"resultCode": self._delete(asked, factor, user_id, past=past), "userId": user_id}
            for user_id in asked.params["userIds"]
        ]
        return {"resultInfos": infos}

    def _several(self, asked: Asked, parts: str, users: str) -> Content:
        results = []
        for part in asked.params[parts]:
            factor = str(part["factor"])
            known = (asked.app_id, factor) in self._factors
            infos = [
                {
                    "resultCode": self._write(asked, factor, sent["userId"], sent),
                    "userId": sent["userId"],
                }
                for sent in (part[users] if known else ())
            ]
            results.append(
                {
                    "resultCode": codes.OK if known else codes.NO_FACTOR,
                    "factor": factor_name(factor, asked.quirks),
                    "resultInfos": infos,
                }
            )
        return {"resultInfosWithFactor": results}

    def _write(self, asked: Asked, name: str, user_id: str, sent: Mapping[str, Any]) -> int:
        factor = self._factors.get((asked.app_id, name))
        if factor is None:
            return codes.NO_FACTOR
        if extra_bytes(sent.get("extra", "")) > EXTRA_BYTES:
            return codes.EXTRA_TOO_LONG
        old = factor.current.get(user_id)
        # A score alone says nothing about the extra, so the last one stays.
        extra = sent.get("extra", old.extra if old else "")
        entry = Entry(user_id, float(sent["score"]), extra, asked.now)
        changed = factor.current.put(entry)
        self.writes.append(
            ScoreWrite(
                asked.app_id,
                name,
                user_id,
                entry.score,
                extra,
                asked.number("transactionId"),
                changed,
                asked.now,
            )
        )
        return codes.OK if changed else codes.NOT_UPDATED

    def _delete(self, asked: Asked, name: str, user_id: str, *, past: bool) -> int:
        factor = self._factors.get((asked.app_id, name))
        if factor is None:
            return codes.NO_FACTOR
        if not factor.board(past=past).remove(user_id):
            return codes.NO_USER
        self.deletions.append(ScoreDeletion(asked.app_id, name, user_id, past, asked.now))
        return codes.OK
