"""What failed is bought anew once, whoever presses, and however often it fails."""

import asyncio

import pytest

from sandbox.faults import Fault
from services.orders import OrderStatus, OrderView
from services.orders.door import BUY, VIEW
from services.orders.errors import AlreadyHandledError, BoughtAnewError
from tests.services.orders.conftest import MAX, SAM, OrderRoom
from tests.services.orders_made import let_in

pytestmark = pytest.mark.both_databases


async def failed(room: OrderRoom, draft: OrderView) -> OrderView:
    """The shop has no more of it."""
    room.shop.faults.add("pay", Fault.refusal("PRODUCT_OFFER_OUT_OF_STOCK"))
    order = await room.confirm(let_in(SAM, draft.number, BUY))
    assert order.status is OrderStatus.FAILED
    return order


async def test_what_failed_is_bought_anew_once(room: OrderRoom) -> None:
    """Of two who press one question stands; who comes after its yes is told of it."""
    offer = await room.offer()
    first = await failed(room, await room.checkout.draft(SAM, offer.id, 1))
    second = await failed(
        room, await room.checkout.draft(SAM, offer.id, 1, failed=let_in(SAM, first.number, VIEW))
    )
    asked = await asyncio.gather(
        *(
            room.checkout.draft(who, offer.id, 1, failed=let_in(who, order.number, VIEW))
            for who, order in ((SAM, first), (MAX, second))
        )
    )
    ends = await asyncio.gather(
        *(room.confirm(let_in(SAM, each.number, BUY)) for each in asked), return_exceptions=True
    )
    assert sum(isinstance(end, AlreadyHandledError) for end in ends) == 1
    [bought] = [end for end in ends if isinstance(end, OrderView)]
    assert room.shop.charges == 1
    for order in (first, second):
        with pytest.raises(BoughtAnewError) as refused:
            await room.checkout.draft(MAX, offer.id, 1, failed=let_in(MAX, order.number, VIEW))
        assert refused.value.facts["instead"] == bought.number
    await room.checkout.draft(MAX, offer.id, 1)
