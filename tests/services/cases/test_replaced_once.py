"""A customer's key is replaced once, whoever asks and confirms, in one case or two that are about it."""

import asyncio

import pytest

from sandbox.faults import Fault
from services.cases import CaseKind, CaseView
from services.cases.errors import BeingReplacedError, CaseEndedError, GivenSinceError
from services.orders import OrderStatus, OrderView
from services.orders.door import BUY, DELIVER
from services.orders.errors import AlreadyHandledError
from tests.services.cases.conftest import CUSTOMER, SUE, CaseDesk
from tests.services.orders.conftest import CARA, SAM
from tests.services.orders_made import let_in


async def asked_anew(desk: CaseDesk, case: CaseView) -> OrderView:
    """The replacement costs something else by now: the question that is drawn up in its place."""
    draft = await desk.replace(case)
    desk.room.shop.set_price("562", "990")
    await desk.bought(draft.number)
    number = (await desk.room.orders.told(draft.number)).asked_anew
    assert number is not None
    return await desk.room.orders.told(number)


async def test_what_is_asked_at_another_price_is_the_cases_at_once(desk: CaseDesk) -> None:
    """Who presses Replace in that moment puts it away, and a yes to it buys nothing."""
    case = await desk.open()
    anew = await asked_anew(desk, case)
    newest = await desk.replace(case, SUE)
    with pytest.raises(AlreadyHandledError):
        await desk.bought(anew.number)
    await desk.bought(newest.number)
    assert desk.room.shop.charges == 2


async def test_what_was_bought_at_another_price_is_the_only_one(desk: CaseDesk) -> None:
    """Nobody has looked since: the second to press Replace is told of it."""
    case = await desk.open()
    anew = await asked_anew(desk, case)
    await desk.bought(anew.number)
    with pytest.raises(BeingReplacedError) as refused:
        await desk.replace(case, SUE)
    assert refused.value.facts["replacement"] == anew.number


async def test_while_the_price_is_read_anew_nothing_else_is_asked(desk: CaseDesk) -> None:
    """The shop refused the price, and what it asks now is not known yet: the question comes in a moment."""
    case = await desk.open()
    draft = await desk.replace(case)
    shop = desk.room.shop
    shop.faults.add("pay", Fault.refusal("PRODUCT_OFFER_WRONG_PRICE"))
    first, second = [shop.gate("check", "before") for _ in range(2)]
    buying = asyncio.create_task(desk.bought(draft.number))
    await first.reached()
    first.release()
    await second.reached()
    assert (await desk.room.orders.told(draft.number)).status is OrderStatus.FAILED
    with pytest.raises(BeingReplacedError):
        await desk.replace(case, SUE)
    second.release()
    await buying
    now = (await desk.cases.told(case.id)).replacement
    assert now is not None
    assert now.status is OrderStatus.DRAFT
    assert now.number != draft.number


async def test_a_case_that_ended_meanwhile_is_asked_nothing_anew(desk: CaseDesk) -> None:
    """It was closed while the replacement was being bought, whose price had moved."""
    case = await desk.open()
    draft = await desk.replace(case)
    desk.room.shop.set_price("562", "990")
    await desk.room.checkout.confirm(let_in(SAM, draft.number, BUY))
    await desk.cases.solved(CUSTOMER, case.id)
    await desk.room.worker.idle()
    failed = await desk.room.orders.told(draft.number)
    assert (failed.status, failed.asked_anew) == (OrderStatus.FAILED, None)


async def two_cases(desk: CaseDesk) -> tuple[CaseView, CaseView]:
    """Cara has two keys, and cases of the first and of both."""
    order = await desk.room.checkout.draft(SAM, desk.order.offer_id, 2)
    await desk.bought(order.number)
    link = await desk.room.claims.make(let_in(SAM, order.number, DELIVER))
    await desk.room.claims.honour(CARA, link.token)
    keys = await desk.room.shelf.my_keys(CARA, order.number)
    one, _ = await desk.cases.open(CUSTOMER, keys, 1, CaseKind.USED, None)
    both, _ = await desk.cases.open(CUSTOMER, keys, None, CaseKind.USED, None)
    return one, both


@pytest.mark.both_databases
async def test_of_two_cases_of_one_key_the_second_yes_is_asked_anew(desk: CaseDesk) -> None:
    """Both questions stood open: it buys nothing, and what is asked in its place counts what was bought."""
    one, both = await two_cases(desk)
    before = desk.room.shop.charges
    drafts = [await desk.replace(one), await desk.replace(both, SUE)]
    assert [each.count for each in drafts] == [1, 2]
    ends = await asyncio.gather(
        *(
            desk.room.checkout.confirm(let_in(who, each.number, BUY))
            for who, each in zip((SAM, SUE), drafts, strict=True)
        ),
        return_exceptions=True,
    )
    await desk.room.worker.idle()
    [refused] = [end for end in ends if isinstance(end, GivenSinceError)]
    late = ends.index(refused)
    assert refused.facts["orders"] == [drafts[1 - late].number]
    assert desk.room.shop.charges == before + drafts[1 - late].count
    anew = await desk.replace((one, both)[late])
    now = await desk.cases.told((one, both)[late].id)
    assert anew.count == 1
    assert [each.number for each in now.given] == [drafts[1 - late].number]
    await desk.bought(anew.number)  # its question has said what was given
    assert desk.room.shop.charges == before + drafts[1 - late].count + 1


async def test_a_yes_after_the_keys_were_taken_back_buys_nothing(desk: CaseDesk) -> None:
    """Nobody has looked since, so that the case is open still."""
    case = await desk.open()
    draft = await desk.replace(case)
    async with desk.room.db.write() as tx:
        order = await tx.orders.by_number(case.number)
        assert order is not None
        await tx.orders.move(order.id, (OrderStatus.DELIVERED,), OrderStatus.REVERSED)
    with pytest.raises(CaseEndedError):
        await desk.bought(draft.number)
    assert desk.room.shop.charges == 1


async def test_what_failed_elsewhere_calls_no_question_of_a_case_off(desk: CaseDesk) -> None:
    """The same person buys the same product anew for somebody else."""
    failed = await desk.room.checkout.draft(SAM, desk.order.offer_id, 1)
    desk.room.shop.faults.add("pay", Fault.refusal("PRODUCT_OFFER_OUT_OF_STOCK"))
    await desk.bought(failed.number)
    asked = await desk.replace(await desk.open())
    await desk.room.checkout.draft(
        SAM, desk.order.offer_id, 1, failed=let_in(SAM, failed.number, BUY)
    )
    assert (await desk.room.orders.told(asked.number)).status is OrderStatus.DRAFT
