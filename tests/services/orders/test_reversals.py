"""Reversing: what the provider took back is worth nothing here, what it refused stays as it was."""

import asyncio

import pytest
from sqlalchemy import delete, update

from sandbox.faults import Fault
from sandbox.hype import Status
from services.delivery.errors import ClaimRefusedError, NothingToDeliverError
from services.orders import (
    OrderStatus,
    PurchaseStatus,
)
from services.orders.door import BUY, DELIVER, REVEAL, REVERSE
from services.orders.errors import CannotReverseError, NothingToReverseError, UnknownOrderError
from services.orders.wish import Wish, write_wish
from services.vault import mask
from storage.tables.keys import keys
from storage.tables.orders import orders
from tests.campaigns.bulk import OLGA, BulkDesk
from tests.services.orders.conftest import CARA, SAM, OrderRoom
from tests.services.orders.tills import ANSWERS, bought, report_of, taken_back
from tests.services.orders_made import let_in


async def test_an_order_is_reversed_once_with_what_the_provider_said(till: BulkDesk) -> None:
    """The pin is taken back once, the order ends, and nothing of it can be handed over."""
    desk = till.house.services
    order = await bought(till)
    report = await taken_back(till, order.number)
    assert report.said == [(1, "done", "Canceled in stock", "Successful cancellation")]
    assert report.order.status is OrderStatus.REVERSED
    assert (report.order.reversible, report.order.bought, report.order.masks) == (0, 0, ())
    assert [pin.status for pin in till.api.pins] == [Status.CANCELED]
    with pytest.raises(NothingToDeliverError):
        await desk.delivery.reveal(let_in(OLGA, order.number, REVEAL))
    with pytest.raises(NothingToDeliverError):
        await desk.claims.make(let_in(OLGA, order.number, DELIVER))
    with pytest.raises(NothingToReverseError):
        await desk.reversals.reverse(let_in(OLGA, order.number, REVERSE))
    assert len(till.api.reversals) == 1


async def test_a_claim_link_stops_working_when_its_order_is_reversed(till: BulkDesk) -> None:
    """Nobody is handed a key that is worth nothing."""
    desk = till.house.services
    order = await bought(till)
    link = await desk.claims.make(let_in(OLGA, order.number, DELIVER))
    await taken_back(till, order.number)
    with pytest.raises(ClaimRefusedError):
        await desk.claims.honour(CARA, link.token)


async def test_the_customer_is_told_and_finds_no_key_any_more(till: BulkDesk) -> None:
    """Whoever claimed it gets one notice; who never got a key gets none."""
    desk = till.house.services
    order = await bought(till)
    await desk.claims.honour(
        CARA, (await desk.claims.make(let_in(OLGA, order.number, DELIVER))).token
    )
    await desk.outbox.take(100)
    await taken_back(till, order.number)
    [notice] = [each for each in await desk.outbox.take(100) if each.kind not in ANSWERS]
    assert (notice.kind, notice.chat_id) == ("order-reversed", CARA)
    assert notice.facts == {"order": order.number, "keys": 1}
    with pytest.raises(NothingToDeliverError):
        await desk.shelf.my_keys(CARA, order.number)
    await taken_back(till, (await bought(till)).number)
    assert {each.kind for each in await desk.outbox.take(100)} <= ANSWERS


async def test_a_redeemed_key_stays_as_it_was(till: BulkDesk) -> None:
    """The provider's no changes nothing here, and its words are handed on."""
    order = await bought(till)
    till.api.redeem(till.api.pins[0].transaction_id)
    report = await taken_back(till, order.number)
    [(_, end, _, said)] = report.said
    assert (end, said) == ("refused", "Pin already redeemed")
    assert (report.order.status, report.order.reversible) == (OrderStatus.KEYED, 1)
    assert till.api.reversals == []
    assert await till.keys(order.number) == [till.api.pins[0].key]


