"""What customers and staff say to one another in a case."""

from collections.abc import Collection
from dataclasses import replace

from services.actor import Actor
from services.audit import Audit
from services.cases.errors import CaseEndedError, UnknownCaseError
from services.cases.finding import ANSWER, case_of, own_case
from services.cases.said import Said, opened, sealed
from services.cases.settings import remind_at
from services.cases.telling import tell
from services.cases.views import CaseView, CaseViews
from services.clock import Clock
from services.current_update import in_turn
from services.delivery import KeyShelf
from services.key_parts import without_parts
from services.key_shapes import bare
from services.known_keys import masked
from services.orders.door import Admitted
from services.outbox import Outbox
from services.vault import Vault
from storage.cases import CaseRow
from storage.database import Database
from storage.transaction import Tx


class CaseTalk:
    """Passes on what is said, and keeps it sealed."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        views: CaseViews,
        shelf: KeyShelf,
        vault: Vault,
        outbox: Outbox,
        audit: Audit,
    ) -> None:
        self._db = db
        self._clock = clock
        self._views = views
        self._shelf = shelf
        self._vault = vault
        self._outbox = outbox
        self._audit = audit

    async def hear(self, actor: Actor, case_id: int, said: Said) -> CaseView:
        """The customer says something in their case. Raises UnknownCaseError, CaseEndedError."""
        async with self._db.write() as tx:
            row = await own_case(tx, actor.user_id, case_id)
            if (
                turn := in_turn()
            ) is not None:  # no row of the audit says it: said once all the same
                await turn.acts(tx, self._clock())
            await self.heard(tx, row, actor, said)
            view = await self._views.by_id(tx, case_id)
        self._outbox.kick()
        return view

    async def answer(self, admitted: Admitted, case_id: int, said: Said) -> CaseView:
        """Somebody of the desk answers the customer; a case that nobody has taken is theirs from here on.

        Raises UnknownCaseError, CaseEndedError.
        """
        admitted.need(ANSWER)
        actor = admitted.actor
        async with self._db.write() as tx:
            row = await case_of(tx, admitted, case_id)
            if not await tx.cases.answered(case_id, actor.user_id):
                raise CaseEndedError(number=row.number)
            message = await self.keep(tx, row, actor, said, from_customer=False)
            await tell(tx, self._outbox, "case-answer", row.customer_id, row, message=message)
            await tell(tx, self._outbox, "case-changed", row.chat_id, row)
            await self._audit.write(tx, actor, "case.answered", row.number, case=case_id)
            view = await self._views.by_id(tx, case_id)
        self._outbox.kick()
        return view

    async def said(self, message_id: int) -> tuple[Said, int]:
        """What was said, and by whom, for a notice that brings it."""
        async with self._db.read() as tx:
            row = await tx.cases.message(message_id)
        if row is None:
            raise UnknownCaseError
        return opened(self._vault, row.sealed), row.author_id

    async def heard(self, tx: Tx, row: CaseRow, actor: Actor, said: Said) -> None:
        """The customer says something, in the caller's transaction. Raises CaseEndedError."""
        if not await tx.cases.hold(row.id):
            raise CaseEndedError(number=row.number)
        now = self._clock()
        waits_anew = await tx.cases.wait(row.id, now, await remind_at(tx, row.chat_id, now))
        said = replace(said, text=await self._keyless(tx, row, said.text))
        message = await self.keep(tx, row, actor, said, from_customer=True)
        await tell(tx, self._outbox, "case-word", row.chat_id, row, message=message)
        if waits_anew:
            await tell(tx, self._outbox, "case-changed", row.chat_id, row)

    async def keep(
        self, tx: Tx, row: CaseRow, actor: Actor, said: Said, *, from_customer: bool
    ) -> int:
        """Keep what somebody said, sealed, and give its number."""
        kept = sealed(self._vault, said)
        return await tx.cases.say(row.id, actor.user_id, from_customer, self._clock(), kept)

    async def _keyless(self, tx: Tx, row: CaseRow, words: str) -> str:
        """A customer's words with the order's keys masked, short ones and parts too, unknown elsewhere."""
        order = await tx.orders.by_id(row.order_id)
        plain: Collection[str] = () if order is None else await self._shelf.every_plain(tx, order)
        return without_parts(masked(words, {bare(each) for each in plain} - {""}), plain)
