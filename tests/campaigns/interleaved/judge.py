"""What must be true of a desk at rest, by the books of the providers and what chats were shown."""

from collections import defaultdict
from datetime import timedelta

from sqlalchemy import select

from services.orders import OrderStatus, OrderView, PurchaseStatus
from storage.tables.orders import orders
from tests.campaigns.interleaved.desk import CUSTOMERS, HOME, Charged, InterleavedDesk
from tests.pieces import pieces_wrong

WANTED = timedelta(minutes=80)
"""For a quarter of an hour what was confirmed is begun, and for an hour from then on repeated."""
AT_REST = {
    OrderStatus.DRAFT,
    OrderStatus.KEYED,
    OrderStatus.DELIVERED,
    OrderStatus.FAILED,
    OrderStatus.EXPIRED,
    OrderStatus.REVERSED,
    OrderStatus.UNCERTAIN,
}


async def judge(desk: InterleavedDesk) -> list[str]:
    """Everything that is wrong, in words."""
    charged, wrong = desk.charged(), []
    views = await _views(desk)
    known = {row.txn_id: view.number for view in views for row in view.purchases}
    wrong += [f"{txn} was charged, and no order knows of it" for txn in charged if txn not in known]
    for view in views:
        mine = {row.txn_id: charged[row.txn_id] for row in view.purchases if row.txn_id in charged}
        wrong += _money(desk, view, mine)
        wrong += await _keys(desk, view, mine)
        async with desk.house.db.read() as tx:
            wrong += await pieces_wrong(tx, view.number, desk.clock())
    return wrong + _hands(desk)


async def _views(desk: InterleavedDesk) -> list[OrderView]:
    async with desk.house.db.read() as tx:
        numbers = (await tx.connection.scalars(select(orders.c.number))).all()
    return [await desk.desk.orders.told(number) for number in numbers]


def _money(desk: InterleavedDesk, view: OrderView, mine: dict[str, Charged]) -> list[str]:
    """No purchase beyond what was confirmed, nor one that is left without a word."""
    wrong = []
    shown = desk.meant.prices.get(view.number, set())
    if len(mine) > view.count:
        wrong.append(f"{view.number}: {len(mine)} charges for {view.count} keys")
    for txn, charge in mine.items():
        if charge.price not in shown:
            wrong.append(f"{view.number}: {txn} at {charge.price}, confirmed was {shown}")
        late = charge.at and view.confirmed_at and charge.at - view.confirmed_at
        if late and late > WANTED:
            wrong.append(f"{view.number}: {txn} was bought {late} after it was confirmed")
    if view.status not in AT_REST:
        wrong.append(f"{view.number}: left in {view.status}")
    closed = {row.txn_id for row in view.purchases if row.reason == "closed"}
    wrong += [
        f"{view.number}: {txn} was closed, and nobody meant that one"
        for txn in closed - desk.meant.closed
    ]
    if view.status is OrderStatus.UNCERTAIN or mine:
        told = [each for each in desk.chats.shown if each.chat_id == HOME]
        if not any(view.number in each.words for each in told):
            wrong.append(f"{view.number}: {view.status}, and nobody was told")
    return wrong


async def _keys(desk: InterleavedDesk, view: OrderView, mine: dict[str, Charged]) -> list[str]:
    """Each key hangs on the purchase it was sold with; each charge has its key or waits for a person."""
    wrong = []
    stored = await desk.keys_of(view.number)
    for row in view.purchases:
        has, sold = stored.get(row.txn_id, []), desk.sold(row.txn_id)
        if has and has != list(sold):
            wrong.append(
                f"{view.number}: {row.txn_id} has {len(has)} keys that are not those sold with it"
            )
        closed = row.reason == "closed" and row.status is PurchaseStatus.REFUSED
        if has and row.status is PurchaseStatus.REFUSED:
            wrong.append(f"{view.number}: {row.txn_id} is refused, and has a key")
        waits = row.status is PurchaseStatus.UNCERTAIN and view.status is OrderStatus.UNCERTAIN
        if row.txn_id in mine and not has and not waits and not closed:
            wrong.append(f"{view.number}: {row.txn_id} is charged, {row.status}, and without a key")
    return wrong


def _hands(desk: InterleavedDesk) -> list[str]:
    """No key with two customers, none in a group."""
    hands: dict[str, set[int]] = defaultdict(set)
    for customer, key in desk.meant.handed:
        hands[key].add(customer)
    every = desk.every_key()
    wrong = []
    for shown in desk.chats.shown:
        seen = [key for key in every if key in shown.words]
        if shown.chat_id in CUSTOMERS:
            for key in seen:
                hands[key].add(shown.chat_id)
        elif seen:
            wrong.append(f"a key was shown in {shown.chat_id}")
    wrong += [f"one key with {sorted(who)}" for who in hands.values() if len(who) > 1]
    return wrong
