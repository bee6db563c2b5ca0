"""Keeps the row of each deed true: the wish for it, each request, what came of that, and its end."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog

from providers.errors import ProviderError
from services.actor import Actor
from services.deeds.deed import (
    ENDED,
    KIND,
    Deed,
    NoRightError,
    Outcome,
    Standing,
    TooLateError,
    once_key,
)
from services.deeds.steps import PutOffError, Step, why
from services.outbox import Outbox
from services.recent import Recent
from services.vault import Vault
from services.work import MayStill, WorkQueue
from storage.database import Database
from storage.transaction import Tx
from storage.work import WorkRow

log = structlog.get_logger(__name__)

CARDS = 500
"""So many ends are remembered in full; of older ones only what is written down is told."""


class Deeds:
    """``cards`` has, by a deed's key, what its person is to see of its end, as full as only this process
    can show it: what is written down holds no secret, and little besides.
    """

    def __init__(
        self, db: Database, vault: Vault, queue: WorkQueue, outbox: Outbox, rights: MayStill
    ) -> None:
        self._db = db
        self._vault = vault
        self._queue = queue
        self._outbox = outbox
        self._rights = rights
        self.cards: Recent[object] = Recent(CARDS)

    async def wish(self, tx: Tx, deed: Deed, text: str, line: str) -> bool:
        """Have it done, as soon as this is committed and ``kick`` is called.

        ``text`` is all that it needs, and is sealed; ``line`` the provider. False: the very same is under
        way. Raises LookupError where it was confirmed before.
        """
        if await tx.notices.of_once_key(once_key(deed.key)) is not None:
            raise LookupError("a deed was confirmed twice")
        return await self._queue.put(
            tx,
            KIND,
            self._vault.fingerprint(text),
            line,
            deed.facts(),
            sealed=self._vault.wrap(text),
            chat_id=deed.actor.chat_id,
        )

    async def confirm(self, deed: Deed, text: str, line: str) -> bool:
        """The same in a transaction of its own."""
        async with self._db.write() as tx:
            return await self.wish(tx, deed, text, line)

    def kick(self) -> None:
        """The wish is committed."""
        self._queue.kick()

    async def stands(self, actor: Actor, key: str, tap: str) -> Standing | None:
        """How a deed stands that may have been confirmed in this chat before; None: nothing was."""
        async with self._db.read() as tx:
            rows = await tx.work.all_of(KIND, actor.chat_id)
            notice = await tx.notices.of_once_key(once_key(key))
        facts = next((row.facts for row in rows if row.facts["key"] == key), None)
        ended = notice is not None and notice.chat_id == actor.chat_id
        if facts is None and notice is not None and ended:
            facts = notice.facts
        if facts is None:
            return None
        if tap and facts["tap"] == tap:
            return Standing.THIS
        return Standing.ENDED if ended else Standing.UNDER_WAY

    async def begin(self, tx: Tx, step: Step) -> None:
        """Note in the transaction that comes before it that a step is asked for.

        Raises PutOffError, and TooLateError: what an earlier process had not begun of a deed of several
        requests is as old as the rest of it; NoRightError where its person has lost the right meanwhile.
        """
        if step.of is None:
            return
        if not step.of.wanted:
            raise TooLateError
        if step.of.stopping.is_set():
            raise PutOffError
        row = await tx.work.of(KIND, step.of.row.subject, to_change=True)
        if row is None:
            raise PutOffError
        if not await self.may_still(tx, row, step.of.permission):
            raise NoRightError
        facts = {**row.facts, "steps": [*row.facts["steps"], step.noted()]}
        if not await tx.work.say(step.of.row, facts):
            raise PutOffError

    async def may_still(self, tx: Tx, row: WorkRow, permission: str) -> bool:
        """Whether the person of a deed may still do it where they asked for it."""
        user_id, chat_id = int(row.facts["user"]), row.chat_id or 0
        return await self._rights.may_still(tx, user_id, chat_id, permission)

    async def end(
        self,
        tx: Tx,
        step: Step,
        outcome: Outcome,
        *,
        error: ProviderError | None = None,
        counts: Mapping[str, int] | None = None,
    ) -> None:
        """Note in the transaction of its answer what came of a step, or of an earlier try found out now.

        If another process has told meanwhile that nobody knows, this is told besides.
        """
        if step.of is None:
            return
        ended = step.noted(outcome=str(outcome), error=why(error), counts=dict(counts or {}))
        row = await tx.work.of(KIND, step.of.row.subject, to_change=True)
        if row is not None and row.facts["key"] == step.of.deed.key:
            # Whoever has it by now: what is known is known.
            await tx.work.note(KIND, row.subject, _with(row.facts, step, ended))
            return
        told = await tx.notices.of_once_key(once_key(step.of.deed.key))
        facts = _with(told.facts if told else step.of.deed.facts(), step, ended)
        chat_id = told.chat_id if told else step.of.deed.actor.chat_id
        await self._outbox.post(tx, ENDED, chat_id, facts, once_key(step.of.deed.key, step.id))

    async def finish(self, tx: Tx, row: WorkRow, **more: Any) -> None:
        """It is over: its row goes with all that was sealed in it, and the notice tells how it ended.

        ``more`` are facts of the notice. Where another process has it by now, that one finishes it.
        """
        now = await tx.work.of(KIND, row.subject, to_change=True)
        if now is None or not await tx.work.end(row):
            log.warning("deed was taken over", deed=row.facts["deed"])
            return
        chat_id = now.chat_id or 0
        key = str(now.facts["key"])
        if (
            await self._outbox.post(tx, ENDED, chat_id, {**now.facts, **more}, once_key(key))
            is None
        ):
            log.error("end of a deed told twice", deed=now.facts["deed"])

    def ended(self) -> None:
        """An end is committed: let it be told."""
        self._outbox.kick()


async def tell_not_known(tx: Tx, now: datetime) -> int:
    """After a restore: of deeds that were under way nobody knows what came of them since. Gives how many."""
    told = 0
    for row in await tx.work.all_of(KIND):
        # Whatever stands there: what else was asked for since has no id that anybody knows.
        steps = [*row.facts["steps"], Step("", str(row.facts["deed"]), "", None).noted()]
        if await tx.work.end(row):
            facts, once = {**row.facts, "steps": steps}, once_key(str(row.facts["key"]))
            await tx.notices.add(ENDED, row.chat_id or 0, facts, once, now, now)
            told += 1
    return told


def _with(facts: Mapping[str, Any], step: Step, ended: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with what came of a step in place of the tries of it."""
    others = [each for each in facts["steps"] if not step.is_same(each)]
    return {**facts, "steps": [*others, ended]}
