"""Keys by the piece in rows: one hand and one open link each, lists of one's own, the version before."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.claims import ClaimRow
from storage.database import Database
from storage.orders import BY_THE_PIECE
from storage.tables.keys import keys
from storage.tables.orders import orders, purchases
from storage.transaction import Tx
from tests.rows_read import effort, noted, plans
from tests.services.orders_made import OrderMade, make_orders

DAY = datetime(2030, 5, 1, tzinfo=UTC)
LATER = DAY + timedelta(days=9)
CARA, CARL = 21, 22
BEFORE = "0027"


async def fill(db: Database, count: int, each: int, *, alike: bool = False) -> None:
    """Write so many orders of so many keys; each third key is Cara's, or all are Carl's."""
    bought = OrderMade("codegames", "keyed", "1.00", "KZT", DAY, ("accepted",) * each)
    await make_orders(db, [bought] * count)
    async with db.write() as tx:
        await keyed(tx, alike=alike)
        await tx.connection.execute(text("ANALYZE"))


async def keyed(tx: Tx, *, alike: bool) -> None:
    """Give every purchase without one a key."""
    with_key = select(keys.c.purchase_id)
    found = select(purchases.c.id, purchases.c.order_id, purchases.c.position)
    rows = (await tx.connection.execute(found.where(purchases.c.id.not_in(with_key)))).all()
    await tx.connection.execute(
        insert(keys),
        [
            {
                "order_id": row.order_id,
                "purchase_id": row.id,
                "position": row.position,
                "sealed": b"x",
                "fingerprint": f"{row.id}",
                "mask": "…",
                "arrived_at": DAY,
                "customer_id": CARL if alike else (CARA if row.id % 3 == 0 else None),
            }
            for row in rows
        ],
    )


async def link(tx: Tx, order: int, token: str, ids: list[int], now: datetime = DAY) -> bool:
    """Make a link of some keys."""
    await tx.claims.add(order, [token], 1, now, now + timedelta(days=7), whole=False)
    return await tx.pieces.link({token: ids}, order, now=now)


async def claim(tx: Tx, token: str) -> ClaimRow:
    """A link as it stands."""
    found = await tx.claims.by_hash(token)
    assert found is not None
    return found


async def test_a_key_is_in_one_open_link_and_one_hand_at_most(database: Database) -> None:
    """Used, stopped or too old, a link holds nothing any more; what is a customer's stays theirs."""
    await fill(database, 1, 4)  # the third is Cara's
    async with database.write() as tx:
        order = 1
        first, second, hers, last = [key.id for key in await tx.keys.of_order(order)]
        assert await link(tx, order, "a", [first, second])
        assert not await link(tx, order, "b", [second, last])  # which is not to be committed
        assert not await link(tx, order, "c", [hers])
        for ids in ([first], [hers], [last, hers]):
            assert not await tx.pieces.give(order, ids, CARL, now=DAY, handed=True), ids
        assert await tx.claims.revoke(order, DAY, (await claim(tx, "a")).id) == 1
        assert await link(tx, order, "d", [first])
        assert await link(tx, order, "e", [first], LATER)
        assert await tx.claims.use((await claim(tx, "e")).id, CARL, LATER)
        assert await tx.pieces.give(order, [first, second], CARL, now=LATER, handed=False)
        assert await tx.pieces.hand_over(order, CARL, LATER, [first]) == 1
        assert await tx.pieces.hand_over(order, CARL, LATER, [first, hers]) == 0
        assert await tx.pieces.take_back(order, CARL) == 1
        rows = await tx.keys.of_order(order)
        assert [key.customer_id for key in rows] == [CARL, None, CARA, None]
        assert await tx.orders.split(order)
        assert not await tx.orders.give_to(order, CARA)
        await tx.orders.rejoin(order)
        assert (await tx.orders.lock(order)).by_the_piece  # some are somebody's


async def test_ones_own_orders_are_there_once_there_and_back(database: Database) -> None:
    """However many keys of each are theirs, in pages behind one another and back before one another."""
    await fill(database, 30, 5)
    async with database.read() as tx:
        found = select(keys.c.order_id).where(keys.c.customer_id == CARA).distinct()
        wanted = sorted(await tx.connection.scalars(found), reverse=True)
        pages = [[row.id for row in await tx.pieces.newest(CARA, 7)]]
        while pages[-1]:
            older = await tx.pieces.newest(CARA, 7, behind=pages[-1][-1])
            pages.append([row.id for row in older])
        assert [each for page in pages for each in page] == wanted
        for before, after in pairwise(pages[:-1]):
            back = await tx.pieces.next_newer(CARA, 7, than=after[0])
            assert [row.id for row in back] == before
        for most in (3, 1000):
            assert await tx.pieces.counted(CARA, most) == min(len(wanted), most)


def page() -> Callable[[Tx], Awaitable[None]]:
    """Whatever is asked for a page of one's own."""

    async def ask(tx: Tx) -> None:
        rows = await tx.pieces.newest(CARA, 3)
        await tx.pieces.newest(CARA, 3, behind=50)
        await tx.pieces.next_newer(CARA, 3, than=5)
        await tx.pieces.counted(CARA, 4)
        await tx.pieces.parts(CARA, [row.id for row in rows], ("reversed",))
        await tx.pieces.any_of(CARA)

    return ask


