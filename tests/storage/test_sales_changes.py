"""Triggers name each order whose numbers changed, and orders of the version before are named once."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.database import Database
from storage.sales import quarter_of
from storage.tables.sales import sales_changes

BEFORE = "0040"
AT = datetime(2030, 1, 1, 9, 14, 59, 999999, tzinfo=UTC)
_PRODUCT = "INSERT INTO products (id, name, name_key, created_at) VALUES (1, 'G', 'g', :at)"
_OFFER = (
    "INSERT INTO offers (id, product_id, provider, external_id, currency, country, created_at)"
    " VALUES (1, 1, 'hype', '1', 'BRL', '', :at)"
)
_ORDER = (
    "INSERT INTO orders (id, number, status, offer_id, provider, product, count, unit_price,"
    " currency, buyer_id, chat_id, created_at, confirmed_at)"
    " VALUES (:id, :id, 'paying', 1, 'hype', 'G', 1, '5', 'BRL', 1, -1, :at, :confirmed)"
)
_CHANGES = {
    "UPDATE orders SET status = 'paid' WHERE id = 1": [1],
    "UPDATE orders SET message_id = 7": [],
    "UPDATE orders SET chat_id = -2 WHERE id = 2": [2],
    "UPDATE orders SET status = 'expired' WHERE id = 4": [],
    "INSERT INTO purchases (id, order_id, position, txn_id, status) VALUES (5, 1, 1, 'a', 'waiting')": [],
    "UPDATE purchases SET status = 'accepted' WHERE id = 5": [1],
    "UPDATE purchases SET reference = 'r' WHERE id = 5": [],
    "UPDATE purchases SET charged = '4', charged_currency = 'BRL' WHERE id = 5": [1],
    "UPDATE purchases SET cost = '3' WHERE id = 5": [1],
}


async def test_changes_are_named_and_what_was_there_before_is_named_by_the_quarter(
    empty_url: str,
) -> None:
    """On a database of the version before; a draft is in no report, so nothing names it."""
    database = Database(empty_url)
    await database.migrate(BEFORE)
    engine = create_async_engine(empty_url)

    def moment(at: datetime | None) -> object:
        plain = engine.dialect.name == "postgresql" or at is None
        return at if plain else at.strftime("%Y-%m-%d %H:%M:%S.%f") if at else None

    # Two orders in one quarter, one in the next, and a draft.
    confirmed = {1: AT, 2: AT - timedelta(minutes=14), 3: AT + timedelta(microseconds=1), 4: None}
    async with engine.begin() as connection:
        for statement in (_PRODUCT, _OFFER):
            await connection.execute(text(statement), {"at": moment(AT)})
        for each, at in confirmed.items():
            row = {"at": moment(AT), "confirmed": moment(at)}
            order = _ORDER.replace(":id", str(each), 1).replace(":id", f"'K-{each}'", 1)
            await connection.execute(text(order), row)
    await database.open()
    async with database.read() as tx:
        named = [each.quarter for each in await tx.sales_totals.changed(9)]
    assert named == [quarter_of(AT) + 1, quarter_of(AT)]
    for statement, expected in _CHANGES.items():
        async with database.write() as tx:
            await tx.connection.execute(sales_changes.delete())
            await tx.connection.execute(text(statement))
            found = await tx.connection.scalars(select(sales_changes.c.order_id))
            assert list(found) == expected, statement
    await database.close()
    await database.migrate(BEFORE)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE orders SET status = 'failed'"))
    await engine.dispose()
