"""The chain of the audit is whole, whoever writes into it and whenever it is looked at."""

import asyncio
from decimal import Decimal

import pytest
from sqlalchemy import event

from services.actor import Actor
from services.audit import AuditReport
from storage.database import Database
from tests.audited import audit_of, fill
from tests.clock import ManualClock

pytestmark = pytest.mark.both_databases


ANN = Actor(1, -100, "Ann")


async def test_an_untouched_chain_is_whole(database: Database, clock: ManualClock) -> None:
    """From no row at all to more than are read at once."""
    audit = await fill(database, clock, 0)
    assert await audit.verify() == AuditReport(0, None)
    await fill(database, clock, 1003)
    assert await audit.verify() == AuditReport(1003, None)


async def test_facts_keep_what_they_were_told(database: Database, clock: ManualClock) -> None:
    """Amounts, nothing and any alphabet go in and come out as text, and the chain stays whole."""
    audit = audit_of(database, clock)
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
    """Forty transactions append at once, to a chain that has no key yet: one key, and no fork."""
    audit = audit_of(database, clock)

    async def deed(number: int) -> None:
        async with database.write() as tx:
            await audit.write(tx, ANN, "order.confirmed", str(number))

    await asyncio.gather(*(deed(number) for number in range(40)))
    assert await audit.verify() == AuditReport(40, None)
    async with database.read() as tx:
        assert len(await tx.audit_keys.all()) == 1


async def test_a_deed_rolled_back_leaves_no_row(database: Database, clock: ManualClock) -> None:
    """The row is in the transaction of the deed, and so is the key that is made for the first."""
    audit = audit_of(database, clock)
    for rows in (0, 3):
        await fill(database, clock, rows)
        with pytest.raises(ZeroDivisionError):
            async with database.write() as tx:
                await audit.write(tx, ANN, "order.confirmed", "K-9")
                await audit.write(tx, ANN, "order.paid", "K-9")
                _ = 1 / 0
    async with database.write() as tx:
        await audit.write(tx, ANN, "order.confirmed", "K-10")
    assert await audit.verify() == AuditReport(4, None)


async def test_it_can_be_verified_while_rows_are_added(
    database: Database, clock: ManualClock
) -> None:
    """A reader sees one moment of the chain, so it never raises a false alarm."""
    audit = await fill(database, clock, 5)
    reports = await asyncio.gather(
        *(audit.verify() if turn % 2 else fill(database, clock, 3) for turn in range(20))
    )
    assert all(r.trouble is None for r in reports if isinstance(r, AuditReport))
    assert (await audit.verify()).rows == 5 + 3 * 10


async def test_a_row_costs_three_statements(database: Database, clock: ManualClock) -> None:
    """The end, the row and the new end: a desk that was started has its key in memory."""
    audit = audit_of(database, clock)
    await audit.begin()
    said: list[str] = []
    async with database.write() as tx:
        engine = tx.connection.engine.sync_engine

        @event.listens_for(engine, "before_cursor_execute")
        def _count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            said.append(statement)

        await audit.write(tx, ANN, "order.confirmed", "K-1")
    assert [each.split()[0] for each in said] == ["SELECT", "INSERT", "UPDATE"]
