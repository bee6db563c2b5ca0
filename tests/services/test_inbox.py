"""The inbox: each update once, sealed until it was handled, and taken over from whoever is gone."""

import asyncio
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select
from structlog.testing import capture_logs

from services.errors import DoneBeforeError
from services.inbox import KEPT, LATE, MOST_TRIES, Inbox, Raw
from services.vault import Vault
from storage.database import Database
from storage.leases import LEASE
from storage.tables.inbox import inbox
from tests.clock import ManualClock

pytestmark = pytest.mark.both_databases


SECRET = Fernet.generate_key().decode()


def says(update_id: int, text: str = "AAAA-BBBB-CCCC-DDDD") -> Raw:
    """An update in which somebody says something that nobody else is to read."""
    return {"update_id": update_id, "message": {"text": text}}


def process(database: Database, clock: ManualClock, secret: str = SECRET) -> Inbox:
    """A process that takes updates."""
    return Inbox(database, clock, Vault([secret]))


async def rows(database: Database) -> dict[int, bytes | None]:
    """What is in the table, by id."""
    async with database.read() as tx:
        found = await tx.connection.execute(select(inbox.c.id, inbox.c.sealed))
        return {row.id: row.sealed for row in found}


async def test_an_update_is_taken_once(database: Database, clock: ManualClock) -> None:
    """What somebody has taken nobody else takes, alone or among a hundred others; the rest they do."""
    first, second = process(database, clock), process(database, clock)
    assert await first.take({7: says(7)}) == {7}
    assert await second.take({7: says(7)}) == set()
    many = {each: says(each) for each in range(1, 151)}
    assert await second.take(many) == set(many) - {7}
    assert await second.others_took([6, 7, 8, 999]) == {7}
    assert len(await rows(database)) == 150


async def test_what_was_said_is_sealed_and_goes_when_it_was_handled(
    database: Database, clock: ManualClock
) -> None:
    """No word of it stands in the row, nothing but the id stays, and by that it is taken no more."""
    desk = process(database, clock)
    await desk.take({1: says(1), 2: says(2), 3: None})
    found = await rows(database)
    assert found[1] is not None and b"BBBB" not in found[1]
    assert found[3] is None
    desk.handled(1)
    await desk.settle()
    assert {each: sealed is None for each, sealed in (await rows(database)).items()} == {
        1: True,
        2: False,
        3: True,
    }
    assert await process(database, clock).take({1: says(1), 3: says(3)}) == set()


async def test_what_a_process_left_another_takes_in_hand(
    database: Database, clock: ManualClock
) -> None:
    """On SQLite at the next start, where several share a database when the lease has run out; in order."""
    gone, next_one = process(database, clock), process(database, clock)
    await gone.take({each: says(each) for each in (3, 1, 2)})
    gone.handled(2)
    await gone.settle()
    if not database.is_sqlite:
        assert await next_one.left() == []
        await gone.renew()
        clock.advance(LEASE.total_seconds())
    assert [(left.id, left.update) for left in await next_one.left()] == [
        (1, says(1)),
        (3, says(3)),
    ]
    assert await next_one.left() == []
    gone.handled(1)
    with capture_logs() as logs:
        await gone.settle()
    assert [log["event"] for log in logs] == ["updates were taken over by another process"]
    next_one.handled(1)
    next_one.handled(3)
    await next_one.settle()
    assert set((await rows(database)).values()) == {None}


async def test_what_is_given_back_can_be_had_at_once(
    database: Database, clock: ManualClock
) -> None:
    """A process that stops in order makes nobody wait for its lease."""
    gone = process(database, clock)
    await gone.take({1: says(1), 2: says(2)})
    gone.handled(1)
    await gone.settle()
    assert await gone.give_back() == 1
    assert [left.id for left in await process(database, clock).left()] == [2]


