"""What customers and staff say to one another in a case."""

from dataclasses import dataclass

from services.access import Access
from services.actor import Actor
from services.audit import Audit
from services.audit.done import done_since, times_done
from services.cases.errors import CaseAnsweredSinceError, UnknownCaseError
from services.cases.finding import ANSWER, CUSTOMER, STAFF, case_of, ended, own_case
from services.cases.holders import free_of_barred
from services.cases.keyless import CaseKeys
from services.cases.said import Said, opened, sealed
from services.cases.settings import remind_at
from services.cases.telling import tell_changed, tell_words
from services.cases.views import CaseView, CaseViews
from services.clock import Clock
from services.current_update import act_in_turn
from services.orders.door import Admitted
from services.outbox import Outbox
from services.vault import Vault
from storage.cases import CaseRow
from storage.database import Database
from storage.transaction import Tx

_ANSWERED = "case.answered"


@dataclass(frozen=True, slots=True)
class Kept:
    """What was said, by whom, and which message shows it to the other side; ``edited``: changed since."""

    said: Said
    author_id: int
    copy_id: int | None
    edited: bool


class CaseTalk:
    """Passes on what is said, and keeps it sealed."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        views: CaseViews,
        keys: CaseKeys,
        vault: Vault,
        outbox: Outbox,
        audit: Audit,
        access: Access,
    ) -> None:
        self._db = db
        self._clock = clock
        self._views = views
        self._keys = keys
        self._vault = vault
        self._outbox = outbox
        self._audit = audit
        self._access = access

    async def hear(self, actor: Actor, case_id: int, said: Said) -> CaseView:
        """The customer says something in their case. Raises UnknownCaseError, CaseEndedError."""
        async with self._db.write() as tx:
            row = await own_case(tx, actor.user_id, case_id)
            await act_in_turn(tx, self._clock())  # no row of the audit does: said once all the same
            await self.heard(tx, row, actor, said)
            view = await self._views.by_id(tx, case_id)
        self._outbox.kick()
        return view

    async def answers(self, admitted: Admitted, case_id: int) -> int:
        """How often the customer was answered. Raises UnknownCaseError."""
        admitted.need(ANSWER)
        async with self._db.read() as tx:
            row = await case_of(tx, admitted, case_id)
            return await times_done(tx, _ANSWERED, row.number, case=case_id)

    async def answer(
        self, admitted: Admitted, case_id: int, said: Said, since: int | None = None
    ) -> CaseView:
        """Somebody of the desk answers the customer; a case that nobody has taken, or somebody who may not
        answer it any more, is theirs from here on.

        ``since``: what ``answers`` gave when this was asked; None: answer in any case. Raises
        UnknownCaseError, CaseEndedError, CaseAnsweredSinceError.
        """
        admitted.need(ANSWER)
        actor = admitted.actor
        async with self._db.write() as tx:
            row = await case_of(tx, admitted, case_id)
            if row.assigned_to != actor.user_id:
                await free_of_barred(tx, self._access, self._audit, row)
            if not await tx.cases.answered(case_id, actor.user_id):
                raise await ended(tx, row)
            if since is not None:
                await self._none_since(tx, row, since)
            await self.pass_on(tx, row, actor, said, from_customer=False)
            await tell_changed(tx, self._outbox, row)
            await self._audit.write(tx, actor, _ANSWERED, row.number, case=case_id)
            view = await self._views.by_id(tx, case_id)
        self._outbox.kick()
        return view

    async def _none_since(self, tx: Tx, row: CaseRow, since: int) -> None:
        answered = await done_since(tx, _ANSWERED, row.number, since, case=row.id)
        if answered is not None:
            name = (await self._views.of(tx, row)).customer_name
            raise CaseAnsweredSinceError(name=name, by=answered.by, at=answered.at)

    async def said(self, row_id: int) -> Kept:
        """What was said, for a notice that brings it. Raises UnknownCaseError."""
        async with self._db.read() as tx:
            row = await tx.case_messages.by_id(row_id)
        if row is None:
            raise UnknownCaseError(reader=STAFF)
        said = opened(self._vault, row.sealed)
        return Kept(said, row.author_id, row.copy_id, edited=row.edited_at is not None)

    async def note_copy(self, row_id: int, message_id: int) -> None:
        """A message of ours shows it to the other side now."""

        async def unit(tx: Tx) -> None:
            await tx.case_messages.note_copy(row_id, message_id)

        await self._db.keep(unit, "told", said=row_id)

    async def pass_on(
        self, tx: Tx, row: CaseRow, actor: Actor, said: Said, *, from_customer: bool
    ) -> None:
        """Keep what somebody said, and tell the other side."""
        message = await self.keep(tx, row, actor, said, from_customer=from_customer)
        await tell_words(tx, self._outbox, row, message, from_customer=from_customer)

    async def heard(self, tx: Tx, row: CaseRow, actor: Actor, said: Said) -> None:
        """The customer says something, in the caller's transaction. Raises CaseEndedError."""
        if not await tx.cases.hold(row.id):
            raise await ended(tx, row, CUSTOMER)
        now = self._clock()
        waits_anew = await tx.cases.wait(row.id, now, await remind_at(tx, row.chat_id, now))
        said = await self._keys.keyless(tx, row.order_id, row.customer_id, said)
        await self.pass_on(tx, row, actor, said, from_customer=True)
        if waits_anew:
            await tell_changed(tx, self._outbox, row)

    async def keep(
        self, tx: Tx, row: CaseRow, actor: Actor, said: Said, *, from_customer: bool
    ) -> int:
        """Keep what somebody said, sealed, and give its number."""
        kept, now = sealed(self._vault, said), self._clock()
        at = {} if said.written is None else said.written._asdict()
        return await tx.case_messages.say(row.id, actor.user_id, from_customer, now, kept, **at)
