"""What support staff do to hand keys over."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.delivery.errors import (
    CannotWriteToError,
    KeysLetGoError,
    KeysTakenError,
    KeysUnreadableError,
    NothingToDeliverError,
)
from services.delivery.handing import (
    SENT,
    ToHand,
    deliverable,
    handed_before,
    none_handed_since,
    tell_delivered,
    tell_links,
    to_hand,
)
from services.delivery.keys import Keys, KeyShelf, has_part
from services.orders.door import DELIVER, REVEAL, Admitted
from services.orders.errors import BeingReversedError, UnknownOrderError
from services.orders.expiry import Expiry
from services.orders.order_view import OrderView
from services.orders.pieces import delivered_if_all, good_keys, holder
from services.orders.states import OrderStatus
from services.orders.twins import Twin, doubtful
from services.orders.views import OrderViews
from services.outbox import UNCONFIRMED, Lost, Outbox, Then
from services.people import People
from storage.database import Database
from storage.keys import KeyRow
from storage.notices import NoticeRow
from storage.orders import OrderRow
from storage.transaction import Tx

OnNotArrived = Callable[[Tx, OrderRow], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class EndingLink:
    """An open link of all an order's keys together: who made it, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sendable:
    """An order of which so many keys can be sent; ``since``: what became of it before, as a number;
    ``expiry``: when these keys expire; ``ends``: the link that works no more once they are sent; ``twins``:
    those of them that came more than once."""

    order: OrderView
    keys: int
    since: int
    expiry: Expiry
    ends: EndingLink | None
    twins: tuple[Twin, ...] = ()


