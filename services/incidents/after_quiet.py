"""Quiet hours are over: the incidents of a place that they held are told as one summary.

The notice of the summary waits for their end. When it is made it takes in what they held, and posts the cards
of what lasts, in one transaction; made again, it says the same of them as they stand then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.access import Access
from services.incidents.cards import Cards, held_once
from services.incidents.escalating import count_from
from services.incidents.lines import IncidentLine, lines_of
from services.incidents.news import CALLS
from services.outbox import Outbox
from storage.database import Database
from storage.incident_cards import IncidentCardRow
from storage.incidents import OPEN, RESOLVED, IncidentRow
from storage.transaction import Tx

CARDS = 3
"""Of so many that last each has its card below the summary; of more each is behind a button."""
_MOST = 20
QUIET_AT_MOST = timedelta(days=1)
"""Quiet hours are no longer than a day."""


@dataclass(frozen=True, slots=True)
class QuietIncidents:
    """What a summary tells. ``lines``: what lasts first; ``count``: how many there are of them.

    ``follow``: whose cards come below. ``alone``: the card of the only one, which is told as it is, ``anew``
    if it stands there. ``calls``: somebody has to look at some of them, so it makes a sound.
    """

    lines: tuple[IncidentLine, ...]
    count: int
    follow: frozenset[int]
    alone: int | None
    anew: bool
    calls: bool


class AfterQuiet:
    """For the notice: no person asks."""

    def __init__(self, db: Database, access: Access, outbox: Outbox) -> None:
        self._db = db
        self._access = access
        self._cards = Cards(outbox)

    async def take_in(self, notice_id: int) -> QuietIncidents | None:
        """What the notice tells now; None: nothing was held after all."""
        async with self._db.write() as tx:
            notice = await tx.notices.get(notice_id)
            if notice is None:
                return None
            facts = notice.facts
            if "ids" not in facts:
                facts = await self._taken_in(tx, facts, notice.chat_id)
                await tx.notices.fill(notice_id, facts)
            rows = await tx.incident_lists.of_ids(facts["ids"])
            lines = await lines_of(tx, self._access, rows)
        if not lines:
            return None
        follow = frozenset(map(int, facts["follow"]))
        return QuietIncidents(
            lines,
            int(facts["count"]),
            follow,
            facts["alone"],
            anew=bool(facts.get("anew")),
            calls=bool(facts.get("calls", True)),
        )

    async def _taken_in(self, tx: Tx, facts: Mapping[str, Any], chat_id: int) -> dict[str, Any]:
        rows, count = await _held(tx, facts, chat_id)
        unheard: list[tuple[IncidentRow, IncidentCardRow]] = []
        lasting: list[IncidentRow] = []
        for row in rows:
            card = None if row.status == RESOLVED else await _unheard(tx, row, chat_id)
            if card is not None:
                unheard.append((row, card))
            if card is not None or row.status == OPEN:
                lasting.append(row)
        for row in lasting:
            await count_from(tx, row.id, chat_id, self._cards.now())
        # What somebody took in hand on its card here, and nothing came to since, is no news.
        told = [row for row in rows if row.status == RESOLVED or row in lasting]
        count -= len(rows) - len(told)
        fresh = unheard if len(lasting) <= CARDS else []
        alone = fresh[0][1].id if fresh and count == 1 else None
        if alone is None:
            for row, card in fresh:
                await self._cards.below(tx, row, card)
        return {
            **facts,
            "ids": [row.id for row in told],
            "count": count,
            "calls": any([await _calls(tx, row, self._cards.now()) for row in lasting]),
            "follow": [] if alone is not None else [row.id for row, _ in fresh],
            "alone": alone,
            "anew": alone is not None and fresh[0][1].message_id is not None,
        }


async def _held(tx: Tx, facts: Mapping[str, Any], home: int) -> tuple[Sequence[IncidentRow], int]:
    """Those of its topic; if that is gone, of the chat itself, where no other summary tells them.

    ``home``: where the notice goes; a group that became a supergroup has a new id since.
    """
    thread = facts["thread"]
    until = datetime.fromisoformat(str(facts["until"]))
    rows, count = await tx.incident_lists.held(home, thread, until, _MOST)
    if rows or thread is None:
        return rows, count
    if await tx.notices.of_once_key(held_once(home, None, until)) is not None:
        return (), 0
    return await tx.incident_lists.held(home, None, until, _MOST)


async def _unheard(tx: Tx, row: IncidentRow, chat_id: int) -> IncidentCardRow | None:
    """Its card in a chat, if nobody has looked at it there, or something came to it in these hours."""
    cards = await tx.incident_cards.of_incident(row.id)
    here = [card for card in cards if card.chat_id == chat_id and card.summary_id is None]
    if not here or row.held_until is None:
        return None
    return here[0] if here[0].message_id is None or await _came(tx, row) else None


async def _calls(tx: Tx, row: IncidentRow, now: datetime) -> bool:
    """Whether anybody has to look: nobody has it in hand or let it be quiet, or something came to it."""
    return not row.is_quiet(now) and (row.status == OPEN or await _came(tx, row))


async def _came(tx: Tx, row: IncidentRow) -> bool:
    """Whether something came to it in these hours."""
    if row.held_until is None:
        return False
    since = row.held_until - QUIET_AT_MOST
    return await tx.incidents.noted(row.id, CALLS, since, row.held_until)
