"""Whatever totals are kept, a report says what plain SQL says of the orders themselves."""

from random import Random

import pytest
from sqlalchemy import func, select, update

from services.sales.totals import TotalsKeeper
from storage.database import Database
from storage.tables.orders import orders
from storage.tables.sales import sales_changes, sales_totals
from tests.campaigns.length import LONG
from tests.services.sales.chance import ORDERS, Desk
from tests.services.sales.counted import holds

pytestmark = pytest.mark.both_databases


@pytest.mark.timeout(1800 if LONG else 300)
async def test_a_report_says_what_plain_sql_says(database: Database) -> None:
    """Over random orders in three currencies that go on changing, while totals are counted now and then:
    days of 23, 25 and 23.5 hours, their parts, a year; by provider, product, buyer and point.
    """
    desk, keeper = Desk(Random(12)), TotalsKeeper(database)  # noqa: S311 - the same each time
    async with database.write() as tx:
        await desk.begin(tx)
        await desk.order(tx, 9, odd=True)
    for turn in range(4):
        async with database.write() as tx:
            await desk.order(tx, ORDERS // 4)
        if turn != 1:
            await keeper.run()
        async with database.write() as tx:
            for _ in range(20):
                await desk.change(tx)
        if not LONG or turn == 1:  # of a hundred thousand each look takes half a minute
            await holds(database, desk)
    while await keeper.run():
        pass
    async with database.read() as tx:
        assert not await tx.connection.scalar(select(func.count()).select_from(sales_changes))
        kinds = set(await tx.connection.scalars(select(sales_totals.c.kind)))
    assert kinds == {"provider", "offer", "buyer", "apart"}
    await holds(database, desk)


async def test_of_two_that_count_the_same_one_writes(database: Database) -> None:
    """And a change that comes while they count is not lost."""
    desk = Desk(Random(3))  # noqa: S311
    async with database.write() as tx:
        await desk.begin(tx)
        await desk.order(tx, 20)
    async with database.read() as tx:
        names = await tx.sales_totals.changed(1000)
    async with database.write() as tx:
        await tx.connection.execute(update(orders).values(status="failed"))
    await TotalsKeeper(database).run()
    quarters = {each.quarter for each in names if each.quarter is not None}
    late = None
    try:
        async with database.write() as tx:
            await tx.sales_totals.replace(names, quarters, [])
    except Exception as error:  # noqa: BLE001 - looked at below
        late = type(error).__name__
    assert late == "CountedBefore"
    await holds(database, desk)
