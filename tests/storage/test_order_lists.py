"""Lists of orders cost the same however many there are, and show each order once, there and back."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from sqlalchemy import insert, text

from storage.database import Database
from storage.order_lists import OrderFilter
from storage.tables.catalog import offers, products
from storage.tables.orders import orders
from storage.transaction import Tx
from tests.rows_read import effort, noted, plans

DAY = datetime(2030, 5, 1, tzinfo=UTC)
STATUSES = ("delivered", "keyed", "failed", "paid", "delivered", "uncertain", "delivered")
CHATS = (-300, -200, -100, 7, -100)
BUYERS = (7, 8, 9)
OPEN = ("paying", "paid", "keyed", "uncertain")
ALIKE = {"status": "delivered", "buyer_id": 8, "chat_id": -100}
ASKED = {
    "all": OrderFilter(),
    "all but a chat's": OrderFilter(other_than=(-200,)),
    "in a status": OrderFilter(statuses=("delivered",)),
    "in one of two": OrderFilter(statuses=("delivered", "failed")),
    "open": OrderFilter(statuses=OPEN),
    "a chat's": OrderFilter(chats=(-100,)),
    "a chat's in a status": OrderFilter(chats=(-100,), statuses=("failed",)),
    "a chat's open": OrderFilter(chats=(-100,), statuses=OPEN),
    "several chats'": OrderFilter(chats=(-300, -100, 7, 11)),
    "several chats' open": OrderFilter(chats=(-300, -100, 7, 11), statuses=OPEN),
    "a buyer's": OrderFilter(buyer_id=8),
    "a buyer's in a chat": OrderFilter(buyer_id=8, chats=(-100,)),
    "a buyer's in several": OrderFilter(buyer_id=8, chats=(-100, -200)),
    "of no chat": OrderFilter(chats=()),
}
"""Every way in which orders are asked for, and several at once."""


async def fill(db: Database, ids: range, *, alike: bool = False) -> None:
    """Write orders, each differing from its neighbours in all that is asked for; or all of them alike."""
    async with db.write() as tx:
        run = tx.connection.execute
        if ids[0] == 1:
            await run(insert(products).values(id=1, name="G", name_key="g", created_at=DAY))
            offer = {"product_id": 1, "provider": "own", "external_id": "1", "currency": "EUR"}
            await run(insert(offers).values(id=1, **offer, country="", created_at=DAY))
        await run(insert(orders), [{**row, **(ALIKE if alike else {})} for row in _rows(ids)])
        await run(text("ANALYZE"))


def _rows(ids: range) -> Iterator[dict[str, object]]:
    for number in ids:
        yield {
            "id": number,
            "number": f"K-{number:08}",
            "status": STATUSES[number % len(STATUSES)],
            "offer_id": 1,
            "provider": "own",
            "product": "G",
            "count": 1,
            "unit_price": Decimal(1),
            "currency": "EUR",
            "buyer_id": BUYERS[number % len(BUYERS)],
            "chat_id": CHATS[number % len(CHATS)],
            "created_at": DAY + timedelta(minutes=number),
        }


def _fits(asked: OrderFilter, row: dict[str, object]) -> bool:
    return (
        (asked.chats is None or row["chat_id"] in asked.chats)
        and row["chat_id"] not in asked.other_than
        and (asked.statuses is None or row["status"] in asked.statuses)
        and asked.buyer_id in (None, row["buyer_id"])
    )


async def test_each_order_is_there_once_there_and_back(database: Database) -> None:
    """However it is asked: in pages behind one another, back before one another, and counted to a bound."""
    await fill(database, range(1, 121))
    async with database.read() as tx:
        for name, asked in ASKED.items():
            wanted = [row["id"] for row in _rows(range(120, 0, -1)) if _fits(asked, row)]
            pages = [[row.id for row in await tx.order_lists.newest(asked, 7)]]
            while pages[-1]:
                older = await tx.order_lists.newest(asked, 7, behind=pages[-1][-1])
                pages.append([row.id for row in older])
            assert [each for page in pages for each in page] == wanted, name
            for before, after in pairwise(pages[:-1]):
                back = await tx.order_lists.next_newer(asked, 7, than=after[0])
                assert [row.id for row in back] == before, name
            for most in (3, 1000):
                counted = await tx.order_lists.counted(asked, most)
                assert counted == min(len(wanted), most), name


@pytest.mark.unused
async def test_a_page_costs_the_same_however_many_orders_there_are(database: Database) -> None:
    """The database does no more over ten times as many, neither for the rows nor for counting to a bound.

    All that are newer are alike: what is asked for is either all of these, or lies far behind them.
    """

    def page(asked: OrderFilter) -> Callable[[Tx], Awaitable[None]]:
        async def ask(tx: Tx) -> None:
            await tx.order_lists.newest(asked, 3)
            await tx.order_lists.newest(asked, 3, behind=290)
            await tx.order_lists.next_newer(asked, 3, than=10)
            await tx.order_lists.counted(asked, 4)

        return ask

    await fill(database, range(1, 301))
    few = {name: await effort(database, page(asked)) for name, asked in ASKED.items()}
    await fill(database, range(301, 3001), alike=True)
    many = {name: await effort(database, page(asked)) for name, asked in ASKED.items()}
    assert {name: (few[name], many[name]) for name in ASKED if many[name] > few[name] * 1.2} == {}


async def test_no_list_reads_through_the_table_or_sorts_it(sqlite_database: Database) -> None:
    """Nothing is known of the rows: every part is a stretch of an index, in the order that is asked for."""
    async with sqlite_database.read() as tx:
        for name, asked in ASKED.items():
            with noted(tx) as said:
                await tx.order_lists.newest(asked, 9, behind=5)
                await tx.order_lists.next_newer(asked, 9, than=5)
                await tx.order_lists.counted(asked, 9)
            parts = len(asked.chats or (0,)) * len(asked.statuses or (0,))
            for plan in await plans(tx, said):
                if asked != OrderFilter() and not asked.other_than:
                    assert not [step for step in plan if step.startswith("SCAN orders")], name
                if parts == 1:
                    assert not [step for step in plan if "TEMP B-TREE" in step], name


async def test_a_person_may_see_very_many_chats(database: Database) -> None:
    """More than SQLite takes into one UNION, each with several statuses."""
    await fill(database, range(1, 31))
    asked = OrderFilter(chats=range(-300, 8), statuses=("delivered", "failed"))
    wanted = [row["id"] for row in _rows(range(30, 0, -1)) if _fits(asked, row)]
    async with database.read() as tx:
        assert [row.id for row in await tx.order_lists.newest(asked, 50)] == wanted
        assert await tx.order_lists.counted(asked, 50) == len(wanted)
