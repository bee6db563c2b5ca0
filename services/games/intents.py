"""Intents: what the desk means to do, written down before it is done, and what came of it.

Each try is a row "<deed>.intended" that is committed before the provider is called, and a row
"<deed>.<outcome>" after it, both in the audit and tied by the try's id. A try without an outcome, after
a crash, is one whose answer is lost, and so is one whose outcome is "unknown". The same transactions keep the
notice of its end true (:mod:`services.deeds`).
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from providers.errors import ProviderError, Refused
from services.actor import Actor
from services.audit import Audit
from services.deeds import Deeds, Outcome, Step, steps
from storage.database import Database
from storage.transaction import Tx

CUT_OFF = "cut-off"
"""Why an answer is lost, where its process ended: in place of the kind of an error."""
_IS_DONE = frozenset({Outcome.DONE, Outcome.FOUND_DONE})


@dataclass(frozen=True, slots=True)
class Intent:
    """A try that is under way: a step of what the person confirmed."""

    id: str
    actor: Actor
    deed: str
    subject: str
    step: Step

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

    def __init__(self, db: Database, audit: Audit, deeds: Deeds) -> None:
        self._db = db
        self._audit = audit
        self._deeds = deeds

    async def begin(
        self, actor: Actor, deed: str, subject: str, *, what: str = "", **facts: Any
    ) -> Intent:
        """Commit what is about to be done. ``facts`` hold no secret; ``deed`` has at most 48 letters.

        ``what`` tells it from others of the same deed and subject. Raises PutOffError, TooLateError.
        """
        intent = self._intent(secrets.token_hex(7), actor, deed, subject, what)
        async with self._db.write() as tx:
            await self._deeds.begin(tx, intent.step)
            await self._audit.write(
                tx, actor, f"{deed}.intended", subject, intent=intent.id, **facts
            )
        return intent

    def cut_off(self, actor: Actor, deed: str, subject: str, *, what: str = "") -> Intent | None:
        """The try of what is done here that an earlier process was cut off in; None: there is none."""
        step = steps.cut_off(deed, what)
        return None if step is None else Intent(step.id, actor, deed, subject, step)

    async def end(
        self,
        intent: Intent,
        outcome: Outcome,
        *,
        counts: Mapping[str, int] | None = None,
        **facts: Any,
    ) -> None:
        """Commit what came of it, however long that takes. ``counts`` are told of many things at once."""
        await self._end(intent, outcome, None, counts, facts)

    async def refused(self, intent: Intent, error: ProviderError) -> None:
        """Commit that nothing came of it: the provider said no, or was not reached."""
        outcome = Outcome.REFUSED if isinstance(error, Refused) else Outcome.NOT_SENT
        await self._end(intent, outcome, error, None, {"kind": error.kind, "code": error.code})

    async def settle(self, actor: Actor, deed: str, subject: str, one: Try) -> None:
        """Commit that an earlier try, whose answer was lost, has turned out to be done."""
        await self.end(self._intent(one.id, actor, deed, subject), Outcome.FOUND_DONE)

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

    def _intent(
        self, intent_id: str, actor: Actor, deed: str, subject: str, what: str = ""
    ) -> Intent:
        return Intent(intent_id, actor, deed, subject, steps.step(intent_id, deed, what))

    async def _end(
        self,
        intent: Intent,
        outcome: Outcome,
        error: ProviderError | None,
        counts: Mapping[str, int] | None,
        facts: Mapping[str, Any],
    ) -> None:
        action = f"{intent.deed}.{outcome}"

        async def unit(tx: Tx) -> None:
            await self._deeds.end(tx, intent.step, outcome, error=error, counts=counts)
            await self._audit.write(
                tx, intent.actor, action, intent.subject, intent=intent.id, **facts
            )

        await self._db.keep(
            unit, "answered", action=action, subject=intent.subject, intent=intent.id
        )