async def test_of_two_keys_the_redeemed_one_stays_and_only_it_is_handed_over(
    till: BulkDesk,
) -> None:
    """One is taken back and gone from the order, the other is still there to be delivered."""
    desk = till.house.services
    order = await bought(till, 2)
    by_reference = {pin.reference: pin for pin in till.api.pins}
    kept = by_reference[order.purchases[0].txn_id]
    till.api.redeem(kept.transaction_id)
    report = await taken_back(till, order.number)
    assert [end for _, end, _, _ in report.said] == ["refused", "done"]
    statuses = [purchase.status for purchase in report.order.purchases]
    assert statuses == [PurchaseStatus.ACCEPTED, PurchaseStatus.REVERSED]
    assert (report.order.status, report.order.bought) == (OrderStatus.KEYED, 1)
    assert report.order.masks == (mask(kept.key),)
    assert (await desk.delivery.reveal(let_in(OLGA, order.number, REVEAL))).plain == (kept.key,)


@pytest.mark.parametrize(
    "fault", [Fault.lost_after(), Fault.html(), Fault.malformed(), Fault.truncated()]
)
async def test_a_lost_yes_is_found_in_the_books(till: BulkDesk, fault: Fault) -> None:
    """The answer is lost, the pin is cancelled there: the order is reversed."""
    order = await bought(till)
    till.api.faults.add("reverse_transaction", fault)
    report = await taken_back(till, order.number)
    assert report.order.status is OrderStatus.REVERSED
    assert len(till.api.reversals) == 1


async def test_while_the_provider_is_down_nothing_changes(till: BulkDesk) -> None:
    """Not even asked: whoever wanted it is told why, and the order is as it was."""
    desk = till.house.services
    order = await bought(till, 3)
    await till.api.stop()
    report = await taken_back(till, order.number)
    assert (report.said, report.untried) == ([], 3)
    assert report.trouble is not None
    assert report.trouble["facts"]["kind"] == "unavailable"
    after = await desk.orders.told(order.number)
    assert (after.status, after.reversible, after.reversing) == (OrderStatus.KEYED, 3, 0)
    till.clock.advance(3600)
    assert await till.house.worker.idle() == 0


async def test_what_was_never_bought_cannot_be_reversed(till: BulkDesk) -> None:
    """A draft and an unknown number are refused before anything is asked."""
    desk = till.house.services
    draft = await till.draft(1)
    with pytest.raises(NothingToReverseError):
        await desk.reversals.reverse(let_in(OLGA, draft.number, REVERSE))
    with pytest.raises(UnknownOrderError):
        await desk.reversals.reverse(let_in(OLGA, "K-2222-2222", REVERSE))
    assert [call.endpoint for call in till.api.calls if "reverse" in call.endpoint] == []


async def test_a_provider_that_takes_nothing_back_is_named(room: OrderRoom) -> None:
    """CodeGames has no reversal: its orders offer none, and refuse one."""
    offer = await room.offer()
    order = await room.confirm(
        let_in(SAM, (await room.checkout.draft(SAM, offer.id, 1)).number, BUY)
    )
    assert order.reversible == 0
    with pytest.raises(CannotReverseError):
        await room.reversals.reverse(let_in(SAM, order.number, REVERSE))


async def test_what_is_asked_for_while_its_order_is_worked_on_is_not_lost(till: BulkDesk) -> None:
    """Keys are being read when somebody presses Reverse: whoever ends that work looks for more first."""
    order = await bought(till)
    async with till.house.db.write() as tx:
        row = await tx.orders.by_number(order.number)
        assert row is not None
        await tx.connection.execute(delete(keys).where(keys.c.order_id == row.id))
        await tx.connection.execute(update(orders).values(status="paid"))
        await write_wish(tx, till.house.queue, row, Wish())
    gate = till.api.gate("report_transaction", "before")
    working = asyncio.create_task(till.house.worker.idle())
    await gate.reached()
    await till.house.services.reversals.reverse(let_in(OLGA, order.number, REVERSE))
    gate.release()
    assert await working == 2
    report = await report_of(till, order.number)
    assert [end for _, end, _, _ in report.said] == ["done"]
    assert report.order.status is OrderStatus.REVERSED
    assert len(till.api.reversals) == 1
