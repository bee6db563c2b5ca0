"""An incident in a line, as lists and summaries show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.access import Access
from services.incidents.views import SignalView, signal_view
from storage.incidents import IncidentRow
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident as a list shows it."""

    id: int
    chat_id: int
    chat_title: str
    severity: str
    status: str
    opened_at: datetime
    acknowledged_at: datetime | None
    acknowledged_name: str
    snoozed_until: datetime | None
    resolved_at: datetime | None
    about: SignalView | None


async def lines_of(tx: Tx, access: Access, rows: Sequence[IncidentRow]) -> tuple[IncidentLine, ...]:
    """These rows as lists show them, by two reads."""
    about = await tx.incident_lists.signals([row.id for row in rows])
    people = {row.acknowledged_by for row in rows} - {None}
    names = await tx.users.called({each for each in people if each is not None})
    return tuple(
        IncidentLine(
            row.id,
            row.chat_id,
            access.title_of(row.chat_id),
            row.severity,
            row.status,
            row.opened_at,
            row.acknowledged_at,
            "" if row.acknowledged_by is None else names.get(row.acknowledged_by, "?"),
            row.snoozed_until,
            row.resolved_at,
            signal_view(about[row.id]) if row.id in about else None,
        )
        for row in rows
    )
