"""Keys that came more than once: none goes out twice, or into own stock, without a clear yes."""

import pytest

from services.orders import OrderView
from services.orders.door import BUY, STOCK
from services.own_stock import Keeping
from services.own_stock.errors import NothingToKeepError
from services.own_stock.offers import OwnOffers
from tests.services.orders.conftest import SAM, OrderRoom
from tests.services.orders_made import let_in

X, Y = "AAAAA-BBBBB-CCCCC", "DDDDD-EEEEE-FFFFF"


async def bought(room: OrderRoom, *keys: str) -> OrderView:
    """An order of which the supplier delivers these."""
    room.shop.next_keys(*keys)
    found = room.catalog.search("GTA V")
    offer = found[0].offers[0] if found else await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, len(keys))
    return await room.confirm(let_in(SAM, draft.number, BUY))


async def test_neither_of_two_in_one_order_goes_into_own_stock(room: OrderRoom) -> None:
    """Keep in stock is offered for what came once alone, and moves nothing else."""
    keeping = Keeping(room.db, room.clock, room.vault, OwnOffers(room.catalog), room.audit)
    order = await bought(room, X, X)
    assert order.unseen == 0
    with pytest.raises(NothingToKeepError):
        await keeping.keepable(let_in(SAM, order.number, STOCK))
    order = await bought(room, X, Y)
    assert order.unseen == 1
    assert (await keeping.keepable(let_in(SAM, order.number, STOCK))).keys == 1
