"""Views of incidents: what one looks like to whoever may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.incidents.errors import UnknownIncidentError
from services.incidents.news import OVER, PAUSED, REMOVED
from services.incidents.signals import badness
from storage.incidents import OPEN, RESOLVED, IncidentRow, SignalRow
from storage.transaction import Tx

ENDS = (OVER, PAUSED, REMOVED)
LINES = 30
"""So many lines of its log a card may show, most of them folded."""


@dataclass(frozen=True, slots=True)
class SignalView:
    """One thing it is about."""

    kind: str
    severity: str
    facts: Mapping[str, Any]
    since: datetime


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of its log; ``by``: the name of who did it, or ""."""

    at: datetime
    what: str
    by: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident as cards show it. ``lines``: oldest first.

    ``signals``: what lasts, or all it was about once that is over, the worst first.
    """

    id: int
    chat_id: int
    thread_id: int | None
    kind: str
    severity: str
    status: str
    opened_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: int | None
    acknowledged_name: str
    snoozed_until: datetime | None
    snoozed_name: str
    resolved_at: datetime | None
    resolved_by: int | None
    resolved_name: str
    step: int
    times: int
    version: int
    signals: tuple[SignalView, ...]
    lines: tuple[LineView, ...]
    lines_total: int

    @property
    def is_open(self) -> bool:
        """Whether nobody has it in hand."""
        return self.status == OPEN

    @property
    def is_resolved(self) -> bool:
        """Whether it is over."""
        return self.status == RESOLVED

    @property
    def ended_by(self) -> str:
        """The word of the log for how it ended, where it is over and nobody said so; else ""."""
        if not self.is_resolved or self.resolved_by is not None:
            return ""
        return next((line.what for line in reversed(self.lines) if line.what in ENDS), OVER)


async def view_of(tx: Tx, incident_id: int) -> IncidentView:
    """An incident as it stands now. Raises UnknownIncidentError."""
    row = await tx.incidents.get(incident_id)
    if row is None:
        raise UnknownIncidentError
    return await seen(tx, row)


async def seen(tx: Tx, row: IncidentRow) -> IncidentView:
    """The view of a row."""
    signals = list(await tx.incidents.lasting(row.id))
    if not signals:
        signals = list(await tx.incidents.ended(row.id))
    signals.sort(key=lambda each: -badness(each.severity))
    lines, total = await tx.incidents.lines(row.id, LINES)
    people = {row.acknowledged_by, row.snoozed_by, row.resolved_by, *(line.by_id for line in lines)}
    names = await tx.users.called({each for each in people if each is not None})
    return IncidentView(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        kind=row.kind,
        severity=row.severity,
        status=row.status,
        opened_at=row.opened_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        acknowledged_name=_name(names, row.acknowledged_by),
        snoozed_until=row.snoozed_until,
        snoozed_name=_name(names, row.snoozed_by),
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by,
        resolved_name=_name(names, row.resolved_by),
        step=row.step,
        times=row.times,
        version=row.version,
        signals=tuple(map(signal_view, signals)),
        lines=tuple(
            LineView(line.at, line.what, _name(names, line.by_id), line.facts) for line in lines
        ),
        lines_total=total,
    )


def signal_view(row: SignalRow) -> SignalView:
    """One thing an incident is about."""
    return SignalView(row.kind, row.severity, row.facts, row.since)


def _name(names: Mapping[int, str], person: int | None) -> str:
    return "" if person is None else names.get(person, str(person))
