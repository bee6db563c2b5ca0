"""What was really charged: read from the provider's books where a purchase names no price."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select

from providers.base import ChargesByBooks
from sandbox.faults import Fault
from services.money import Money
from services.orders.charges import FIRST_READING, MOST_TRIES
from services.sales import EVERY_CHAT
from storage.notices import NoticeRow
from storage.order_marks import CHARGED
from storage.tables.outbox import notices
from tests.campaigns.bulk import OLGA, PRICE, BulkDesk
from tests.services.orders.conftest import OrderRoom
from tests.services.orders.test_recovery import confirm

READ = FIRST_READING.total_seconds()
BRL = "BRL"


async def bought(till: BulkDesk, count: int) -> str:
    """An order of so many keys, paid; the requests for it are forgotten."""
    order = await till.buy(count)
    till.api.calls.clear()
    return order.number


async def news(till: BulkDesk) -> list[NoticeRow]:
    """What is told of charges by now."""
    async with till.house.db.read() as tx:
        found = select(notices).where(notices.c.kind == "order-charged").order_by(notices.c.id)
        return [NoticeRow(*row) for row in await tx.connection.execute(found)]


async def sum_of_sales(till: BulkDesk) -> Decimal:
    """What /sales says was spent."""
    now, day = till.clock(), timedelta(days=1)
    report = await till.house.services.sales.report(now - day, now + day)
    return report.money[BRL].amount


async def test_many_keys_are_read_by_one_page(till: BulkDesk) -> None:
    """Forty purchases cost one request, a while after; what was charged is in the order and in /sales."""
    till.api.charge_next("66.49", "70.00", "66.00")
    number = await bought(till, 40)
    assert await till.house.charges.run() == 0
    assert till.api.calls == []
    till.clock.advance(READ)
    assert await till.house.charges.run() == 1
    assert [call.endpoint for call in till.api.calls] == ["report_period"]
    order = await till.house.services.orders.told(number)
    charged = 38 * PRICE + Decimal("70.00") + Decimal("66.00")
    assert order.charged == (Money(charged, BRL),)
    assert order.charged_otherwise
    assert await sum_of_sales(till) == charged
    told = await news(till)
    assert sorted(each.chat_id for each in told) == [OLGA.chat_id, OLGA.user_id]
    assert all(each.facts == {"order": number} for each in told)
    async with till.house.db.read() as tx:
        marks = await tx.order_marks.since(till.clock() - timedelta(minutes=1), 5)
    assert [(mark.what, row.number) for mark, row in marks] == [(CHARGED, number)], "for alerts"
    till.clock.advance(READ)
    assert await till.house.charges.run() == 0


async def test_as_confirmed_is_no_news(till: BulkDesk) -> None:
    """The same price is written down and told to nobody."""
    number = await bought(till, 2)
    till.clock.advance(READ)
    assert await till.house.charges.run() == 1
    order = await till.house.services.orders.told(number)
    assert [each.charged for each in order.purchases] == [Money(PRICE, BRL)] * 2
    assert not order.charged_otherwise
    assert await news(till) == []
    async with till.house.db.read() as tx:
        assert not await tx.order_marks.since(till.clock() - timedelta(days=1), 5)


async def test_books_that_lag_are_read_again(till: BulkDesk) -> None:
    """Not shown, or not to be reached, at first: looked for with growing pauses, said when it is late."""
    till.api.report_lag = 3600.0
    till.api.charge_next("70.00")
    number = await bought(till, 1)
    till.clock.advance(READ)
    till.api.faults.add("report_transaction", Fault.status(500), times=3)
    assert await till.house.charges.run() == 0
    assert not (await till.house.services.orders.told(number)).charge_late
    for _ in range(5):
        till.clock.advance(600)
        await till.house.charges.run()
    late = await till.house.services.orders.told(number)
    assert late.charge_late
    assert not late.charged_otherwise
    till.clock.advance(3600)
    assert await till.house.charges.run() == 1
    order = await till.house.services.orders.told(number)
    assert (order.charge_late, order.charged) == (False, (Money(Decimal("70.00"), BRL),))
    assert await news(till)


async def test_what_the_books_never_show_is_given_up(till: BulkDesk) -> None:
    """After about two days the confirmed price stands, and nothing is asked any more."""
    till.api.report_lag = 10.0**9
    number = await bought(till, 1)
    for _ in range(MOST_TRIES):
        till.clock.advance(3601)
        await till.house.charges.run()
    till.api.calls.clear()
    till.clock.advance(10 * 3600)
    await till.house.charges.run()
    assert till.api.calls == []
    order = await till.house.services.orders.told(number)
    assert (order.charged, order.charge_late) == ((Money(PRICE, BRL),), False)


async def test_part_of_an_order_is_read_too(till: BulkDesk) -> None:
    """Of three some were bought: what these were charged at is what counts."""
    till.api.charge_next("68.00")
    soldout = Fault.refusal(400, "Product out of stock")
    till.api.faults.add("pre_redeem", soldout, times=1)
    number = (await till.buy(3)).number
    till.clock.advance(READ)
    await till.house.charges.run()
    order = await till.house.services.orders.told(number)
    assert order.bought == 2
    assert order.charged == (Money(Decimal("68.00") + PRICE, BRL),)


async def test_where_the_price_is_sent_nothing_is_read(room: OrderRoom) -> None:
    """CodeGames takes the price with the purchase: the confirmed price is the one that was charged."""
    order = await confirm(room)
    assert order.price_is_sent
    assert [each.amount for each in order.charged] == [Decimal("956.30")]
    async with room.db.read() as tx:
        assert await tx.charges.due(room.clock() + timedelta(days=1), 10) == []


async def test_what_it_costs_is_read_beside_and_reported_with_the_margin(till: BulkDesk) -> None:
    """Until the books were read it is not known, and said so; then it is their cost for us."""
    number = await bought(till, 3)
    now, day = till.clock(), timedelta(days=1)
    sales = till.house.services.sales
    before = await sales.costs(now - day, now + day, EVERY_CHAT)
    assert (before.keys, before.known, before.cost) == (3, 0, {})
    till.clock.advance(READ)
    assert await till.house.charges.run() == 1
    async with till.house.db.read() as tx:
        order = await tx.orders.by_number(number)
        assert order is not None
        costs = [row.cost for row in await tx.purchases.of_order(order.id)]
    sale = await till.house.providers.get("hype", ChargesByBooks).sale(
        (await till.house.services.orders.told(number)).purchases[0].reference or ""
    )
    assert costs == [sale.cost] * 3
    assert sale.cost is not None
    after = await sales.costs(now - day, now + day, EVERY_CHAT)
    assert (after.known, after.cost) == (3, {BRL: Money(sale.cost * 3, BRL)})
    assert after.margin == {BRL: Money((PRICE - sale.cost) * 3, BRL)}
