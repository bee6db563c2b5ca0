"""What comes of a case by itself: replacements are handed over, reversals end it, chats are reminded,
and cases of people who may not answer them any more are nobody's.

Each step is a compare-and-set on the case's row in the transaction of what it leads to: of several processes
that see the same, one does it.
"""

from services.access import Access
from services.audit import Audit
from services.cases.arriving import is_held, is_nobodys, may_be_sent
from services.cases.ending import end_case
from services.cases.finding import ANSWER
from services.cases.holders import freed
from services.cases.states import CaseStatus
from services.cases.telling import tell_changed, tell_hands
from services.clock import Clock
from services.delivery import Delivery
from services.orders import OrderStatus
from services.outbox import Outbox
from services.schedules.kinds import CASES
from storage.cases import CaseRow
from storage.database import Database
from storage.orders import OrderRow
from storage.transaction import Tx

AT_ONCE = 50
_GONE = frozenset({OrderStatus.EXPIRED, OrderStatus.REJECTED, OrderStatus.REVERSED})


class CaseFollowing:
    """Looks whether anything is to be done; ``run`` should be called every few seconds."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        delivery: Delivery,
        access: Access,
        outbox: Outbox,
        audit: Audit,
    ) -> None:
        self._db = db
        self._delivery = delivery
        self._access = access
        self._clock = clock
        self._outbox = outbox
        self._audit = audit
        delivery.when_not_arrived(self._not_arrived)
        self._held_told: set[int] = set()  # told once more after a start, which changes nothing

    async def run(self) -> int:
        """Do what is to be done, and give how much that was. A look that finds nothing is four reads,
        and one for each replacement that waits, and for each person who has taken cases.
        """
        async with self._db.read() as tx:
            replaced = await tx.cases.being_replaced()
            moved = [row for row in replaced if await self._has_moved(tx, row)]
            reversed_ = await tx.cases.taken_back()
            barred = [each for each in await tx.cases.holders() if not await self._may(tx, *each)]
            late = await tx.cases.to_remind(self._clock(), AT_ONCE)
        done = 0
        for row in moved:
            done += await self._follow(row)
        for row in reversed_:
            done += await self._taken_back(row)
        for chat_id, user_id in barred:
            done += await self._let_go(chat_id, user_id)
        for row in late:
            done += await self._remind(row)
        if done:
            self._outbox.kick()
        return done

    async def _has_moved(self, tx: Tx, row: CaseRow) -> bool:
        """Whether its replacement has keys to be sent, has reached the customer, or comes to nothing.

        One that failed stands until another takes its place: what is bought by its buttons is the case's.
        """
        order = await tx.orders.by_id(row.replacement_id or 0)
        if order is None or order.status in _GONE | {OrderStatus.DELIVERED}:
            return True
        if order.status != OrderStatus.KEYED or order.owner_id == row.customer_id:
            return False  # the keys are not there yet, or on their way
        if not is_nobodys(order):
            return True
        if await is_held(tx, order):
            return order.id not in self._held_told
        return await may_be_sent(tx, order, row.customer_id, self._clock())

    async def _follow(self, row: CaseRow) -> bool:
        async with self._db.write() as tx:
            order = await tx.orders.by_id(row.replacement_id or 0)
            if order is not None:
                order = await tx.orders.lock(order.id)
            if not await self._has_moved(tx, row):
                return False  # somebody was faster
            if order is None or not await is_held(tx, order):
                return await self._step(tx, row, order)
            await self._changed(tx, row)  # a person has to see to it: its cards say how
        self._held_told.add(order.id)
        return True

    async def _step(self, tx: Tx, row: CaseRow, order: OrderRow | None) -> bool:
        if order is not None and is_nobodys(order):
            return await self._hand_over(tx, row, order)
        delivered = order is not None and order.status == OrderStatus.DELIVERED
        if order is not None and delivered and order.owner_id == row.customer_id:
            return await self._over_by(tx, row, order)
        # It was called off, or somebody was given it, or some of it, by hand.
        linked = await tx.cases.link(row.id, row.replacement_id, None)
        if linked:
            await self._changed(tx, row)
        return linked

    async def _hand_over(self, tx: Tx, row: CaseRow, order: OrderRow) -> bool:
        """Make the new order the customer's: a notice brings its keys, and ends the case once it is there."""
        if not await tx.cases.link(row.id, order.id, order.id):  # that has ended, or has another
            return False
        if not await self._delivery.give_whole(tx, order, row.customer_id):
            raise RuntimeError("a locked order was given away")  # nothing of this is committed
        await self._audit.write_of(
            tx, row.chat_id, "keys.sent", order.number, customer=row.customer_id
        )
        return True

    async def _not_arrived(self, tx: Tx, order: OrderRow) -> None:
        """Its keys did not reach the customer: the cards of the case say so, which stays open."""
        row = await tx.cases.replaced_by(order.id)
        if row is not None:
            await self._changed(tx, row)

    async def _over_by(self, tx: Tx, row: CaseRow, order: OrderRow) -> bool:
        return await self._ended(tx, row, CaseStatus.REPLACED, to=order.number)

    async def _taken_back(self, row: CaseRow) -> bool:
        async with self._db.write() as tx:
            return await self._ended(tx, row, CaseStatus.REVERSED)

    async def _ended(self, tx: Tx, row: CaseRow, status: CaseStatus, **facts: str) -> bool:
        if not await end_case(tx, self._outbox, row, status, self._clock(), None):
            return False
        told = {"case": row.id, "order": row.number}
        await self._outbox.post(tx, "case-ended", row.customer_id, told)
        await self._changed(tx, row)
        action = _ENDED[status]
        await self._audit.write_of(tx, row.chat_id, action, row.number, case=row.id, **facts)
        return True

    async def _may(self, tx: Tx, chat_id: int, user_id: int) -> bool:
        return await self._access.may_still(tx, user_id, chat_id, ANSWER)

    async def _let_go(self, chat_id: int, user_id: int) -> int:
        """Whoever may not answer cases there any more has none there."""
        async with self._db.write() as tx:
            gone = 0
            for row in await tx.cases.held_by(user_id, chat_id):
                if not await freed(tx, self._audit, row, user_id):
                    continue
                gone += 1
                await self._changed(tx, row)
                if row.waiting_since is not None:
                    await tell_hands(tx, self._outbox, row, user_id)
        return gone

    async def _remind(self, row: CaseRow) -> bool:
        """Tell the chat that somebody waits, once for each wait; where an alert does, that is enough."""
        if row.remind_at is None:
            return False
        async with self._db.write() as tx:
            mine = await tx.cases.reminded(row.id, row.remind_at)
            if mine and row.chat_id not in await tx.schedules.chats_with(CASES):
                facts = {"case": row.id, "order": row.number}
                await self._outbox.post(tx, "case-reminder", row.chat_id, facts)
        return mine

    async def _changed(self, tx: Tx, row: CaseRow) -> None:
        await tell_changed(tx, self._outbox, row)


_ENDED = {
    CaseStatus.REPLACED: "case.replaced",
    CaseStatus.REVERSED: "case.reversed",
}
