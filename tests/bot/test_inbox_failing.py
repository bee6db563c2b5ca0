"""The inbox while the database fails at every statement in turn, on both kinds, with a kill after each."""

from collections import Counter
from contextlib import suppress

import pytest
from aiogram import Bot
from cryptography.fernet import Fernet
from sqlalchemy import select

from sandbox.telegram import Person, World
from services.inbox import Inbox
from services.vault import Vault
from storage.database import Database
from storage.errors import TroubleError
from storage.leases import LEASE
from storage.tables.inbox import inbox
from tests.bot.fake_time import JumpingTime
from tests.bot.polled import Desk, handled, killed, polling
from tests.failing import failing

STATEMENTS = 12
"""More than one round of a process has: the last of them find nothing to fail."""
SECRET = Fernet.generate_key().decode()


async def written(database: Database) -> set[int]:
    """The ids that have a row."""
    async with database.read() as tx:
        return set((await tx.connection.execute(select(inbox.c.id))).scalars())


async def mark(database: Database, rows: Inbox) -> None:
    """Once it takes writes: write down what was handled, as the loop does that comes round each second."""
    while True:
        await database.condition.well()
        with suppress(TroubleError):
            await rows.settle()
            return


@pytest.mark.parametrize("times", [1, 2])
async def test_whatever_statement_fails_nothing_is_lost_and_nothing_done_twice(
    bot: Bot, world: World, time: JumpingTime, database: Database, times: int
) -> None:
    """Each message is handled once, by the process that took it or the next; what is confirmed is safe."""
    people = [world.person(name) for name in ("Sam", "Kim", "Ann")]
    struck = 0
    for first in range(1, STATEMENTS + 1):
        struck += await one_round(bot, world, time, database, people, first, times)
    assert struck >= 2 * times


async def one_round(
    bot: Bot,
    world: World,
    time: JumpingTime,
    database: Database,
    people: list[Person],
    first: int,
    times: int,
) -> int:
    """A process that is killed, and the next; gives how often a statement failed."""
    vault, said, updates = Vault([SECRET]), [], {}
    desk, rows = Desk(), Inbox(database, time.calendar, vault)

    def say(person: Person, what: str) -> None:
        said.append(f"{first} {person.name} {what}")
        message = person.says(said[-1])
        assert message.update is not None
        updates[message.update.id] = said[-1]

    async with killed(bot, desk, time, rows) as poller:
        with failing(database, first, times) as statements:
            for what in ("one", "two"):
                for person in people:
                    say(person, what)
                await handled(world, poller)
            await mark(database, rows)
        assert sorted(desk.handled) == sorted(said), "everybody is answered all the same"
        desk.hold.clear()
        say(people[0], "cut off")
        say(people[0], "never begun")
        await desk.until_begun(len(said) - 1)
    known = {update.id for update in world.updates.pending} | await written(database)
    for update_id, text in updates.items():
        assert update_id in known or text in desk.handled, f"{text} is lost"
    if not database.is_sqlite:
        time.calendar.advance(LEASE.total_seconds())
    next_desk = Desk()
    async with polling(bot, next_desk, time, Inbox(database, time.calendar, vault)) as poller:
        say(people[1], "after")
        await handled(world, poller)
    assert Counter(desk.handled + next_desk.handled) == Counter(said)
    assert [text for text in next_desk.handled if people[0].name in text] == said[-3:-1]
    return statements.failed
