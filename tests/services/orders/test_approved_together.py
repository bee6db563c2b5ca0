"""Approvals asked for at once: at each yes the limits are counted anew, with what was spent meanwhile."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from cryptography.fernet import Fernet

from services.actor import Actor
from services.limits import Scope
from services.limits.errors import OverLimitError
from services.orders import OrderStatus, OrderView
from services.orders.door import BUY
from services.orders.errors import ApprovalOverError, VotedError
from storage.limits import LimitRow
from tests.may_still import EverybodyBut
from tests.services.orders.conftest import SAM, OrderRoom, wire
from tests.services.orders.test_limits import of_sam, sums
from tests.services.orders_made import let_in

pytestmark = pytest.mark.both_databases


OLGA, OTTO = (Actor(each, SAM.chat_id, "Owner") for each in (91, 92))
OF_PERSON = LimitRow(
    *(0, str(Scope.PERSON_DAY), SAM.chat_id, "", 0, "KZT", Decimal(1000), 1),
    datetime(2030, 1, 1, tzinfo=UTC),
)


@pytest.fixture
def rights() -> EverybodyBut:
    """Who has lost their rights."""
    return EverybodyBut()


@pytest.fixture
async def desk(room: OrderRoom, rights: EverybodyBut) -> OrderRoom:
    """Two owners may approve; a person may spend 1,000 a day."""
    owners = frozenset({OLGA.user_id, OTTO.user_id})
    secret = Fernet.generate_key().decode()
    wired = wire(room.db, room.clock, room.shop, secret, rights, owners=owners)
    await wired.catalog.load()
    await limited(wired, OF_PERSON)
    return wired


async def limited(desk: OrderRoom, row: LimitRow) -> None:
    """Set a limit."""
    async with desk.db.write() as tx:
        await tx.limits.put(row)


async def asked(desk: OrderRoom) -> str:
    """Sam asks for two keys; gives the order's number."""
    offers = desk.catalog.search("GTA V")
    offer = offers[0].offers[0] if offers else await desk.offer()
    number = (await desk.checkout.draft(SAM, offer.id, 2)).number
    assert (await desk.checkout.ask(let_in(SAM, number, BUY), None, "")).approval is not None
    return number


async def approved(desk: OrderRoom, who: Actor, number: str) -> OrderView:
    """One says yes, and what is bought by it is bought."""
    await desk.approvals.decide(who, number, yes=True)
    await desk.worker.idle()
    return await desk.orders.told(number)


async def test_orders_asked_for_together_do_not_pass_a_limit_one_by_one(desk: OrderRoom) -> None:
    """The first reaches no further limit; the others are above the chat's by then, which wants two."""
    chat = replace(OF_PERSON, scope=str(Scope.CHAT_DAY), amount=Decimal(2500), quorum=2)
    await limited(desk, chat)
    first, second, third = [await asked(desk) for _ in range(3)]
    assert (await approved(desk, OLGA, first)).status is OrderStatus.KEYED
    for number in (second, third):
        order = await approved(desk, OLGA, number)
        assert order.status is OrderStatus.AWAITING_APPROVAL
        assert order.approval is not None
        assert order.approval.quorum == 2
        left = {each.limit.scope: each.left.amount for each in order.approval.over}
        assert left == {"chat-day": Decimal("587.4"), "person-day": 0}
    assert desk.shop.charges == 2
    assert await sums(desk.db) == of_sam(2)
    assert (await approved(desk, OTTO, second)).status is OrderStatus.KEYED
    assert await sums(desk.db) == of_sam(4)


async def test_a_quorum_raised_after_asking_holds(desk: OrderRoom) -> None:
    """What counts is what the limit wants as the yes is said."""
    number = await asked(desk)
    await limited(desk, replace(OF_PERSON, quorum=2))
    assert (await approved(desk, OLGA, number)).status is OrderStatus.AWAITING_APPROVAL
    assert desk.shop.charges == 0
    assert (await approved(desk, OTTO, number)).status is OrderStatus.KEYED


async def test_a_yes_that_counts_again_leads_on_when_it_is_said_again(
    desk: OrderRoom, rights: EverybodyBut
) -> None:
    """Whose right is back is not told that they have decided: both who are wanted have said yes."""
    await limited(desk, replace(OF_PERSON, quorum=2))
    number = await asked(desk)
    assert (await approved(desk, OLGA, number)).status is OrderStatus.AWAITING_APPROVAL
    rights.barred.add(OLGA.user_id)
    assert (await approved(desk, OTTO, number)).status is OrderStatus.AWAITING_APPROVAL
    with pytest.raises(VotedError):
        await approved(desk, OTTO, number)
    rights.barred.clear()
    with pytest.raises(VotedError):
        await desk.approvals.decide(OTTO, number, yes=False)
    assert (await approved(desk, OTTO, number)).status is OrderStatus.KEYED
    assert desk.shop.charges == 2


@pytest.mark.parametrize("lowered", [True, False])
async def test_what_enough_have_said_yes_to_by_now_goes_on_by_any_yes(
    desk: OrderRoom, rights: EverybodyBut, lowered: bool
) -> None:
    """One is enough since: who said yes says so again, or another does, and who may no more is left out."""
    await limited(desk, replace(OF_PERSON, quorum=2))
    number = await asked(desk)
    assert (await approved(desk, OLGA, number)).status is OrderStatus.AWAITING_APPROVAL
    await limited(desk, OF_PERSON)
    if not lowered:
        rights.barred.add(OLGA.user_id)
    order = await approved(desk, OLGA if lowered else OTTO, number)
    assert order.status is OrderStatus.KEYED
    assert order.approval is not None
    assert [name for name, _ in order.approval.votes] == ["91" if lowered else "92"]


async def test_an_approved_order_drawn_up_anew_is_held_against_what_limits_want_now(
    desk: OrderRoom,
) -> None:
    """One yes of then does not stand for the two that are wanted since."""
    number = await asked(desk)
    desk.shop.offer("562", title="GTA V", price="950.00", stock=7)
    order = await approved(desk, OLGA, number)
    assert order.asked_anew is not None
    await limited(desk, replace(OF_PERSON, quorum=2))
    with pytest.raises(OverLimitError):
        await desk.checkout.confirm(let_in(SAM, order.asked_anew, BUY))
    assert desk.shop.charges == 0


@pytest.mark.parametrize("first", [True, False])
async def test_two_who_decide_at_one_moment_count_each_other(desk: OrderRoom, first: bool) -> None:
    """Two yes are the two that are wanted; a yes beside a no buys nothing, and is not said after it."""
    await limited(desk, replace(OF_PERSON, quorum=2))
    number = await asked(desk)
    both = [desk.approvals.decide(who, number, yes=True) for who in (OLGA, OTTO)]
    await asyncio.gather(*(both if first else both[::-1]))
    await desk.worker.idle()
    assert (await desk.orders.told(number)).status is OrderStatus.KEYED
    number = await asked(desk)
    yes = desk.approvals.decide(OLGA, number, yes=True)
    no = desk.approvals.decide(OTTO, number, yes=False)
    ends = await asyncio.gather(*((yes, no) if first else (no, yes)), return_exceptions=True)
    order = await desk.orders.told(number)
    assert order.status is OrderStatus.REJECTED
    assert order.approval is not None
    late = [each for each in ends if isinstance(each, Exception)]
    assert all(isinstance(each, ApprovalOverError) for each in late)
    assert len(order.approval.votes) == 2 - len(late)
    assert desk.shop.charges == 2
