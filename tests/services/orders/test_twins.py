"""Keys that came more than once: none goes out twice, or into own stock, without a clear yes."""

import pytest

from services.audit.done import done_since
from services.delivery.errors import ClaimRefusedError, ClaimStoppedError, TwinKeysError
from services.delivery.handing import SENT
from services.orders import OrderStatus, OrderView
from services.orders.door import BUY, DELIVER, REVEAL, STOCK
from services.orders.twins import GIVEN, LINKED
from services.own_stock import Keeping
from services.own_stock.errors import NothingToKeepError
from services.own_stock.offers import OwnOffers
from tests.services.orders.conftest import CARA, CARL, GROUP, SAM, OrderRoom
from tests.services.orders.settling import answered, resolve, waiting
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


async def test_what_somebody_has_goes_to_nobody_else_unasked(room: OrderRoom) -> None:
    """Sent, or put into a link, only by who was told of it; which the record says. Good keys go first."""
    first = await bought(room, X)
    door = let_in(SAM, first.number, DELIVER)
    assert not (await room.delivery.sendable(door, CARA)).twins
    await room.delivery.send_to(door, CARA)
    second = await bought(room, X, Y)
    assert (await room.orders.told(first.number)).twins_since == (second.number,)
    door = let_in(SAM, second.number, DELIVER)
    assert not (await room.delivery.sendable(door, CARL, 1)).twins, "there is a good one"
    [twin] = (await room.delivery.sendable(door, CARL)).twins
    assert (twin.what, twin.number, twin.person) == (GIVEN, first.number, "Cara")
    for ask in (
        room.delivery.send_to(door, CARL),
        room.claims.make(door),
        room.claims.make_each(door),
    ):
        with pytest.raises(TwinKeysError) as refused:
            await ask
        assert [each.what for each in refused.value.twins] == [GIVEN]
    assert len((await room.claims.make_each(door, 1)).links) == 1
    with pytest.raises(TwinKeysError):
        await room.claims.make(door, 1)
    await room.delivery.send_to(door, CARL, twins=1)
    async with room.db.read() as tx:
        sent = await done_since(tx, SENT, second.number, 0, customer=CARL)
    assert sent is not None and sent.facts["twins"] == 1


async def test_who_has_a_key_already_is_told_to_whom_it_is_shown(room: OrderRoom) -> None:
    """Show to me is how keys go out by hand."""
    first = await bought(room, X)
    await room.delivery.send_to(let_in(SAM, first.number, DELIVER), CARA)
    assert not (await room.delivery.reveal(let_in(SAM, first.number, REVEAL))).twins
    second = await bought(room, X, Y)
    shown = await room.delivery.reveal(let_in(SAM, second.number, REVEAL))
    [twin] = shown.twins
    assert (twin.what, twin.number, twin.person) == (GIVEN, first.number, "Cara")


async def test_two_of_one_order_are_in_no_two_links_unasked(room: OrderRoom) -> None:
    """The first may go; then the second is what that customer has. Asked for, both links give it."""
    order = await bought(room, X, X)
    door = let_in(SAM, order.number, DELIVER)
    with pytest.raises(TwinKeysError):
        await room.claims.make_each(door)
    link = await room.claims.make(door, 1)
    with pytest.raises(TwinKeysError) as refused:
        await room.claims.make(door, 1)
    assert [each.what for each in refused.value.twins] == [LINKED]
    await room.claims.revoke(door)
    links = (await room.claims.make_each(door, twins=1)).links
    for person, each in zip((CARL, CARA), reversed(links), strict=True):
        assert (await room.claims.honour(person, each.token)).plain == (X,)
    with pytest.raises(ClaimRefusedError):
        await room.claims.honour(CARA, link.token)


async def test_an_open_link_gives_nothing_that_went_to_another_since(room: OrderRoom) -> None:
    """Whoever opens it reads that the shop has to look, the desk is told once, and it is not used up."""
    first = await bought(room, X)
    door = let_in(SAM, first.number, DELIVER)
    link = await room.claims.make(door)
    room.clock.advance(60)
    second = await bought(room, X)
    after = let_in(SAM, second.number, DELIVER)
    [twin] = (await room.delivery.sendable(after, CARL)).twins
    assert twin.what == LINKED
    await room.delivery.send_to(after, CARL, twins=1)
    for _ in range(2):
        with pytest.raises(ClaimStoppedError):
            await room.claims.honour(CARA, link.token)
    [told] = [each for each in await room.notices_of(GROUP) if each.kind == "link-held"]
    assert told.facts == {"order": first.number, "other": second.number, "person": CARA}
    assert (await room.orders.told(first.number)).customers == ()
    anew = await room.claims.make(door, twins=1)  # whoever makes it knows
    assert (await room.claims.honour(CARA, anew.token)).plain == (X,)


async def test_what_comes_late_and_came_before_is_not_its_owners(room: OrderRoom) -> None:
    """Whoever has the order as a whole is sent the rest; of the key that came before the desk decides."""
    first = await bought(room, X)
    order, [_, second] = await waiting(room, 2)
    await resolve(room, order, second, position=2)
    link = await room.claims.make(let_in(SAM, order.number, DELIVER))
    [had] = (await room.claims.honour(CARA, link.token)).plain
    now = await answered(room, order, "late", (X, Y))
    assert (now.status, now.customer_id, now.to_give) == (OrderStatus.KEYED, None, 1)
    assert (await room.shelf.my_keys(CARA, order.number)).plain == (had, Y)
    assert [each.kind for each in await room.notices_of(CARA)] == ["keys-for-customer"]
    [told] = [each for each in await room.notices_of(GROUP) if each.kind == "key-twin"]
    assert (told.facts["earlier"], told.facts["owner"]) == (first.number, CARA)
    door = let_in(SAM, order.number, DELIVER)
    with pytest.raises(TwinKeysError):
        await room.delivery.send_to(door, CARA)
    await room.delivery.send_to(door, CARA, twins=1)
    assert await room.delivery.handed_over(order.number, CARA)
    assert (await room.orders.told(order.number)).status is OrderStatus.DELIVERED
