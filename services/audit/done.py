"""How often something was done before: a question that has it in its button is answered once.

The audit's rows stay, so the count only grows. Who writes has the row locked that the deed is about: of two
answers to one question the second finds what the first has written.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done: by whom ("none": by the desk itself), when, and the facts of its row."""

    by: str
    at: datetime
    facts: Mapping[str, Any]


async def times_done(tx: Tx, action: str, subject: str, **about: object) -> int:
    """How often it was done to this subject, of what has these facts."""
    return len(await _rows(tx, action, subject, about))


async def done_since(tx: Tx, action: str, subject: str, since: int, **about: object) -> Done | None:
    """What was done last, if it was done more often than so many times; else None."""
    rows = await _rows(tx, action, subject, about)
    if len(rows) <= since:
        return None
    by, at, facts = rows[-1]
    names = {0: "none"} if by == 0 else await tx.users.names({by})
    return Done(names.get(by, str(by)), at, facts)


async def _rows(
    tx: Tx, action: str, subject: str, about: Mapping[str, object]
) -> list[tuple[int, datetime, Mapping[str, Any]]]:
    found = await tx.audit.of_subject(subject, (action,))
    rows = [(row.actor_id or 0, row.at, json.loads(row.facts)) for row in found]
    return [row for row in rows if all(row[2].get(name) == value for name, value in about.items())]
