"""A claim and a revoke at one moment: exactly one wins, and both people are told so."""

import asyncio

import pytest

from services.delivery import EndedBefore, Keys, Revoked, TooLate
from services.delivery.errors import ClaimRefusedError
from services.orders import OrderView
from services.orders.door import BUY, DELIVER
from storage.tables.keys import claims
from tests.services.orders.conftest import CARA, SAM, OrderRoom
from tests.services.orders_made import let_in

pytestmark = pytest.mark.both_databases


async def sold(room: OrderRoom) -> tuple[OrderView, str]:
    """An order with its keys and a link to it."""
    offers = room.catalog.search("GTA V")
    offer = offers[0].offers[0] if offers else await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    order = await room.confirm(let_in(SAM, draft.number, BUY))
    link = await room.claims.make(let_in(SAM, order.number, DELIVER))
    return order, link.token


async def revoke(room: OrderRoom, order: OrderView) -> Revoked | EndedBefore | TooLate | None:
    """Let Sam stop the link."""
    return await room.claims.revoke(let_in(SAM, order.number, DELIVER))


async def test_a_link_that_was_used_first_is_told_as_that(room: OrderRoom) -> None:
    """By whom and when; one that nobody used can be stopped once, and then hears that."""
    order, token = await sold(room)
    await room.claims.honour(CARA, token)
    late = await revoke(room, order)
    assert isinstance(late, TooLate)
    assert (late.customer_id, late.name, late.at) == (CARA, "Cara", room.clock())
    other, _ = await sold(room)
    assert await revoke(room, other) == Revoked(1, 1)
    ended_at = room.clock()
    room.clock.advance(60)
    assert await revoke(room, other) == EndedBefore(ended_at)


async def test_a_revoke_that_meets_a_claim_under_way_waits_and_loses(room: OrderRoom) -> None:
    """The claim is written and not committed yet when Sam presses: he reads that Cara was faster."""
    order, _ = await sold(room)
    async with room.db.write() as tx:
        (row,) = (await tx.connection.execute(claims.select())).mappings()
        assert await tx.claims.use(row["id"], CARA, room.clock())
        late = asyncio.create_task(revoke(room, order))
        await asyncio.sleep(0.1)
        assert not late.done()
    assert isinstance(await late, TooLate)


async def test_a_claim_that_meets_a_revoke_under_way_waits_and_loses(room: OrderRoom) -> None:
    """The other way round: Cara is refused and has no key."""
    _, token = await sold(room)
    async with room.db.write() as tx:
        (row,) = (await tx.connection.execute(claims.select())).mappings()
        assert await tx.claims.revoke(row["order_id"], room.clock()) == 1
        late = asyncio.create_task(room.claims.honour(CARA, token))
        await asyncio.sleep(0.1)
        assert not late.done()
    (came,) = await asyncio.gather(late, return_exceptions=True)
    assert isinstance(came, ClaimRefusedError)
    assert (await room.shelf.my_orders(CARA, 9)).total.number == 0


async def test_of_both_at_once_exactly_one_wins(room: OrderRoom) -> None:
    """Started together, either first: the two answers always fit each other."""
    for first in (True, False, True):
        order, token = await sold(room)
        both = [room.claims.honour(CARA, token), revoke(room, order)]
        ends = await asyncio.gather(*(both if first else both[::-1]), return_exceptions=True)
        claimed, stopped = ends if first else ends[::-1]
        if isinstance(claimed, Keys):
            assert isinstance(stopped, TooLate)
        else:
            assert isinstance(claimed, ClaimRefusedError)
            assert stopped == Revoked(1, 1)
