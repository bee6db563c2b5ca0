"""Lost answers and late keys: never charged twice, never paid and lost."""

import asyncio

import pytest
from sqlalchemy import select

from sandbox.faults import Fault
from services.orders import OrderStatus, OrderView
from services.orders.door import BUY, RESOLVE
from services.orders.errors import BadReferenceError, PurchaseSettledError
from storage.order_lists import OrderFilter
from storage.order_marks import TWIN
from storage.tables.outbox import notices
from tests.services.orders.conftest import GROUP, MAX, SAM, OrderRoom
from tests.services.orders_made import let_in


async def confirm(room: OrderRoom, count: int = 1) -> OrderView:
    """Draw an order up, confirm it, and let it be worked on."""
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, count)
    return await room.confirm(let_in(SAM, draft.number, BUY))


async def kinds(room: OrderRoom) -> list[str]:
    """The kinds of all notices so far, in the order they were written in."""
    async with room.db.read() as tx:
        found = select(notices.c.kind).order_by(notices.c.id)
        return list(await tx.connection.scalars(found))


async def test_an_answer_lost_before_the_act_is_repeated_with_the_same_id(room: OrderRoom) -> None:
    """The order waits in paying; the next try sends the same id and finishes it with one charge."""
    room.shop.faults.add("pay", Fault.lost_before())
    order = await confirm(room)
    assert order.status is OrderStatus.PAYING
    room.clock.advance(6)
    assert await room.worker.idle() == 1
    order = await room.orders.told(order.number)
    assert order.status is OrderStatus.KEYED
    assert room.shop.charges == 1
    pays = [call for call in room.shop.calls if call.endpoint == "pay"]
    assert {call.body["txnId"] for call in pays} == {order.purchases[0].txn_id}
    assert await kinds(room) == ["order-ended", "order-ended", "order-changed"]


async def test_an_answer_lost_after_the_charge_waits_for_a_person(room: OrderRoom) -> None:
    """TXN_DUPLICATE proves the charge: uncertain, one charge, and a notice to a person."""
    room.shop.faults.add("pay", Fault.lost_after())
    order = await confirm(room)
    assert order.status is OrderStatus.PAYING
    room.clock.advance(6)
    await room.worker.idle()
    order = await room.orders.told(order.number)
    assert (order.status, order.reason) == (OrderStatus.UNCERTAIN, "already-charged")
    assert room.shop.charges == 1
    assert await kinds(room) == ["order-ended", "order-uncertain", "order-ended"]
    asked = len(room.shop.calls)
    room.clock.advance(3600)
    await room.worker.idle()
    assert (len(room.shop.calls), room.shop.charges) == (asked, 1)


async def test_a_manager_settles_an_uncertain_order_by_its_reference(room: OrderRoom) -> None:
    """The right reference fetches the key; wrong and used ones change nothing."""
    other = await confirm(room)
    room.shop.faults.add("pay", Fault.lost_after())
    room.shop.offer("563", title="Portal", price="10", stock=3)
    offer = await room.offer("563", "Portal")
    draft = await room.checkout.draft(SAM, offer.id, 1)
    lost = await room.confirm(let_in(SAM, draft.number, BUY))
    room.clock.advance(6)
    await room.worker.idle()
    assert (await room.orders.told(lost.number)).status is OrderStatus.UNCERTAIN

    used = other.purchases[0].reference
    assert used is not None
    for wrong in ("999999", used, "7 8 2", ""):
        with pytest.raises(BadReferenceError):
            await room.uncertain.resolve(let_in(MAX, lost.number, RESOLVE), 1, wrong)
    right = str(room.shop.orders[-1].order_id)
    order = await room.uncertain.resolve(let_in(MAX, lost.number, RESOLVE), 1, right)
    assert order.status is OrderStatus.KEYED
    with pytest.raises(PurchaseSettledError):
        await room.uncertain.resolve(let_in(MAX, lost.number, RESOLVE), 1, right)
    assert room.shop.charges == 2


async def test_a_manager_may_close_an_uncertain_order(room: OrderRoom) -> None:
    """A closed case is a failed order that says so, and cannot be closed twice."""
    room.shop.faults.add("pay", Fault.lost_after())
    order = await confirm(room)
    room.clock.advance(6)
    await room.worker.idle()
    closed = await room.uncertain.close_case(let_in(MAX, order.number, RESOLVE), 1)
    assert (closed.status, closed.reason) == (OrderStatus.FAILED, "closed")
    with pytest.raises(PurchaseSettledError):
        await room.uncertain.close_case(let_in(MAX, order.number, RESOLVE), 1)


async def test_a_refusal_of_the_repeat_proves_nothing(room: OrderRoom) -> None:
    """Lost first, "out of stock" on the repeat: the first may have taken the last key."""
    room.shop.faults.add("pay", Fault.lost_before())
    order = await confirm(room)
    room.shop.set_stock("562", 0)
    room.clock.advance(6)
    await room.worker.idle()
    order = await room.orders.told(order.number)
    assert (order.status, order.reason) == (OrderStatus.UNCERTAIN, "not-proven")