async def test_a_page_of_ones_own_costs_the_same_whatever_others_have(database: Database) -> None:
    """Ten times as many orders of somebody else's make no difference to what the database does."""
    await fill(database, 60, 3)
    await more(database, range(1_000, 2_000))
    few = await effort(database, page())
    await more(database, range(2_000, 11_000))
    assert await effort(database, page()) <= few * 1.2


async def more(db: Database, ids: range) -> None:
    """Orders like the first, newer than all, with a key of Carl's each."""
    async with db.write() as tx:
        run = tx.connection.execute
        [first] = (await run(select(orders).limit(1))).mappings().all()
        bought = {"position": 1, "status": "accepted"}
        await run(insert(orders), [{**first, "id": each, "number": f"K-{each}"} for each in ids])
        await run(
            insert(purchases), [{**bought, "order_id": each, "txn_id": f"x{each}"} for each in ids]
        )
        await keyed(tx, alike=True)
        await run(text("ANALYZE"))


async def test_a_list_of_ones_own_walks_along_an_index(sqlite_database: Database) -> None:
    """No table is read through; what is a customer's is a stretch of an index."""
    async with sqlite_database.read() as tx:
        with noted(tx) as said:
            await page()(tx)
        for plan in await plans(tx, said):
            for table in ("keys", "orders", "purchases"):
                assert not [step for step in plan if step.startswith(f"SCAN {table}")], plan


async def test_what_the_version_before_wrote_is_whose_it_was(empty_url: str) -> None:
    """Delivered, sent and not there yet, in an open link, nobody's; and that version goes on with it."""
    await Database(empty_url).migrate(BEFORE)
    engine = create_async_engine(empty_url)
    async with engine.begin() as connection:
        at = DAY if engine.dialect.name == "postgresql" else DAY.isoformat(" ")
        for statement in OLD_ROWS:
            await connection.execute(text(statement), {"at": at} if ":at" in statement else {})
    database = Database(empty_url)
    await database.open()
    async with database.write() as tx:
        held = [(await tx.keys.of_order(order))[0] for order in (1, 2, 3, 4)]
        open_link = await claim(tx, "open")
        assert open_link.whole
        assert [key.customer_id for key in held] == [CARA, CARA, None, None]
        assert [key.handed_at for key in held] == [DAY, None, None, None]
        assert [key.claim_id for key in held] == [None, None, open_link.id, None]
        assert [row.id for row in await tx.pieces.newest(CARA, 9)] == [2, 1]
        assert await tx.orders.split(4)
    async with (
        engine.begin() as connection
    ):  # as that version makes a link, and gives an order away
        await connection.execute(text(OLD_CLAIM.format(4, 4, "late")), {"at": at})
        taken = "UPDATE orders SET customer_id = 22 WHERE id = 4 AND customer_id IS NULL"
        assert (await connection.execute(text(taken))).rowcount == 0
    async with database.write() as tx:
        assert (await claim(tx, "late")).whole
        assert await link(tx, 4, "part", [held[3].id])
    await database.close()
    await database.migrate(BEFORE)
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT token_hash, revoked_at FROM claims"))
        opened = {row.token_hash: row.revoked_at is None for row in rows}
        assert opened == {"open": True, "late": True, "part": False}
        rows = await connection.execute(text("SELECT customer_id FROM orders ORDER BY id"))
        assert list(rows.scalars()) == [CARA, CARA, None, BY_THE_PIECE]
    await engine.dispose()


OLD_CLAIM = (
    "INSERT INTO claims (id, order_id, token_hash, made_by, made_at, expires_at)"
    " VALUES ({}, {}, '{}', 1, :at, :at)"
)
OLD_ORDER = (
    "INSERT INTO orders (id, number, status, offer_id, provider, product, count, unit_price, currency,"
    " buyer_id, chat_id, customer_id, created_at, ended_at)"
    " VALUES ({0}, 'K-{0}', '{1}', 1, 'own', 'G', 1, '1', 'KZT', 1, -1, {2}, :at, {3})"
)
OLD_PURCHASE = (
    "INSERT INTO purchases (id, order_id, position, txn_id, status)"
    " VALUES ({0}, {0}, 1, 't{0}', 'accepted')"
)
OLD_KEY = (
    "INSERT INTO keys (id, order_id, purchase_id, position, sealed, fingerprint, mask, arrived_at)"
    " VALUES ({0}, {0}, {0}, 1, 'x', '{0}', '…', :at)"
)
OLD_ROWS = (
    "INSERT INTO products (id, name, name_key, created_at) VALUES (1, 'G', 'g', :at)",
    "INSERT INTO offers (id, product_id, provider, external_id, currency, country, created_at)"
    " VALUES (1, 1, 'own', '1', 'KZT', '', :at)",
    OLD_ORDER.format(1, "delivered", CARA, ":at"),
    OLD_ORDER.format(2, "keyed", CARA, "NULL"),
    OLD_ORDER.format(3, "keyed", "NULL", "NULL"),
    OLD_ORDER.format(4, "keyed", "NULL", "NULL"),
    *(OLD_PURCHASE.format(each) for each in (1, 2, 3, 4)),
    *(OLD_KEY.format(each) for each in (1, 2, 3, 4)),
    OLD_CLAIM.format(3, 3, "open"),
)
