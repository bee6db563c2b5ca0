"""Leaderboards: scores read, written and deleted.

A score that is written once more changes nothing, so a lost answer is settled by writing the same
again, once, be it by the next process. A deletion is never repeated, since the player may have played on:
where its answer is lost one looks whether the score is there.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from providers.errors import NotFound, OutcomeUnknown, ProviderError
from providers.games import KeepsLeaderboards, Rank, ScoreEnd, ScoreEntry, ScoreResult
from providers.registry import Providers
from services.actor import Actor
from services.audit import Audit
from services.deeds import Deeds, NotKnownError, Outcome, steps
from services.errors import ProviderTroubleError
from services.games import inputs
from services.games.errors import BadValueError
from services.games.intents import CUT_OFF, Intent, Intents
from services.games.standings import Standings
from storage.database import Database

WRITE, DELETE = "scores.write", "scores.delete"
MOST_ENTRIES = 5000
"""Scores of one file."""
_NO_SCORE = "no-score"


@dataclass(frozen=True, slots=True)
class Change:
    """What writing a score would change: the entry, and where the player stands now."""

    entry: ScoreEntry
    now: Rank


@dataclass(frozen=True, slots=True)
class Deletion:
    """What came of it: DONE, FOUND_DONE, NOT_DONE (still there: may be tried again) or UNKNOWN.

    ``earlier_at`` is when an earlier try of ours did it, if it was one whose answer had been lost.
    """

    app: str
    factor: int
    player: str
    outcome: Outcome
    earlier_at: datetime | None = None


class Leaderboards(Standings):
    """Changes the leaderboards, too; nothing is sent without having been noted.

    All raise NeedAppError, UnknownAppError, BadValueError, ProviderTroubleError.
    """

    def __init__(self, db: Database, providers: Providers, audit: Audit, deeds: Deeds) -> None:
        super().__init__(providers)
        self._intents = Intents(db, audit, deeds)

    async def preview(self, app: str | None, entries: Sequence[ScoreEntry]) -> tuple[Change, ...]:
        """What writing these would change. Raises BadValueError for what cannot be written."""
        named, provider = self._apps.named(app)
        checked = _checked(provider, entries)
        changes: list[Change] = []
        for start in range(0, len(checked), provider.most_ids):
            part = checked[start : start + provider.most_ids]
            wanted: dict[int, list[str]] = {}
            for one in part:
                wanted.setdefault(one.factor, []).append(one.user_id)
            try:
                found = await provider.standings(named, wanted)
            except ProviderError as error:
                raise ProviderTroubleError.of(error) from error
            now = {(one.factor, one.user_id): one for one in found}
            changes += [Change(one, now[one.factor, one.user_id]) for one in part]
        return tuple(changes)

    async def write(
        self, actor: Actor, app: str | None, entries: Sequence[ScoreEntry]
    ) -> tuple[ScoreResult, ...]:
        """Write scores, each with its own result in the order given.

        What a provider refuses or does not answer is in the results, with its word in ``reason``: of
        many scores some may be written and others not. Those of which an earlier process knew what came
        are left out. Raises BadValueError before anything is sent.
        """
        named, provider = self._apps.named(app)
        checked = _checked(provider, entries)
        results: list[ScoreResult] = []
        for start in range(0, len(checked), provider.most_scores):
            part = checked[start : start + provider.most_scores]
            place = f"{start + 1}–{start + len(part)}"
            if self._is_over(place):
                continue
            results += await self._write(actor, named, provider, part, place)
        return tuple(results)

    async def delete(
        self,
        actor: Actor,
        app: str | None,
        factor: int | str,
        user_id: str,
        *,
        past: bool = False,
    ) -> Deletion:
        """Delete what there is of one player, for good.

        Raises ProviderTroubleError with the reason "no-score" where there is nothing; after any error
        nothing was done.
        """
        named, provider = self._apps.named(app)
        number, player = inputs.factor(factor), inputs.word("player", user_id)
        subject = f"{named}/{number}/{player}"
        if cut_off := self._intents.cut_off(actor, DELETE, subject):
            try:
                found = await provider.standing(named, number, player, past=past)
            except ProviderError as error:
                raise ProviderTroubleError.of(error) from error
            return await self._as_found(named, found, cut_off, kind=CUT_OFF)
        tries = await self._intents.tries(DELETE, subject)
        intent = await self._intents.begin(actor, DELETE, subject, past=past)
        try:
            result = await provider.delete_score(named, number, player, past=past)
        except OutcomeUnknown as error:
            return await self._look(provider, named, number, player, intent, error, past=past)
        except ProviderError as error:
            await self._intents.refused(intent, error)
            alike = [one for one in tries if one.facts.get("past") is past]
            lost = alike[0] if alike and alike[0].lost else None
            if lost is not None and isinstance(error, NotFound) and error.reason == _NO_SCORE:
                await self._intents.settle(actor, DELETE, subject, lost)
                return Deletion(named, number, player, Outcome.FOUND_DONE, lost.at)
            raise ProviderTroubleError.of(error) from error
        await self._intents.end(intent, Outcome.DONE, code=result.code)
        return Deletion(named, number, player, Outcome.DONE)

    async def _look(
        self,
        provider: KeepsLeaderboards,
        app: str,
        factor: int,
        player: str,
        intent: Intent,
        error: ProviderError,
        *,
        past: bool,
    ) -> Deletion:
        facts: dict[str, Any] = {"kind": error.kind, "code": error.code}
        try:
            found = await provider.standing(app, factor, player, past=past)
        except ProviderError:
            await self._intents.end(intent, Outcome.UNKNOWN, **facts)
            return Deletion(app, factor, player, Outcome.UNKNOWN)
        return await self._as_found(app, found, intent, **facts)

    async def _as_found(self, app: str, found: Rank, intent: Intent, **facts: Any) -> Deletion:
        outcome, end = Outcome.FOUND_DONE, Outcome.FOUND_DONE
        if found.score is not None:
            # It may still be on its way, so this try stays one whose answer is lost.
            outcome, end = Outcome.UNKNOWN, Outcome.NOT_DONE
        await self._intents.end(intent, outcome, **facts)
        return Deletion(app, found.factor, found.user_id, end)

    def _is_over(self, place: str) -> bool:
        """Whether an earlier process knew what came of these scores."""
        earlier = steps.earlier(WRITE, place)
        return earlier is not None and earlier[1]["outcome"] is not None

    async def _write(
        self,
        actor: Actor,
        app: str,
        provider: KeepsLeaderboards,
        entries: Sequence[ScoreEntry],
        place: str,
    ) -> Sequence[ScoreResult]:
        cut_off = self._intents.cut_off(actor, WRITE, app, what=place)
        if cut_off and not steps.may_repeat():
            raise NotKnownError
        scores = [[one.factor, one.user_id, str(one.score), one.extra] for one in entries]
        intent = cut_off or await self._intents.begin(actor, WRITE, app, what=place, scores=scores)
        unclear = [ScoreResult(one.factor, one.user_id, ScoreEnd.UNKNOWN) for one in entries]
        before = unclear if cut_off else ()
        results = await _sent(provider, app, entries, intent.mark, before=before)
        if any(one.end is ScoreEnd.UNKNOWN for one in results):
            results = await _sent(provider, app, entries, intent.mark, before=results)
        ends = [[str(one.end), one.code, one.reason] for one in results]
        outcome = Outcome.DONE
        if any(one.end is ScoreEnd.UNKNOWN for one in results):
            outcome = Outcome.UNKNOWN
        elif all(one.end is ScoreEnd.REFUSED for one in results):
            outcome = Outcome.REFUSED
        counts = Counter(str(one.end) for one in results)
        await self._intents.end(intent, outcome, counts=counts, results=ends)
        return results


def _checked(provider: KeepsLeaderboards, entries: Sequence[ScoreEntry]) -> list[ScoreEntry]:
    if not 0 < len(entries) <= MOST_ENTRIES:
        raise BadValueError("count", most=MOST_ENTRIES)
    checked = [
        ScoreEntry(
            inputs.factor(one.factor),
            inputs.part("player", one.user_id),
            inputs.score(one.score),
            inputs.extra_text(one.extra, provider.most_extra),
        )
        for one in entries
    ]
    if len({(one.factor, one.user_id) for one in checked}) < len(checked):
        raise BadValueError("player")
    return checked


async def _sent(
    provider: KeepsLeaderboards,
    app: str,
    entries: Sequence[ScoreEntry],
    mark: int,
    *,
    before: Sequence[ScoreResult] = (),
) -> list[ScoreResult]:
    """Write the entries that were not settled ``before``; whatever happens is a result."""
    left = [
        place
        for place in range(len(entries))
        if not before or before[place].end is ScoreEnd.UNKNOWN
    ]
    results = list(before) or [
        ScoreResult(one.factor, one.user_id, ScoreEnd.UNKNOWN) for one in entries
    ]
    sent = [entries[place] for place in left]
    try:
        if len(sent) == 1:
            came: Sequence[ScoreResult] = [await provider.write_score(app, sent[0], mark)]
        else:
            came = await provider.write_scores(app, sent, mark)
    except ProviderError as error:
        # That the second try was refused or not sent proves nothing about the first.
        proven = not before and not isinstance(error, OutcomeUnknown)
        end = ScoreEnd.REFUSED if proven else ScoreEnd.UNKNOWN
        code = error.code if isinstance(error.code, int) else None
        # Why an answer is not clear says nothing about what was done; that it is not clear does.
        reason = (error.reason or error.kind) if end is ScoreEnd.REFUSED else OutcomeUnknown.kind
        came = [ScoreResult(one.factor, one.user_id, end, code, reason) for one in sent]
    for place, result in zip(left, came, strict=True):
        results[place] = result
    return results
