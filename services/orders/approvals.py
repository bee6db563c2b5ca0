"""Approvals: the yes of somebody else to an order above a limit, asked for, given, refused, or never come.

Who may say it is in :mod:`services.orders.approvers`. What is approved is bought at once, at no more than was
approved.
"""

from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta

from services.access import Access
from services.actor import Actor
from services.audit import Audit
from services.clock import Clock, is_over
from services.limits import Over, Scope, Spending
from services.orders.approval_cards import ApprovalCards
from services.orders.approvers import Approvers
from services.orders.beginning import Beginning
from services.orders.door import BUY
from services.orders.errors import (
    ApprovalOverError,
    UnknownOrderError,
    VotedError,
)
from services.orders.order_facts import facts_of
from services.orders.order_view import OrderView
from services.orders.states import CANCELLED, OrderStatus
from services.orders.views import OrderViews
from services.orders.votes import Votes
from services.outbox import Outbox, Post
from services.visible import visible_line
from services.work import MayStill
from storage.approvals import ApprovalRow, VoteRow, WaitingRow
from storage.database import Database
from storage.orders import OrderRow
from storage.transaction import Tx

APPROVAL_LIFE = timedelta(hours=24)
"""For so long an order waits for a yes."""
LONGEST_REASON = 300
ASKED = "approval-asked"
"""A card in each chat where somebody can approve. Facts: ``order``, ``home`` (the order's chat)."""
ENDED = "approval-ended"
"""What came of it, in the order's chat. Facts: ``order``, ``how`` (approved, rejected, expired, no-right)."""
_BATCH = 20

_Why = tuple[str, str, str]
"""Why nobody can approve it any more: the reason in its row, ``how`` of the notice, the action."""
_TOO_LATE: _Why = ("not-approved", "expired", "order.approval-expired")
_NO_RIGHT: _Why = ("no-right", "no-right", "order.approval-no-right")

Look = Callable[[Tx, OrderRow], Awaitable[object]]


