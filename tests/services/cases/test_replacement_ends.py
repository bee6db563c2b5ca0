"""A case that ends takes along what was drawn up in its place: nothing is bought for a case that is over."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from services.cases import CaseStatus
from services.cases.errors import CaseEndedError
from services.cases.finding import ANSWER
from services.orders import OrderStatus
from services.orders.calling_off import CASE_OVER
from services.orders.door import BUY, DELIVER
from services.orders.errors import AlreadyHandledError
from tests.services.cases.conftest import CUSTOMER, SUE, CaseDesk
from tests.services.orders.conftest import CARA, SAM, OrderRoom
from tests.services.orders_made import let_in

End = Callable[[CaseDesk, int, str], Awaitable[object]]


async def closed(desk: CaseDesk, case_id: int, number: str) -> object:
    """Somebody of the desk closes it."""
    return await desk.cases.close(let_in(SUE, number, ANSWER), case_id, "No")


async def solved(desk: CaseDesk, case_id: int, _number: str) -> object:
    """It works now."""
    return await desk.cases.solved(CUSTOMER, case_id)


@pytest.mark.parametrize("end", [closed, solved])
async def test_a_draft_ends_with_its_case(desk: CaseDesk, end: End) -> None:
    """Its card is told, and a yes to it that comes later buys nothing."""
    case = await desk.open()
    draft = await desk.replace(case)
    await desk.room.orders.note_card(draft, SAM.chat_id, 77)
    await end(desk, case.id, case.number)
    assert await desk.told("order-shown", SAM.chat_id) == 1
    with pytest.raises(AlreadyHandledError):
        await desk.bought(draft.number)
    order = await desk.room.orders.told(draft.number)
    assert (order.status, order.reason) == (OrderStatus.EXPIRED, CASE_OVER)


async def test_what_waits_for_approval_ends_with_its_case(desk: CaseDesk) -> None:
    """Nobody can approve it afterwards, and its chat is told."""
    case = await desk.open()
    draft = await desk.replace(case)
    await waits(desk.room, draft.number)
    await closed(desk, case.id, case.number)
    assert await desk.told("approval-ended", SAM.chat_id) == 1
    async with desk.room.db.read() as tx:
        assert draft.number not in await tx.approvals.waiting()
    assert (await desk.room.orders.told(draft.number)).status is OrderStatus.EXPIRED


async def test_a_case_that_ends_while_its_replacement_is_confirmed(desk: CaseDesk) -> None:
    """Either nothing is bought, or the customer has the key, or the chat is told that it is the desk's."""
    for _ in range(6):
        case = await desk.open()
        draft = await desk.replace(case)
        left = await desk.told("approval-ended", SAM.chat_id)
        ends = await asyncio.gather(
            desk.room.checkout.confirm(let_in(SAM, draft.number, BUY)),
            solved(desk, case.id, case.number),
            desk.following.run(),
            return_exceptions=True,
        )
        assert all(
            isinstance(each, AlreadyHandledError | CaseEndedError)
            for each in ends
            if isinstance(each, BaseException)
        )
        await desk.room.worker.idle()
        await desk.following.run()
        order = await desk.room.orders.told(draft.number)
        assert (await desk.cases.told(case.id)).status is CaseStatus.SOLVED
        if order.status is OrderStatus.EXPIRED:
            assert isinstance(ends[0], AlreadyHandledError | CaseEndedError)
        else:
            assert order.status is OrderStatus.KEYED
            assert CARA not in [each.id for each in order.customers]
            assert await desk.told("approval-ended", SAM.chat_id) == left + 1


async def waits(room: OrderRoom, number: str) -> None:
    """It is above a limit, and others were asked."""
    async with room.db.write() as tx:
        order = await tx.orders.by_number(number)
        assert order is not None
        assert await room.approvals.ask(tx, order, SAM, (), "", None)


async def test_a_link_made_in_these_seconds_is_left_open(desk: CaseDesk) -> None:
    """The key is not sent away from under it: whoever made the link has it, and the case follows its use."""
    case = await desk.open()
    draft = await desk.replace(case)
    await desk.bought(draft.number)
    link = await desk.room.claims.make(let_in(SAM, draft.number, DELIVER))
    assert await desk.following.run() == 0
    assert await desk.told("keys-for-customer", CARA) == 0
    await desk.room.claims.honour(CARA, link.token)
    assert await desk.following.run() == 1
    assert (await desk.cases.told(case.id)).status is CaseStatus.REPLACED
