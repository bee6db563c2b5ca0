"""Buying: one confirmation, one charge, and the truth told about everything else."""

import asyncio
from decimal import Decimal

import pytest

from sandbox.faults import Fault
from services.orders import OrderStatus, PurchaseStatus
from services.orders.door import BUY
from services.orders.errors import (
    AlreadyHandledError,
    BadCountError,
    NotEnoughError,
    OrderExpiredError,
    SoldOutError,
)
from services.vault import mask
from tests.services.orders.conftest import MAX, SAM, OrderRoom
from tests.services.orders_made import let_in


async def test_a_confirmed_order_is_charged_once_and_holds_its_key_sealed(room: OrderRoom) -> None:
    """The order goes to keyed, with one charge, and the key is nowhere in plain."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    assert draft.status is OrderStatus.DRAFT
    assert draft.unit_price.amount == Decimal("956.30")
    assert room.shop.charges == 0

    order = await room.confirm(let_in(SAM, draft.number, BUY))

    assert order.status is OrderStatus.KEYED
    assert room.shop.charges == 1
    [key] = room.shop.orders[0].keys
    async with room.db.read() as tx:
        row = await tx.orders.by_number(order.number)
        assert row is not None
        [stored] = await tx.keys.of_order(row.id)
    assert key.encode() not in stored.sealed
    assert key not in str(stored)
    assert stored.mask == mask(key)


async def test_several_keys_are_several_purchases_with_ids_of_their_own(room: OrderRoom) -> None:
    """Three keys are three charges, three ids, three distinct keys."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 3)
    order = await room.confirm(let_in(SAM, draft.number, BUY))
    assert order.status is OrderStatus.KEYED
    assert order.bought == 3
    assert [each.amount for each in order.charged] == [Decimal("2868.90")]
    assert len({purchase.txn_id for purchase in order.purchases}) == 3
    assert len(set(order.masks)) == 3
    assert room.shop.charges == 3


async def test_two_confirmations_at_once_make_one_purchase(room: OrderRoom) -> None:
    """A double tap, or two people on one card: one charge, and the second is told."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    results = await asyncio.gather(
        *(room.confirm(let_in(actor, draft.number, BUY)) for actor in (SAM, MAX, SAM, MAX)),
        return_exceptions=True,
    )
    assert room.shop.charges == 1
    refused = [result for result in results if isinstance(result, AlreadyHandledError)]
    assert len(refused) == 3


async def test_a_price_that_moved_before_the_confirmation_is_asked_about(room: OrderRoom) -> None:
    """The order keeps its price and ends unsent; another stands in its place at the price of now."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    room.shop.set_price("562", "1000.00")
    ended = await room.confirm(let_in(SAM, draft.number, BUY))
    assert (ended.status, ended.reason) == (OrderStatus.FAILED, "price-moved")
    assert ended.unit_price.amount == Decimal("956.30")
    assert ended.asked_anew is not None
    again = await room.orders.told(ended.asked_anew)
    assert (again.status, again.unit_price.amount) == (OrderStatus.DRAFT, Decimal("1000.00"))
    assert "pay" not in [call.endpoint for call in room.shop.calls]
    assert [notice.kind for notice in await room.notices()] == ["order-ended"]
    order = await room.confirm(let_in(SAM, again.number, BUY))
    assert order.status is OrderStatus.KEYED
    assert room.shop.spent == Decimal("1000.00")


async def test_a_price_refused_by_the_provider_becomes_a_new_question(room: OrderRoom) -> None:
    """WRONG_PRICE on pay fails that order with nothing charged; a new draft asks again."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    room.shop.faults.add("pay", Fault.refusal("PRODUCT_OFFER_WRONG_PRICE"))
    ended = await room.confirm(let_in(SAM, draft.number, BUY))
    assert (ended.status, ended.reason) == (OrderStatus.FAILED, "wrong-price")
    assert ended.asked_anew is not None
    again = await room.orders.told(ended.asked_anew)
    assert again.number != draft.number
    assert again.status is OrderStatus.DRAFT
    assert [notice.kind for notice in await room.notices()] == ["order-ended"]
    assert room.shop.charges == 0


async def test_sold_out_on_pay_is_a_failed_order_and_nothing_charged(room: OrderRoom) -> None:
    """OUT_OF_STOCK at the last moment ends the order truthfully."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    room.shop.faults.add("pay", Fault.refusal("PRODUCT_OFFER_OUT_OF_STOCK"))
    order = await room.confirm(let_in(SAM, draft.number, BUY))
    assert (order.status, order.reason) == (OrderStatus.FAILED, "out-of-stock")
    assert room.shop.charges == 0


