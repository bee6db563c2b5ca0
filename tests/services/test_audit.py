"""The chain of the audit is whole, and shows when somebody has been at it."""

import asyncio
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text, update

from services.actor import Actor
from services.audit import Audit, AuditReport
from storage import tables
from storage.database import Database
from tests.clock import ManualClock
from tests.databases import SqliteFiles, run

ANN = Actor(1, -100, "Ann")


async def _fill(database: Database, clock: ManualClock, rows: int) -> Audit:
    audit = Audit(database, clock)
    async with database.write() as tx:
        for number in range(rows):
            actor = ANN if number % 2 else None
            await audit.write(tx, actor, f"order.{number % 3}", f"K-{number}", count=number)
            clock.advance(0.5)
    return audit


async def test_an_untouched_chain_is_whole(database: Database, clock: ManualClock) -> None:
    """From no row at all to more than are read at once."""
    audit = await _fill(database, clock, 0)
    assert await audit.verify() == AuditReport(0, None)
    await _fill(database, clock, 1203)
    assert await audit.verify() == AuditReport(1203, None)


async def test_facts_keep_what_they_were_told(database: Database, clock: ManualClock) -> None:
    """Amounts, nothing and any alphabet go in and come out as text, and the chain stays whole."""
    audit = Audit(database, clock)
    async with database.write() as tx:
        await audit.write(
            tx, ANN, "order.paid", "K-1 “Ключ”" * 40, price=Decimal("10.10"), reason=None, name="Ü"
        )
        row = (await tx.audit.latest(1))[0]
    assert row.facts == '{"name": "Ü", "price": "10.10", "reason": null}'
    assert (row.actor_id, row.chat_id, row.at) == (1, -100, clock())
    assert len(row.subject) == 200
    assert await audit.verify() == AuditReport(1, None)


async def test_writers_at_once_make_one_chain(database: Database, clock: ManualClock) -> None:
    """Forty transactions append at once: none fails, and the chain does not fork."""
    audit = Audit(database, clock)

    async def deed(number: int) -> None:
        async with database.write() as tx:
            await audit.write(tx, ANN, "order.confirmed", str(number))

    await asyncio.gather(*(deed(number) for number in range(40)))
    assert await audit.verify() == AuditReport(40, None)


async def test_a_deed_rolled_back_leaves_no_row(database: Database, clock: ManualClock) -> None:
    """The row is in the transaction of the deed, and the chain goes on without it."""
    audit = await _fill(database, clock, 3)
    with pytest.raises(ZeroDivisionError):
        async with database.write() as tx:
            await audit.write(tx, ANN, "order.confirmed", "K-9")
            _ = 1 / 0
    await _fill(database, clock, 2)
    assert await audit.verify() == AuditReport(5, None)


async def test_it_can_be_verified_while_rows_are_added(
    database: Database, clock: ManualClock
) -> None:
    """A reader sees one moment of the chain, so it never raises a false alarm."""
    audit = await _fill(database, clock, 5)
    reports = await asyncio.gather(
        *(audit.verify() if turn % 2 else _fill(database, clock, 3) for turn in range(20))
    )
    assert all(r.broken_at is None for r in reports if isinstance(r, AuditReport))
    assert (await audit.verify()).rows == 5 + 3 * 10


ROWS = 7
CHANGES: dict[str, object] = {
    "at": datetime(2031, 1, 1, tzinfo=UTC),
    "actor_id": 77,
    "chat_id": -77,
    "action": "order.forged",
    "subject": "K-forged",
    "facts": '{"count": 1000}',
    "previous": "f" * 64,
    "hash": "e" * 64,
}


async def _tamper(url: str, clock: ManualClock, kind: str, row: int, other: int) -> AuditReport:
    database = Database(url)
    await database.open()
    audit = await _fill(database, clock, ROWS)
    table = tables.audit
    async with database.write() as tx:
        if kind == "removed":
            await tx.connection.execute(delete(table).where(table.c.id == row))
        elif kind == "reordered":
            for old, new in ((row, 1000), (other, row), (1000, other)):
                await tx.connection.execute(update(table).where(table.c.id == old).values(id=new))
        else:
            changed = update(table).where(table.c.id == row).values({kind: CHANGES[kind]})
            await tx.connection.execute(changed)
    report = await audit.verify()
    await database.close()
    return report


@settings(max_examples=60)
@given(
    kind=st.sampled_from(["removed", "reordered", *CHANGES]),
    row=st.integers(1, ROWS),
    step=st.integers(1, ROWS - 1),
)
def test_any_single_change_is_found(
    sqlite_files: SqliteFiles, kind: str, row: int, step: int
) -> None:
    """One row changed in any column, removed (the last too), or swapped with any other."""
    other = (row - 1 + step) % ROWS + 1
    url = sqlite_files.fresh()
    report = run(_tamper(url, ManualClock(), kind, row, other))
    sqlite_files.drop(url)
    first = min(row, other) if kind == "reordered" else row
    # A missing row shows at the one behind it; the gap at the end has the number of what is missing.
    expected = row + 1 if kind == "removed" and row < ROWS else first
    assert report.broken_at == expected


@pytest.mark.parametrize("kind", ["removed", "reordered", "facts"])
async def test_changes_are_found_on_every_database(
    kind: str, database_url: str, clock: ManualClock
) -> None:
    """The same on both kinds of database, for one change of each sort."""
    report = await _tamper(database_url, clock, kind, 3, 5)
    assert report.broken_at == (4 if kind == "removed" else 3)


async def test_a_chain_cut_to_nothing_is_found(database: Database, clock: ManualClock) -> None:
    """Removing every row does not make a whole, empty chain."""
    audit = await _fill(database, clock, 2)
    async with database.write() as tx:
        await tx.connection.execute(text("DELETE FROM audit"))
    assert await audit.verify() == AuditReport(0, 1)
