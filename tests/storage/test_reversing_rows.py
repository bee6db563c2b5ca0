"""What a reversal and its recovery ask of the rows of orders and purchases."""

from datetime import UTC, datetime

from storage.database import Database
from storage.order_lists import OrderFilter
from tests.services.orders_made import OrderMade, make_orders

DAY = datetime(2026, 5, 4, tzinfo=UTC)


async def test_only_what_may_be_moved_is_moved_and_only_of_that_order(database: Database) -> None:
    """A second move of the same finds nothing more; other orders and statuses stay."""
    mine = ("accepted", "refused", "uncertain", "reversed")
    await make_orders(
        database,
        [
            OrderMade("hype", "keyed", "1.00", "BRL", DAY, mine),
            OrderMade("hype", "keyed", "1.00", "BRL", DAY, ("accepted",)),
        ],
    )
    async with database.write() as tx:
        second, first = await tx.order_lists.newest(OrderFilter(), 9)
        assert await tx.purchases.move_all(first.id, ("accepted", "uncertain"), "reversing") == 2
        assert await tx.purchases.move_all(first.id, ("accepted", "uncertain"), "reversing") == 0
        rows = await tx.purchases.of_order(first.id)
        assert [row.status for row in rows] == ["reversing", "refused", "reversing", "reversed"]
        assert [row.status for row in await tx.purchases.of_order(second.id)] == ["accepted"]
