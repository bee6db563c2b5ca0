"""Many keys in one order: all distinct, none lost, never too fast, whatever happens in between."""

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.faults import Fault
from sandbox.hype import Hype
from services.orders import OrderStatus, OrderView, PurchaseStatus
from services.orders.door import BUY
from services.orders.errors import BadCountError
from services.orders.progress import Shown
from storage.errors import Cause
from tests.campaigns.bulk import OLGA, BulkDesk, PacedLimiter, PacedTime, open_desk
from tests.clock import ManualClock
from tests.services.orders_made import let_in

PARALLEL = 25


@pytest.fixture
async def bulk(tmp_path: Path, database_url: str, clock: ManualClock) -> AsyncIterator[BulkDesk]:
    """A desk on each kind of database, and a PIN Hype that takes requests as fast as they come."""
    desk = await open_desk(Hype(rate=None), tmp_path, database_url, clock)
    yield desk
    await desk.close()


class Heard:
    """Hears how far it is, while half a second passes with every purchase."""

    def __init__(self, bulk: BulkDesk, *, for_ever: bool = False) -> None:
        self.done: list[int] = []
        self._clock = bulk.clock
        self._for_ever = for_ever
        bulk.api.gate("pre_redeem", "before", when=self._passes)
        bulk.house.fulfilment.told_by(self)

    def _passes(self, _params: object) -> bool:
        """Time passes, and nothing is held up."""
        self._clock.advance(0.5)
        return False

    async def how_far(self, shown: Shown, done: int, total: int) -> None:
        """So many are done."""
        assert (shown.message_id, shown.deed) == (7, "buy")
        self.done.append(done)
        if self._for_ever:
            await asyncio.Event().wait()

    async def kept(self, shown: Shown, about: str, cause: Cause) -> None:
        """Nothing is kept here."""


async def assert_all_there(bulk: BulkDesk, number: str, count: int) -> None:
    """So many pins were booked, each once, and each key is sealed in the order, once."""
    keys = await bulk.keys(number)
    order = await bulk.house.services.orders.told(number)
    booked = {pin.reference: pin.key for pin in bulk.api.pins}
    assert len(bulk.api.pins) == len(booked) == count
    assert sorted(keys) == sorted(booked.values())
    assert len(set(keys)) == len(keys)
    accepted = [row for row in order.purchases if row.status is PurchaseStatus.ACCEPTED]
    assert {row.txn_id for row in accepted} == set(booked)
    assert order.bought == count


async def told(bulk: BulkDesk, draft: OrderView) -> OrderView:
    """An order as it stands now."""
    return await bulk.house.services.orders.told(draft.number)


async def test_five_hundred_keys(tmp_path: Path, database_url: str, clock: ManualClock) -> None:
    """500 keys in one order: distinct, none lost, never 51 in a second, progress told as it is made."""
    time = PacedTime()
    api = Hype(rate=50, monotonic=time.arrival)
    bulk = await open_desk(api, tmp_path, database_url, clock, PacedLimiter(50, time))
    heard = Heard(bulk)
    draft = await bulk.draft(500)
    await bulk.house.services.checkout.confirm(let_in(OLGA, draft.number, BUY), message_id=7)
    await bulk.house.worker.idle()
    order = await bulk.house.services.orders.told(draft.number)

    assert order.status is OrderStatus.KEYED
    await assert_all_there(bulk, order.number, 500)
    assert {call.status for call in api.calls} == {200}
    assert api.max_rate_seen == 50
    assert heard.done == sorted(set(heard.done))
    assert len(heard.done) >= 20
    await bulk.close()


async def test_more_than_that_is_not_one_order(bulk: BulkDesk) -> None:
    """500 is the most."""
    with pytest.raises(BadCountError):
        await bulk.draft(501)


async def test_a_slow_listener_holds_nothing_up(bulk: BulkDesk) -> None:
    """Progress that takes for ever to tell is told once, and the order ends without it."""
    heard = Heard(bulk, for_ever=True)
    draft = await bulk.draft(40)
    await bulk.house.services.checkout.confirm(let_in(OLGA, draft.number, BUY), message_id=7)
    await bulk.house.worker.idle()
    assert (await bulk.house.services.orders.told(draft.number)).status is OrderStatus.KEYED
    assert len(heard.done) == 1


