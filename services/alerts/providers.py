"""Providers: down, slow against their own usual, sign-in refused, rate limited, and back; since when.

Each is asked for a sign of life once a minute, as ``/providers`` does it. A trouble begins with the
second look that shows it and is over with the second that does not, so that a single lost answer is
nobody's alert. What a provider usually takes is learnt from its answers; a slow one teaches nothing.
Where several are in the same trouble since about the same time they share a card; where all are down at once
it begins with that: what fails is most likely the desk's own way out.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from providers.base import Provider, SellsOurs
from providers.errors import NotAllowed
from providers.registry import Providers
from services.alerts.standing import Lasting, Standing, StandingAlerts, keyed
from services.clock import Clock
from services.incidents import Incidents, Signal
from services.outbox import Outbox
from services.provider_reads import TIME_LIMIT, Trouble, read, sign_of_life
from services.schedules.due import DueRun
from storage.database import Database
from storage.provider_health import HealthRow

KIND = "provider"
DOWN, SLOW, REFUSED, LIMITED = "down", "slow", "refused", "limited"
ALL_DOWN = "all"
"""What is said besides where none answers."""
LOOKS = 2
"""So many looks in a row make a trouble, or its end."""
EVERY = timedelta(seconds=30)
"""What another process has seen so lately is not asked again."""
LEARNT = 20
"""Of less answers than this nobody knows what is usual."""
TOGETHER = timedelta(minutes=3)
"""What began no further apart than this has one cause."""
MEMORY = 60
"""About so many answers, an hour's, make what is usual."""
TIMES, MORE = 3, 500
"""Slow is what takes more than three times the usual, and half a second more than that at least."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a sign of life came to: a trouble of above but SLOW, or how long it took.

    ``since``: the provider counts as down since then, so it was not asked.
    """

    trouble: str | None
    ms: int
    since: datetime | None = None


def never_seen(provider: str, at: datetime) -> HealthRow:
    """What is known of a provider that was never looked at."""
    return HealthRow(provider, 0, 0, None, None, 0, at)


def judged(before: HealthRow, look: Look, at: datetime) -> HealthRow:
    """What is known after a look.

    ``streak`` counts looks in a row that say otherwise than ``trouble`` does; ``since`` is when the
    trouble, or what may become one, began.
    """
    found = look.trouble
    if found is None and _is_slow(before, look.ms):
        found = SLOW
    row = replace(before, looked_at=at)
    if found is None:
        row = _learnt(row, look.ms)
    if found == row.trouble:
        return replace(row, streak=0, since=row.since if found is not None else None)
    # What becomes another trouble goes on since the first.
    since = row.since or look.since or at
    if row.streak + 1 < LOOKS:
        return replace(row, streak=row.streak + 1, since=since)
    return replace(row, trouble=found, since=None if found is None else since, streak=0)


def standing(schedule_id: int, rows: Mapping[str, HealthRow], providers: Iterable[str]) -> Standing:
    """Which of these providers are in trouble, and whether none answers."""
    names = list(providers)
    troubled = [rows[name] for name in names if name in rows and rows[name].trouble is not None]
    # What failed once and is not sure yet is company as well: it joins that card with the next look.
    failed_once = [
        rows[name]
        for name in names
        if name in rows and rows[name].trouble is None and rows[name].streak
    ]
    together = [row for row in troubled if _has_company(row, [*troubled, *failed_once])]
    groups = {row.provider: _group(schedule_id, row) for row in together}
    found = [_lasting(schedule_id, row, groups.get(row.provider, "")) for row in troubled]
    if together and len(names) == len(together) and all(row.trouble == DOWN for row in together):
        found.insert(0, _all_down(schedule_id, troubled))
    return Standing(found)


def _has_company(row: HealthRow, others: Iterable[HealthRow]) -> bool:
    """Whether another has the same trouble, or may get it, since about the same time."""
    return any(
        each.provider != row.provider
        and each.trouble in {row.trouble, None}
        and abs(_since(each) - _since(row)) <= TOGETHER
        for each in others
    )


def _since(row: HealthRow) -> datetime:
    return row.since or row.looked_at


