"""A replacement of which a key came before: nothing of it goes to the customer by itself."""

from services.cases import CaseKind, CaseStatus, Said
from services.orders import OrderStatus
from services.orders.door import DELIVER
from tests.services.cases.conftest import CUSTOMER, CaseDesk
from tests.services.orders.conftest import CARA, SAM
from tests.services.orders_made import let_in


async def test_the_key_that_does_not_work_comes_once_more(desk: CaseDesk) -> None:
    """It is not sent in its own place; the case stays open, and another can be bought, which is sent."""
    bad = (await desk.keys()).plain[0]
    case = await desk.open()
    held = await desk.replace(case)
    desk.room.shop.next_keys(bad)
    await desk.bought(held.number)
    assert await desk.following.run() == 1, "its cards are told"
    assert await desk.following.run() == 0, "once"
    now = await desk.cases.told(case.id)
    assert now.is_open and now.held and not now.being_replaced
    assert await desk.told("keys-for-customer", CARA) == 0
    [notice] = [each for each in await desk.room.notices_of(SAM.chat_id) if each.kind == "key-twin"]
    assert notice.facts["case"] == case.id

    good = await desk.replace(case)
    assert (await desk.cases.told(case.id)).given == ()
    await desk.bought(good.number)
    assert await desk.following.run() == 1
    assert await desk.room.delivery.handed_over(good.number, CARA)
    assert await desk.following.run() == 1
    assert (await desk.cases.told(case.id)).status is CaseStatus.REPLACED
    left = await desk.room.orders.told(held.number)
    assert (left.status, left.customers) == (OrderStatus.KEYED, ())


async def test_of_several_keys_one_came_before(desk: CaseDesk) -> None:
    """None goes by itself: whoever looks sends those that are good, and the case follows that."""
    bad = (await desk.keys()).plain[0]
    draft = await desk.room.checkout.draft(SAM, desk.order.offer_id, 2)
    await desk.bought(draft.number)
    link = await desk.room.claims.make(let_in(SAM, draft.number, DELIVER))
    keys = await desk.room.claims.honour(CARA, link.token)
    case, _ = await desk.cases.open(CUSTOMER, keys, None, CaseKind.USED, Said("none works"))
    held = await desk.replace(case)
    desk.room.shop.next_keys("NEWER-BBBBB-CCCCC", bad)
    await desk.bought(held.number)
    assert await desk.following.run() == 1
    assert await desk.told("keys-for-customer", CARA) == 0
    assert (await desk.cases.told(case.id)).held
    assert (await desk.room.orders.told(held.number)).customers == ()