async def test_a_refusal_stops_the_rest(bulk: BulkDesk) -> None:
    """Sold out in the middle: what came is kept, what was under way ends, no more is sent."""
    draft = await bulk.draft(100)
    bulk.api.faults.add(
        "pre_redeem",
        Fault.refusal(409, "Out of stock"),
        times=None,
        when=lambda _: len(bulk.api.pins) >= 30,
    )
    order = await bulk.bought(draft)
    assert (order.status, order.reason) == (OrderStatus.KEYED, "rejected")
    await assert_all_there(bulk, order.number, 30)
    sent = [call for call in bulk.api.calls if call.endpoint == "pre_redeem"]
    assert len(sent) <= 30 + PARALLEL
    states = {row.status for row in order.purchases}
    assert states == {PurchaseStatus.ACCEPTED, PurchaseStatus.REFUSED}
    assert await bulk.house.worker.idle() == 0


@pytest.mark.parametrize("fault", [Fault.lost_after(), Fault.lost_before(), Fault.status(503)])
async def test_a_lost_answer_is_found_and_the_rest_is_bought(bulk: BulkDesk, fault: Fault) -> None:
    """Three answers are lost: those under way end, the pass finds the three and buys the rest."""
    draft = await bulk.draft(60)
    bulk.api.faults.add("pre_redeem", fault, times=3, when=lambda _: len(bulk.api.pins) >= 20)
    order = await bulk.bought(draft)
    assert order.status is OrderStatus.PAYING
    bulk.clock.advance(6)
    assert await bulk.house.worker.idle() == 1
    order = await bulk.finish(order.number)
    assert order.status is OrderStatus.KEYED
    await assert_all_there(bulk, order.number, 60)


async def test_what_is_under_way_is_left_alone(bulk: BulkDesk) -> None:
    """One answer is lost while another is still awaited: the pass waits for both."""
    gate = bulk.api.gate("pre_redeem", "after")
    bulk.api.faults.add("pre_redeem", Fault.lost_after(), when=lambda _: len(bulk.api.pins) == 5)
    last = bulk.api.gate("pre_redeem", "after", when=lambda _: len(bulk.api.pins) == 10)
    draft = await bulk.draft(10)
    buying = asyncio.create_task(bulk.bought(draft))
    await gate.reached()
    await last.reached()
    last.release()
    bulk.clock.advance(60)
    assert await bulk.house.worker.run() == 0
    gate.release()
    assert (await buying).status is OrderStatus.PAYING
    order = await bulk.finish(draft.number)
    assert order.status is OrderStatus.KEYED
    await assert_all_there(bulk, order.number, 10)


async def test_every_intent_is_committed_before_its_call(bulk: BulkDesk) -> None:
    """Whatever PIN Hype is asked to book is written down as sent, and no more than may be."""
    draft = await bulk.draft(60)
    gate = bulk.api.gate("pre_redeem", "before", when=lambda _: len(bulk.api.pins) >= 30)
    buying = asyncio.create_task(bulk.bought(draft))
    held = await gate.reached()
    order = await bulk.house.services.orders.told(draft.number)
    sent = {row.txn_id for row in order.purchases if row.status is PurchaseStatus.SENT}
    assert held["partnerReference"] in sent
    assert 1 <= len(sent) <= PARALLEL
    gate.release()
    assert (await buying).status is OrderStatus.KEYED


async def test_after_a_crash_all_is_taken_up(bulk: BulkDesk) -> None:
    """The process dies with many calls under way: afterwards each is found or made, once."""
    draft = await bulk.draft(80)
    gate = bulk.api.gate("pre_redeem", "after", when=lambda _: len(bulk.api.pins) >= 30)
    buying = asyncio.create_task(bulk.bought(draft))
    await gate.reached()
    await bulk.dies()
    await buying
    gate.release()
    await bulk.after().idle()
    order = await bulk.finish(draft.number)
    assert order.status is OrderStatus.KEYED
    await assert_all_there(bulk, order.number, 80)


