"""Many keys are taken back: together, each once, and whatever comes of each."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.faults import Fault, When
from sandbox.hype import Pin, Status
from services.delivery.errors import NothingToDeliverError
from services.orders import OrderStatus, OrderView, PurchaseStatus
from services.orders.door import DELIVER, REVEAL, REVERSE
from services.orders.errors import (
    BeingReversedError,
    NothingToReverseError,
)
from tests.campaigns.bulk import OLGA, BulkDesk
from tests.services.orders.conftest import CARA, MAX
from tests.services.orders.tills import LOST, bought, kinds, pins_of, report_of, taken_back
from tests.services.orders_made import let_in


async def test_after_a_crash_the_rest_is_taken_back_and_the_customer_told_of_all(
    till: BulkDesk,
) -> None:
    """The process dies with many calls under way: afterwards each is taken back, once."""
    desk, api = till.house.services, till.api
    order = await bought(till, 60)
    await desk.claims.honour(
        CARA, (await desk.claims.make(let_in(OLGA, order.number, DELIVER))).token
    )
    await kinds(till)
    gate = api.gate("reverse_transaction", "after", when=lambda _: len(api.reversals) >= 30)
    await desk.reversals.reverse(let_in(OLGA, order.number, REVERSE))
    working = asyncio.create_task(till.house.worker.idle())
    await gate.reached()
    await till.dies()
    await working
    gate.release()
    left = await desk.orders.told(order.number)
    assert left.reversing > 0
    await till.after().idle()
    after = await desk.orders.told(order.number)
    assert (after.status, after.reversing) == (OrderStatus.REVERSED, 0)
    assert len(api.reversals) == 60
    notices = await desk.outbox.take(100)
    assert {notice.kind: notice.facts["order"] for notice in notices} == {
        "order-reversed": order.number,
        "reversal-ended": order.number,
    }
    [told] = [notice for notice in notices if notice.kind == "order-reversed"]
    assert told.facts["keys"] == 60


async def test_many_are_taken_back_together_each_once(till: BulkDesk) -> None:
    """As many are under way together as the provider takes; two who press do it once."""
    desk, api = till.house.services, till.api
    order = await bought(till, 60)
    gates = [api.gate("reverse_transaction", "before") for _ in range(25)]
    await desk.reversals.reverse(let_in(OLGA, order.number, REVERSE))
    first = asyncio.create_task(till.house.worker.idle())
    for gate in gates:
        await gate.reached()
    with pytest.raises(BeingReversedError):
        await desk.reversals.reverse(let_in(MAX, order.number, REVERSE))
    assert len([call for call in api.calls if call.endpoint == "reverse_transaction"]) == 25
    for gate in gates:
        gate.release()
    await first
    report = await report_of(till, order.number)
    assert report.order.status is OrderStatus.REVERSED
    assert [position for position, *_ in report.said] == list(range(1, 11))
    assert len({each.transaction_id for each in api.reversals}) == len(api.reversals) == 60


async def test_a_failure_in_the_middle_leaves_what_was_not_asked_about(till: BulkDesk) -> None:
    """Our sign-in is turned down after twenty keys: the rest stands, ready to be asked about again."""
    desk, api = till.house.services, till.api
    order = await bought(till, 60)
    api.faults.add(
        "reverse_transaction",
        Fault.refusal(401, "Unauthorized"),
        times=None,
        when=lambda _: len(api.reversals) >= 20,
    )
    report = await taken_back(till, order.number)
    after = report.order
    assert (after.status, after.reversing) == (OrderStatus.KEYED, 0)
    assert after.reversible == report.untried == 60 - len(api.reversals)
    assert (
        len((await desk.delivery.reveal(let_in(OLGA, order.number, REVEAL))).plain)
        == report.untried
    )
    till.clock.advance(3600)
    assert await till.house.worker.idle() == 0
    api.faults.clear()
    report = await taken_back(till, order.number)
    assert report.order.status is OrderStatus.REVERSED
    assert len(api.reversals) == 60


FATES = {
    "well": None,
    "lost before": LOST,
    "lost after": Fault.lost_after(),
    "no": Fault.refusal(400, "Bad request"),
    "page": Fault.html(),
    "redeemed": None,
}


@settings(max_examples=8)
@given(st.lists(st.sampled_from(sorted(FATES)), min_size=1, max_size=5))
async def test_whatever_comes_of_each_key_only_good_ones_are_handed_out(
    till: BulkDesk, fates: list[str]
) -> None:
    """At every moment what may be read is a pin that stands; in the end both sides say the same."""
    desk = till.house.services
    order = await bought(till, len(fates))
    pins = pins_of(till, order)
    for fate, pin in zip(fates, pins, strict=True):
        fault = FATES[fate]
        if fault is not None:
            till.api.faults.add("reverse_transaction", fault, when=_about(pin))
        elif fate == "redeemed":
            till.api.redeem(pin.transaction_id)
    report = await taken_back(till, order.number)
    await _only_good_ones(till, report.order)
    till.api.faults.clear()
    till.clock.advance(6)
    await till.house.worker.idle()
    after = await desk.orders.told(order.number)
    await _only_good_ones(till, after)
    gone = [pin.status is Status.CANCELED for pin in pins_of(till, order)]
    assert [each.status is PurchaseStatus.REVERSED for each in after.purchases] == gone
    assert (after.status is OrderStatus.REVERSED) == all(gone)
    assert len(await till.keys(order.number)) == gone.count(False)
    once = [each.transaction_id for each in till.api.reversals]
    assert len(once) == len(set(once))
    if all(gone):
        with pytest.raises(NothingToReverseError):
            await desk.reversals.reverse(let_in(OLGA, order.number, REVERSE))


def _about(pin: Pin) -> When:
    return lambda params: str(params["transactionId"]) == str(pin.transaction_id)


async def _only_good_ones(till: BulkDesk, order: OrderView) -> None:
    standing = {pin.key for pin in pins_of(till, order) if pin.status is not Status.CANCELED}
    async with till.house.db.read() as tx:
        row = await tx.orders.by_number(order.number)
        assert row is not None
        try:
            plain = (await till.house.services.shelf.open(tx, row)).plain
        except (NothingToDeliverError, BeingReversedError):
            plain = ()
    assert set(plain) <= standing
    assert len(order.masks) == len(plain)