def _group(schedule_id: int, row: HealthRow) -> str:
    """One for all that share a trouble, so that what comes and goes together is counted together."""
    return keyed(KIND, schedule_id, "*", row.trouble)


def _all_down(schedule_id: int, rows: Sequence[HealthRow]) -> Lasting:
    since = max(map(_since, rows))
    facts = {"state": ALL_DOWN, "count": len(rows), "since_at": since.isoformat()}
    key = keyed(KIND, schedule_id, "*")
    return Lasting(Signal(KIND, key, "urgent", facts, _group(schedule_id, rows[0])), ALL_DOWN)


def _lasting(schedule_id: int, row: HealthRow, group: str) -> Lasting:
    facts: dict[str, Any] = {
        "state": row.trouble,
        "provider": row.provider,
        "since_at": _since(row).isoformat(),
        "usual_ms": row.usual_ms,
    }
    severe = row.trouble in {DOWN, REFUSED}
    key = keyed(KIND, schedule_id, row.provider)
    signal = Signal(KIND, key, "urgent" if severe else "warning", facts, group)
    return Lasting(signal, row.trouble or "")


def _is_slow(row: HealthRow, ms: int) -> bool:
    return row.samples >= LEARNT and ms > max(TIMES * row.usual_ms, row.usual_ms + MORE)


def _learnt(row: HealthRow, ms: int) -> HealthRow:
    samples = min(row.samples + 1, MEMORY)
    usual = row.usual_ms + round((ms - row.usual_ms) / samples)
    return replace(row, usual_ms=usual, samples=samples)


class ProviderAlerts(StandingAlerts):
    """Asks all providers, once for all schedules."""

    prefix = KIND

    def __init__(
        self,
        db: Database,
        clock: Clock,
        incidents: Incidents,
        outbox: Outbox,
        providers: Providers,
        time_limit: float = TIME_LIMIT,
    ) -> None:
        super().__init__(incidents, outbox)
        self._db = db
        self._clock = clock
        # Own stock is the desk's own database, which other alerts look at.
        self._providers = [each for each in providers if not isinstance(each, SellsOurs)]
        self._time_limit = time_limit

    @property
    def offered(self) -> bool:
        """Whether there is a provider to look at."""
        return bool(self._providers)

    async def find(self, due: Sequence[DueRun]) -> Mapping[int, Standing]:
        """How they are by now."""
        async with self._db.read() as tx:
            rows = await tx.provider_health.all()
        now = self._clock()
        asked = [
            each
            for each in self._providers
            if each.name not in rows or abs(now - rows[each.name].looked_at) >= EVERY
        ]
        looks = await asyncio.gather(*map(self._look, asked))
        if asked:
            rows = await self._noted(
                rows, dict(zip((each.name for each in asked), looks, strict=True)), now
            )
        names = [each.name for each in self._providers]
        return {run.schedule.id: standing(run.schedule.id, rows, names) for run in due}

    async def _noted(
        self, before: Mapping[str, HealthRow], looks: Mapping[str, Look], now: datetime
    ) -> dict[str, HealthRow]:
        """What is known after looks that began now, held against what is known by their end.

        A slow look may end after a later one of another process, or beside one of the same minute.
        """
        async with self._db.write() as tx:
            rows = await tx.provider_health.locked()
            news = {
                name: judged(rows.get(name) or never_seen(name, now), look, now)
                for name, look in looks.items()
                if not _seen_meanwhile(before.get(name), rows.get(name), now)
            }
            await tx.provider_health.put(news.values())
        return rows | news

    async def _look(self, provider: Provider) -> Look:
        began = self._clock.steady()
        _, trouble = await read(sign_of_life(provider), self._time_limit)
        ms = round((self._clock.steady() - began) * 1000)
        if trouble is None:
            return Look(None, ms)
        return Look(_word(trouble), ms, trouble.since)


def _seen_meanwhile(before: HealthRow | None, row: HealthRow | None, now: datetime) -> bool:
    """Whether somebody else has looked about now, or later, while a look that began now was under way."""
    return row is not None and row != before and row.looked_at > now - EVERY


def _word(trouble: Trouble) -> str:
    if trouble.kind == NotAllowed.kind:
        return REFUSED
    return LIMITED if trouble.busy else DOWN
