"""The audit: who did what, in a chain of hashes that shows what was changed behind the desk's back."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from services.actor import Actor
from services.clock import Clock
from storage.audit import AuditRow
from storage.database import Database
from storage.transaction import Tx

BEGINNING = "0" * 64
"""What the first row has before it."""
AT_ONCE = 1000
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class AuditReport:
    """How many rows fit, and where the chain breaks: the id of the first row that does not.

    ``found`` is that row. Rows missing at the end break it at the id behind the last one, and there
    is none to be found.
    """

    rows: int
    broken_at: int | None
    found: AuditRow | None = field(default=None, compare=False)


class Audit:
    """Writes rows into the caller's transaction, and looks whether the chain is whole."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def write(
        self, tx: Tx, actor: Actor | None, action: str, subject: str, **facts: Any
    ) -> None:
        """Add a row (no actor: the desk itself). ``facts`` never hold a key, token or password.

        On PostgreSQL the next to write waits until this transaction ends: write it last.
        """
        head = await tx.audit.head(to_append=True)
        at = self._clock()
        actor_id, chat_id = (actor.user_id, actor.chat_id) if actor else (None, None)
        subject = subject[:LONGEST_SUBJECT]
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
        row_hash = hash_of(head.hash, at, actor_id, chat_id, action, subject, text)
        await tx.audit.append(head, row_hash, at, actor_id, chat_id, action, subject, text)

    @staticmethod
    async def end_fits(tx: Tx) -> bool:
        """Whether the last row is the one that the chain should end with: the cheapest look at it."""
        head, last = await tx.audit.head(), await tx.audit.latest(1)
        if not last:
            return head.rows == 0
        return head.hash == last[0].hash == _hash_of_row(last[0])

    async def verify(self, progress: Callable[[int], None] = lambda rows: None) -> AuditReport:
        """Read the whole chain, some rows at a time; ``progress`` is told how many were read."""
        previous, count, last = BEGINNING, 0, 0
        async with self._db.read() as tx:
            head = await tx.audit.head()
            while rows := await tx.audit.after(last, AT_ONCE):
                for row in rows:
                    if row.previous != previous or row.hash != _hash_of_row(row):
                        return AuditReport(count, row.id, row)
                    previous, last, count = row.hash, row.id, count + 1
                progress(count)
        whole = (head.rows, head.hash) == (count, previous)
        return AuditReport(count, None if whole else last + 1)


def hash_of(
    previous: str,
    at: datetime,
    actor_id: int | None,
    chat_id: int | None,
    action: str,
    subject: str,
    facts: str,
) -> str:
    """Give the SHA-256 of a row and of all before it. Its id is not in it: only the order counts."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    row = [previous, moment, actor_id, chat_id, action, subject, facts]
    return sha256(json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def _hash_of_row(row: AuditRow) -> str:
    return hash_of(
        row.previous, row.at, row.actor_id, row.chat_id, row.action, row.subject, row.facts
    )
