"""Leaderboards as the desk has them: ranks read, scores written and deleted, every nested code walked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from providers.errors import NotFound, Rejected
from providers.gamebase import codes, validation
from providers.gamebase.client import GamebaseClient
from providers.gamebase.errors import PROVIDER, is_listed, reason_of
from providers.gamebase.leaderboards import reads, writes
from providers.gamebase.leaderboards.models import (
    ResultAnswer,
    ResultsAnswer,
    UserInfo,
    UsersAnswer,
)
from providers.games import Rank, ScoreEnd, ScoreEntry, ScoreResult
from providers.lists import Listed, slips_of


class Leaderboards:
    """``KeepsLeaderboards``."""

    most_ids = validation.MAX_IDS
    most_scores = validation.MAX_SCORES
    most_extra = validation.MAX_EXTRA

    def __init__(self, client: GamebaseClient) -> None:
        self._client = client

    async def score_count(self, app: str, factor: int, *, past: bool = False) -> int:
        """How many players have a score (FACTS 4.16)."""
        answer = await reads.count_users(self._client, app, factor, past=past)
        return answer.result_info.total_count or 0

    async def standing(self, app: str, factor: int, user_id: str, *, past: bool = False) -> Rank:
        """Where one player stands (FACTS 4.17)."""
        try:
            answer = await reads.get_rank(self._client, app, factor, user_id, past=past)
        except NotFound as error:
            if error.code != codes.NO_SCORE:
                raise
            return _none(factor, user_id, codes.NO_SCORE)
        return _standing(factor, answer.user_info)

    async def standings(
        self, app: str, wanted: Mapping[int, Sequence[str]], *, past: bool = False
    ) -> tuple[Rank, ...]:
        """Where several players stand, in the order asked for (FACTS 4.18)."""
        answer = await reads.get_ranks(self._client, app, wanted, past=past)
        unread = _Unread.of(answer)
        failed = {part.factor: part.result_code for part in answer.user_infos_with_factor}
        found = {
            (part.factor, info.user_id): info
            for part in answer.user_infos_with_factor
            for info in part.user_infos
        }
        standings = []
        for factor, users in wanted.items():
            for user_id in dict.fromkeys(users):
                info = found.get((str(factor), user_id))
                if info is not None and info.result_code == 0:
                    standings.append(_standing(factor, info))
                elif info is None and unread.may_be(str(factor), user_id):
                    standings.append(Rank(factor, user_id, reason="unreadable-entry"))
                else:
                    code = info.result_code if info else failed.get(str(factor), 0)
                    standings.append(_none(factor, user_id, code or codes.NO_SCORE))
        return tuple(standings)

    async def top(
        self, app: str, factor: int, start: int, size: int, *, past: bool = False
    ) -> tuple[Rank, ...]:
        """Who stands from the rank ``start`` on (FACTS 4.19)."""
        answer = await reads.get_range(self._client, app, factor, start, size, past=past)
        infos = answer.user_infos_by_range.user_infos
        good = (_standing(factor, info) for info in infos if info.result_code == 0)
        return Listed(good, slips_of(infos))

    async def write_score(self, app: str, entry: ScoreEntry, mark: int) -> ScoreResult:
        """Write one score (FACTS 4.20, with an extra 4.21). Sent once.

        Raises NotFound, Rejected, and OutcomeUnknown where the answer is lost.
        """
        if entry.extra is None:
            answer = await writes.write_score(
                self._client, app, entry.factor, entry.user_id, entry.score, mark
            )
        else:
            answer = await writes.write_score_with_extra(
                self._client, app, entry.factor, entry.user_id, entry.score, entry.extra, mark
            )
        return _single(entry.factor, entry.user_id, answer)

    async def write_scores(
        self, app: str, entries: Sequence[ScoreEntry], mark: int
    ) -> tuple[ScoreResult, ...]:
        """Write several scores (FACTS 4.22, with extras 4.23). Sent once.

        Raises Rejected where a player comes twice at a factor, and OutcomeUnknown where the answer
        is lost.
        """
        by_factor: dict[int, list[ScoreEntry]] = defaultdict(list)
        for entry in entries:
            by_factor[entry.factor].append(entry)
        if len({(entry.factor, entry.user_id) for entry in entries}) < len(entries):
            raise Rejected(PROVIDER, "scores: a player comes twice at a factor")
        if all(entry.extra is None for entry in entries):
            plain = {
                factor: [(one.user_id, one.score) for one in given]
                for factor, given in by_factor.items()
            }
            answer = await writes.write_scores(self._client, app, plain, mark)
        else:
            full = {
                factor: [(one.user_id, one.score, one.extra) for one in given]
                for factor, given in by_factor.items()
            }
            answer = await writes.write_scores_with_extra(self._client, app, full, mark)
        named = _codes(answer)
        return tuple(_result(one.factor, one.user_id, _code_of(named, one)) for one in entries)

    async def delete_score(
        self, app: str, factor: int, user_id: str, *, past: bool = False
    ) -> ScoreResult:
        """Delete what there is of one player, for good (FACTS 4.24). Sent once.

        Raises NotFound where there is nothing, and OutcomeUnknown where the answer is lost.
        """
        answer = await writes.delete_user(self._client, app, factor, user_id, past=past)
        return _single(factor, user_id, answer)


@dataclass(frozen=True, slots=True)
class _Unread:
    """What of an answer cannot be read: players of factors, whole factors, and who knows which."""

    players: frozenset[tuple[str, str]]
    factors: frozenset[str]

    @classmethod
    def of(cls, answer: UsersAnswer) -> "_Unread":
        parts = answer.user_infos_with_factor
        named = {(part.factor, slip.id) for part in parts for slip in slips_of(part.user_infos)}
        factors = {slip.id for slip in slips_of(parts)}
        factors |= {factor for factor, player in named if not player}
        return cls(frozenset(named), frozenset(factors))

    def may_be(self, factor: str, player: str) -> bool:
        """Whether the player's entry may be among what cannot be read."""
        return (factor, player) in self.players or not self.factors.isdisjoint({factor, ""})