class Delivery:
    """Sends keys to a customer, or shows them to the person who asks."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        views: OrderViews,
        shelf: KeyShelf,
        people: People,
        outbox: Outbox,
        audit: Audit,
    ) -> None:
        self._db = db
        self._clock = clock
        self._views = views
        self._shelf = shelf
        self._people = people
        self._outbox = outbox
        self._audit = audit
        outbox.when_lost("keys-for-customer", self._not_arrived)
        self._when_not_arrived: list[OnNotArrived] = []

    def when_not_arrived(self, act: OnNotArrived) -> None:
        """Have this called, in the transaction, for an order whose keys have not reached their customer, or
        may not have.
        """
        self._when_not_arrived.append(act)

    async def sendable(
        self, admitted: Admitted, customer_id: int, count: int | None = None
    ) -> Sendable:
        """How many keys of the order can be sent to this person as things stand now: so many, None: all.

        Raises NothingToDeliverError, BeingReversedError, AlreadyDeliveredError, AllInLinksError,
        FewerFreeError, CannotWriteToError.
        """
        admitted.need(DELIVER)
        number = admitted.number
        if not await self._people.can_write_to(customer_id):
            raise CannotWriteToError(name=await self._people.name(customer_id))
        async with self._db.read() as tx:
            order = await deliverable(tx, number, locked=False)
            to_send = await self._to_send(tx, order, customer_id, count)
            keys = to_send.keys or await good_keys(tx, order.id)
            since = await handed_before(tx, order, customer_id)
            expiry = await self._views.expiry(tx, order, keys)
            ends = await self._ending(tx, order)
            view = await self._views.of(tx, order)
            return Sendable(view, len(keys), since, expiry, ends, to_send.twins)

    async def send_to(
        self,
        admitted: Admitted,
        customer_id: int,
        count: int | None = None,
        since: int | None = None,
        twins: int = 0,
    ) -> OrderView:
        """Make so many keys a customer's, or all that can be, and write the notice that carries them there.

        Sending again to the customer who has the order as a whole is allowed: it is a reminder. ``since``:
        what ``sendable`` said when this was asked; None: send in any case. ``twins``: how many keys it said
        came more than once. A link of all keys together that is open ends. Raises what ``sendable`` does,
        SentSinceError, LinkedSinceError, TwinKeysError and KeysTakenError.
        """
        admitted.need(DELIVER)
        actor, number, now = admitted.actor, admitted.number, self._clock()
        if not await self._people.can_write_to(customer_id):
            raise CannotWriteToError(name=await self._people.name(customer_id))
        async with self._db.write() as tx:
            order = await deliverable(tx, number)
            if since is not None:
                await none_handed_since(tx, order, customer_id, since)
            to_send = await self._to_send(tx, order, customer_id, count)
            to_send.told_of(number, twins)
            taken, whole = to_send.keys, to_send.whole
            if await tx.claims.revoke(order.id, now, whole=True):
                await self._audit.write(tx, actor, "claim.revoked", number)
                await tell_links(tx, self._outbox, order)
            if taken and not await self._give(tx, order, customer_id, taken, whole=whole):
                raise KeysTakenError(number=number)
            await self._outbox.post(
                tx, "keys-for-customer", customer_id, {"order": number, "customer": customer_id}
            )
            facts = {"keys": len(taken)} if taken and not whole else {}
            facts |= {"twins": len(to_send.twins)} if to_send.twins else {}
            await self._audit.write(tx, actor, SENT, number, customer=customer_id, **facts)
            view = await self._views.by_number(tx, number)
        self._outbox.kick()
        return view

    async def _ending(self, tx: Tx, order: OrderRow) -> EndingLink | None:
        """The open link of all its keys together: at most one is."""
        for link in await tx.claims.open_of([order.id], self._clock()):
            if link.whole:
                names = await tx.users.called({link.made_by})
                return EndingLink(names.get(link.made_by, str(link.made_by)), link.made_at)
        return None

    async def give_whole(self, tx: Tx, order: OrderRow, customer_id: int) -> bool:
        """Make an order with all its keys a customer's, in the caller's transaction, which has it locked.

        The notice that brings them is written with it. False: a key of it is somebody else's.
        """
        if await tx.claims.revoke(order.id, self._clock(), whole=True):
            await self._audit.write_of(tx, order.chat_id, "claim.revoked", order.number)
        keys = await good_keys(tx, order.id)
        if not await self._give(tx, order, customer_id, keys, whole=True):
            return False
        facts = {"order": order.number, "customer": customer_id}
        await self._outbox.post(tx, "keys-for-customer", customer_id, facts)
        return True

    async def _give(
        self, tx: Tx, order: OrderRow, customer_id: int, taken: Sequence[KeyRow], *, whole: bool
    ) -> bool:
        """Make these keys a customer's, who has none of them yet. False: somebody else was faster."""
        orders = tx.orders
        own = orders.give_to(order.id, customer_id) if whole else orders.split(order.id)
        ids, now = [key.id for key in taken], self._clock()
        return await own and await tx.pieces.give(order.id, ids, customer_id, now=now, handed=False)

    async def _to_send(
        self, tx: Tx, order: OrderRow, customer_id: int, count: int | None
    ) -> ToHand:
        """The keys that go; none where it is a reminder."""
        if order.owner_id == customer_id:
            theirs = await good_keys(tx, order.id)
            if theirs and all(key.let_go_at is not None for key in theirs):
                raise KeysLetGoError(number=order.number)
            return ToHand((), whole=False)
        return await to_hand(tx, self._views, order, count, self._clock())

    async def bring(self, customer_id: int, number: str) -> None:
        """Write the notice that brings claimed keys which could not be shown; one at a time waits."""

        async def unit(tx: Tx) -> None:
            facts = {"order": number, "customer": customer_id}
            waiting = await tx.notices.waiting("keys-for-customer", customer_id)
            if not any(notice.facts["order"] == number for notice in waiting):
                await self._outbox.post(tx, "keys-for-customer", customer_id, facts)

        await self._db.keep(unit, "told", order=number)
        self._outbox.kick()

    async def keys_for(self, customer_id: int, number: str, notice_id: int) -> Keys | None:
        """What this notice to a customer says when it is sent.

        None: nothing of the order is theirs any more, or it was taken back meanwhile. Should a reversal
        that is under way leave keys, its end writes the notice anew. Also None where no secret opens
        a key of it: its chat is told, and they are nobody's again if no try can have arrived.
        """
        async with self._db.read() as tx:
            order = await tx.orders.by_number(number)
            if order is None or not await has_part(tx, order, customer_id):
                return None
            try:
                return await self._shelf.open(tx, order, customer_id)
            except (NothingToDeliverError, BeingReversedError, KeysLetGoError):
                return None
            except KeysUnreadableError:
                pass

        async def unit(tx: Tx) -> Then:
            return await self._hand_back(tx, number, customer_id, notice_id, unsure=False)

        await self._db.keep(unit, "told", order=number)
        self._outbox.kick()
        return None

    async def handed_over(
        self, number: str, customer_id: int, rows: Collection[int] | None = None
    ) -> bool:
        """The keys are in the customer's chat, or will be in a moment: they are theirs for good.

        To be said before keys are shown there: whoever has seen them must not lose them to somebody
        else. ``rows``: the ids of those that are shown. False: none is theirs, and nothing may be shown.
        """
        now = self._clock()

        async def unit(tx: Tx) -> bool:
            order = await tx.orders.by_number(number)
            if order is None:
                return False
            order = await tx.orders.lock(order.id)
            if not await has_part(tx, order, customer_id):
                return False
            if order.owner_id == customer_id:
                await tx.pieces.adopt(order.id, customer_id)
                if not await tx.orders.hand_over(order.id, customer_id, now):
                    return False
            new = await tx.pieces.hand_over(order.id, customer_id, now, rows)
            moved = await delivered_if_all(tx, order.id, now)
            if moved or (new and order.by_the_piece):
                mark = min(rows or (0,))
                await tell_delivered(tx, self._outbox, order, -mark, whole=moved)
            return True

        theirs = await self._db.keep(unit, "told", order=number)
        self._outbox.kick()
        return theirs

    async def _not_arrived(self, tx: Tx, notice: NoticeRow, lost: Lost) -> Then:
        """The keys did not reach the customer: they are nobody's again, and the order's chat is told.

        Those of which a try may have arrived stay theirs. A reminder of what the customer has already takes
        nothing away; that it did not arrive is told like everything else that does not.
        """
        number, customer = str(notice.facts["order"]), int(notice.facts["customer"])
        unsure = lost is Lost.UNSURE or notice.problem == UNCONFIRMED
        return await self._hand_back(tx, number, customer, notice.id, unsure=unsure)

    async def _hand_back(
        self, tx: Tx, number: str, customer: int, notice_id: int, *, unsure: bool
    ) -> Then:
        """Make keys nobody's again and tell the order's chat; ``unsure``: they may have arrived.

        What the customer has of the order already stays theirs.
        """
        order = await tx.orders.by_number(number)
        if order is None:
            return Then.TOLD
        order = await tx.orders.lock(order.id)
        if not await has_part(tx, order, customer):
            return Then.TOLD
        whole = order.owner_id == customer
        mine = [key for key in await tx.keys.of_order(order.id) if holder(key, order) == customer]
        waiting = [key.id for key in mine if key.handed_at is None]
        facts = {"order": number, "customer": customer, "keys": len(waiting)}
        if order.status == OrderStatus.DELIVERED or not waiting:
            return Then.SLEEP
        if whole and order.handed_at is not None:
            return Then.SLEEP
        if unsure or await self._may_have(tx, number, customer, notice_id):
            now = self._clock()
            if whole and not await tx.orders.hand_over(order.id, customer, now):
                return Then.TOLD
            if not await tx.pieces.hand_over(order.id, customer, now, waiting) and not whole:
                return Then.TOLD
            await self._outbox.post(tx, "perhaps-delivered", order.chat_id, facts)
            await self._tell_not_arrived(tx, order)
            return Then.WAIT  # should the customer come back, they get them then
        if whole and not await tx.orders.take_from(order.id, customer):
            return Then.TOLD
        if await tx.pieces.take_back(order.id, customer) or whole:
            await self._outbox.post(tx, "not-delivered", order.chat_id, facts)
            await self._tell_not_arrived(tx, order)
        return Then.TOLD

    async def _tell_not_arrived(self, tx: Tx, order: OrderRow) -> None:
        for each in self._when_not_arrived:
            await each(tx, order)

    async def _may_have(self, tx: Tx, number: str, customer: int, notice_id: int) -> bool:
        """Whether a message with these keys may have arrived: an earlier try of this, or another one.

        One that had arrived before this was written brought others: what arrives is written down first.
        """
        notices = await tx.notices.of_kind("keys-for-customer", customer)
        made_at = next((each.made_at for each in notices if each.id == notice_id), None)
        for each in notices:
            before = made_at is not None and each.ended_at is not None and each.ended_at < made_at
            sent = each.state == "sent" and not before
            left = each.id != notice_id and (sent or each.state == "sending")
            if each.facts["order"] == number and (left or each.problem == UNCONFIRMED):
                return True
        return False

    async def show_own(self, actor: Actor, number: str) -> Keys:
        """A customer's own keys, to be shown to them now: they are theirs for good by that, though their
        message may still be on its way. That they were looked at is a row. Raises as KeyShelf.my_keys does.
        """
        customer = actor.user_id
        keys = await self._shelf.my_keys(customer, number)
        number = keys.order.number
        if keys.order.status is not OrderStatus.DELIVERED and not await self.handed_over(
            number, customer, keys.rows
        ):
            raise UnknownOrderError(text=number)
        async with self._db.write() as tx:
            facts = {"keys": len(keys.plain)}
            await self._audit.note(tx, actor, "keys.read", number, **facts)
        return keys

    async def reveal(self, admitted: Admitted) -> Keys:
        """Show the keys to a member of staff, and who else has or may take one of them.

        Raises NothingToDeliverError, BeingReversedError.
        """
        admitted.need(REVEAL)
        actor, number = admitted.actor, admitted.number
        async with self._db.write() as tx:
            order = await deliverable(tx, number)
            keys = await self._shelf.open(tx, order)
            twins = await doubtful(tx, await good_keys(tx, order.id), self._clock())
            await tx.keys.note_seen(keys.rows, self._clock())
            facts = {"keys": len(keys.plain)}
            await self._audit.write(tx, actor, "keys.revealed", number, **facts)
        return replace(keys, twins=tuple(twins.values()))