@pytest.mark.parametrize(
    "fault", [Fault.status(500), Fault.malformed(), Fault.html(), Fault.truncated()]
)
async def test_an_answer_without_meaning_is_not_taken_for_a_refusal(
    room: OrderRoom, fault: Fault
) -> None:
    """5xx, HTML, broken JSON: the order waits and is asked after, and charged at most once."""
    room.shop.faults.add("pay", fault)
    order = await confirm(room)
    assert order.status is OrderStatus.PAYING
    room.clock.advance(6)
    await room.worker.idle()
    order = await room.orders.told(order.number)
    assert order.status in {OrderStatus.KEYED, OrderStatus.UNCERTAIN}
    assert room.shop.charges == 1


async def test_keys_that_come_late_are_polled_for_with_growing_pauses(room: OrderRoom) -> None:
    """Paid without a key is not a failure: the pass asks again, later each time, until it is there."""
    room.shop.keys_late(3)
    order = await confirm(room)
    assert order.status is OrderStatus.PAID
    waits = []
    while (await room.orders.told(order.number)).status is OrderStatus.PAID:
        seconds = 0
        while await room.worker.idle() == 0:
            room.clock.advance(1)
            seconds += 1
        waits.append(seconds)
        assert len(waits) < 5
    assert waits == sorted(waits)
    assert (await room.orders.told(order.number)).status is OrderStatus.KEYED
    assert room.shop.charges == 1
    assert await kinds(room) == ["order-ended", "order-ended", "order-changed"]


async def test_nothing_is_sent_while_the_provider_stays_down(room: OrderRoom) -> None:
    """The pass keeps the order in paying and asks less and less often, with the same id."""
    room.shop.faults.add("pay", Fault.lost_before())
    order = await confirm(room)
    room.shop.faults.add("pay", Fault.status(503), times=3)
    for _ in range(3):
        room.clock.advance(900)
        assert await room.worker.idle() == 1
    assert (await room.orders.told(order.number)).status is OrderStatus.PAYING
    room.clock.advance(900)
    await room.worker.idle()
    assert (await room.orders.told(order.number)).status is OrderStatus.KEYED
    assert room.shop.charges == 1


async def test_a_purchase_in_flight_is_left_alone_by_the_pass(room: OrderRoom) -> None:
    """While the first call is still waiting for its answer, nobody repeats it."""
    gate = room.shop.gate("pay", "after")
    buying = asyncio.create_task(confirm(room))
    await gate.reached()
    room.clock.advance(600)
    assert await room.worker.run() == 0
    gate.release()
    assert (await buying).status is OrderStatus.KEYED
    assert room.shop.charges == 1


async def test_after_a_crash_between_charge_and_answer_nothing_is_bought_again(
    room: OrderRoom,
) -> None:
    """The next process repeats the same id; the provider says duplicate; a person is asked."""
    gate = room.shop.gate("pay", "after")
    buying = asyncio.create_task(confirm(room))
    await gate.reached()
    await room.dies()
    await buying
    gate.release()
    await room.worker.idle()
    async with room.db.read() as tx:
        [order] = await tx.order_lists.newest(OrderFilter(statuses=("uncertain",)), 2)
    assert order.reason == "already-charged"
    assert room.shop.charges == 1


async def test_a_key_sold_to_us_twice_is_flagged(room: OrderRoom) -> None:
    """The second order names the first, and the chat is told."""
    room.shop.next_keys("AAAAA-BBBBB-CCCCC", "AAAAA-BBBBB-CCCCC")
    first = await confirm(room)
    offer = room.catalog.search("GTA V")[0].offers[0]
    draft = await room.checkout.draft(SAM, offer.id, 1)
    second = await room.confirm(let_in(SAM, draft.number, BUY))
    assert second.twins == (first.number,)
    assert await kinds(room) == ["order-ended", "key-twin", "order-ended"]
    async with room.db.read() as tx:
        marks = await tx.order_marks.since(room.clock(), 5)
    assert [(mark.what, row.number) for mark, row in marks] == [(TWIN, second.number)], "for alerts"


async def test_how_it_ended_is_told_though_the_process_died_before(room: OrderRoom) -> None:
    """Killed when the keys were asked for: the next process tells it in place of the card, and as news."""
    gate = room.shop.gate("keys", "before")
    offer = await room.offer()
    draft = await room.checkout.draft(SAM, offer.id, 1)
    await room.checkout.confirm(let_in(SAM, draft.number, BUY), message_id=5)
    working = asyncio.create_task(room.worker.idle())
    await gate.reached()
    await room.dies()
    await working
    gate.release()
    assert await kinds(room) == []
    assert (await room.orders.told(draft.number)).status is OrderStatus.PAID
    await room.worker.idle()
    [ended, news] = await room.notices_of(GROUP)
    assert (ended.kind, ended.facts) == (
        "order-ended",
        {"order": draft.number, "message": 5, "followed": True},
    )
    assert news.kind == "order-changed"


@pytest.mark.parametrize(("paid", "told"), [(True, 1), (False, 0)])
async def test_people_are_told_once_that_keys_are_late_and_only_of_what_is_paid(
    room: OrderRoom, paid: bool, told: int
) -> None:
    """While the charge itself is not known, nobody is told that something is paid."""
    if paid:
        room.shop.keys_late(100)
    else:
        room.shop.faults.add("pay", Fault.lost_before())
        room.shop.faults.add("pay", Fault.status(503), times=None)
    order = await confirm(room)
    for _ in range(16):
        room.clock.advance(900)
        await room.worker.idle()
    status = (await room.orders.told(order.number)).status
    assert status is (OrderStatus.PAID if paid else OrderStatus.PAYING)
    assert (await kinds(room)).count("keys-late") == told
