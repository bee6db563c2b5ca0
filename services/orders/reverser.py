"""Asking the provider to take purchases back, as many together as it allows, and writing the answers.

That a purchase is ``reversing`` was committed before, so whatever is lost here is asked again by the
recovery pass: ``Reversing.reverse`` is safe to repeat.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog

from providers.base import Purchasing, Reversal, ReversalEnd, Reversing
from providers.errors import AlreadyDone, NotAllowed, ProviderError, Refused, Unavailable
from providers.registry import Providers
from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.orders.arrivals import FIRST_LOOK, Arrivals
from services.orders.buyer import LEASE
from services.orders.elsewhere import tell_home
from services.orders.in_hand import InHand
from services.orders.states import OrderStatus, PurchaseStatus, standing
from services.orders.under_way import Ended, Progress, Teller, UnderWay, no_progress
from services.outbox import Outbox
from storage.database import Database
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

Said = tuple[int, Reversal]
"""The position of a purchase in its order, and what the provider said of it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said, by position; how many stand because they were not asked, and what broke."""

    said: tuple[Said, ...]
    untried: int
    failures: tuple[Exception, ...]


class Reverser:
    """Takes back purchases that are ``reversing``."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        providers: Providers,
        arrivals: Arrivals,
        outbox: Outbox,
        audit: Audit,
        in_hand: InHand,
    ) -> None:
        self.in_hand = in_hand
        self._db = db
        self._clock = clock
        self._providers = providers
        self._arrivals = arrivals
        self._outbox = outbox
        self._audit = audit

    async def ask(
        self,
        actor: Actor | None,
        order: OrderRow,
        rows: Sequence[PurchaseRow],
        progress: Progress = no_progress,
        *,
        again: bool = False,
    ) -> Asked:
        """Ask about these purchases of an order, none of which anybody else is asking about.

        The first call that fails ends the run: what is under way is waited for, and what was not
        asked about stands again. ``again``: an earlier try may have been acted on, so all of that
        stays ``reversing``. Raises UnknownProviderError.
        """
        provider = self._providers.get(order.provider, Reversing)
        width = provider.parallel if isinstance(provider, Purchasing) else 1
        waiting = deque(rows)
        said: list[Said] = []
        failures: list[Exception] = []
        untried: list[PurchaseRow] = []
        under_way = UnderWay(lambda row: provider.reverse(row.txn_id, row.reference))
        teller = Teller(progress, len(rows))
        try:
            while waiting or under_way:
                room = min(width - len(under_way), len(waiting))
                under_way.start([waiting.popleft() for _ in range(room)])
                ended = await under_way.ended()
                failures += [each.end for each in ended if isinstance(each.end, Exception)]
                if failures:
                    untried += waiting
                    waiting.clear()
                said += _said(ended, again=again)
                for each in ended:
                    if isinstance(each.end, Exception):
                        _log(each.row, each.end)
                write = partial(
                    self._write,
                    actor,
                    order,
                    ended,
                    said=tuple(said),
                    untried=tuple(untried),
                    last=not (waiting or under_way),
                    again=again,
                )
                ids = [each.row.txn_id for each in ended]
                await self._db.keep(write, "answered", order=order.number, asked_back=ids)
                teller.tell(len(said))
        finally:
            await under_way.abandon()
            await teller.end()
        self._outbox.kick()
        return Asked(tuple(sorted(said, key=_position)), len(rows) - len(said), tuple(failures))

    async def _write(
        self,
        actor: Actor | None,
        order: OrderRow,
        ended: Sequence[Ended[Reversal]],
        tx: Tx,
        *,
        said: Sequence[Said],
        untried: Sequence[PurchaseRow],
        last: bool,
        again: bool,
    ) -> None:
        """Write how calls ended, and after the last of them what follows for the order."""
        await self._note(tx, ended, again=again)
        if not last:
            await tx.orders.wait_until(order.id, self._clock() + LEASE, order.tries)
            return
        if not again:
            await self._restore(tx, order.id, untried)
        await self._end(tx, actor, order, said, again=again)

    async def _note(self, tx: Tx, ended: Sequence[Ended[Reversal]], *, again: bool) -> None:
        order_id = ended[0].row.order_id
        order = await tx.orders.lock(order_id)
        # Never before it was delivered, whatever the clock was set to since: _gone counts by it.
        settled_at = max(self._clock(), order.ended_at or self._clock())
        stands = []
        for each in ended:
            if isinstance(each.end, Exception):
                if _surely_stands(each.end, again=again):
                    stands.append(each.row)
            elif each.end.end is ReversalEnd.REFUSED:
                stands.append(each.row)
            elif each.end.end is ReversalEnd.DONE:
                await tx.purchases.move(
                    each.row.id,
                    (PurchaseStatus.REVERSING,),
                    PurchaseStatus.REVERSED,
                    reference=each.row.reference or each.end.reference or None,
                    reason=None,
                    settled_at=settled_at,
                )
        await self._restore(tx, order_id, stands)

    async def _restore(self, tx: Tx, order_id: int, rows: Sequence[PurchaseRow]) -> None:
        """Make of these what they were. They are read anew: a late answer may have said more."""
        if not rows:
            return
        ids = {row.id for row in rows}
        for row in await tx.purchases.of_order(order_id):
            if row.id in ids:
                await tx.purchases.move(
                    row.id, (PurchaseStatus.REVERSING,), standing(row.status, row.reason)
                )

    async def _end(
        self, tx: Tx, actor: Actor | None, order: OrderRow, said: Sequence[Said], *, again: bool
    ) -> None:
        """Let the order follow, set the next look, and tell whom it concerns."""
        before = await tx.orders.lock(order.id)
        status = await self._arrivals.settle(tx, order.id)
        now = await tx.orders.lock(order.id)
        if now.due_at is not None:
            await tx.orders.wait_until(order.id, self._clock() + FIRST_LOOK, order.tries)
        rows = await tx.purchases.of_order(order.id)
        gone = _gone(rows, before.ended_at)
        if gone and now.customer_id is not None:
            # The sum, so that a run which was cut off is told with the one that goes on with it.
            await self._outbox.post(
                tx,
                "order-reversed",
                now.customer_id,
                {"order": order.number, "keys": gone},
                once_key=f"reversed:{order.number}:{gone}",
            )
        left = any(row.status == PurchaseStatus.REVERSING for row in rows)
        if not left and status is OrderStatus.KEYED and now.customer_id is not None:
            # It was sent and not there yet when the reversal began, which kept the keys back.
            facts = {"order": order.number, "customer": now.customer_id}
            await self._outbox.post(tx, "keys-for-customer", now.customer_id, facts)
        learnt = [position for position, each in said if each.end is not ReversalEnd.UNKNOWN]
        if again and learnt and not left:
            await self._outbox.post(tx, "order-changed", order.chat_id, {"order": order.number})
        if actor is not None:
            await tell_home(tx, self._outbox, actor, order.chat_id, order.number, "reverse")
        if learnt or not again:
            ends = {str(position): str(each.end) for position, each in said}
            await self._audit.write(tx, actor, "order.reversed", order.number, ends=ends)


