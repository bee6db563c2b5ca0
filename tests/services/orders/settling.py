"""Orders that wait for a person, as they would lie in the database, and what a manager does to them."""

import secrets
from collections.abc import Sequence
from decimal import Decimal

from providers.base import OfferRef
from services.orders import OrderStatus, OrderView, PurchaseStatus
from services.orders.door import RESOLVE
from tests.services.orders.conftest import MAX, SAM, OrderRoom
from tests.services.orders_made import let_in

PRICE = Decimal("956.30")


async def waiting(room: OrderRoom, count: int) -> tuple[OrderView, list[str]]:
    """An order of which every purchase was charged and is uncertain; with the provider's ids, in order."""
    found = room.catalog.search("GTA V")
    offer = found[0].offers[0] if found else await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, count)
    txns = [secrets.token_hex(16) for _ in range(count)]
    bought = [await room.provider.purchase(OfferRef("562", "KZT", ""), PRICE, txn) for txn in txns]
    async with room.db.write() as tx:
        row = await tx.orders.by_number(draft.number)
        assert row is not None
        moved = await tx.orders.move(
            row.id, (OrderStatus.DRAFT,), OrderStatus.UNCERTAIN, confirmed_at=room.clock()
        )
        assert moved
        await tx.purchases.add(row.id, txns)
        for purchase in await tx.purchases.of_order(row.id):
            assert await tx.purchases.move(
                purchase.id,
                (PurchaseStatus.WAITING,),
                PurchaseStatus.UNCERTAIN,
                reason="already-charged",
                settled_at=room.clock(),
            )
    return await room.orders.told(draft.number), [each.reference for each in bought]


async def resolve(
    room: OrderRoom, order: OrderView, reference: str, position: int = 1
) -> OrderView:
    """Let Max enter a reference."""
    return await room.uncertain.resolve(let_in(MAX, order.number, RESOLVE), position, reference)


async def close(room: OrderRoom, order: OrderView, position: int = 1) -> OrderView:
    """Let Max close a case."""
    return await room.uncertain.close_case(let_in(MAX, order.number, RESOLVE), position)


async def answered(
    room: OrderRoom, order: OrderView, reference: str, keys: Sequence[str] = ()
) -> OrderView:
    """Let the provider's own answer to the first purchase come at last, as it is written down."""
    async with room.db.write() as tx:
        row = await tx.orders.by_number(order.number)
        assert row is not None
        purchases = await tx.purchases.of_order(row.id)
        await tx.orders.lock(row.id)
        await room.outcomes.accepted(tx, row, purchases[0], reference, keys)
        await room.outcomes.settle(tx, row.id)
    return await room.orders.told(order.number)
