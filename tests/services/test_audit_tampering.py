"""Whoever can write the database and has not the desk's secrets cannot bend the audit unnoticed.

The hand in these tests knows all that the source says: it works every hash and the end anew, and puts
whatever macs it can find where they might pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.fernet import Fernet
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from services.audit import Audit, Trouble
from services.audit.chain import BEGINNING, hash_of_row
from services.audit.kinds import kind_of
from services.vault import Vault
from storage.audit import ROW, AuditHead, AuditRow
from storage.database import Database
from storage.tables.audit import audit as audit_rows
from storage.tables.audit import audit_head, audit_keys
from tests.audited import VAULT, audit_of, fill
from tests.clock import ManualClock
from tests.databases import SqliteFiles, run

pytestmark = pytest.mark.both_databases


ROWS = 6
CHANGES: dict[str, Any] = {
    "at": datetime(2031, 1, 1, tzinfo=UTC),
    "actor_id": 77,
    "chat_id": -77,
    "action": "order.forged",
    "subject": "K-forged",
    "facts": '{"count": 1000}',
}
COLUMNS = [column.name for column in ROW]
ALONE: dict[str, Any] = {
    "previous": "f" * 64,
    "hash": "e" * 64,
    "mac": "d" * 64,
    "key_id": "c" * 12,
}
"""Columns that working the hashes anew would set right again."""


@dataclass(frozen=True)
class Deed:
    """What is done to the chain: its kind, the first row that it touches, and another."""

    kind: str
    row: int
    other: int = 0
    macs: str = "kept"
    goes_on: str = "no"

    @property
    def first(self) -> int:
        """How many rows still fit afterwards."""
        return min(self.row, self.other) if self.kind == "swapped" else self.row

    def done_to(self, rows: Sequence[AuditRow]) -> list[AuditRow]:
        """The rows as they stand there after it, not yet worked anew."""
        new = list(rows)
        if self.kind == "removed":
            del new[self.row]
        elif self.kind == "cut":
            del new[self.row :]
        elif self.kind == "put in":
            new.insert(self.row, replace(new[self.row], subject="K-forged"))
        elif self.kind == "repeated":
            new.insert(self.row, new[self.other])
        elif self.kind == "swapped":
            new[self.row], new[self.other] = new[self.other], new[self.row]
        elif self.kind in CHANGES:
            new[self.row] = replace(new[self.row], **{self.kind: CHANGES[self.kind]})
        return new


def _anew(row: AuditRow, previous: str, macs: str, head: AuditHead) -> AuditRow:
    row = replace(row, previous=previous)
    row = replace(row, hash=hash_of_row(row))
    if macs == "none":
        return replace(row, mac=None, key_id=None)
    return replace(row, mac=head.mac) if macs == "the end's" else row


async def bend(db: Database, deed: Deed) -> None:
    """Do it, and make everything that takes no key fit again."""
    async with db.write() as tx:
        rows, head = await tx.audit.after(0, 100), await tx.audit.head()
        places = await tx.audit.places(1, 100)
        new, previous = [], BEGINNING
        for number, stood in enumerate(deed.done_to(rows)):
            row = stood if number < deed.first else _anew(stood, previous, deed.macs, head)
            new.append(replace(row, id=number + 1))
            previous = row.hash
        end = AuditHead(len(new), previous, head.key_id, head.mac)
        if deed.macs == "the end's" and new:
            end = replace(end, mac=new[-1].mac)
        if deed.macs == "none":
            end = replace(end, key_id=None, mac=None)
        await tx.connection.execute(delete(audit_rows))
        for row in new:
            values = {name: getattr(row, name) for name in COLUMNS}
            # Where it is found is put right as well as can be: only what it says is to be noticed.
            place = places.get(row.id) or places[1]
            values |= {"kind": kind_of(row.action), "home_id": place.home_id}
            await tx.connection.execute(insert(audit_rows).values(**values))
        await tx.audit.set_head(end)
        if deed.kind in ALONE:
            mine = update(audit_rows).where(audit_rows.c.id == deed.row + 1)
            await tx.connection.execute(mine.values({deed.kind: ALONE[deed.kind]}))


async def tampered(url: str, deed: Deed) -> tuple[Trouble | None, int]:
    """What verifying says of it, and how many rows fit."""
    clock, database = ManualClock(), Database(url)
    await database.open()
    running = audit_of(database, clock)
    await running.begin()
    await fill(database, clock, ROWS)
    await bend(database, deed)
    if deed.goes_on != "no":
        audit = running if deed.goes_on == "runs on" else audit_of(database, clock)
        await audit.begin()
        for _ in range(2):
            async with database.write() as tx:
                await audit.write(tx, None, "order.later", "K-9")
    report = await audit_of(database, clock).verify()
    await database.close()
    return report.trouble, report.rows


DEEDS = st.builds(
    Deed,
    kind=st.sampled_from(["removed", "cut", "put in", "repeated", "swapped", *CHANGES, *ALONE]),
    row=st.integers(0, ROWS - 1),
    macs=st.sampled_from(["kept", "the end's", "none"]),
    goes_on=st.sampled_from(["no", "runs on", "starts again"]),
).flatmap(
    lambda deed: (
        st.integers(0, ROWS - 1)
        .filter(lambda other: other != deed.row)
        .map(lambda other: replace(deed, other=other))
    )
)


@settings(max_examples=40)
@given(deed=DEEDS)
@example(deed=Deed("cut", 4))
def test_whatever_is_done_is_found(sqlite_files: SqliteFiles, deed: Deed) -> None:
    """At the first row it touches, also when the desk has written on behind it or was started again."""
    url = sqlite_files.fresh()
    trouble, rows = run(tampered(url, deed))
    sqlite_files.drop(url)
    assert trouble is not None
    if deed.first or (deed.macs != "none" and deed.kind != "key_id"):
        assert rows == deed.first


@pytest.mark.parametrize(
    "deed",
    [
        Deed("facts", 2),
        Deed("removed", 3, goes_on="runs on"),
        Deed("cut", 4, macs="the end's", goes_on="starts again"),
        Deed("swapped", 1, 4),
        Deed("put in", 5, macs="none"),
    ],
    ids=lambda deed: deed.kind,
)
async def test_it_is_found_on_every_database(deed: Deed, database_url: str) -> None:
    """The same on both kinds of database, for one deed of each sort."""
    trouble, rows = await tampered(database_url, deed)
    assert trouble is not None
    assert rows == deed.first


async def _moved(source: Database, target: Database) -> None:
    """Put the whole chain of one desk, with its keys, in the place of another's."""
    for table in (audit_rows, audit_head, audit_keys):
        async with source.read() as tx:
            rows = (await tx.connection.execute(select(table))).mappings().all()
        async with target.write() as tx:
            await tx.connection.execute(delete(table))
            for row in rows:
                await tx.connection.execute(insert(table).values(**row))


