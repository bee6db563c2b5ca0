"""The key of the audit's chain: given to a chain that stands already, and kept when secrets change."""

from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text, update

from services.audit import Audit, AuditReport, Trouble
from services.audit.chain import BEGINNING, hash_of
from services.rotation import LostSecretsError, Rotation
from services.seals import Seals, WrongSecretsError
from services.vault import Vault, secret_id
from storage.database import Database
from storage.tables.audit import audit as audit_rows
from tests.audited import audit_of
from tests.clock import ManualClock

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
AT = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
BEFORE = 5
"""Rows that the version before has written."""


async def as_the_version_before(url: str) -> Database:
    """A database with schema 0007 and a chain as that version wrote it, then opened by this one."""
    database = Database(url)
    await database.migrate("0007")
    engine = database._migrator()
    async with engine.begin() as connection:
        previous = BEGINNING
        for number in range(BEFORE):
            row = (AT, 1, -100, "order.paid", f"K-{number}", '{"price": "10.10"}')
            hash_ = hash_of(previous, *row)
            insert = audit_rows.insert().inline()
            names = ("at", "actor_id", "chat_id", "action", "subject", "facts")
            values = dict(zip(names, row, strict=True), previous=previous, hash=hash_)
            await connection.execute(insert.values(**values))
            previous = hash_
        said = text("UPDATE audit_head SET rows = :rows, hash = :hash")
        await connection.execute(said, {"rows": BEFORE, "hash": previous})
    await engine.dispose()
    await database.open()
    return database


async def write(db: Database, audit: Audit, rows: int = 1) -> None:
    """So many deeds more."""
    async with db.write() as tx:
        for _ in range(rows):
            await audit.write(tx, None, "order.later", "K-9")


async def test_a_chain_that_stands_is_kept_and_gone_on_from(
    empty_url: str, clock: ManualClock
) -> None:
    """Before the start it proves nothing; from then on its rows are bound, and a change is found."""
    database = await as_the_version_before(empty_url)
    audit = audit_of(database, clock)
    before = await audit.verify()
    assert (before.trouble, before.rows) == (Trouble.NOT_KEYED, BEFORE)
    await audit.begin()
    await write(database, audit, 2)
    after = await audit.verify()
    assert after == AuditReport(BEFORE + 3, None)
    assert (after.before_key, after.keyed_at) == (BEFORE, clock())
    async with database.read() as tx:
        rows = await tx.audit.after(0, 100)
    assert [row.key_id is None for row in rows] == [True] * BEFORE + [False] * 3
    assert rows[BEFORE].facts == f'{{"broken_at": null, "rows": {BEFORE}}}'
    await audit_of(database, clock).begin()
    assert (await audit.verify()).rows == BEFORE + 3, "one start binds it, the next changes nothing"
    async with database.write() as tx:
        mine = update(audit_rows).where(audit_rows.c.id == rows[1].id)
        await tx.connection.execute(mine.values(subject="K-forged"))
    assert (await audit.verify()).rows == 1
    await database.close()


async def test_a_chain_that_was_broken_before_is_not_made_whole(
    empty_url: str, clock: ManualClock
) -> None:
    """The start binds it as it stands and says where it breaks; the desk works on."""
    database = await as_the_version_before(empty_url)
    async with database.write() as tx:
        await tx.connection.execute(update(audit_rows).values(subject="K-forged"))
    audit = audit_of(database, clock)
    await audit.begin()
    await write(database, audit)
    async with database.read() as tx:
        rows = await tx.audit.after(0, 100)
    assert rows[BEFORE].facts == f'{{"broken_at": {rows[0].id}, "rows": {BEFORE}}}'
    assert (await audit.verify()).rows == 0
    await database.close()


async def _started(db: Database, clock: ManualClock, *secrets: str) -> Audit:
    vault = Vault(secrets)
    seals = Seals(db, clock, vault)
    await seals.check()
    clock.advance(1)
    await seals.note_start()
    audit = Audit(db, clock, vault)
    await audit.begin()
    return audit


def _rotation(db: Database, clock: ManualClock, *secrets: str) -> Rotation:
    vault = Vault(secrets)
    return Rotation(db, clock, vault, Audit(db, clock, vault))


async def test_the_chain_outlives_the_secrets(database: Database, clock: ManualClock) -> None:
    """Rotated, and the old secret taken away: every row verifies, and a desk that ran on wrote good ones."""
    await write(database, await _started(database, clock, OLD), 3)
    running = await _started(database, clock, NEW, OLD)
    await write(database, running, 2)
    await _rotation(database, clock, NEW, OLD).run(lambda _: None)
    await write(database, running, 2)
    after = await _started(database, clock, NEW)
    await write(database, after)
    assert await after.verify() == AuditReport(3 + 2 + 1 + 2 + 1, None)
    stolen = Audit(database, clock, Vault([OLD]))
    assert (await stolen.verify()).trouble is Trouble.NO_KEY, (
        "the old secret opens nothing any more"
    )


async def test_the_key_is_asked_for_at_the_start(database: Database, clock: ManualClock) -> None:
    """A desk whose secrets do not open it is not started: it could only break the chain."""
    await write(database, await _started(database, clock, OLD))
    async with database.write() as tx:
        (key,) = await tx.audit_keys.all()
        await tx.audit_keys.seal_anew(key.id, b"torn", secret_id(NEW))
    with pytest.raises(WrongSecretsError, match=secret_id(NEW)):
        await _started(database, clock, OLD)
    with pytest.raises(LostSecretsError, match="audit's chain"):
        await _rotation(database, clock, OLD).run(lambda _: None)


async def test_a_key_that_is_lost_may_be_given_up(database: Database, clock: ManualClock) -> None:
    """Twice over: the chain goes on under a new key, which binds what only the lost one proved."""
    third = Fernet.generate_key().decode()
    secret = OLD
    for rows, (lost, secret) in enumerate(((OLD, NEW), (NEW, third)), start=2):
        await write(database, await _started(database, clock, lost), rows)
        await _rotation(database, clock, secret).run(lambda _: None, give_up_lost=True)
    audit = await _started(database, clock, secret)
    report = await audit.verify()
    assert report == AuditReport(2 + 2 + 3 + 2, None)
    assert report.before_key == 2 + 2 + 3
    async with database.write() as tx:
        mine = update(audit_rows).where(audit_rows.c.action == "order.later")
        await tx.connection.execute(mine.values(subject="K-forged"))
    assert (await audit.verify()).rows == 0
