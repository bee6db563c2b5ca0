"""Our orders against the provider's own books: what differs is found both ways, and nothing else."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import update

from sandbox.faults import Fault
from services.access import Reach
from services.money import Money
from services.periods import Period
from services.reconciliation import facts_of, reconciled_of
from services.sales import EVERY_CHAT
from storage.tables.orders import purchases
from tests.campaigns.bulk import BulkDesk

BRL = "BRL"


async def test_what_differs_is_found_both_ways(till: BulkDesk) -> None:
    """A sale that is no order of ours, a purchase that is in no books, other prices and reversals; books
    that cannot be read are no difference; who may not see all chats hears of theirs alone.
    """
    reconciliation = till.house.services.reconciliation
    till.api.charge_next("70.00")
    order = await till.buy(5)
    day = Period(till.clock() - timedelta(hours=1), till.clock() + timedelta(hours=1))
    price = Money(order.unit_price.amount, BRL)
    (told,) = await reconciliation.of(day, EVERY_CHAT)
    assert (told.compared, [each.kind for each in told.differences]) == (5, ["price"])
    assert (told.differences[0].ours, told.differences[0].theirs) == (
        price,
        Money(Decimal("70.00"), BRL),
    )
    till.clock.advance(31)
    await till.house.charges.run()  # what was charged is known from here on
    async with till.house.db.write() as tx:
        found = await tx.orders.by_number(order.number)
        assert found is not None
        rows = await tx.purchases.of_order(found.id)
        for row, changes in (
            (rows[1], {"txn_id": "another", "reference": "99"}),  # theirs alone, and ours alone
            (rows[2], {"status": "refused"}),
            (rows[3], {"status": "reversed"}),
        ):
            mine = update(purchases).where(purchases.c.id == row.id)
            await tx.connection.execute(mine.values(**changes))
    (told,) = await reconciliation.of(day, EVERY_CHAT)
    assert sorted(each.kind for each in told.differences) == [
        "not-bought",
        "not-ours",
        "not-theirs",
        "taken-back",
    ]
    assert {each.order for each in told.differences} == {None, order.number}
    assert reconciled_of(facts_of([told])) == [told]
    elsewhere = Reach(anywhere=False, chats=frozenset({-5}))
    (theirs,) = await reconciliation.of(day, elsewhere)
    assert (theirs.compared, theirs.total) == (0, 0)
    till.api.faults.add("report_period", Fault.lost_after(), times=None)
    (unread,) = await reconciliation.of(day, EVERY_CHAT)
    assert (unread.trouble is not None, unread.total) == (True, 0)
    assert (
        await reconciliation.of(Period(day.since - timedelta(days=99), day.until), EVERY_CHAT) == ()
    )
