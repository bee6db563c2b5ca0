"""What customers hear of a reversal: the keys they have lost, and those that waited for its end."""

from collections.abc import Sequence
from datetime import datetime

from services.orders.outcomes import Settled
from services.orders.states import HELD_BACK, OrderStatus, PurchaseStatus
from services.outbox import Outbox
from storage.keys import KeyRow
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from storage.transaction import Tx


async def tell_customers(
    tx: Tx, outbox: Outbox, order: OrderRow, settled: Settled, delivered_at: datetime | None
) -> None:
    """Post to whoever lost keys how many, and the keys that waited for the end of the reversal.

    ``delivered_at``: when the order was delivered before this answer; what was taken back earlier nobody had.
    """
    now = await tx.orders.lock(order.id)
    rows = await tx.purchases.of_order(order.id)
    if now.owner_id is not None:
        losses = {now.owner_id: _gone(rows, delivered_at)}
        waiting = {now.owner_id}
    else:
        losses, waiting = _by_customer(rows, await tx.keys.of_order(order.id))
    for customer, gone in losses.items():
        if not gone:
            continue
        # The sum, so that a run which was cut off is told with the one that goes on with it.
        mark = f"{order.number}:{gone}" if now.owner_id else f"{order.number}:{customer}:{gone}"
        await outbox.post(
            tx,
            "order-reversed",
            customer,
            {"order": order.number, "keys": gone},
            once_key=f"reversed:{mark}",
        )
    left = any(row.status == PurchaseStatus.REVERSING for row in rows)
    if left or settled.status is not OrderStatus.KEYED:
        return
    for customer in waiting:
        # It was sent and not there yet when the reversal began, which kept the keys back.
        facts = {"order": order.number, "customer": customer}
        await outbox.post(tx, "keys-for-customer", customer, facts)


def _gone(rows: Sequence[PurchaseRow], delivered_at: datetime | None) -> int:
    """How many keys were taken back, of an order that was delivered: since then."""
    return sum(
        row.status == PurchaseStatus.REVERSED
        and (delivered_at is None or row.settled_at is None or row.settled_at >= delivered_at)
        for row in rows
    )


def _by_customer(
    rows: Sequence[PurchaseRow], keys: Sequence[KeyRow]
) -> tuple[dict[int, int], set[int]]:
    """How many keys each customer of a part has lost since they had them; who still waits for some."""
    by_id = {row.id: row for row in rows}
    losses: dict[int, int] = {}
    waiting = set()
    for key in keys:
        if key.customer_id is None:
            continue
        row = by_id[key.purchase_id]
        if _gone([row], key.handed_at):
            losses[key.customer_id] = losses.get(key.customer_id, 0) + 1
        elif row.status not in HELD_BACK and key.handed_at is None:
            waiting.add(key.customer_id)
    return losses, waiting