async def test_the_chain_of_another_desk_is_none_of_ours(
    database: Database, sqlite_files: SqliteFiles, clock: ManualClock
) -> None:
    """A whole chain under keys of other secrets proves nothing here."""
    audit = await fill(database, clock, 3)
    other = Database(sqlite_files.fresh())
    await other.open()
    theirs = Audit(other, clock, Vault([Fernet.generate_key().decode()]))
    async with other.write() as tx:
        await theirs.write(tx, None, "order.forged", "K-1")
    assert (await theirs.verify()).trouble is None
    await _moved(other, database)
    assert (await audit.verify()).trouble is Trouble.NO_KEY
    await other.close()


async def test_a_seal_of_something_known_is_no_key(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """Whoever had the desk seal words of his own cannot use that as a key of the chain."""
    audit = await fill(sqlite_database, clock, 3)
    async with sqlite_database.write() as tx:
        (row,) = await tx.audit_keys.all()
        sealed = VAULT.seal(f"{row.id}:{'00' * 32}")
        await tx.audit_keys.seal_anew(row.id, sealed, row.sealed_by)
    assert (await audit.verify()).trouble is Trouble.NO_KEY


@pytest.mark.parametrize("table", [audit_rows, audit_head, audit_keys], ids=str)
async def test_a_table_that_was_emptied_is_found(
    database: Database, clock: ManualClock, table: Any
) -> None:
    """Removing every row of one does not make a whole, empty chain, and the desk works on."""
    audit = await fill(database, clock, 2)
    async with database.write() as tx:
        await tx.connection.execute(delete(table))
    assert (await audit.verify()).trouble is not None
    async with database.write() as tx:
        await audit.write(tx, None, "order.later", "K-9")
    assert (await audit.verify()).trouble is not None


@pytest.mark.parametrize("row_id", [0, -5])
async def test_a_row_put_before_the_first_is_found(
    sqlite_database: Database, clock: ManualClock, row_id: int
) -> None:
    """Also where its id is none that the desk gives."""
    audit = await fill(sqlite_database, clock, ROWS)
    async with sqlite_database.write() as tx:
        (first,) = await tx.audit.after(None, 1)
        values = {name: getattr(first, name) for name in COLUMNS}
        forged = values | {"id": row_id, "subject": "K-forged", "previous": "f" * 64}
        await tx.connection.execute(insert(audit_rows).values(**forged))
    report = await audit.verify()
    assert (report.trouble, report.rows) == (Trouble.CHANGED, 0)


async def test_a_chain_without_its_key_is_told_to_have_none(
    database: Database, clock: ManualClock
) -> None:
    """Every mac and the key taken out, as before there were any: nothing is proven, and it says so."""
    audit = await fill(database, clock, ROWS)
    await bend(database, Deed("subject", 0, macs="none"))
    async with database.write() as tx:
        await tx.connection.execute(delete(audit_keys))
    assert (await audit.verify()).trouble is Trouble.NOT_KEYED
