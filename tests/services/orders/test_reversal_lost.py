"""A reversal whose answer is lost: its keys are nobody's until the recovery pass knows the end."""

import asyncio
from pathlib import Path

import pytest

from sandbox.faults import Fault
from sandbox.hype import Hype, Quirks
from services.delivery.errors import ClaimRefusedError, NothingToDeliverError
from services.orders import OrderStatus, OrderView, PurchaseStatus
from services.orders.door import DELIVER, RESOLVE, REVEAL, REVERSE
from services.orders.errors import (
    BeingReversedError,
    PurchaseSettledError,
)
from tests.campaigns.bulk import OLGA, BulkDesk, open_desk
from tests.clock import ManualClock
from tests.services.orders.conftest import CARA, MAX
from tests.services.orders.tills import LOST, bought, kinds, taken_back
from tests.services.orders_made import let_in


async def lost(till: BulkDesk, order: OrderView, fault: Fault = LOST) -> OrderView:
    """Reverse an order while all answers are lost; gives it as it stands then."""
    till.api.faults.add("reverse_transaction", fault, times=None)
    report = await taken_back(till, order.number)
    till.api.faults.clear()
    assert {end for _, end, _, _ in report.said} == {"unknown"}
    assert report.order.reversing == order.count
    return report.order


async def test_what_is_being_taken_back_is_handed_to_nobody(till: BulkDesk) -> None:
    """No claim, no sending, no showing, no second press; the order keeps its status."""
    desk = till.house.services
    order = await bought(till, 2)
    link = await desk.claims.make(let_in(OLGA, order.number, DELIVER))
    order = await lost(till, order)
    assert (order.status, order.reversible, order.masks) == (OrderStatus.KEYED, 0, ())
    assert order.bought == 2
    with pytest.raises(ClaimRefusedError):
        await desk.claims.honour(CARA, link.token)
    for again in (
        desk.claims.make(let_in(OLGA, order.number, DELIVER)),
        desk.delivery.send_to(let_in(OLGA, order.number, DELIVER), CARA),
        desk.delivery.reveal(let_in(OLGA, order.number, REVEAL)),
        desk.reversals.reverse(let_in(MAX, order.number, REVERSE)),
    ):
        with pytest.raises(BeingReversedError):
            await again
    assert till.api.reversals == []


async def test_a_customer_finds_kind_words_in_between_and_nothing_after(till: BulkDesk) -> None:
    """Who has claimed a key is told of the end once, and reads it no more from the start on."""
    desk = till.house.services
    order = await bought(till)
    link = await desk.claims.make(let_in(OLGA, order.number, DELIVER))
    await desk.claims.honour(CARA, link.token)
    await lost(till, order)
    for again in (
        desk.shelf.my_keys(CARA, order.number),
        desk.claims.honour(CARA, link.token),
    ):
        with pytest.raises(BeingReversedError):
            await again
    assert await kinds(till) == ["delivered"]
    till.clock.advance(6)
    assert await till.house.worker.idle() == 1
    assert (await desk.orders.told(order.number)).status is OrderStatus.REVERSED
    assert sorted(await kinds(till)) == ["order-changed", "order-reversed"]
    with pytest.raises(NothingToDeliverError):
        await desk.shelf.my_keys(CARA, order.number)
    till.clock.advance(3600)
    assert await till.house.worker.idle() == 0
    assert await kinds(till) == []
    assert len(till.api.reversals) == 1


async def test_what_was_taken_back_stays_so_whatever_another_process_was_told(
    till: BulkDesk,
) -> None:
    """Its answer comes after another process has written that the key stands: a dead key is nobody's."""
    desk, db = till.house.services, till.house.db
    order = await bought(till)
    gate = till.api.gate("reverse_transaction", "after")
    asking = asyncio.create_task(taken_back(till, order.number))
    await gate.reached()
    async with db.write() as tx:
        row = await tx.orders.by_number(order.number)
        assert row is not None
        [purchase] = await tx.purchases.of_order(row.id)
        reversing = (PurchaseStatus.REVERSING,)
        assert await tx.purchases.move(purchase.id, reversing, PurchaseStatus.ACCEPTED)
    gate.release()
    report = await asking
    assert report.order.status is OrderStatus.REVERSED
    assert report.order.purchases[0].reference == order.purchases[0].reference
    with pytest.raises(NothingToDeliverError):
        await desk.claims.make(let_in(OLGA, order.number, DELIVER))


async def test_a_refusal_in_the_end_gives_everything_back_but_the_old_link(till: BulkDesk) -> None:
    """Redeemed meanwhile: the key stands, a new link works, and the chat is told."""
    desk = till.house.services
    order = await bought(till)
    old = await desk.claims.make(let_in(OLGA, order.number, DELIVER))
    await lost(till, order)
    [pin] = till.api.pins
    till.api.redeem(pin.transaction_id)
    till.clock.advance(6)
    await till.house.worker.idle()
    after = await desk.orders.told(order.number)
    assert (after.status, after.reversible, after.reversing) == (OrderStatus.KEYED, 1, 0)
    assert await kinds(till) == ["order-changed"]
    with pytest.raises(ClaimRefusedError):
        await desk.claims.honour(CARA, old.token)
    new = await desk.claims.make(let_in(OLGA, order.number, DELIVER))
    assert (await desk.claims.honour(CARA, new.token)).plain == (pin.key,)


