"""What an older version left on its way, and what is forgotten once it is over."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from services.access.service import Access
from services.outbox import Lost, Outbox
from storage.database import Database
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.membership import Crowd
from tests.services.outbox_made import posted, row_of

pytestmark = pytest.mark.both_databases


async def test_what_a_keydesk_without_claims_had_on_its_way_is_settled(
    empty_url: str, clock: ManualClock
) -> None:
    """The version before marked a notice as sending when it was taken: it may have arrived."""
    database = Database(empty_url)
    await database.migrate("0012")
    row = (
        "INSERT INTO notices (id, kind, chat_id, facts, state, due_at, tries, made_at) "
        "VALUES (:id, :kind, :id, '{}', :state, :now, 0, :now)"
    )
    moment = clock().strftime("%Y-%m-%d %H:%M:%S.%f") if database.is_sqlite else clock()
    engine = create_async_engine(empty_url)
    async with engine.begin() as connection:
        for each, (kind, state) in enumerate(
            (("flood", "sending"), ("digest", "sending"), ("digest", "waiting")), 1
        ):
            values = {"id": each, "kind": kind, "state": state, "now": moment}
            await connection.execute(text(row), values)
    await engine.dispose()
    await database.open()
    access = Access(database, clock, frozenset({1}), audit_of(database, clock), Crowd())
    outbox = Outbox(database, clock, access)
    assert await outbox.recover() == 2
    assert [(await row_of(database, each)).state for each in (1, 2, 3)] == [
        "waiting",
        "untold",
        "waiting",
    ]
    assert {row.id for row in await outbox.take(9)} == {1, 3}
    await database.close()


async def _over(database: Database, outbox: Outbox, kind: str, chat_id: int, **more: Any) -> int:
    made = await posted(database, outbox, chat_id, kind, **more)
    assert [row.id for row in await outbox.take(1)] == [made]
    assert await outbox.sent(made, 1)
    return made


async def test_what_is_over_is_forgotten_after_its_days(
    database: Database, clock: ManualClock, access: Access
) -> None:
    """Sent and dropped ones go; what nobody knows, what bars a second telling and proof of keys stay."""
    outbox = Outbox(database, clock, access, timedelta(days=3))
    assert await outbox.forget_old() == 0
    gone = [await _over(database, outbox, kind, -1) for kind in ("digest", "order-changed")]
    stay = [
        await _over(database, outbox, "keys-for-customer", 7),
        await _over(database, outbox, "alerts-silent", 1, once_key="alerts-silent:-5:1"),
    ]
    untold = await posted(database, outbox, -1, "digest")
    await outbox.take(1)
    assert await outbox.lost(untold, Lost.REFUSED, "no")
    clock.advance(3 * 86400 - 1)
    assert await outbox.forget_old() == 0
    clock.advance(2)
    waits = await posted(database, outbox, -2)
    assert await outbox.forget_old() == len(gone)
    rows = {row.id for row in await outbox.rows([*gone, *stay, untold, waits])}
    assert rows == {*stay, untold, waits}
    async with database.write() as tx:
        again = await outbox.post(tx, "alerts-silent", 1, {}, once_key="alerts-silent:-5:1")
    assert again is None


async def test_a_clock_that_was_set_forgets_nothing(
    database: Database, clock: ManualClock, access: Access
) -> None:
    """What looks old by a clock that has just jumped may be of today."""
    outbox = Outbox(database, clock, access, timedelta(days=3))
    await _over(database, outbox, "order-changed", -1)
    assert await outbox.forget_old() == 0
    clock.jump(timedelta(days=400))
    assert await outbox.forget_old() == 0
