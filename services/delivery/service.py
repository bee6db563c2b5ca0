"""What support staff do to hand keys over, and what a customer says of a key that fails."""

from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.delivery.claims import deliverable
from services.delivery.errors import (
    AlreadyDeliveredError,
    CannotWriteToError,
    KeysUnreadableError,
    NothingToDeliverError,
)
from services.delivery.keys import Keys, KeyShelf
from services.key_shapes import bare
from services.known_keys import masked
from services.orders.door import DELIVER, REVEAL, Admitted
from services.orders.errors import BeingReversedError, UnknownOrderError
from services.orders.states import OrderStatus, sources_of
from services.orders.views import OrderView, OrderViews
from services.outbox import UNCONFIRMED, Lost, Outbox, Then
from services.people import People
from storage.database import Database
from storage.notices import NoticeRow
from storage.orders import OrderRow
from storage.transaction import Tx

MOST_WORDS = 1000
"""Of a customer's report, in characters."""


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

    async def sendable(self, admitted: Admitted, customer_id: int) -> OrderView:
        """The order, if it can be sent to this person as things stand now.

        Raises NothingToDeliverError, BeingReversedError, AlreadyDeliveredError, CannotWriteToError.
        """
        admitted.need(DELIVER)
        number = admitted.number
        if not await self._people.can_write_to(customer_id):
            raise CannotWriteToError(name=await self._people.name(customer_id))
        async with self._db.read() as tx:
            order = await deliverable(tx, number, locked=False)
            view = await self._views.of(tx, order)
        if order.customer_id not in (None, customer_id):
            raise AlreadyDeliveredError(number=number, customer=view.customer_name)
        return view

    async def send_to(self, admitted: Admitted, customer_id: int) -> OrderView:
        """Make the order a customer's and write the notice that carries the keys there.

        Sending again to the same customer is allowed: it is a reminder. Raises NothingToDeliverError,
        BeingReversedError, AlreadyDeliveredError, CannotWriteToError.
        """
        admitted.need(DELIVER)
        actor, number = admitted.actor, admitted.number
        if not await self._people.can_write_to(customer_id):
            raise CannotWriteToError(name=await self._people.name(customer_id))
        async with self._db.write() as tx:
            order = await deliverable(tx, number)
            if not await tx.orders.give_to(order.id, customer_id):
                view = await self._views.of(tx, order)
                raise AlreadyDeliveredError(number=number, customer=view.customer_name)
            await tx.claims.revoke(order.id, self._clock())
            await self._outbox.post(
                tx, "keys-for-customer", customer_id, {"order": number, "customer": customer_id}
            )
            await self._audit.write(tx, actor, "keys.sent", number, customer=customer_id)
            view = await self._views.by_number(tx, number)
        self._outbox.kick()
        return view

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

        None: the order is theirs no more, or its keys were taken back meanwhile. Should a reversal
        that is under way leave them, its end writes the notice anew. Also None where no secret opens
        a key of it: its chat is told, and the order is nobody's again if no try can have arrived.
        """
        async with self._db.read() as tx:
            order = await tx.orders.by_number(number)
            if order is None or order.customer_id != customer_id:
                return None
            try:
                return await self._shelf.open(tx, order)
            except (NothingToDeliverError, BeingReversedError):
                return None
            except KeysUnreadableError:
                pass

        async def unit(tx: Tx) -> Then:
            return await self._hand_back(tx, number, customer_id, notice_id, unsure=False)

        await self._db.keep(unit, "told", order=number)
        self._outbox.kick()
        return None

    async def handed_over(self, number: str, customer_id: int) -> bool:
        """The keys are in the customer's chat, or will be in a moment: the order is theirs for good.

        To be said before keys are shown there: whoever has seen them must not lose the order to somebody
        else. False: it is not theirs, and nothing may be shown.
        """
        now = self._clock()

        async def unit(tx: Tx) -> bool:
            order = await tx.orders.by_number(number)
            if order is None or not await tx.orders.hand_over(order.id, customer_id, now):
                return False
            moved = await tx.orders.move(
                order.id, sources_of(OrderStatus.DELIVERED), OrderStatus.DELIVERED, ended_at=now
            )
            if moved:
                await self._outbox.post(
                    tx,
                    "delivered",
                    order.chat_id,
                    {"order": number},
                    once_key=f"delivered:{number}",
                )
            return True

        theirs = await self._db.keep(unit, "told", order=number)
        self._outbox.kick()
        return theirs

    async def _not_arrived(self, tx: Tx, notice: NoticeRow, lost: Lost) -> Then:
        """The keys did not reach the customer: the order is nobody's again, and its chat is told.

        One of which a try may have arrived stays theirs. A reminder of what the customer has already takes
        nothing away; that it did not arrive is told like everything else that does not.
        """
        number, customer = str(notice.facts["order"]), int(notice.facts["customer"])
        unsure = lost is Lost.UNSURE or notice.problem == UNCONFIRMED
        return await self._hand_back(tx, number, customer, notice.id, unsure=unsure)

    async def _hand_back(
        self, tx: Tx, number: str, customer: int, notice_id: int, *, unsure: bool
    ) -> Then:
        """Make an order nobody's again and tell its chat; ``unsure``: the keys may have arrived."""
        order = await tx.orders.by_number(number)
        if order is None or order.customer_id != customer:
            return Then.TOLD
        order = await tx.orders.lock(order.id)
        facts = {"order": number, "customer": customer}
        if order.status == OrderStatus.DELIVERED or order.handed_at is not None:
            return Then.SLEEP
        if unsure or await self._may_have(tx, number, customer, notice_id):
            if not await tx.orders.hand_over(order.id, customer, self._clock()):
                return Then.TOLD
            await self._outbox.post(tx, "perhaps-delivered", order.chat_id, facts)
            return Then.WAIT  # should the customer come back, they get them then
        if await tx.orders.take_from(order.id, customer):
            await self._outbox.post(tx, "not-delivered", order.chat_id, facts)
        return Then.TOLD

    async def _may_have(self, tx: Tx, number: str, customer: int, notice_id: int) -> bool:
        """Whether a message with the order's keys may have arrived: an earlier try of this, or another."""
        for each in await tx.notices.of_kind("keys-for-customer", customer):
            left = each.id != notice_id and each.state in ("sending", "sent")
            if each.facts["order"] == number and (left or each.problem == UNCONFIRMED):
                return True
        return False

    async def report_problem(self, actor: Actor, number: str, words: str) -> None:
        """Open a case in the chat that sold the key. Raises UnknownOrderError for another's order."""
        async with self._db.write() as tx:
            order = await tx.orders.by_number(number)
            if order is None or order.customer_id != actor.user_id:
                raise UnknownOrderError(text=number)
            facts = {
                "order": number,
                "name": actor.name,
                "words": await self._keyless(tx, order, words),
            }
            await self._outbox.post(tx, "key-problem", order.chat_id, facts)
            await self._audit.write(tx, actor, "key.problem", number)
        self._outbox.kick()

    async def reveal(self, admitted: Admitted) -> Keys:
        """Show the keys to a member of staff. Raises NothingToDeliverError, BeingReversedError."""
        admitted.need(REVEAL)
        actor, number = admitted.actor, admitted.number
        async with self._db.write() as tx:
            order = await deliverable(tx, number)
            keys = await self._shelf.open(tx, order)
            await self._audit.write(tx, actor, "keys.revealed", number)
        return keys

    async def _keyless(self, tx: Tx, order: OrderRow, words: str) -> str:
        """A customer's words with the order's keys masked, short ones too, which elsewhere nobody knows."""
        own = {bare(plain) for plain in await self._shelf.every_plain(tx, order)}
        return masked(words, own - {""})[:MOST_WORDS]
