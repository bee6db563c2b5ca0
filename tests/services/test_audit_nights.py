"""The audit's chain is looked through every night: by one process, made up when missed, told of once."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from services.access import Access
from services.audit import Outside
from services.audit_nights import AuditNights, NightRules
from services.outbox import Outbox
from storage.database import Database
from storage.tables.audit import audit, audit_head
from storage.tables.outbox import notices
from tests.audited import audit_of, fill
from tests.clock import ManualClock

CHAT = -700


@pytest.fixture
def nights(database: Database, clock: ManualClock, outbox: Outbox, access: Access) -> AuditNights:
    """The check of a desk in Berlin that tells a chat."""
    rules = NightRules(ZoneInfo("Europe/Berlin"), CHAT)
    return AuditNights(database, clock, audit_of(database, clock), outbox, access, rules)


async def told(db: Database) -> list[tuple[str, int, object]]:
    """What was posted, to whom, and the end or the row at which it breaks."""
    async with db.read() as tx:
        found = select(notices).order_by(notices.c.id)
        rows = (await tx.connection.execute(found)).all()
    return [(row.kind, row.chat_id, row.facts.get("end", row.facts.get("at"))) for row in rows]


async def test_every_night_has_one_look_and_its_end(
    database: Database, clock: ManualClock, nights: AuditNights, outbox: Outbox, access: Access
) -> None:
    """Not before it is due, once whoever tries, and the next night again; a missed one is made up."""
    audit = await fill(database, clock, 4)
    clock.now = datetime(2030, 6, 1, 1, 41, tzinfo=UTC)  # 03:41 there
    other = AuditNights(
        database,
        clock,
        audit_of(database, clock),
        outbox,
        access,
        NightRules(ZoneInfo("Europe/Berlin"), CHAT),
    )
    assert sorted(await asyncio.gather(nights.run_due(), other.run_due())) == [False, True]
    assert not await nights.run_due() and not await other.run_due()
    first = str((await audit.verify()).end)
    await fill(database, clock, 2)
    clock.now = datetime(2030, 6, 2, 1, 39, tzinfo=UTC)
    assert not await other.run_due()
    clock.now = datetime(2030, 6, 2, 9, 0, tzinfo=UTC)
    assert await other.run_due()
    second = str((await audit.verify()).end)
    assert await told(database) == [("audit-end", CHAT, first), ("audit-end", CHAT, second)]
    assert (await audit.verify(outside=Outside.read(first))).trouble is None
    for hours in (24, -24, 24):  # ahead, and set right: that night comes once more
        clock.jump(timedelta(hours=hours))
        await fill(database, clock, 1)
        assert await other.run_due() is (hours > 0)
    assert len(await told(database)) == 4


async def test_owners_are_told_once_of_a_break(
    database: Database, clock: ManualClock, nights: AuditNights
) -> None:
    """Not every night anew, though the desk writes on; of another break again. The chat is told no end."""
    await fill(database, clock, 6)
    for night, bent in enumerate((5, None, 2)):
        if bent is not None:
            async with database.write() as tx:
                mine = update(audit).where(audit.c.id == bent)
                await tx.connection.execute(mine.values(subject="K-bent"))
        clock.now = datetime(2030, 6, 1 + night, 3, 0, tzinfo=UTC)
        assert await nights.run_due()
        await fill(database, clock, 1)
    assert await told(database) == [
        ("audit-broken", 1, 5),
        ("audit-end", CHAT, None),
        ("audit-end", CHAT, None),
        ("audit-broken", 1, 2),
        ("audit-end", CHAT, None),
    ]


async def test_rows_cut_off_are_told_of_once_too(
    database: Database, clock: ManualClock, nights: AuditNights
) -> None:
    """First they are missing, then the row that the desk writes behind is marked: it is the same break."""
    await fill(database, clock, 6)
    async with database.write() as tx:
        await tx.connection.execute(audit.delete().where(audit.c.id > 4))
        rows = await tx.audit.latest(1)
        head = update(audit_head).values(rows=4, hash=rows[0].hash)
        await tx.connection.execute(head)
    clock.now = datetime(2030, 6, 1, 3, 0, tzinfo=UTC)
    assert await nights.run_due()
    await fill(database, clock, 2)
    clock.now = datetime(2030, 6, 2, 3, 0, tzinfo=UTC)
    assert await nights.run_due()
    assert [kind for kind, *_ in await told(database)].count("audit-broken") == 1


async def test_a_look_that_a_process_died_over_is_taken_up(
    database: Database, clock: ManualClock, nights: AuditNights
) -> None:
    """After an hour, not before."""
    clock.now = datetime(2030, 6, 1, 3, 0, tzinfo=UTC)
    night = datetime(2030, 6, 1, 1, 40, tzinfo=UTC)
    async with database.write() as tx:
        assert await tx.audit_nights.claim(night, clock(), clock() - timedelta(hours=1))
    clock.advance(3500)
    assert not await nights.run_due()
    clock.advance(200)
    assert await nights.run_due()