async def test_keys_on_their_way_when_a_reversal_is_refused_go_on(till: BulkDesk) -> None:
    """Sent, and not there yet: held back while it is open, sent anew when they stand."""
    desk = till.house.services
    order = await bought(till)
    await desk.delivery.send_to(let_in(OLGA, order.number, DELIVER), CARA)
    await lost(till, order)
    assert await desk.delivery.keys_for(CARA, order.number, 0) is None
    assert await kinds(till) == ["keys-for-customer"]
    till.api.redeem(till.api.pins[0].transaction_id)
    till.clock.advance(6)
    await till.house.worker.idle()
    assert sorted(await kinds(till)) == ["keys-for-customer", "order-changed"]
    keys = await desk.delivery.keys_for(CARA, order.number, 0)
    assert keys is not None
    assert keys.plain == (till.api.pins[0].key,)


async def test_after_a_restart_late_books_do_not_say_that_a_key_stands(
    tmp_path: Path, database_url: str, clock: ManualClock
) -> None:
    """Taken back, and the answer lost; the next process is refused, and Hype's books know nothing yet."""
    quirks = Quirks(repeated_reversal_refused=True)
    api = Hype(clock=clock, rate=None, quirks=quirks)
    till = await open_desk(api, tmp_path, database_url, clock, grace=120)
    order = await bought(till)
    clock.advance(600)
    api.report_lag = 100
    api.faults.add("reverse_transaction", Fault.lost_after())
    await taken_back(till, order.number)
    assert len(api.reversals) == 1
    await till.restart()
    clock.advance(6)
    await till.house.worker.idle()
    assert (await till.house.services.orders.told(order.number)).reversing == 1
    clock.advance(200)
    await till.house.worker.idle()
    assert (await till.house.services.orders.told(order.number)).status is OrderStatus.REVERSED
    assert api.calls[-1].endpoint == "report_transaction"
    await till.close()


async def test_an_uncertain_purchase_is_uncertain_again_when_it_stands(till: BulkDesk) -> None:
    """While it is open there is nothing to settle by hand; a refusal restores it with its reason."""
    desk = till.house.services
    till.api.report_lag = 3600
    till.api.faults.add("pre_redeem", Fault.lost_after())
    order = await till.buy(1)
    till.clock.advance(6)
    await till.house.worker.idle()
    before = await desk.orders.told(order.number)
    assert before.status is OrderStatus.UNCERTAIN
    await kinds(till)
    till.api.faults.add("reverse_reference", LOST)
    report = await taken_back(till, order.number)
    assert (report.order.status, report.order.reversing) == (OrderStatus.UNCERTAIN, 1)
    assert report.order.bought == 0
    with pytest.raises(PurchaseSettledError):
        await desk.uncertain.close_case(let_in(OLGA, order.number, RESOLVE), 1)
    till.api.redeem(till.api.pins[0].transaction_id)
    till.clock.advance(6)
    await till.house.worker.idle()
    after = await desk.orders.told(order.number)
    assert after.status is OrderStatus.UNCERTAIN
    assert after.purchases == before.purchases
    assert await kinds(till) == ["order-changed"]


async def test_while_the_answer_stays_away_people_are_told_once(till: BulkDesk) -> None:
    """Asked with growing pauses, for ever; after a dozen looks the chat hears of it, once."""
    order = await bought(till)
    await lost(till, order)
    till.api.faults.add("reverse_transaction", LOST, times=None)
    asked = len(till.api.calls)
    for _ in range(30):
        till.clock.advance(16 * 60)
        await till.house.worker.idle()
    calls = [call for call in till.api.calls[asked:] if call.endpoint == "reverse_transaction"]
    assert len(calls) == 30
    assert await kinds(till) == ["reversal-late"]
    till.api.faults.clear()
    till.clock.advance(16 * 60)
    await till.house.worker.idle()
    after = await till.house.services.orders.told(order.number)
    assert after.status is OrderStatus.REVERSED
    assert await kinds(till) == ["order-changed"]


async def test_not_reached_after_a_lost_answer_proves_nothing(till: BulkDesk) -> None:
    """The first try may have been acted on: a provider that is down leaves it open."""
    order = await bought(till)
    await lost(till, order)
    till.api.faults.add("reverse_transaction", Fault.refusal(401, "Unauthorized"), times=None)
    till.clock.advance(6)
    await till.house.worker.idle()
    assert (await till.house.services.orders.told(order.number)).reversing == 1
    assert await kinds(till) == []


async def test_a_sign_in_that_is_not_accepted_leaves_all_as_it_was(till: BulkDesk) -> None:
    """A refusal before anything was done is told as trouble, and the keys stand at once."""
    desk = till.house.services
    order = await bought(till, 3)
    till.api.faults.add("reverse_transaction", Fault.refusal(401, "Unauthorized"), times=None)
    report = await taken_back(till, order.number)
    assert report.trouble is not None
    assert report.trouble["facts"]["kind"] == "not-allowed"
    after = await desk.orders.told(order.number)
    assert (after.reversible, after.reversing) == (3, 0)
    assert len((await desk.delivery.reveal(let_in(OLGA, order.number, REVEAL))).plain) == 3
