"""What waits for a person is settled once, one purchase at a time, whoever else is at it."""

import asyncio

import pytest

from services.orders import OrderStatus, OrderView
from services.orders.errors import (
    BadReferenceError,
    NotUncertainError,
    PurchaseSettledError,
)
from storage.keys import KeyRow
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from tests.services.orders.conftest import OrderRoom
from tests.services.orders.settling import answered, close, resolve, waiting


async def rows(
    room: OrderRoom, order: OrderView
) -> tuple[OrderRow, list[PurchaseRow], list[KeyRow]]:
    """The order, its purchases and its keys as they stand in the database."""
    async with room.db.read() as tx:
        row = await tx.orders.by_number(order.number)
        assert row is not None
        return row, await tx.purchases.of_order(row.id), await tx.keys.of_order(row.id)


async def test_of_two_references_at_once_for_one_purchase_one_counts(room: OrderRoom) -> None:
    """Both managers have their keys from the provider before either writes: the second is told how it was
    settled, none of the keys that came for it is stored, and its reference can still be entered elsewhere.
    """
    order, [mine, _] = await waiting(room, 2)
    other, [theirs] = await waiting(room, 1)
    gates = [room.shop.gate("keys", "after") for _ in range(2)]
    both = [asyncio.create_task(resolve(room, order, each)) for each in (mine, theirs)]
    for gate in gates:
        await gate.reached()
    for gate in gates:
        gate.release()
    ends = await asyncio.gather(*both, return_exceptions=True)
    [refused] = [end for end in ends if isinstance(end, PurchaseSettledError)]
    assert refused.facts["how"] == "accepted"
    _, [first, second], keys = await rows(room, order)
    assert (first.status, second.status) == ("accepted", "uncertain")
    assert first.reference in (mine, theirs)
    assert [key.purchase_id for key in keys] == [first.id]
    if first.reference == mine:
        assert (await resolve(room, other, theirs)).status is OrderStatus.KEYED


async def test_one_reference_for_two_orders_at_once_counts_once(room: OrderRoom) -> None:
    """Neither order has it yet when both ask: the second is told that it is no unused one."""
    (order, [reference]), (other, _) = await waiting(room, 1), await waiting(room, 1)
    gates = [room.shop.gate("keys", "after") for _ in range(2)]
    both = [asyncio.create_task(resolve(room, each, reference)) for each in (order, other)]
    for gate in gates:
        await gate.reached()
    for gate in gates:
        gate.release()
    ends = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(end).__name__ for end in ends) == ["BadReferenceError", "OrderView"]
    assert any(isinstance(end, BadReferenceError) for end in ends)


async def test_a_reference_whose_keys_another_order_waits_for_is_refused(room: OrderRoom) -> None:
    """None of its keys is stored yet by which it would be known: the reference alone says whose it is."""
    (order, _), (other, [theirs]) = await waiting(room, 1), await waiting(room, 1)
    await answered(room, other, theirs)
    with pytest.raises(BadReferenceError):
        await resolve(room, order, theirs)
    _, [purchase], keys = await rows(room, order)
    assert (purchase.status, keys) == ("uncertain", [])


async def test_a_reference_for_a_case_closed_meanwhile_is_refused(room: OrderRoom) -> None:
    """The provider is asked for the keys while somebody closes: nothing hangs on what was refused."""
    order, [reference] = await waiting(room, 1)
    gate = room.shop.gate("keys", "after")
    entering = asyncio.create_task(resolve(room, order, reference))
    await gate.reached()
    assert (await close(room, order)).status is OrderStatus.FAILED
    gate.release()
    with pytest.raises(PurchaseSettledError) as refused:
        await entering
    assert refused.value.facts["how"] == "refused"
    row, [purchase], keys = await rows(room, order)
    assert (row.status, purchase.status, purchase.reference, keys) == (
        "failed",
        "refused",
        None,
        [],
    )


async def test_a_second_tap_closes_no_second_case(room: OrderRoom) -> None:
    """Two taps at once for one purchase of two: one closes it, the other is told, the other case stands."""
    order, _ = await waiting(room, 2)
    ends = await asyncio.gather(close(room, order), close(room, order), return_exceptions=True)
    assert sorted(type(end).__name__ for end in ends) == ["OrderView", "PurchaseSettledError"]
    row, purchases, _ = await rows(room, order)
    assert row.status == "uncertain"
    assert [each.status for each in purchases] == ["refused", "uncertain"]
    with pytest.raises(NotUncertainError):
        await close(room, order, 3)


async def test_each_purchase_is_settled_by_its_own_name(room: OrderRoom) -> None:
    """The second by its reference, then the first closed: the order goes on with the one key."""
    order, [_, second] = await waiting(room, 2)
    after = await resolve(room, order, second, position=2)
    assert after.status is OrderStatus.UNCERTAIN
    assert [each.position for each in after.uncertain] == [1]
    done = await close(room, order)
    assert (done.status, done.bought, len(done.masks)) == (OrderStatus.KEYED, 1, 1)


async def test_an_answer_after_the_case_was_closed_is_no_key_lost(room: OrderRoom) -> None:
    """The provider's answer proves the charge: the order goes on with its key, and people are told once."""
    order, [reference] = await waiting(room, 1)
    await close(room, order)
    await room.notices()
    for _ in range(2):
        after = await answered(room, order, reference, ["AAAAA-BBBBB-CCCCC"])
    assert (after.status, after.reason, after.ended_at) == (OrderStatus.KEYED, None, None)
    assert len(after.masks) == 1
    assert [each.kind for each in await room.notices()] == ["charge-joined"]


async def test_an_answer_with_another_reference_adds_no_key(room: OrderRoom) -> None:
    """Of a purchase that was settled by another reference it is told what the provider says, once."""
    order, [reference] = await waiting(room, 1)
    await resolve(room, order, reference)
    await room.notices()
    for _ in range(2):
        after = await answered(room, order, "99999", ["AAAAA-BBBBB-CCCCC"])
    _, [purchase], keys = await rows(room, order)
    assert (purchase.reference, len(keys), after.status) == (reference, 1, OrderStatus.KEYED)
    [told] = await room.notices()
    assert (told.kind, told.facts["reference"]) == ("charge-apart", "99999")