async def test_what_lay_for_long_is_called_late(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """After a quarter of an hour, and not before."""
    await process(sqlite_database, clock).take({1: says(1)})
    clock.advance(LATE.total_seconds())
    await process(sqlite_database, clock).take({2: says(2)})
    clock.advance(1)
    assert [(left.id, left.late) for left in await process(sqlite_database, clock).left()] == [
        (1, True),
        (2, False),
    ]


async def test_an_update_that_ends_each_process_is_given_up(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """After three processes it is in hand no more, and the log names it without its content."""
    await process(sqlite_database, clock).take({1: says(1)})
    for _ in range(MOST_TRIES - 1):
        assert len(await process(sqlite_database, clock).left()) == 1
    last = process(sqlite_database, clock)
    with capture_logs() as logs:
        assert await last.left() == []
    assert logs[-1]["event"] == "update given up"
    assert "BBBB" not in str(logs)
    await last.settle()
    assert await rows(sqlite_database) == {1: None}


async def test_an_update_that_no_secret_opens_is_given_up(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """It holds up nothing, and the log says why."""
    await process(sqlite_database, clock).take({1: says(1)})
    await process(sqlite_database, clock, Fernet.generate_key().decode()).left()
    other = process(sqlite_database, clock, Fernet.generate_key().decode())
    with capture_logs() as logs:
        assert await other.left() == []
    assert logs[-1]["fault"] == "no secret opens it"
    await other.settle()
    assert await rows(sqlite_database) == {1: None}


async def test_ids_are_forgotten_after_days_and_what_was_not_handled_never(
    database: Database, clock: ManualClock
) -> None:
    """Telegram keeps updates for a day; what is older and handled nobody will deliver again."""
    desk = process(database, clock)
    await desk.take({1: says(1), 2: None})
    clock.advance(KEPT.total_seconds())
    await desk.take({3: None})
    assert await desk.forget_old() == 0
    clock.advance(timedelta(minutes=1).total_seconds())
    assert await desk.forget_old() == 1
    assert set(await rows(database)) == {1, 3}


@pytest.mark.parametrize("text", ["\ud83d", "ключ 🔑"])
async def test_whatever_people_write_is_kept_as_it_is(
    sqlite_database: Database, clock: ManualClock, text: str
) -> None:
    """Also half a character, which JSON can hold and UTF-8 cannot."""
    await process(sqlite_database, clock).take({1: says(1, text)})
    assert [left.update for left in await process(sqlite_database, clock).left()] == [says(1, text)]


async def test_what_is_acted_on_is_not_acted_on_by_another(
    database: Database, clock: ManualClock
) -> None:
    """Neither by the process it was taken over from, nor a second time by the one that took it over."""
    slow, next_one = process(database, clock), process(database, clock)
    await slow.take({1: says(1), 2: says(2)})
    async with database.write() as tx:
        await slow.in_turn(1, acted=False).acts(tx, clock())
        await slow.in_turn(999, acted=False).acts(
            tx, clock()
        )  # in no row: nothing could be written then
    await slow.give_back()
    left = await next_one.left()
    assert [(each.id, each.acted) for each in left] == [(1, True), (2, False)]
    for turn in (next_one.in_turn(1, acted=True), slow.in_turn(2, acted=False)):
        with pytest.raises(DoneBeforeError):
            async with database.write() as tx:
                await turn.acts(tx, clock())
    async with database.write() as tx:
        await next_one.in_turn(2, acted=False).acts(tx, clock())


async def test_what_is_marked_side_by_side_is_no_other_process_at_work(
    database: Database, clock: ManualClock
) -> None:
    """Who takes marks what was handled, and so does who settles: each update is marked by one of them."""
    desk = process(database, clock)
    with capture_logs() as log:
        for turn in range(0, 40, 2):
            await desk.take({turn: says(turn)})
            desk.handled(turn)
            await asyncio.gather(desk.take({turn + 1: says(turn + 1)}), desk.settle())
            desk.handled(turn + 1)
        await desk.settle()
    assert [each["event"] for each in log] == []
    assert set((await rows(database)).values()) == {None}