class Approvals:
    """Asks for approval, and takes the answers."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        access: Access,
        views: OrderViews,
        beginning: Beginning,
        spending: Spending,
        cards: ApprovalCards,
        outbox: Outbox,
        audit: Audit,
        rights: MayStill,
    ) -> None:
        self._db = db
        self._clock = clock
        self._views = views
        self._beginning = beginning
        self._spending = spending
        self._cards = cards
        self._outbox = outbox
        self._audit = audit
        self._rights = rights
        self._access = access
        self._votes = Votes(access, rights)
        self._approvers = Approvers(access)
        self._in_case: Look | None = None

    def look_in_case(self, look: Look) -> None:
        """Let this one see, behind a lock, that a case still wants what is approved, and raise why not."""
        self._in_case = look

    async def ask(
        self,
        tx: Tx,
        order: OrderRow,
        actor: Actor,
        over: Collection[Over],
        reason: str,
        card: int | None,
    ) -> bool:
        """Ask for an order in the caller's transaction; ``told`` after it is committed. False: it is no
        draft any more. ``card``: the message in the order's chat that shows it.
        """
        now = self._clock()
        draft = (OrderStatus.DRAFT,)
        if not await tx.orders.move(order.id, draft, OrderStatus.AWAITING_APPROVAL, asked_at=now):
            return False
        quorum = _quorum(over)
        chats = self._approvers.where_to_ask(order, quorum)
        row = ApprovalRow(
            order.id,
            quorum,
            visible_line(reason)[:LONGEST_REASON],
            [each.facts() for each in over],
            now,
            now + APPROVAL_LIFE,
        )
        await tx.approvals.ask(row, chats)
        if card is not None:
            await tx.orders.note_card(order.id, card)
            await tx.approvals.shown(order.id, order.chat_id, card)
        await self._outbox.post_all(tx, [_asked(order, each) for each in chats])
        await self._audit.write(
            tx,
            actor,
            "order.approval-asked",
            order.number,
            **facts_of(order),
        )
        return True

    async def _ask_more(self, tx: Tx, order: OrderRow, quorum: int) -> None:
        """More are wanted than could say yes where it was asked for: ask where they are."""
        before = await tx.approvals.asked_in(order.id)
        chats = [each for each in self._approvers.where_to_ask(order, quorum) if each not in before]
        if chats:
            await tx.approvals.ask_in(order.id, chats)
            await self._outbox.post_all(tx, [_asked(order, each) for each in chats])

    async def approved_before(self, tx: Tx, order: OrderRow, over: Collection[Over]) -> bool:
        """Whether this was drawn up in place of an approved order that failed, and costs no more.

        What was approved is a maximum: at a price that has fallen since nobody is asked again, unless it
        is now above a limit (``over``) that wants more to say yes than have, and may still.
        """
        before = None if order.replaces is None else await tx.orders.by_id(order.replaces)
        if before is None or before.asked_at is None or before.confirmed_at is None:
            return False
        same = (order.offer_id, order.buyer_id, order.chat_id, order.currency, order.count)
        then = (before.offer_id, before.buyer_id, before.chat_id, before.currency, before.count)
        if (
            before.status != OrderStatus.FAILED
            or same != then
            or order.unit_price > before.unit_price
            or is_over(before.confirmed_at, APPROVAL_LIFE, self._clock())
        ):
            return False
        votes = (await tx.approvals.votes([before.id])).get(before.id, [])
        return sum((await self._votes.of_yes(tx, votes)).values()) >= _quorum(over)

    async def decide(self, actor: Actor, number: str, *, yes: bool) -> OrderView:
        """Say yes or no, once a person; gives the order as it stands then.

        One no rejects it; with so many yes as the limits want that it is above now, it is bought. A yes said
        again has all counted anew: fewer may be wanted since, or a right be back. One whose time is over, or
        whose buyer may buy there no more, is called off instead. Raises UnknownOrderError,
        ApprovalOverError, OwnApprovalError, DefaultOnlyError, NotPermittedError, VotedError, and what
        the look of its case does.
        """
        async with self._db.read() as tx:
            asked = await tx.approvals.asked(number)
        if asked is None:
            raise UnknownOrderError(text=number)
        order, row, asked_in = asked  # nothing changes that is read of them here
        chat_id = await self._approvers.right_in(actor, order, asked_in)
        await self._rights.catch_up()
        async with self._db.write() as tx:
            why = await self._why_over(tx, order, row, yes=yes)
            if why is None:
                vote = VoteRow(order.id, actor.user_id, chat_id, yes, self._clock())
                again = not await tx.approvals.vote(vote)
                if again:
                    await self._say_again(tx, row, vote)
                how = await self._follow(tx, order, row, vote)
                if how or not again:
                    said = "order.approved" if yes else "order.rejected"
                    facts = facts_of(order)
                    await self._audit.write(tx, actor, said, number, **facts, how=how)
                view = await self._views.by_number(tx, number)
            elif not await self._call_off(tx, order.id, why):
                now = await tx.orders.lock(order.id)
                raise ApprovalOverError(number=number, status=OrderStatus(now.status))
        self.told()
        if why is not None:
            raise ApprovalOverError(number=number, status=OrderStatus.EXPIRED)
        if again and not how:
            raise VotedError(number=number)
        return view

    async def _why_over(
        self, tx: Tx, order: OrderRow, row: ApprovalRow, *, yes: bool
    ) -> _Why | None:
        """Why this is not to be decided any more, should it wait still. Raises as the look does."""
        if row.expires_at <= self._clock():
            return _TOO_LATE
        if yes:
            await self._look(tx, order)
        if yes and not await self._may_buy(tx, order.buyer_id, order.chat_id):
            return _NO_RIGHT
        return None

    async def _look(self, tx: Tx, order: OrderRow) -> None:
        """Before anything else is locked: the order of its case comes first."""
        if self._in_case is None or order.case_id is None:
            return
        now = await tx.orders.by_id(order.id)
        if now is not None and now.status == OrderStatus.AWAITING_APPROVAL:
            await self._in_case(tx, now)

    async def _say_again(self, tx: Tx, row: ApprovalRow, vote: VoteRow) -> None:
        """Say the yes again that they have said: it counts by the chat in which they have the right now.

        Raises ApprovalOverError where it waits no more, VotedError where it is no yes.
        """
        order = await tx.orders.lock(row.order_id)
        if order.status != OrderStatus.AWAITING_APPROVAL:
            raise ApprovalOverError(number=order.number, status=OrderStatus(order.status))
        if not vote.yes:
            raise VotedError(number=order.number)
        await tx.approvals.count_in(vote)

    async def _follow(self, tx: Tx, order: OrderRow, row: ApprovalRow, vote: VoteRow) -> str:
        """Let the order follow what was said; gives what came of it, "" where others are waited for.

        The limits are counted anew at each yes: others may have spent since it was asked for.
        """
        if not vote.yes:
            if not await self._put_away(tx, order, OrderStatus.REJECTED, None, "rejected"):
                raise ApprovalOverError(number=order.number, status=OrderStatus(order.status))
            return "rejected"
        claimed = await self._spending.claim(tx, order)
        over = (*claimed.over, *_of_key(row))
        quorum = _quorum(over)
        alone = quorum == row.quorum == 1
        if not await self._votes.are_enough(tx, vote, quorum, alone=alone):
            await self._spending.let_go(tx, order, claimed)
            await tx.approvals.count_anew(order.id, quorum, [each.facts() for each in over])
            await self._cards.tell(tx, order)
            await self._ask_more(tx, order, quorum)
            return ""
        waiting, approved = OrderStatus.AWAITING_APPROVAL, OrderStatus.APPROVED
        moved = await tx.orders.move(order.id, (waiting,), approved)
        if not moved or not await self._beginning.have_bought(
            tx, order, approved, claimed, order.message_id
        ):
            raise ApprovalOverError(number=order.number, status=OrderStatus(order.status))
        await self._cards.tell(tx, order, _ended(order, "approved"))
        return "approved"

    async def withdraw(self, tx: Tx, order: OrderRow) -> bool:
        """Its buyer has called it off. False: it does not wait any more."""
        return await self._put_away(tx, order, OrderStatus.EXPIRED, CANCELLED, None)

    async def expire(self) -> None:
        """Put away what nobody has decided in time, and what its buyer has lost the right to meanwhile."""
        now = self._clock()
        async with self._db.read() as tx:
            waiting = await tx.approvals.all_waiting()
        over = [(each, _TOO_LATE) for each in waiting if each.expires_at <= now]
        lost = [(each, _NO_RIGHT) for each in waiting if not self._has_role(each)]
        if lost:
            await self._rights.catch_up()  # it may have been given by another process a moment ago
        ended = False
        for each, why in [*over, *lost][:_BATCH]:
            async with self._db.write() as tx:
                if why is _NO_RIGHT and await self._may_buy(tx, each.buyer_id, each.chat_id):
                    continue
                ended |= await self._call_off(tx, each.order_id, why)
        if ended:
            self.told()

    def _has_role(self, waits: WaitingRow) -> bool:
        """Whether a role gives its buyer the right still; who is only away for a while may be back."""
        return self._access.has_role_for(waits.buyer_id, waits.chat_id, BUY)

    async def _may_buy(self, tx: Tx, buyer_id: int, chat_id: int) -> bool:
        return await self._rights.may_still(tx, buyer_id, chat_id, BUY)

    async def _call_off(self, tx: Tx, order_id: int, why: _Why) -> bool:
        """Put it away by itself. False: it does not wait any more."""
        order, (reason, how, action) = await tx.orders.lock(order_id), why
        done = await self._put_away(tx, order, OrderStatus.EXPIRED, reason, how)
        if done:
            await self._audit.write_of(tx, order.chat_id, action, order.number)
        return done

    async def open(self, actor: Actor) -> tuple[OrderView, ...]:
        """The orders that wait and that the actor could decide about here, the longest waiting first."""
        found = []
        async with self._db.read() as tx:
            for number in await tx.approvals.waiting():
                order = await tx.orders.by_number(number)
                if order is None:
                    continue
                asked_in = await tx.approvals.asked_in(order.id)
                if self._approvers.given_in(actor, order, asked_in):
                    found.append(await self._views.of(tx, order))
        return tuple(found)

    async def may_decide(self, actor: Actor, number: str) -> bool:
        """Whether the actor could say yes or no to an order from here, if it waits: not its buyer."""
        async with self._db.read() as tx:
            asked = await tx.approvals.asked(number)
        if asked is None or asked[0].buyer_id == actor.user_id:
            return False
        return self._approvers.given_in(actor, asked[0], asked[2])

    async def view(self, actor: Actor, number: str) -> OrderView:
        """One of these, waiting or not. Raises UnknownOrderError."""
        async with self._db.read() as tx:
            order = await tx.orders.by_number(number)
            asked_in = frozenset() if order is None else await tx.approvals.asked_in(order.id)
            if order is None or not self._approvers.given_in(actor, order, asked_in):
                raise UnknownOrderError(text=number)
            return await self._views.of(tx, order)

    async def note_shown(self, number: str, chat_id: int, message_id: int) -> None:
        """This message shows what was asked or decided; where more has come of it, it is told at once."""

        async def unit(tx: Tx) -> None:
            order = await tx.orders.by_number(number)
            if order is None or order.asked_at is None:
                return
            order = await tx.orders.lock(order.id)
            await self._cards.note(tx, order, (chat_id, message_id))

        await self._db.keep(unit, "told", order=number)
        self._outbox.kick()

    def told(self) -> None:
        """It is committed."""
        self._outbox.kick()
        self._beginning.kick()

    async def _put_away(
        self, tx: Tx, order: OrderRow, status: OrderStatus, reason: str | None, how: str | None
    ) -> bool:
        ended = await tx.orders.move(
            order.id,
            (OrderStatus.AWAITING_APPROVAL,),
            status,
            reason=reason,
            ended_at=self._clock(),
        )
        if ended:  # who has called it off knows
            await self._cards.tell_the_last(
                tx, order, *([] if how is None else [_ended(order, how)])
            )
        return ended


def _asked(order: OrderRow, chat_id: int) -> Post:
    facts = {"order": order.number, "home": order.chat_id}
    return Post(ASKED, chat_id, facts, f"approval:{order.number}:{chat_id}")


def _ended(order: OrderRow, how: str) -> Post:
    return Post(ENDED, order.chat_id, {"order": order.number, "how": how})


def _quorum(over: Collection[Over]) -> int:
    """So many have to say yes."""
    return max((each.limit.quorum for each in over), default=1)


def _of_key(row: ApprovalRow) -> list[Over]:
    """The price ceiling that it was above: its price stands, and so does this."""
    found = [Over.of(each) for each in row.over]
    return [each for each in found if each.limit.scope == Scope.KEY]