async def test_part_of_a_bulk_purchase_is_kept_when_the_rest_is_refused(room: OrderRoom) -> None:
    """Two of three were bought: they are keyed, the third is told as refused."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 3)
    room.shop.faults.add(
        "pay",
        Fault.refusal("PRODUCT_OFFER_OUT_OF_STOCK"),
        when=lambda _params: room.shop.charges == 2,
    )
    order = await room.confirm(let_in(SAM, draft.number, BUY))
    assert (order.status, order.reason) == (OrderStatus.KEYED, "out-of-stock")
    assert (order.bought, len(order.masks)) == (2, 2)
    assert [purchase.status for purchase in order.purchases][2] is PurchaseStatus.REFUSED


async def test_after_a_lost_answer_nothing_more_is_sent(room: OrderRoom) -> None:
    """What became of the first of three is asked first: the others wait for that."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 3)
    room.shop.faults.add("pay", Fault.lost_after())
    order = await room.confirm(let_in(SAM, draft.number, BUY))
    assert [call.endpoint for call in room.shop.calls].count("pay") == 1
    assert [purchase.status for purchase in order.purchases] == [
        PurchaseStatus.SENT,
        PurchaseStatus.WAITING,
        PurchaseStatus.WAITING,
    ]


async def test_too_many_too_few_and_sold_out_are_told_before_anything_happens(
    room: OrderRoom,
) -> None:
    """Counts and stock are checked when the order is drawn up."""
    offer = await room.offer()
    for count in (0, -1, 501):
        with pytest.raises(BadCountError):
            await room.checkout.draft(SAM, offer.id, count)
    with pytest.raises(NotEnoughError):
        await room.checkout.draft(SAM, offer.id, 8)
    room.shop.set_stock("562", 0)
    with pytest.raises(SoldOutError):
        await room.checkout.draft(SAM, offer.id, 1)


async def test_a_provider_down_at_confirmation_ends_the_order_unsent(room: OrderRoom) -> None:
    """Nothing is bought, and the notice of the end names the trouble."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    room.shop.faults.add("check", Fault.status(503), times=9)
    ended = await room.confirm(let_in(SAM, draft.number, BUY))
    assert (ended.status, ended.reason) == (OrderStatus.FAILED, "unavailable")
    assert "pay" not in [call.endpoint for call in room.shop.calls]
    [notice] = await room.notices()
    assert notice.kind == "order-ended"
    assert notice.facts["trouble"]["facts"]["kind"] == "unavailable"


async def test_a_draft_of_yesterday_is_not_bought(room: OrderRoom) -> None:
    """After a day the card is too old; it is put away."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    room.clock.advance(24 * 3600 + 1)
    with pytest.raises(OrderExpiredError):
        await room.confirm(let_in(SAM, draft.number, BUY))
    await room.drafts.expire_old()
    assert (await room.orders.told(draft.number)).status is OrderStatus.EXPIRED
    assert room.shop.charges == 0


async def test_a_cancelled_draft_cannot_be_confirmed(room: OrderRoom) -> None:
    """Cancel and Confirm on one card: whoever is first decides."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    await room.checkout.cancel(let_in(SAM, draft.number, BUY))
    with pytest.raises(AlreadyHandledError):
        await room.confirm(let_in(SAM, draft.number, BUY))
    with pytest.raises(AlreadyHandledError):
        await room.checkout.cancel(let_in(MAX, draft.number, BUY))
    assert room.shop.charges == 0
