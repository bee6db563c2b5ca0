"""What customers and staff do in a case."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from services.actor import Actor
from services.audit import Audit
from services.cases.ending import end_case
from services.cases.errors import (
    BeingReplacedError,
    CaseEndedError,
    CaseTakenError,
    NotYoursError,
    UnknownCaseError,
)
from services.cases.said import Said, opened, sealed
from services.cases.settings import remind_at
from services.cases.states import CaseKind, CaseStatus
from services.cases.views import UNDER_WAY, CaseView, CaseViews
from services.clock import Clock
from services.current_update import in_turn
from services.delivery import Keys, KeyShelf
from services.key_parts import without_parts
from services.key_shapes import bare
from services.known_keys import masked
from services.orders import Checkout, OrderStatus, OrderView
from services.orders.door import BUY, Admitted
from services.orders.pieces import good_keys
from services.outbox import Outbox
from services.vault import Vault
from storage.cases import CaseRow
from storage.database import Database
from storage.transaction import Tx

ANSWER = "cases.answer"
"""The permission of staff, asked for in the order's own chat."""


@dataclass(frozen=True, slots=True)
class CaseRef:
    """A case by its number, that of its order, and whose it is."""

    id: int
    number: str
    customer_id: int
    is_open: bool


class Cases:
    """Cases are opened, talked in, taken, and ended."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        views: CaseViews,
        shelf: KeyShelf,
        checkout: Checkout,
        vault: Vault,
        outbox: Outbox,
        audit: Audit,
    ) -> None:
        self._db = db
        self._clock = clock
        self._views = views
        self._shelf = shelf
        self._checkout = checkout
        self._vault = vault
        self._outbox = outbox
        self._audit = audit

    async def told(self, case_id: int) -> CaseView:
        """A case as a notice tells of it: no person asks. Raises UnknownCaseError."""
        async with self._db.read() as tx:
            return await self._views.by_id(tx, case_id)

    async def view(self, admitted: Admitted, case_id: int) -> CaseView:
        """Show a case to a person who was let in to its order. Raises UnknownCaseError."""
        async with self._db.read() as tx:
            return await self._views.of(tx, await _of(tx, admitted, case_id))

    async def own(self, customer_id: int, case_id: int) -> CaseView:
        """Show a customer their own case. Raises UnknownCaseError."""
        async with self._db.read() as tx:
            return await self._views.of(tx, await _own(tx, customer_id, case_id))

    async def open_of(self, keys: Keys, customer_id: int, place: int | None) -> CaseView | None:
        """The customer's open case of this key of the order, or of all of them; None: there is none."""
        async with self._db.read() as tx:
            key_id = await self._key(tx, keys, place)
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
                raise UnknownCaseError
            key_id = await self._key(tx, keys, place)
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
                raise CaseEndedError(number=order.number)
            if is_new:
                await self._post(tx, "case-opened", row.chat_id, row)
            if said is not None:
                await self._hear(tx, row, actor, said)
            if is_new:
                await self._audit.write(
                    tx, actor, "case.opened", row.number, case=row.id, what=kind
                )
            view = await self._views.of(tx, row)
        self._outbox.kick()
        return view, is_new

    async def hear(self, actor: Actor, case_id: int, said: Said) -> CaseView:
        """The customer says something in their case. Raises UnknownCaseError, CaseEndedError."""
        async with self._db.write() as tx:
            row = await _own(tx, actor.user_id, case_id)
            if (
                turn := in_turn()
            ) is not None:  # no row of the audit says it: said once all the same
                await turn.acts(tx, self._clock())
            await self._hear(tx, row, actor, said)
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
            row = await _of(tx, admitted, case_id)
            if not await tx.cases.answered(case_id, actor.user_id):
                raise CaseEndedError(number=row.number)
            message = await self._say(tx, row, actor, said, from_customer=False)
            await self._post(tx, "case-answer", row.customer_id, row, message=message)
            await self._post(tx, "case-changed", row.chat_id, row)
            await self._audit.write(tx, actor, "case.answered", row.number, case=case_id)
            view = await self._views.by_id(tx, case_id)
        self._outbox.kick()
        return view

    async def take(self, admitted: Admitted, case_id: int) -> CaseView:
        """Make the case one's own. Raises UnknownCaseError, CaseEndedError, CaseTakenError."""
        admitted.need(ANSWER)
        actor = admitted.actor
        async with self._db.write() as tx:
            row = await _of(tx, admitted, case_id)
            if not await tx.cases.take(case_id, actor.user_id):
                view = await self._views.by_id(tx, case_id)
                if not view.is_open:
                    raise CaseEndedError(number=row.number)
                if view.assigned_to != actor.user_id:
                    raise CaseTakenError(number=row.number, name=view.assigned_name)
                return view
            await self._audit.write(tx, actor, "case.taken", row.number, case=case_id)
            return await self._views.by_id(tx, case_id)

    async def give_back(self, admitted: Admitted, case_id: int) -> CaseView:
        """Make it nobody's again. Raises UnknownCaseError, NotYoursError."""
        admitted.need(ANSWER)
        actor = admitted.actor
        async with self._db.write() as tx:
            row = await _of(tx, admitted, case_id)
            if not await tx.cases.give_back(case_id, actor.user_id):
                raise NotYoursError(number=row.number)
            await self._audit.write(tx, actor, "case.given-back", row.number, case=case_id)
            return await self._views.by_id(tx, case_id)

    async def close(self, admitted: Admitted, case_id: int, reason: str) -> CaseView:
        """End it with a reason, which the customer reads. Raises UnknownCaseError, CaseEndedError."""
        admitted.need(ANSWER)
        actor = admitted.actor
        async with self._db.write() as tx:
            row = await _of(tx, admitted, case_id)
            said = Said(reason, is_end=True)
            await self._end(tx, row, CaseStatus.CLOSED, actor)
            message = await self._say(tx, row, actor, said, from_customer=False)
            await self._post(tx, "case-ended", row.customer_id, row, message=message)
            await self._audit.write(tx, actor, "case.closed", row.number, case=case_id)
            view = await self._views.by_id(tx, case_id)
        self._outbox.kick()
        return view

    async def solved(self, actor: Actor, case_id: int) -> CaseView:
        """The customer says that it works now. Raises UnknownCaseError, CaseEndedError."""
        async with self._db.write() as tx:
            row = await _own(tx, actor.user_id, case_id)
            await self._end(tx, row, CaseStatus.SOLVED, actor)
            await self._audit.write(tx, actor, "case.solved", row.number, case=case_id)
            view = await self._views.by_id(tx, case_id)
        self._outbox.kick()
        return view

    async def replace(self, admitted: Admitted, case_id: int) -> tuple[CaseView, OrderView]:
        """Draw an order of the same offer up, which is the customer's when it has its keys.

        Nothing is bought before it is confirmed, as any other order is, in the case's own chat. Raises
        UnknownCaseError, CaseEndedError, BeingReplacedError, and what Checkout.draft raises.
        """
        admitted.need(BUY)
        async with self._db.read() as tx:
            row = await _of(tx, admitted, case_id)
            view = await self._views.of(tx, row)
        _may_be_replaced(view)
        at_home = replace(
            admitted.actor, chat_id=row.chat_id, thread_id=row.thread_id or await self._topic(row)
        )
        count = len(view.masks) if view.is_of_all else 1
        draft = await self._checkout.draft(at_home, view.order.offer_id, max(count, 1))
        async with self._db.write() as tx:
            await self._link(tx, row, draft)
            await self._audit.write(
                tx, admitted.actor, "case.replacing", row.number, case=case_id, to=draft.number
            )
            view = await self._views.by_id(tx, case_id)
        return view, draft

    async def said(self, message_id: int) -> tuple[Said, int]:
        """What was said, and by whom, for a notice that brings it."""
        async with self._db.read() as tx:
            row = await tx.cases.message(message_id)
        if row is None:
            raise UnknownCaseError
        return opened(self._vault, row.sealed), row.author_id

    async def about(self, chat_id: int, message_id: int) -> CaseRef | None:
        """The case that a message of ours is about."""
        async with self._db.read() as tx:
            return _ref(await tx.cases.posted(chat_id, message_id))

    async def of_topic(self, chat_id: int, thread_id: int) -> CaseRef | None:
        """The case that a forum topic was opened for."""
        async with self._db.read() as tx:
            return _ref(await tx.cases.in_topic(chat_id, thread_id))

    async def note_post(
        self, case_id: int, chat_id: int, message_id: int, *, is_card: bool = False
    ) -> None:
        """A message of ours is about this case; ``is_card``: its card stands there now."""

        async def unit(tx: Tx) -> None:
            await tx.cases.post(case_id, chat_id, message_id)
            if is_card:
                await tx.cases.note_card(case_id, message_id)

        await self._db.keep(unit, "told", case=case_id)

    async def note_topic(self, case_id: int, thread_id: int) -> None:
        """A forum topic was opened for this case."""

        async def unit(tx: Tx) -> None:
            await tx.cases.note_topic(case_id, thread_id)

        await self._db.keep(unit, "told", case=case_id)

    async def _topic(self, row: CaseRow) -> int | None:
        async with self._db.read() as tx:
            order = await tx.orders.by_id(row.order_id)
        return None if order is None else order.thread_id

    async def _link(self, tx: Tx, row: CaseRow, draft: OrderView) -> None:
        """Let the draft stand for the replacement, and call off one that nobody has confirmed."""
        was = None if row.replacement_id is None else await tx.orders.by_id(row.replacement_id)
        if was is not None and was.status == OrderStatus.DRAFT:
            gone = await tx.orders.move(
                was.id,
                (OrderStatus.DRAFT,),
                OrderStatus.EXPIRED,
                reason="cancelled",
                ended_at=self._clock(),
            )
            if not gone:  # it was confirmed in this moment
                raise BeingReplacedError(number=row.number, replacement=was.number)
        drawn = await tx.orders.by_number(draft.number)
        assert drawn is not None  # noqa: S101 - it was drawn a moment ago, and orders are never deleted
        if not await tx.cases.link(row.id, row.replacement_id, drawn.id):
            _may_be_replaced(await self._views.by_id(tx, row.id))
            raise BeingReplacedError(number=row.number, replacement=draft.number)

    async def _hear(self, tx: Tx, row: CaseRow, actor: Actor, said: Said) -> None:
        if not await tx.cases.hold(row.id):
            raise CaseEndedError(number=row.number)
        now = self._clock()
        waits_anew = await tx.cases.wait(row.id, now, await remind_at(tx, row.chat_id, now))
        said = replace(said, text=await self._keyless(tx, row, said.text))
        message = await self._say(tx, row, actor, said, from_customer=True)
        await self._post(tx, "case-word", row.chat_id, row, message=message)
        if waits_anew:
            await self._post(tx, "case-changed", row.chat_id, row)

    async def _end(self, tx: Tx, row: CaseRow, status: CaseStatus, actor: Actor) -> None:
        now = self._clock()
        if not await end_case(tx, self._outbox, row, status, now, actor.user_id):
            raise CaseEndedError(number=row.number)
        await self._post(tx, "case-changed", row.chat_id, row)

    async def _say(
        self, tx: Tx, row: CaseRow, actor: Actor, said: Said, *, from_customer: bool
    ) -> int:
        kept = sealed(self._vault, said)
        return await tx.cases.say(row.id, actor.user_id, from_customer, self._clock(), kept)

    async def _post(self, tx: Tx, kind: str, chat_id: int, row: CaseRow, **more: int) -> None:
        facts = {"case": row.id, "order": row.number, **more}
        await self._outbox.post(tx, kind, chat_id, facts)

    async def _keyless(self, tx: Tx, row: CaseRow, words: str) -> str:
        """A customer's words with the order's keys masked, short ones and parts too, unknown elsewhere."""
        order = await tx.orders.by_id(row.order_id)
        plain: Collection[str] = () if order is None else await self._shelf.every_plain(tx, order)
        return without_parts(masked(words, {bare(each) for each in plain} - {""}), plain)

    async def _key(self, tx: Tx, keys: Keys, place: int | None) -> int | None:
        """The row of the key at this place, counted from 1; None: it is about all of them."""
        order = await tx.orders.by_number(keys.order.number)
        if order is None:
            raise UnknownCaseError
        rows = [row.id for row in await good_keys(tx, order.id) if row.id in keys.rows]
        if place is None:
            return rows[0] if len(rows) == 1 else None
        if not 1 <= place <= len(rows):
            raise UnknownCaseError
        return rows[place - 1]


async def _open_key(tx: Tx, order: OrderView, key_id: int | None, customer_id: int) -> str:
    found = await tx.orders.by_number(order.number)
    return f"{found.id if found else 0}:{key_id or 'all'}:{customer_id}"


async def _product(tx: Tx, offer_id: int) -> int:
    offer = await tx.catalog.offer(offer_id)
    return 0 if offer is None else offer.product_id


async def _of(tx: Tx, admitted: Admitted, case_id: int) -> CaseRow:
    row = await tx.cases.by_id(case_id)
    if row is None or row.number != admitted.number:
        raise UnknownCaseError
    return row


async def _own(tx: Tx, customer_id: int, case_id: int) -> CaseRow:
    row = await tx.cases.by_id(case_id)
    if row is None or row.customer_id != customer_id:
        raise UnknownCaseError
    return row


def _may_be_replaced(view: CaseView) -> None:
    if not view.is_open:
        raise CaseEndedError(number=view.number)
    instead = view.replacement
    if instead is not None and instead.status in UNDER_WAY:
        raise BeingReplacedError(number=view.number, replacement=instead.number)


def _ref(row: CaseRow | None) -> CaseRef | None:
    return None if row is None else CaseRef(row.id, row.number, row.customer_id, row.is_open)
