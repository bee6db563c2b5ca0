"""Whose an order stays: who has keys of it, or may have, also by rows of the version before."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import column, insert, table
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.database import Database
from storage.order_lists import OrderFilter
from storage.tables.catalog import offers, products
from storage.tables.keys import claims
from storage.tables.orders import orders
from tests.services.orders_made import OrderMade, make_orders

DAY = datetime(2026, 5, 4, tzinfo=UTC)
CARA, CARL = 21, 22
BEFORE = "0012"


async def test_an_order_is_taken_from_nobody_who_may_have_keys_of_it(database: Database) -> None:
    """It is taken once from whom it was given to in vain; from the other, from a stranger, never."""
    await make_orders(
        database, [OrderMade("codegames", "keyed", "1.00", "KZT", DAY, ("accepted",))] * 2
    )
    async with database.write() as tx:
        second, first = await tx.order_lists.newest(OrderFilter(), 9)
        for order in (first, second):
            assert await tx.orders.give_to(order.id, CARA)
        assert not await tx.orders.hand_over(first.id, CARL, DAY)
        assert await tx.orders.hand_over(first.id, CARA, DAY)
        assert await tx.orders.hand_over(first.id, CARA, DAY + timedelta(days=1))
        assert not await tx.orders.take_from(second.id, CARL)
        taken = [await tx.orders.take_from(order.id, CARA) for order in (first, second, second)]
        rows = [await tx.orders.lock(order.id) for order in (first, second)]
    assert taken == [False, True, False]
    assert [(row.customer_id, row.handed_at) for row in rows] == [(CARA, DAY), (None, None)]


async def test_what_the_version_before_wrote_stays_whose_it_is(empty_url: str) -> None:
    """A link that was used while a part was uncertain; one that another used, one that nobody did."""
    await Database(empty_url).migrate(BEFORE)
    engine = create_async_engine(empty_url)
    async with engine.begin() as connection:
        await written(connection, used_by=CARA)
        await written(connection, used_by=CARL)
        await written(connection, used_by=None)
    await engine.dispose()
    database = Database(empty_url)
    await database.open()
    async with database.write() as tx:
        rows = await tx.order_lists.newest(OrderFilter(), 9)
        taken = [await tx.orders.take_from(row.id, CARA) for row in reversed(rows)]
    await database.close()
    assert taken == [False, True, True]


async def written(connection: AsyncConnection, used_by: int | None) -> None:
    """An uncertain order of Cara's with a claim, as that version wrote it."""

    async def put(into: Any, **values: Any) -> int:
        made = insert(into).values(**values).returning(into.c.id)
        return int((await connection.execute(made)).scalar_one())

    at = {"created_at": DAY}
    name = f"GTA {used_by}"
    product = await put(products, name=name, name_key=name, **at)
    offer = await put(
        offers, product_id=product, provider="own", external_id=name, currency="KZT", **at
    )
    then = table("orders", *(column(each.name, each.type) for each in orders.c), column("tries"))
    order = await put(
        then,
        number=f"K-{used_by}",
        status="uncertain",
        offer_id=offer,
        provider="own",
        product=name,
        count=2,
        unit_price=1,
        currency="KZT",
        buyer_id=1,
        chat_id=-1,
        customer_id=CARA,
        tries=0,
        **at,
    )
    await put(
        claims,
        order_id=order,
        token_hash=name,
        made_by=1,
        made_at=DAY,
        expires_at=DAY,
        used_at=None if used_by is None else DAY,
        used_by=used_by,
    )
