"""Calls that take purchases back, as many together as the provider allows, and their answers written down.

That a purchase is ``reversing``, and that its provider is asked, is committed before, so whatever is lost
here is asked again: ``Reversing.reverse`` is safe to repeat.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import structlog

from providers.base import Reversal, ReversalEnd, Reversing
from providers.errors import AlreadyDone, NotAllowed, ProviderError, Refused, Unavailable
from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.orders.buyer import Stopping
from services.orders.outcomes import Settled
from services.orders.parallel import Ended, UnderWay
from services.orders.progress import Progress
from services.orders.reversal_notices import tell_customers
from services.orders.states import REVERSIBLE, PurchaseStatus, standing
from services.outbox import Outbox
from storage.database import Database
from storage.errors import NotWritableError
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

Said = tuple[int, Reversal]
"""The position of a purchase in its order, and what the provider said of it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said, by position; how many stand because they were not asked, and what broke.

    ``barred``: who asked for it had lost the right before it was begun.
    """

    said: tuple[Said, ...] = ()
    untried: int = 0
    failures: tuple[Exception, ...] = ()
    barred: bool = False

    @property
    def learnt(self) -> bool:
        """Whether of any it is known now what became of it."""
        return any(each.end is not ReversalEnd.UNKNOWN for _, each in self.said)


Settle = Callable[[Tx, Asked], Awaitable[Settled]]
"""Lets the order follow, in the transaction of the last answer."""


class Reverser:
    """Takes back purchases that are ``reversing``."""

    def __init__(self, db: Database, clock: Clock, outbox: Outbox, audit: Audit) -> None:
        self._db = db
        self._clock = clock
        self._outbox = outbox
        self._audit = audit

    async def ask(
        self,
        provider: Reversing,
        order: OrderRow,
        rows: Sequence[PurchaseRow],
        actor: Actor | None,
        width: Callable[[], int],
        progress: Progress,
        stopping: Stopping,
        settle: Settle,
        *,
        barred: bool = False,
    ) -> None:
        """Ask about these purchases of an order, and write down what is said.

        The first call that fails ends the run: what is under way is waited for, and what was never
        asked about stands again. Where an earlier try may have been acted on it stays ``reversing``.
        ``actor`` is whom the audit names. ``barred``: who had it done may not any more, so what was never
        asked about stands, and only what became of the rest is asked. Raises NotWritableError where nothing
        could be begun.
        """
        waiting = deque(rows)
        asked = Asked(barred=barred)
        stopped = False
        if barred and not all(row.asked_back_at for row in rows):
            waiting, never = _apart(rows)
            asked = replace(asked, untried=len(never))
            write = partial(
                self._write, order, (), never, asked, actor, None if waiting else settle
            )
            await self._db.keep(write, "answered", order=order.number)
        stuck: NotWritableError | None = None
        under_way = UnderWay(
            lambda row: provider.reverse(row.txn_id, row.reference, row.asked_back_at)
        )
        try:
            while waiting or under_way:
                if stopping():
                    stopped = bool(waiting)
                    waiting.clear()
                room = width() - len(under_way)
                if waiting and room >= max(1, width() // 4):
                    batch = [waiting.popleft() for _ in range(min(room, len(waiting)))]
                    try:
                        await self._mark_asked(batch)
                    except NotWritableError as error:
                        stuck, stopped = error, True
                        waiting.clear()
                    else:
                        under_way.start(batch)
                if not under_way:
                    break
                ended = await under_way.ended()
                asked, given_up = _with(asked, ended, waiting)
                last = not waiting and not under_way and not stopped
                write = partial(
                    self._write, order, ended, given_up, asked, actor, settle if last else None
                )
                ids = [each.row.txn_id for each in ended]
                await self._db.keep(write, "answered", order=order.number, asked_back=ids)
                progress.tell(len(asked.said), len(rows))
        finally:
            await under_way.abandon()
        if stuck is not None and not asked.said:
            raise stuck

    async def _mark_asked(self, rows: Sequence[PurchaseRow]) -> None:
        """Commit that the provider is asked about these. ``rows`` keep when it was asked before."""
        async with self._db.write() as tx:
            await tx.purchases.note_asked_back([row.id for row in rows], self._clock())

    async def _write(
        self,
        order: OrderRow,
        ended: Sequence[Ended[Reversal]],
        given_up: Sequence[PurchaseRow],
        asked: Asked,
        actor: Actor | None,
        settle: Settle | None,
        tx: Tx,
    ) -> None:
        """Write how calls ended, and after the last of them what follows for the order."""
        await self._note(tx, order.id, ended, given_up)
        if settle is None:
            return
        before = await tx.orders.lock(order.id)
        settled = await settle(tx, asked)
        await tell_customers(tx, self._outbox, order, settled, before.ended_at)
        if asked.learnt or actor is not None:
            ends = {str(position): str(each.end) for position, each in asked.said}
            await self._audit.write(tx, actor, "order.reversed", order.number, ends=ends)

    async def _note(
        self,
        tx: Tx,
        order_id: int,
        ended: Sequence[Ended[Reversal]],
        given_up: Sequence[PurchaseRow],
    ) -> None:
        order = await tx.orders.lock(order_id)
        # Never before it was delivered, whatever the clock was set to since: customers hear by it.
        settled_at = max(self._clock(), order.ended_at or self._clock())
        stands = {row.id for row in given_up}
        for each in ended:
            if isinstance(each.end, Exception):
                if _surely_stands(each.end, again=each.row.asked_back_at is not None):
                    stands.add(each.row.id)
            elif each.end.end is ReversalEnd.REFUSED:
                stands.add(each.row.id)
            elif each.end.end is ReversalEnd.DONE:
                await self._note_done(tx, each.row, each.end, settled_at)
        if not stands:
            return
        # What they were. They are read anew: a late answer may have said more.
        for row in await tx.purchases.of_order(order_id):
            if row.id in stands and not await tx.purchases.move(
                row.id,
                (PurchaseStatus.REVERSING,),
                standing(row.status, row.reason),
                asked_back_at=None,
            ):
                log.warning("stands, and was written down before", txn_id=row.txn_id)

    async def _note_done(
        self, tx: Tx, row: PurchaseRow, end: Reversal, settled_at: datetime
    ) -> None:
        """It is taken back, which is the truth also where another process was told that it stands."""
        reference = row.reference or end.reference
        known = {"reference": reference} if reference else {}
        if not await tx.purchases.move(
            row.id,
            (PurchaseStatus.REVERSING, *REVERSIBLE),
            PurchaseStatus.REVERSED,
            reason=None,
            settled_at=settled_at,
            **known,
        ):
            log.warning("taken back, and written down before", txn_id=row.txn_id)


def _with(
    asked: Asked, ended: Sequence[Ended[Reversal]], waiting: deque[PurchaseRow]
) -> tuple[Asked, list[PurchaseRow]]:
    """Count these in. After a failure nothing more is asked; gives those that were never asked about."""
    failures = (
        *asked.failures,
        *(each.end for each in ended if isinstance(each.end, Exception)),
    )
    said = tuple(sorted((*asked.said, *_said(ended)), key=_position))
    unheard = len(asked.said) + len(ended) - len(said)
    given_up: list[PurchaseRow] = []
    if failures:
        given_up = [row for row in waiting if row.asked_back_at is None]
        waiting.clear()
    untried = asked.untried + unheard + len(given_up)
    return replace(asked, said=said, untried=untried, failures=failures), given_up


def _apart(rows: Sequence[PurchaseRow]) -> tuple[deque[PurchaseRow], list[PurchaseRow]]:
    """Those that were asked about before, and those that never were."""
    again = deque(row for row in rows if row.asked_back_at is not None)
    return again, [row for row in rows if row.asked_back_at is None]


def _position(said: Said) -> int:
    return said[0]


def _said(ended: Sequence[Ended[Reversal]]) -> list[Said]:
    """What is known of these: one that surely was not acted on has said nothing."""
    said: list[Said] = []
    for each in ended:
        if not isinstance(each.end, Exception):
            said.append((each.row.position, each.end))
            continue
        _log(each.row, each.end)
        if not _surely_stands(each.end, again=each.row.asked_back_at is not None):
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