def _gone(rows: Sequence[PurchaseRow], delivered_at: datetime | None) -> int:
    """How many keys were taken back, of an order that was delivered: since then."""
    return sum(
        row.status == PurchaseStatus.REVERSED
        and (delivered_at is None or row.settled_at is None or row.settled_at >= delivered_at)
        for row in rows
    )


def _position(said: Said) -> int:
    return said[0]


def _said(ended: Sequence[Ended[Reversal]], *, again: bool) -> list[Said]:
    """What is known of these: one that surely was not acted on has said nothing."""
    said: list[Said] = []
    for each in ended:
        if not isinstance(each.end, Exception):
            said.append((each.row.position, each.end))
        elif not _surely_stands(each.end, again=again):
            said.append((each.row.position, Reversal(ReversalEnd.UNKNOWN)))
    return said


def _surely_stands(error: Exception, *, again: bool) -> bool:
    """Whether a failed call proves that the purchase is not taken back.

    ``again``: of an earlier try a call that did not get there proves nothing.
    """
    match error:
        case NotAllowed() | Unavailable():
            return not again
        case AlreadyDone():
            return False
        case Refused():
            return True
    return False


def _log(row: PurchaseRow, error: Exception) -> None:
    log.warning(
        "purchase was not taken back",
        txn_id=row.txn_id,
        kind=error.kind if isinstance(error, ProviderError) else "broken",
        error=str(error) if isinstance(error, ProviderError) else type(error).__name__,
    )
