"""Incidents that go on to others together: one message there is the card of each, and lives as they do.

Its rows are those of cards: whoever looks where a card stands, follows it, or tells its end, finds it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.access import Access
from services.clock import Clock
from services.incidents.cards import CARD, card_facts
from services.incidents.lines import IncidentLine, lines_of
from services.incidents.signals import badness
from services.outbox import Outbox
from storage.database import Database
from storage.incident_cards import IncidentCardRow
from storage.incidents import OPEN, RESOLVED, IncidentRow
from storage.transaction import Tx

MANY = "incidents-many"
"""The notice of more incidents at once than cards would be read. Facts: ``count``, ``home``, ``thread``;
``lost``: somebody had them in hand who may not any more, and their cards stand there."""
SHOWN = 8
"""So many it names, each behind a button."""


@dataclass(frozen=True, slots=True)
class IncidentSummary:
    """What one message tells of many. ``lines``: some of them, what nobody has taken first, then the gravest.

    ``lasting``: how many are not over; ``untaken``: of those, how many nobody has in hand or let be quiet.
    ``over_last``: the number of the one that ended last, once all are over.
    ``message_id`` None: it has not arrived. ``versions``: those of its cards that it shows, by their numbers.
    """

    chat_id: int
    lines: tuple[IncidentLine, ...]
    count: int
    lasting: int
    untaken: int
    over_last: int | None
    message_id: int | None
    versions: dict[int, int]


async def place_together(
    tx: Tx,
    outbox: Outbox,
    rows: Sequence[IncidentRow],
    places: Sequence[tuple[int, int | None]],
    step: int,
) -> None:
    """Let incidents of a chat have one card for all in each of these places."""
    facts = {"count": len(rows), "home": rows[0].chat_id}
    for chat_id, thread_id in places:
        notice = await outbox.post(tx, MANY, chat_id, {**facts, "thread": thread_id})
        if notice is not None:
            ids = [row.id for row in rows]
            await tx.incident_cards.add_together(ids, chat_id, thread_id, step, notice)


class IncidentSummaries:
    """For notices: no person asks."""

    def __init__(self, db: Database, clock: Clock, access: Access, outbox: Outbox) -> None:
        self._db = db
        self._clock = clock
        self._access = access
        self._outbox = outbox

    async def told(self, notice_id: int) -> IncidentSummary | None:
        """What the message of a notice tells now; None: there is nothing that it alone tells."""
        async with self._db.read() as tx:
            cards = await tx.incident_cards.of_summary(notice_id)
            rows = {row.id: row for row in await _rows(tx, cards)}
            if not rows:
                return None
            now = self._clock()
            ends = [
                (row.resolved_at, row.id) for row in rows.values() if row.resolved_at is not None
            ]
            first = sorted(rows.values(), key=lambda row: _first(row, now))
            return IncidentSummary(
                first[0].chat_id,
                await lines_of(tx, self._access, first[:SHOWN]),
                len(first),
                sum(row.status != RESOLVED for row in first),
                sum(_rank(row, now) == 0 for row in first),
                max(ends)[1] if len(ends) == len(rows) else None,
                cards[0].message_id,
                {card.id: rows[card.incident_id].version for card in cards},
            )

    async def shown(self, notice_id: int, message_id: int, versions: Mapping[int, int]) -> None:
        """A message shows these versions now; what has changed since it was made is shown by an edit."""

        async def unit(tx: Tx) -> None:
            await tx.incident_cards.show_together(notice_id, message_id, versions)
            cards = await tx.incident_cards.of_summary(notice_id)
            rows = {row.id: row for row in await _rows(tx, cards)}
            for card in cards:
                if card.shown < (row := rows[card.incident_id]).version:
                    facts = {**card_facts(row, card.id), "anew": False}
                    await self._outbox.post(tx, CARD, card.chat_id, facts)
                    break

        await self._db.keep(unit, "told", cards=list(versions))


async def _rows(tx: Tx, cards: Sequence[IncidentCardRow]) -> Sequence[IncidentRow]:
    return await tx.incident_lists.of_ids([card.incident_id for card in cards])


def _first(row: IncidentRow, now: datetime) -> tuple[int, int, int]:
    return _rank(row, now), -badness(row.severity), row.id


def _rank(row: IncidentRow, now: datetime) -> int:
    if row.status == RESOLVED:
        return 2
    return int(row.status != OPEN or row.is_quiet(now))
