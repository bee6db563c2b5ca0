"""Whoever can write the database cannot hide rows of the audit by where they are found."""

from typing import Any

import pytest
from sqlalchemy import update

from services.actor import Actor
from services.audit import Audit, Trouble
from services.audit.kinds import OPEN_TO, ROLE_LAPSED
from services.audit.places import MIGRATED
from storage import chat_moves
from storage.database import Database
from storage.tables.audit import audit as audit_rows
from tests.audited import audit_of
from tests.clock import ManualClock

pytestmark = pytest.mark.both_databases

ANN, OLD, NEW = Actor(1, -100, "Ann"), -100, -1000


async def written(db: Database, clock: ManualClock) -> Audit:
    """A row of a person in a group, one in private, and of each sort that the desk writes itself."""
    audit = audit_of(db, clock)
    async with db.write() as tx:
        await audit.write(tx, ANN, "keys.sent", "K-1", count=2)
        await audit.write(tx, Actor(1, 1, "Ann"), "role.granted", "7", role="support")
        await audit.write_of(tx, OLD, ROLE_LAPSED, "7", role="support")
        await audit.write_of(tx, None, ROLE_LAPSED, "8", role="support")
        await audit.write(tx, None, OPEN_TO, str(OLD), names=[])
        await audit.write(tx, None, "desk.started", "")
    return audit


async def put(db: Database, row_id: int, **place: Any) -> None:
    """Let a row be found elsewhere."""
    async with db.write() as tx:
        await tx.connection.execute(
            update(audit_rows).where(audit_rows.c.id == row_id).values(**place)
        )


@pytest.mark.parametrize("row_id", range(1, 7))
@pytest.mark.parametrize(
    "place", [{"kind": "games"}, {"home_id": -999}, {"home_id": None}], ids=str
)
async def test_a_row_found_elsewhere_breaks_the_audit(
    database: Database, clock: ManualClock, row_id: int, place: dict[str, Any]
) -> None:
    """Under another kind, in another chat, or in none: nothing it says was changed, and it is hidden."""
    audit = await written(database, clock)
    assert (await audit.verify()).trouble is None
    async with database.read() as tx:
        stood = (await tx.audit.places(row_id, row_id))[row_id]
    await put(database, row_id, **place)
    report = await audit.verify()
    if stood.home_id is None and place == {"home_id": None}:
        assert report.trouble is None
    else:
        assert (report.trouble, report.broken_at) == (Trouble.MISPLACED, row_id)


async def test_rows_follow_a_group_to_its_new_id(database: Database, clock: ManualClock) -> None:
    """Where the group went they belong, and nowhere else; what comes late under the former id may stay."""
    audit = await written(database, clock)
    async with database.write() as tx:
        await chat_moves.follow(tx.connection, OLD, NEW)
        await audit.write(tx, None, MIGRATED, str(OLD), to=NEW)
        await audit.write(tx, ANN, "order.later", "K-2")
    assert (await audit.verify()).trouble is None
    await put(database, 1, home_id=OLD)
    report = await audit.verify()
    assert (report.trouble, report.broken_at) == (Trouble.MISPLACED, 1)


async def test_a_lapsed_role_of_an_earlier_version_belongs_where_it_stands(
    database: Database, clock: ManualClock
) -> None:
    """It did not say in which chat; that is no sign that somebody changed it."""
    audit = audit_of(database, clock)
    async with database.write() as tx:
        await audit._write(tx, None, OLD, ROLE_LAPSED, "7", {"role": "support"})
    assert (await audit.verify()).trouble is None
