"""An order is nobody's again only where no key of it can be in its customer's hands."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import update

from services.delivery.errors import AlreadyDeliveredError
from services.orders import OrderStatus, OrderView
from services.orders.door import DELIVER
from services.outbox import Lost
from services.outbox.endings import MOST_TRIES
from storage.notices import NoticeRow
from storage.tables.outbox import notices
from tests.services.orders.conftest import CARA, CARL, SAM, OrderRoom
from tests.services.orders.settling import close, resolve, waiting
from tests.services.orders_made import let_in


async def keyed(room: OrderRoom) -> OrderView:
    """An order whose key is ready to hand over."""
    order, [reference] = await waiting(room, 1)
    return await resolve(room, order, reference)


async def send(room: OrderRoom, order: OrderView, customer: int) -> None:
    """Let Sam send the keys."""
    await room.delivery.send_to(let_in(SAM, order.number, DELIVER), customer)


async def on_its_way(room: OrderRoom) -> NoticeRow:
    """The notice with the keys, taken to be sent."""
    room.clock.advance(60)
    [notice] = [each for each in await room.notices() if each.kind == "keys-for-customer"]
    return notice


async def unconfirmed(room: OrderRoom, notice: NoticeRow) -> None:
    """Its request left, and the answer was lost."""
    assert await room.outbox.leave(notice.id)
    await room.outbox.unconfirmed(notice.id)


async def is_kept(room: OrderRoom, order: OrderView) -> bool:
    """Whether the order is Cara's, and can be neither sent to Carl nor given by a link."""
    if (await room.orders.told(order.number)).customer_id != CARA:
        return False
    with pytest.raises(AlreadyDeliveredError):
        await send(room, order, CARL)
    with pytest.raises(AlreadyDeliveredError):
        await room.claims.make(let_in(SAM, order.number, DELIVER))
    return True


async def told(room: OrderRoom) -> list[str]:
    """The kinds of what the order's chat is told."""
    room.clock.advance(60)
    return [each.kind for each in await room.notices() if each.chat_id == SAM.chat_id]


async def test_whether_it_can_be_sent_is_asked_before(room: OrderRoom) -> None:
    """The question names an order that has a key; once it is Cara's it can be sent to her only."""
    order = await keyed(room)
    for customer in (CARL, CARA):
        asked = await room.delivery.sendable(let_in(SAM, order.number, DELIVER), customer)
        assert asked.order.number == order.number
    await send(room, order, CARA)
    with pytest.raises(AlreadyDeliveredError):
        await room.delivery.sendable(let_in(SAM, order.number, DELIVER), CARL)


async def test_what_surely_did_not_arrive_is_nobodys_again(room: OrderRoom) -> None:
    """The first try was refused: the next customer may have it, and Cara's look shows nothing."""
    order = await keyed(room)
    await send(room, order, CARA)
    await room.outbox.lost((await on_its_way(room)).id, Lost.GONE, "blocked")
    assert not await room.delivery.handed_over(order.number, CARA)
    assert await told(room) == ["not-delivered"]
    await send(room, order, CARL)


End = Callable[[OrderRoom, int], Awaitable[object]]
ENDS: dict[str, End] = {
    **{
        str(lost): lambda room, notice, lost=lost: room.outbox.lost(notice, lost, "no")  # type: ignore[misc]  # bound in its default
        for lost in Lost
        if lost is not Lost.UNSURE
    },
    "the last try": lambda room, notice: room.outbox.again(notice, None, "no connection"),
    "the last refusal": lambda room, notice: room.outbox.refused(notice, "something new"),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
async def test_however_a_key_comes_not_to_arrive_the_order_is_handed_back(
    room: OrderRoom, end: End
) -> None:
    """Gone, refused, given up after a day, barred, unreadable: it is nobody's again, and staff are told."""
    order = await keyed(room)
    await send(room, order, CARA)
    notice = await on_its_way(room)
    async with room.db.write() as tx:
        late = update(notices).where(notices.c.id == notice.id)
        await tx.connection.execute(late.values(tries=MOST_TRIES - 1))
    await end(room, notice.id)
    assert await told(room) == ["not-delivered"]
    assert (await room.orders.told(order.number)).customer_id is None


async def test_sent_and_unconfirmed_then_blocked_stays_theirs(room: OrderRoom) -> None:
    """The first try may have arrived: nobody else gets the same key, staff are told, and should Cara come
    back, the key comes to her.
    """
    order = await keyed(room)
    await send(room, order, CARA)
    await unconfirmed(room, await on_its_way(room))
    again = await on_its_way(room)
    await room.outbox.lost(again.id, Lost.GONE, "blocked")
    assert await told(room) == ["perhaps-delivered"]
    assert await is_kept(room, order)
    await room.people.reachable(CARA)
    assert (await on_its_way(room)).id == again.id
    assert await room.delivery.keys_for(CARA, order.number, again.id)


@pytest.mark.parametrize("arrived", [True, False])
async def test_another_message_that_may_have_arrived_keeps_it_theirs(
    room: OrderRoom, arrived: bool
) -> None:
    """The reminder was refused for sure; what was sent before it was not, or has even arrived."""
    order = await keyed(room)
    await send(room, order, CARA)
    first = await on_its_way(room)
    await send(room, order, CARA)
    if arrived:
        await room.outbox.sent(first.id, 1)
    else:
        await unconfirmed(room, first)
    [second] = [each for each in await room.notices() if each.kind == "keys-for-customer"]
    assert second.id != first.id
    await room.outbox.lost(second.id, Lost.GONE, "blocked")
    assert await is_kept(room, order)


async def test_a_reminder_that_is_lost_takes_nothing_back(room: OrderRoom) -> None:
    """Cara has seen one key while the other is uncertain, so the order is not delivered: it is hers."""
    order, [reference, _] = await waiting(room, 2)
    await resolve(room, order, reference)
    await send(room, order, CARA)
    assert await room.delivery.handed_over(order.number, CARA)
    reminder = await on_its_way(room)
    await room.outbox.lost(reminder.id, Lost.GONE, "blocked")
    assert [each.state for each in await room.outbox.rows([reminder.id])] == ["asleep"]
    assert (await room.orders.told(order.number)).status is OrderStatus.UNCERTAIN
    assert await is_kept(room, order)


async def test_what_was_claimed_in_part_is_delivered_when_the_rest_is_settled(
    room: OrderRoom,
) -> None:
    """The keys go to the customer by themselves, and the order is delivered when they are there."""
    order, [reference, _] = await waiting(room, 2)
    await resolve(room, order, reference)
    link = await room.claims.make(let_in(SAM, order.number, DELIVER))
    await room.claims.honour(CARA, link.token)
    assert (await close(room, order, 2)).status is OrderStatus.KEYED
    notice = await on_its_way(room)
    assert notice.chat_id == CARA
    keys = await room.delivery.keys_for(CARA, order.number, notice.id)
    assert keys is not None
    assert await room.delivery.handed_over(order.number, CARA)
    assert (await room.orders.told(order.number)).status is OrderStatus.DELIVERED
