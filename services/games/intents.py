"""What the desk means to do, written down before it is done, and what came of it.

Each try is a row "<deed>.intended" that is committed before the provider is called, and a row
"<deed>.<outcome>" after it, both in the audit and tied by the try's id. A try without an outcome, after
a crash, is one whose answer is lost, and so is one whose outcome is "unknown".
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.actor import Actor
from services.audit import Audit
from storage.database import Database
from storage.transaction import Tx


class Outcome(StrEnum):
    """What came of a try."""

    DONE = "done"
    FOUND_DONE = "found-done"  # the answer was lost, and looking showed that it is done
    NOT_DONE = "not-done"  # the answer was lost, and looking showed that it is not done
    AMBIGUOUS = "ambiguous"  # it is done, by an earlier try of ours or by somebody else
    UNKNOWN = "unknown"  # the answer is lost, and nothing was learnt
    REFUSED = "refused"  # the provider said no
    NOT_SENT = "not-sent"  # the provider was not reached


_IS_DONE = frozenset({Outcome.DONE, Outcome.FOUND_DONE})


@dataclass(frozen=True, slots=True)
class Intent:
    """A try that is under way."""

    id: str
    actor: Actor
    deed: str
    subject: str

    @property
    def mark(self) -> int:
        """The try's id as a number that fits 56 bits, for providers that note one."""
        return int(self.id, 16)


@dataclass(frozen=True, slots=True)
class Try:
    """A try of the past, with the facts that were written down before it.

    ``outcome`` is None where the desk stopped before it was known.
    """

    id: str
    at: datetime
    actor_id: int | None
    facts: Mapping[str, Any]
    outcome: Outcome | None

    @property
    def done(self) -> bool:
        """Whether it is known that this try, or one before it, did it."""
        return self.outcome in _IS_DONE

    @property
    def lost(self) -> bool:
        """Whether nobody knows what became of it."""
        return self.outcome is None or self.outcome is Outcome.UNKNOWN


class Intents:
    """Writes tries down and reads them again."""

    def __init__(self, db: Database, audit: Audit) -> None:
        self._db = db
        self._audit = audit

    async def begin(self, actor: Actor, deed: str, subject: str, **facts: Any) -> Intent:
        """Commit what is about to be done. ``facts`` hold no secret; ``deed`` has at most 48 letters."""
        intent = Intent(secrets.token_hex(7), actor, deed, subject)
        async with self._db.write() as tx:
            await self._audit.write(
                tx, actor, f"{deed}.intended", subject, intent=intent.id, **facts
            )
        return intent

    async def end(self, intent: Intent, outcome: Outcome, **facts: Any) -> None:
        """Commit what came of it, however long that takes."""
        action = f"{intent.deed}.{outcome}"

        async def unit(tx: Tx) -> None:
            await self._audit.write(
                tx, intent.actor, action, intent.subject, intent=intent.id, **facts
            )

        await self._db.keep(
            unit, "answered", action=action, subject=intent.subject, intent=intent.id
        )

    async def settle(self, actor: Actor, deed: str, subject: str, one: Try) -> None:
        """Commit that an earlier try, whose answer was lost, has turned out to be done."""
        await self.end(Intent(one.id, actor, deed, subject), Outcome.FOUND_DONE)

    async def tries(self, deed: str, subject: str) -> Sequence[Try]:
        """The tries there were, the newest first."""
        actions = [f"{deed}.intended", *(f"{deed}.{outcome}" for outcome in Outcome)]
        async with self._db.read() as tx:
            rows = await tx.audit.of_subject(subject, actions)
        found: dict[str, Try] = {}
        for row in rows:
            facts, word = json.loads(row.facts), row.action[len(deed) + 1 :]
            name = str(facts.get("intent", ""))
            if word == "intended":
                found[name] = Try(name, row.at, row.actor_id, facts, None)
            elif name in found:
                found[name] = replace(found[name], outcome=Outcome(word))
        return tuple(reversed(found.values()))
