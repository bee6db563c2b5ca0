"""A customer's key is replaced or taken back: of two who say yes, the second reads what the first did."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from services.actor import Actor
from services.cases import CaseKind, CaseView
from services.cases.errors import BeingTakenBackError, ReplacedInsteadError
from services.orders import OrderStatus, OrderView
from services.orders.door import BUY, DELIVER, REVERSE
from tests.campaigns.bulk import OLGA, BulkDesk
from tests.services.orders.conftest import CARA, MAX, till
from tests.services.orders.tills import bought
from tests.services.orders_made import let_in

__all__ = ["till"]

Deed = Callable[[BulkDesk, CaseView, OrderView], Awaitable[object]]


async def replaces(till: BulkDesk, _case: CaseView, draft: OrderView) -> object:
    """Confirm of the replacement."""
    return await till.house.services.checkout.confirm(let_in(OLGA, draft.number, BUY))


async def takes_back(till: BulkDesk, case: CaseView, _draft: OrderView) -> object:
    """Confirm of Reverse in the case."""
    desk = till.house.services
    return await desk.case_reversing.reverse(let_in(OLGA, case.number, REVERSE), case.id)


async def takes_order_back(till: BulkDesk, case: CaseView, _draft: OrderView) -> object:
    """Confirm of Reverse on the order's own card."""
    return await till.house.services.reversals.reverse(let_in(OLGA, case.number, REVERSE))


async def both_asked(till: BulkDesk, buyer: Actor = OLGA) -> tuple[CaseView, OrderView]:
    """Cara has a key and a case of it; Replace waits for a yes, as Reverse does."""
    desk, order = till.house.services, await bought(till)
    link = await desk.claims.make(let_in(OLGA, order.number, DELIVER))
    await desk.claims.honour(CARA, link.token)
    keys = await desk.shelf.my_keys(CARA, order.number)
    case, _ = await desk.cases.open(Actor(CARA, CARA, "Cara"), keys, 1, CaseKind.USED, None)
    await desk.case_reversing.look(let_in(OLGA, order.number, REVERSE), case.id)
    return await desk.case_replacing.replace(let_in(buyer, order.number, BUY), case.id)


async def one_of_both(till: BulkDesk, case: CaseView, draft: OrderView) -> None:
    """One happened and not the other, and the case is over by it."""
    desk = till.house.services
    await till.house.worker.idle()
    await till.house.case_following.run()
    await desk.outbox.take(100)
    old, new = await desk.orders.told(case.number), await desk.orders.told(draft.number)
    if till.api.reversals:
        assert (old.status, len(till.api.pins)) == (OrderStatus.REVERSED, 1)
        assert new.status is OrderStatus.EXPIRED  # its question is called off with the case
    else:
        assert (old.status, new.status) == (OrderStatus.DELIVERED, OrderStatus.KEYED)
        assert CARA in [each.id for each in new.customers]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (replaces, takes_back, ReplacedInsteadError),
        (replaces, takes_order_back, ReplacedInsteadError),
        (takes_back, replaces, BeingTakenBackError),
    ],
)
async def test_the_second_yes_reads_what_the_first_did(
    till: BulkDesk, first: Deed, second: Deed, refused: type[Exception]
) -> None:
    """Whatever of what was begun is carried out in the meantime."""
    case, draft = await both_asked(till)
    await first(till, case, draft)
    with pytest.raises(refused):
        await second(till, case, draft)
    await one_of_both(till, case, draft)


@pytest.mark.both_databases
async def test_of_two_at_once_one_happens(till: BulkDesk) -> None:
    """Both have read that nothing was done."""
    case, draft = await both_asked(till)
    ends = await asyncio.gather(
        replaces(till, case, draft), takes_back(till, case, draft), return_exceptions=True
    )
    [failed] = [each for each in ends if isinstance(each, BaseException)]
    assert isinstance(failed, BeingTakenBackError | ReplacedInsteadError)
    await one_of_both(till, case, draft)


async def test_a_replacement_is_not_approved_while_the_key_is_taken_back(till: BulkDesk) -> None:
    """It waits for a yes, and Reverse may end the matter before that."""
    case, draft = await both_asked(till, MAX)
    approvals, db = till.house.services.approvals, till.house.db
    async with db.write() as tx:
        order = await tx.orders.by_number(draft.number)
        assert order is not None
        assert await approvals.ask(tx, order, MAX, (), "", None)
    await takes_back(till, case, draft)
    with pytest.raises(BeingTakenBackError):
        await approvals.decide(OLGA, draft.number, yes=True)
    await one_of_both(till, case, draft)