def _standing(factor: int, info: UserInfo) -> Rank:
    return Rank(
        factor=factor,
        user_id=info.user_id,
        rank=info.rank,
        score=info.score,
        previous_rank=info.pre_rank or None,
        extra=info.extra,
        at=info.date,
        total=info.total,
    )


def _none(factor: int, user_id: str, code: int) -> Rank:
    return Rank(factor, user_id, code=code, reason=reason_of(code))


def _codes(answer: ResultsAnswer) -> dict[tuple[str, str], int]:
    """The codes of an answer by factor and player; those of whole factors under no player."""
    named: dict[tuple[str, str], int] = {}
    for part in answer.result_infos_with_factor:
        if part.result_code not in {0, codes.SAME_DATA}:
            named[part.factor, ""] = part.result_code
        for info in part.result_infos:
            named[part.factor, info.user_id] = info.result_code
    return named


def _code_of(named: Mapping[tuple[str, str], int], entry: ScoreEntry) -> int | None:
    factor = str(entry.factor)
    return named.get((factor, entry.user_id), named.get((factor, "")))


def _single(factor: int, user_id: str, answer: ResultAnswer) -> ScoreResult:
    return _result(factor, user_id, answer.code())


def _result(factor: int, user_id: str, code: int | None) -> ScoreResult:
    if code is None or (code not in {0, codes.SAME_DATA} and not is_listed(code)):
        return ScoreResult(factor, user_id, ScoreEnd.UNKNOWN, code)
    end = {0: ScoreEnd.DONE, codes.SAME_DATA: ScoreEnd.SAME}.get(code, ScoreEnd.REFUSED)
    return ScoreResult(factor, user_id, end, code, reason_of(code))
