"""Limits on orders: exact however many buy at once, given back exactly once, and cheap."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from sandbox.faults import Fault
from services.limits import Scope
from services.limits.errors import OverLimitError
from services.orders import OrderStatus
from services.orders.door import BUY
from storage.database import Database
from storage.limits import LimitRow
from storage.tables.limits import spent
from tests.campaigns.bulk import OLGA, BulkDesk
from tests.rows_read import noted
from tests.services.orders.conftest import GROUP, SAM, OrderRoom
from tests.services.orders.settling import close
from tests.services.orders.tills import bought, taken_back
from tests.services.orders_made import let_in

pytestmark = pytest.mark.both_databases


PRICE = Decimal("956.30")
MILLION = 10**6
AT = datetime(2030, 1, 1, tzinfo=UTC)


async def bound(
    db: Database,
    scope: Scope,
    amount: Decimal,
    *,
    chat: int = GROUP,
    user: int = 0,
    currency: str = "KZT",
) -> None:
    """Set a limit."""
    row = LimitRow(0, str(scope), chat, "", user, currency, amount, 1, AT)
    async with db.write() as tx:
        await tx.limits.put(row)


async def sums(db: Database) -> Mapping[tuple[int, int, str], int]:
    """What counts as spent, by chat, person and period; nothing is left out that is not nothing."""
    async with db.read() as tx:
        rows = await tx.connection.execute(select(spent))
        return {(row.chat_id, row.user_id, row.period): row.amount for row in rows if row.amount}


def of_sam(count: int, price: Decimal = PRICE) -> Mapping[tuple[int, int, str], int]:
    """The sums after so many keys for Sam, on the day of the tests."""
    amount = int(price * count * MILLION)
    day = "2030-01-15"
    user, chat = SAM.user_id, SAM.chat_id
    return {
        (chat, user, day): amount,
        (0, user, day): amount,
        (chat, 0, day): amount,
        (chat, 0, day[:7]): amount,
    }


@pytest.mark.parametrize("scope", [Scope.PERSON_DAY, Scope.CHAT_DAY, Scope.CHAT_MONTH])
async def test_of_many_buys_at_once_just_so_many_are_charged_as_the_limit_allows(
    room: OrderRoom, scope: Scope
) -> None:
    """Sixty confirm together, and 7 fit: exactly 7 charges, and nothing is held for the others."""
    buys = 60 if scope is Scope.CHAT_DAY else 12
    room.shop.offer("700", title="Portal", price="956.30", stock=500)
    offer = await room.offer("700", "Portal")
    await bound(room.db, scope, PRICE * 7 + Decimal("0.01"))
    drafts = [await room.checkout.draft(SAM, offer.id, 1) for _ in range(buys)]
    ends = await asyncio.gather(
        *(room.checkout.confirm(let_in(SAM, draft.number, BUY)) for draft in drafts),
        return_exceptions=True,
    )
    await room.worker.idle()
    assert room.shop.charges == 7
    assert sum(isinstance(end, OverLimitError) for end in ends) == buys - 7
    assert await sums(room.db) == of_sam(7)


async def test_one_above_the_limit_says_which_and_by_how_much(room: OrderRoom) -> None:
    """And stays a draft, of which nothing is held."""
    offer = await room.offer()
    await bound(room.db, Scope.ORDER, Decimal(1000))
    await bound(room.db, Scope.PERSON_DAY, PRICE * 2)
    await room.confirm(let_in(SAM, (await room.checkout.draft(SAM, offer.id, 1)).number, BUY))
    draft = await room.checkout.draft(SAM, offer.id, 2)
    with pytest.raises(OverLimitError) as refused:
        await room.checkout.confirm(let_in(SAM, draft.number, BUY))
    over = {
        each.limit.scope: (each.left.amount, each.by.amount) for each in refused.value.facts["over"]
    }
    assert over == {
        "order": (Decimal(1000), PRICE * 2 - 1000),
        "person-day": (PRICE, PRICE),
    }
    assert (await room.orders.told(draft.number)).status is OrderStatus.DRAFT
    assert await sums(room.db) == of_sam(1)


async def test_what_is_not_bought_is_given_back(room: OrderRoom) -> None:
    """Of three keys one is sold out meanwhile: two count, and an order that fails counts for nothing."""
    offer = await room.offer()
    failed = await room.checkout.draft(SAM, offer.id, 1)
    room.shop.offer("562", title="GTA V", price="956.30", stock=0)
    await room.confirm(let_in(SAM, failed.number, BUY))
    assert (await room.orders.told(failed.number)).status is OrderStatus.FAILED
    assert await sums(room.db) == {}


async def test_what_is_not_known_counts_and_a_closed_case_does_not(room: OrderRoom) -> None:
    """An answer that is lost after the charge may be spent; it counts until a person says it was not."""
    offer = await room.offer()
    room.shop.faults.add("pay", Fault.lost_after())
    draft = await room.checkout.draft(SAM, offer.id, 1)
    await room.confirm(let_in(SAM, draft.number, BUY))
    assert await sums(room.db) == of_sam(1)
    room.clock.advance(10)
    await room.worker.idle()
    order = await room.orders.told(draft.number)
    assert order.status is OrderStatus.UNCERTAIN
    assert await sums(room.db) == of_sam(1)
    await close(room, order)
    assert await sums(room.db) == {}


async def test_what_is_taken_back_is_given_back_to_its_own_day(till: BulkDesk) -> None:
    """A key of yesterday that is reversed today makes no more room today."""
    order = await bought(till, 3)
    till.clock.advance(86_400)
    before = await sums(till.house.db)
    assert {period for _, _, period in before} == {"2030-01-15", "2030-01"}
    assert before[OLGA.chat_id, 0, "2030-01"] == int(order.total.amount * MILLION)
    await taken_back(till, order.number)
    assert await sums(till.house.db) == {}


async def test_a_confirmation_costs_two_statements_more(room: OrderRoom) -> None:
    """One reads the limits, one adds up; the order's own row is written anyway."""
    offer = await room.offer()
    await bound(room.db, Scope.CHAT_DAY, Decimal(10**6))
    await bound(room.db, Scope.PERSON_DAY, Decimal(10**6), chat=0)
    draft = await room.checkout.draft(SAM, offer.id, 1)
    async with room.db.write() as tx:
        writer = tx
    with noted(writer) as said:
        await room.checkout.confirm(let_in(SAM, draft.number, BUY))
    of_limits = [each for each, _ in said if "limits" in each or "spent" in each]
    assert len(of_limits) == 2
