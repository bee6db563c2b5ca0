"""Cases are opened, shown, taken, and ended."""

from services.actor import Actor
from services.audit import Audit
from services.cases.ending import end_case
from services.cases.errors import (
    CaseEndedError,
    CaseKeysChangedError,
    CaseTakenError,
    NotYoursError,
    UnknownCaseError,
)
from services.cases.finding import (
    ANSWER,
    CUSTOMER,
    STAFF,
    case_of,
    ended,
    ended_view,
    own_case,
)
from services.cases.said import Said, Written
from services.cases.settings import remind_at
from services.cases.states import CaseKind, CaseStatus
from services.cases.talk import CaseTalk
from services.cases.telling import tell, tell_changed, tell_hands
from services.cases.views import CaseView, CaseViews
from services.clock import Clock
from services.delivery import Keys
from services.orders import OrderView
from services.orders.door import Admitted
from services.orders.pieces import good_keys
from services.outbox import Outbox
from storage.cases import CaseRow
from storage.database import Database
from storage.transaction import Tx


class Cases:
    """Everything in the life of one but what is said in it (``talk``) and what replaces its key."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        views: CaseViews,
        talk: CaseTalk,
        outbox: Outbox,
        audit: Audit,
    ) -> None:
        self._db = db
        self._clock = clock
        self._views = views
        self._talk = talk
        self._outbox = outbox
        self._audit = audit

    async def told(self, case_id: int) -> CaseView:
        """A case as a notice tells of it: no person asks. Raises UnknownCaseError."""
        async with self._db.read() as tx:
            return await self._views.by_id(tx, case_id)

    async def view(self, admitted: Admitted, case_id: int) -> CaseView:
        """Show a case to a person who was let in to its order. Raises UnknownCaseError."""
        async with self._db.read() as tx:
            return await self._views.of(tx, await case_of(tx, admitted, case_id))

    async def own(self, customer_id: int, case_id: int) -> CaseView:
        """Show a customer their own case. Raises UnknownCaseError."""
        async with self._db.read() as tx:
            return await self._views.of(tx, await own_case(tx, customer_id, case_id))

    async def open_of(self, keys: Keys, customer_id: int, place: int | None) -> CaseView | None:
        """The customer's open case of this key of the order, or of all of them; None: there is none."""
        async with self._db.read() as tx:
            key_id = await _key(tx, keys, place)
            row = await tx.cases.under(await _open_key(tx, keys.order, key_id, customer_id))
            return None if row is None else await self._views.of(tx, row)

    async def open(
        self, actor: Actor, keys: Keys, place: int | None, kind: CaseKind, said: Said | None
    ) -> tuple[CaseView, bool]:
        """Open a case in the chat that sold the key, or give the one that is open. True: it is new.

        What was said with it stands in it, whichever it is.
        """
        now = self._clock()
        async with self._db.write() as tx:
            order = await tx.orders.by_number(keys.order.number)
            if order is None:
                raise UnknownCaseError(reader=CUSTOMER)
            key_id = await _key(tx, keys, place)
            open_key = await _open_key(tx, keys.order, key_id, actor.user_id)
            case_id = await tx.cases.add(
                order_id=order.id,
                key_id=key_id,
                product_id=await _product(tx, order.offer_id),
                chat_id=order.chat_id,
                customer_id=actor.user_id,
                kind=kind,
                open_key=open_key,
                opened_at=now,
                waiting_since=now,
                remind_at=await remind_at(tx, order.chat_id, now),
            )
            is_new = case_id is not None
            row = await tx.cases.under(open_key)
            if row is None:  # it was ended in this moment
                raise CaseEndedError(number=order.number, how="", instead="", reader=CUSTOMER)
            if is_new:
                await tell(tx, self._outbox, "case-opened", row.chat_id, row)
            if said is not None:
                await self._talk.heard(tx, row, actor, said)
            if is_new:
                await self._audit.write(
                    tx, actor, "case.opened", row.number, case=row.id, what=kind
                )
            view = await self._views.of(tx, row)
        self._outbox.kick()
        return view, is_new

    async def take(
        self, admitted: Admitted, case_id: int, message_id: int | None = None
    ) -> CaseView:
        """Make the case one's own; its cards say so, but the one in which it was pressed.

        Raises UnknownCaseError, CaseEndedError, CaseTakenError.
        """
        admitted.need(ANSWER)
        actor = admitted.actor
        async with self._db.write() as tx:
            row = await case_of(tx, admitted, case_id)
            if not await tx.cases.take(case_id, actor.user_id):
                view = await self._views.by_id(tx, case_id)
                if not view.is_open:
                    raise ended_view(view)
                if view.assigned_to != actor.user_id:
                    raise CaseTakenError(number=row.number, name=view.assigned_name)
                return view
            await tell_changed(tx, self._outbox, row, (actor.chat_id, message_id or 0))
            await self._audit.write(tx, actor, "case.taken", row.number, case=case_id)
            view = await self._views.by_id(tx, case_id)
        self._outbox.kick()
        return view

    async def take_over(
        self, admitted: Admitted, case_id: int, former: int, message_id: int | None = None
    ) -> CaseView:
        """Make the case of another person one's own, as ``take`` does; its chat reads that, and so do they.

        Raises UnknownCaseError, CaseEndedError, CaseTakenError where somebody else has it by now.
        """
        admitted.need(ANSWER)
        actor = admitted.actor
        async with self._db.write() as tx:
            row = await case_of(tx, admitted, case_id)
            if row.is_open and row.assigned_to == actor.user_id:
                return await self._views.of(tx, row)
            if not await tx.cases.take_over(case_id, actor.user_id, former):
                view = await self._views.by_id(tx, case_id)
                if not view.is_open:
                    raise ended_view(view)
                raise CaseTakenError(number=row.number, name=view.assigned_name)
            await tell_changed(tx, self._outbox, row, (actor.chat_id, message_id or 0))
            await tell_hands(tx, self._outbox, row, former, actor.user_id)
            await self._audit.write(
                tx, actor, "case.taken-over", row.number, case=case_id, user=former
            )
            view = await self._views.by_id(tx, case_id)
        self._outbox.kick()
        return view

    async def give_back(
        self, admitted: Admitted, case_id: int, message_id: int | None = None
    ) -> CaseView:
        """Make it nobody's again, as ``take`` does. Raises UnknownCaseError, NotYoursError."""
        admitted.need(ANSWER)
        actor = admitted.actor
        async with self._db.write() as tx:
            row = await case_of(tx, admitted, case_id)
            if not await tx.cases.give_back(case_id, actor.user_id):
                raise NotYoursError(number=row.number)
            await tell_changed(tx, self._outbox, row, (actor.chat_id, message_id or 0))
            await self._audit.write(tx, actor, "case.given-back", row.number, case=case_id)
            view = await self._views.by_id(tx, case_id)
        self._outbox.kick()
        return view

    async def close(
        self, admitted: Admitted, case_id: int, reason: str, written: Written | None = None
    ) -> CaseView:
        """End it with a reason, which the customer reads. Raises UnknownCaseError, CaseEndedError."""
        admitted.need(ANSWER)
        actor = admitted.actor
        async with self._db.write() as tx:
            row = await case_of(tx, admitted, case_id)
            said = Said(reason, is_end=True, written=written)
            await self._end(tx, row, CaseStatus.CLOSED, actor)
            message = await self._talk.keep(tx, row, actor, said, from_customer=False)
            await tell(tx, self._outbox, "case-ended", row.customer_id, row, message=message)
            await self._audit.write(tx, actor, "case.closed", row.number, case=case_id)
            view = await self._views.by_id(tx, case_id)
        self._outbox.kick()
        return view

    async def solved(self, actor: Actor, case_id: int) -> CaseView:
        """The customer says that it works now. Raises UnknownCaseError, CaseEndedError."""
        async with self._db.write() as tx:
            row = await own_case(tx, actor.user_id, case_id)
            await self._end(tx, row, CaseStatus.SOLVED, actor)
            await self._audit.write(tx, actor, "case.solved", row.number, case=case_id)
            view = await self._views.by_id(tx, case_id)
        self._outbox.kick()
        return view

    async def _end(self, tx: Tx, row: CaseRow, status: CaseStatus, actor: Actor) -> None:
        now = self._clock()
        if not await end_case(tx, self._outbox, row, status, now, actor.user_id):
            raise await ended(tx, row, STAFF if actor.user_id != row.customer_id else CUSTOMER)
        await tell_changed(tx, self._outbox, row)


async def _key(tx: Tx, keys: Keys, place: int | None) -> int | None:
    """The row of the key at this place, counted from 1; None: it is about all of them."""
    order = await tx.orders.by_number(keys.order.number)
    if order is None:
        raise UnknownCaseError(reader=CUSTOMER)
    rows = [row.id for row in await good_keys(tx, order.id) if row.id in keys.rows]
    if place is None:
        return rows[0] if len(rows) == 1 else None
    if not 1 <= place <= len(rows):
        raise CaseKeysChangedError(number=keys.order.number)
    return rows[place - 1]


async def _open_key(tx: Tx, order: OrderView, key_id: int | None, customer_id: int) -> str:
    found = await tx.orders.by_number(order.number)
    return f"{found.id if found else 0}:{key_id or 'all'}:{customer_id}"


async def _product(tx: Tx, offer_id: int) -> int:
    offer = await tx.catalog.offer(offer_id)
    return 0 if offer is None else offer.product_id
