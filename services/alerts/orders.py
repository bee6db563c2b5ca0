"""Orders that need a person: uncertain, late, paid and not delivered, waiting for a yes, charged
otherwise, sold twice.

What has an end of its own ends with it. That an order was charged otherwise, or has a key that was sold
before, has none: it is told once, and over when a person says so.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.access import Access, Reach
from services.alerts.reaches import chats_of, reaches_of
from services.alerts.standing import Lasting, Standing, StandingAlerts, keyed, number_in
from services.clock import Clock, is_over
from services.incidents import Incidents, Severity, Signal
from services.orders import OrderStatus
from services.outbox import Outbox
from services.schedules.due import DueRun
from storage.database import Database
from storage.order_marks import MARKS, TWIN, MarkRow
from storage.orders import OrderRow

KIND = "order"
UNCERTAIN, LATE, UNDELIVERED, APPROVAL = "uncertain", "late", "undelivered", "approval"
_WAITS: Mapping[str, str] = {
    OrderStatus.AWAITING_APPROVAL: APPROVAL,
    OrderStatus.PAYING: LATE,
    OrderStatus.PAID: LATE,
    OrderStatus.KEYED: UNDELIVERED,
}
"""What a status needs a person for when it lasts for some minutes."""
_SEVERITY: Mapping[str, Severity] = {UNCERTAIN: "urgent", TWIN: "urgent"}
YOUNG = timedelta(days=7)
"""Orders that were drawn up longer ago are told of no more, unless they were before."""
MARKS_LAST = timedelta(days=30)
"""A mark is forgotten after that, should nobody have seen to it."""
AT_ONCE = 200
"""Orders of one status, and marks, that are looked at: the newest."""
LOOKED_AT = (
    OrderStatus.UNCERTAIN,
    OrderStatus.AWAITING_APPROVAL,
    OrderStatus.PAYING,
    OrderStatus.PAID,
    OrderStatus.KEYED,
)


def state_of(order: OrderRow, now: datetime, minutes: int) -> str | None:
    """What an order needs a person for by where it stands; None: nothing."""
    if order.status == OrderStatus.UNCERTAIN:
        return UNCERTAIN
    state = _WAITS.get(order.status)
    waits = state is not None and is_over(_since(order), timedelta(minutes=minutes), now)
    return state if waits else None


def standing(
    schedule_id: int,
    orders: Iterable[OrderRow],
    marks: Sequence[tuple[MarkRow, OrderRow]],
    told: Collection[tuple[int, str]],
    reach: Reach,
    made_at: datetime,
    now: datetime,
    minutes: int,
) -> Standing:
    """What needs a person, of the orders within reach.

    ``told``: the orders that were told of, each with what it needed a person for: they are looked at however
    old they are, and it stays told until it is over. Marks from before the schedule was made are none of its
    news.
    """
    lasting = []
    known = {order_id for order_id, _ in told}
    for order in orders:
        if not reach.covers(order.chat_id):
            continue
        state = state_of(order, now, minutes)
        if state is None and (order.id, waits := _WAITS.get(order.status, "")) in told:
            state = waits
        if state is not None and (order.id in known or order.created_at > now - YOUNG):
            lasting.append(_lasting(schedule_id, order, state, min(_since(order), now)))
    for mark, order in marks:
        if reach.covers(order.chat_id) and mark.at >= max(made_at, now - MARKS_LAST):
            lasting.append(_lasting(schedule_id, order, mark.what, mark.at))
    # Of more marks than were read nobody knows whether they are over.
    cut = len(marks) >= AT_ONCE
    return Standing(lasting, lambda key: cut and key.rpartition(":")[2] in MARKS, reach)


def _lasting(schedule_id: int, order: OrderRow, state: str, since: datetime) -> Lasting:
    facts: dict[str, Any] = {
        "state": state,
        "order": order.number,
        "product": order.product,
        "provider": order.provider,
        "count": order.count,
        "since_at": since.isoformat(),
    }
    key = keyed(KIND, schedule_id, order.id, state)
    group = keyed(KIND, schedule_id, state)
    return Lasting(Signal(KIND, key, _SEVERITY.get(state, "warning"), facts, group))


def _since(order: OrderRow) -> datetime:
    if order.status == OrderStatus.AWAITING_APPROVAL:
        return order.asked_at or order.created_at
    return order.confirmed_at or order.created_at


class OrderAlerts(StandingAlerts):
    """Looks at the orders that may need somebody, once for all schedules."""

    prefix = KIND

    def __init__(
        self, db: Database, clock: Clock, incidents: Incidents, outbox: Outbox, access: Access
    ) -> None:
        super().__init__(incidents, outbox)
        self._db = db
        self._clock = clock
        self._access = access

    async def find(self, due: Sequence[DueRun]) -> Mapping[int, Standing]:
        """What of each schedule's reach needs a person."""
        now = self._clock()
        told: dict[int, set[tuple[int, str]]] = {run.schedule.id: set() for run in due}
        async with self._db.read() as tx:
            for row in await tx.incidents.lasting_under(chats_of(due), f"{KIND}:"):
                schedule_id, order_id = number_in(row.key, 1), number_in(row.key, 2)
                if schedule_id in told and order_id is not None:
                    told[schedule_id].add((order_id, row.key.rpartition(":")[2]))
            known = await tx.orders.by_ids({each for some in told.values() for each, _ in some})
            orders = {order.id: order for order in known}
            for status in LOOKED_AT:
                newest = await tx.orders.newest_in(status, now - YOUNG, AT_ONCE)
                orders |= {order.id: order for order in newest}
            marks = await tx.order_marks.since(now - MARKS_LAST, AT_ONCE)
        reaches = await reaches_of(self._access, due)
        return {
            run.schedule.id: standing(
                run.schedule.id,
                orders.values(),
                marks,
                told[run.schedule.id],
                reaches[run.schedule.id],
                run.schedule.made_at,
                now,
                int(run.options["minutes"]),
            )
            for run in due
        }