async def test_a_stop_sends_no_more_and_leaves_nothing_in_doubt(bulk: BulkDesk) -> None:
    """What is under way is waited for and written down; the next process buys the rest, each once."""
    draft = await bulk.draft(80)
    gate = bulk.api.gate("pre_redeem", "after", when=lambda _: len(bulk.api.pins) >= 30)
    buying = asyncio.create_task(bulk.bought(draft))
    await gate.reached()
    stopping = asyncio.create_task(bulk.house.worker.stop(25))
    await asyncio.sleep(0)
    sent = {row.txn_id for row in (await told(bulk, draft)).purchases if row.status == "sent"}
    gate.release()
    await stopping
    assert (await buying).status is OrderStatus.PAYING
    states = {row.txn_id: row.status for row in (await told(bulk, draft)).purchases}
    assert set(states.values()) == {PurchaseStatus.ACCEPTED, PurchaseStatus.WAITING}
    assert sent <= {txn for txn, status in states.items() if status is PurchaseStatus.ACCEPTED}
    assert len(bulk.api.pins) < 80
    await bulk.after().idle()
    assert (await told(bulk, draft)).status is OrderStatus.KEYED
    await assert_all_there(bulk, draft.number, 80)


async def test_a_lost_answer_holds_up_no_other_key_while_its_grace_time_lasts(
    tmp_path: Path, clock: ManualClock
) -> None:
    """Of 150 one answer is lost: the rest is bought seconds later, and the card says that one is open.

    That one is asked about until its grace time is over, and bought then, with the same id.
    """
    api = Hype(clock=clock, rate=None)
    bulk = await open_desk(api, tmp_path, None, clock, grace=120)
    api.faults.add("pre_redeem", Fault.lost_before(), when=lambda _: len(api.pins) == 40)
    began = clock()
    order = await bulk.buy(150)
    assert 40 <= len(api.pins) < 100
    clock.advance(5)
    await bulk.house.worker.idle()
    order = await told(bulk, order)
    assert (order.bought, len(api.pins)) == (149, 149)
    assert (order.status, order.unclear) == (OrderStatus.PAYING, "lost")
    assert [row.status for row in order.purchases].count(PurchaseStatus.SENT) == 1
    while len(api.pins) < 150:
        clock.advance(5)
        await bulk.house.worker.idle()
    assert (clock() - began).total_seconds() >= 120
    assert (await told(bulk, order)).status is OrderStatus.KEYED
    await assert_all_there(bulk, order.number, 150)
    await bulk.close()


async def test_a_provider_that_does_not_answer_is_sent_nothing_more(bulk: BulkDesk) -> None:
    """An answer is lost, and the books cannot be read: the rest waits until the provider answers."""
    bulk.api.faults.add("pre_redeem", Fault.lost_before(), when=lambda _: len(bulk.api.pins) == 40)
    bulk.api.faults.add("report_reference", Fault.status(503), times=None)
    order = await bulk.buy(80)
    bought = len(bulk.api.pins)
    assert bought < 80
    bulk.clock.advance(6)
    await bulk.house.worker.idle()
    assert len(bulk.api.pins) == bought
    bulk.api.faults.clear()
    bulk.clock.advance(11)
    await bulk.house.worker.idle()
    assert (await told(bulk, order)).status is OrderStatus.KEYED
    await assert_all_there(bulk, order.number, 80)


@pytest.mark.parametrize("seed", range(4))
async def test_any_faults(bulk: BulkDesk, seed: int) -> None:
    """One call in eight goes wrong in some way: nothing is booked twice, nothing booked is lost."""
    dice = random.Random(seed)  # noqa: S311 - a campaign is repeated by its seed
    faults = [
        Fault.lost_before(),
        Fault.lost_after(),
        Fault.truncated(),
        Fault.html(502),
        Fault.status(503),
        Fault.malformed(),
        Fault.status(401),
        Fault.status(500, acted=True),
    ]
    for _ in range(12):
        endpoint = dice.choice(["pre_redeem", "pre_redeem", "report_reference"])
        bulk.api.faults.add(endpoint, dice.choice(faults), when=lambda _: dice.random() < 0.125)
    draft = await bulk.draft(60)
    await bulk.bought(draft)
    order = await bulk.finish(draft.number)
    assert order.status in {OrderStatus.KEYED, OrderStatus.UNCERTAIN, OrderStatus.FAILED}
    await assert_all_there(bulk, order.number, len(bulk.api.pins))
    if order.status is OrderStatus.KEYED and order.reason is None:
        assert order.bought == 60
