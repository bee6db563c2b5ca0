"""What is held for a button: sealed, for its person, for an hour, taken once by one process."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from services.actor import Actor
from services.pending_confirmations import LIFE, PendingConfirmations, Thing, new_key
from services.vault import Vault
from storage.database import Database
from storage.tables.conversations import pending_confirmations as table
from tests.clock import ManualClock
from tests.statements import statements

SECRET = Fernet.generate_key().decode()
SAM, IN_PRIVATE, MAX = Actor(7, -100, "Sam"), Actor(7, 7, "Sam"), Actor(8, -100, "Max")


@pytest.fixture
def things(database: Database, clock: ManualClock) -> PendingConfirmations:
    """The things of one process."""
    return PendingConfirmations(database, clock, Vault([SECRET]))


async def kept(things: PendingConfirmations, text: str, actor: Actor = SAM) -> str:
    """Hold a text for a person and give its key."""
    thing = Thing(new_key(), actor, text)
    await things.keep([thing])
    return thing.key


async def test_a_thing_is_given_to_its_person_in_its_chat_only(
    things: PendingConfirmations,
) -> None:
    """Whoever learns the key of another gets nothing, and takes nothing away by trying."""
    key = await kept(things, "the coupon")
    for other in (MAX, IN_PRIVATE):
        assert await things.look(other, key) is None
        assert await things.take(other, key) is None
    assert await things.look(SAM, key) == "the coupon"
    assert await things.take(SAM, key) == "the coupon"


async def test_of_two_processes_one_gets_it(
    things: PendingConfirmations, database_url: str, clock: ManualClock
) -> None:
    """Two taps on two processes: however they race, the thing is given once."""
    other = Database(database_url)
    await other.open()
    elsewhere = PendingConfirmations(other, clock, Vault([SECRET]))
    for _ in range(10):
        key = await kept(things, "once")
        got = await asyncio.gather(
            things.take(SAM, key), elsewhere.take(SAM, key), things.take(SAM, key)
        )
        assert sorted(got, key=str) == [None, None, "once"]
    await other.close()


async def test_nothing_is_held_longer_than_its_life(
    things: PendingConfirmations, clock: ManualClock, database: Database
) -> None:
    """After an hour it is given to nobody, and the next round deletes its row."""
    old = await kept(things, "old")
    clock.advance((LIFE - timedelta(seconds=1)).total_seconds())
    new = await kept(things, "new")
    assert await things.look(SAM, old) == "old"
    clock.advance(1)
    assert await things.look(SAM, old) is None
    assert await things.take(SAM, old) is None
    assert await things.forget_old() == 1
    async with database.read() as tx:
        assert (await tx.connection.execute(select(table.c.key))).scalars().all() == [new]


async def test_no_row_shows_what_is_held(things: PendingConfirmations, database: Database) -> None:
    """Only who has the desk's secret can read it: neither the row nor its representation does."""
    thing = Thing(new_key(), SAM, "COUPON-1234")
    await things.keep([thing])
    assert "COUPON" not in repr(thing)
    async with database.read() as tx:
        rows = (await tx.connection.execute(select(table))).all()
    assert len(rows) == 1
    assert "COUPON" not in repr(rows)


async def test_a_thing_outlives_a_new_secret_but_not_the_loss_of_its_own(
    things: PendingConfirmations, database: Database, clock: ManualClock
) -> None:
    """Secrets are rotated while questions are open; one that nothing opens any more is gone."""
    key = await kept(things, "a product")
    newer = Fernet.generate_key().decode()
    assert (
        await PendingConfirmations(database, clock, Vault([newer, SECRET])).look(SAM, key)
        == "a product"
    )
    assert await PendingConfirmations(database, clock, Vault([newer])).take(SAM, key) is None


async def test_each_way_costs_one_statement(things: PendingConfirmations) -> None:
    """However many buttons a card has: what they stand for is written at once."""
    many = [Thing(new_key(), SAM, f"thing {number}") for number in range(8)]
    ways: list[Callable[[], Awaitable[object]]] = [
        lambda: things.keep(many),
        lambda: things.look(SAM, many[3].key),
        lambda: things.take(SAM, many[3].key),
    ]
    for way in ways:
        with statements() as said:
            await way()
        assert len([each for each in said if not each.startswith("BEGIN")]) == 1
