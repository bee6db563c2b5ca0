"""The outbox on a database that fails at its n-th statement, or commit, for every n there is.

Judged by what Telegram was given: every chat goes on, nothing is untold, and nothing is told twice. In the
short form chance picks the statements by a seed; the long form takes them all.
"""

import random
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.app import App
from bot.redact import Redactor
from bot.telegram.rates import Rates
from sandbox import telegram
from sandbox.telegram import Chat, TelegramServer, World
from storage.database import Database
from tests.bot.settings_base import TOKEN, load
from tests.campaigns.length import LONG
from tests.campaigns.notices import samples
from tests.clock import ManualClock

SEED = 20300116
SHORT = 6
"""Statements that fail in the short form, of each database and number of failures in a row."""
PAUSE = timedelta(minutes=16)
"""Longer than any between two tries."""
MOST_ROUNDS = 12
PLAIN = ("maintenance", "digest", "flood", "backup-failed")
"""Kinds that need nothing but their facts: two that must not be told twice, two that may."""


class Failing:
    """Counts statements and commits, and lets some fail, as a full disk does."""

    def __init__(self) -> None:
        self.seen = 0
        self.fails: range = range(0)
        self.armed = False

    def arm(self, first: int, times: int) -> None:
        """Count from here; ``times`` from the ``first`` on fail."""
        self.seen, self.fails, self.armed = 0, range(first, first + times), True

    def count(self, *_: Any) -> None:
        """One more is to be done."""
        self.seen += self.armed
        if self.armed and self.seen in self.fails:
            raise OperationalError("", {}, _full())


def _full() -> sqlite3.OperationalError:
    """As the one driver says it; the other one's is read by the same place (storage/errors.py)."""
    error = sqlite3.OperationalError("no space left")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


@contextmanager
def _on(db: Database, failing: Failing) -> Iterator[None]:
    assert db._writing is not None
    assert db._reading is not None
    engines = [db._writing.sync_engine]
    if db.is_sqlite:  # else it is a view of the same
        engines.append(db._reading.sync_engine)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", failing.count)
        event.listen(engine, "commit", failing.count)
    yield
    for engine in engines:
        event.remove(engine, "before_cursor_execute", failing.count)
        event.remove(engine, "commit", failing.count)


class Desk:
    """A desk without loops, its Telegram, and the chats it has to tell things to."""

    def __init__(self, app: App, world: World, clock: ManualClock) -> None:
        self.app = app
        self.world = world
        self.clock = clock
        self.failing = Failing()
        owner = world.person("Olga", id=11)
        owner.starts()
        groups = [world.group(f"Group {number}", members=[owner]) for number in range(3)]
        self.chats = [*groups, owner.private]
        self._turn = 0

    async def trial(self, first: int, times: int) -> int:
        """Tell every chat two things while statements fail; gives how many statements there were."""
        self._turn += 1
        outbox, db = self.app.house.services.outbox, self.app.house.db
        before = {chat.id: _said(chat) for chat in self.chats}
        made = []
        async with db.write() as tx:
            for place, chat in enumerate(self.chats):
                for kind in (PLAIN[place], PLAIN[(place + 1) % 4]):
                    facts = samples("K-1", -1)[kind].facts | {"schedule": 100 + place}
                    made.append(await outbox.post(tx, kind, chat.id, facts))
        self.failing.arm(first, times)
        ids = [each for each in made if each is not None]
        for _ in range(MOST_ROUNDS):
            await self.app.sender.idle()
            await db.condition.well()
            self.clock.advance(PAUSE.total_seconds())
            self.failing.armed = False
            if all(row.ended_at is not None for row in await outbox.rows(ids)):
                break
            self.failing.armed = True
        what = f"failing {first}, {times} in a row"
        states = Counter(row.state for row in await outbox.rows(ids))
        assert states == {"sent": len(ids)}, f"{what}: {states}"
        told = {chat.id: _said(chat) - before[chat.id] for chat in self.chats}
        assert set(told.values()) == {2}, f"{what}: {told}"
        return self.failing.seen


def _said(chat: Chat) -> int:
    return sum(message.sender is None for message in chat.messages)


@asynccontextmanager
async def _desk(url: str, folder: Path) -> AsyncIterator[Desk]:
    clock = ManualClock()
    world = World(rates=telegram.Rates.unlimited(), clock=clock, token=TOKEN)
    server = TelegramServer(world)
    await server.start()
    settings = load(
        TELEGRAM_API=server.base_url,
        DATABASE_URL=url,
        DATA_DIR=str(folder),
        SECRET_KEYS=Fernet.generate_key().decode(),
    )
    app = App(settings, Redactor(), clock=clock, rates=Rates.unlimited())
    await app.house.open()
    desk = Desk(app, world, clock)
    try:
        with _on(app.house.db, desk.failing):
            yield desk
    finally:
        await app.sender.stop()
        await app.budget.close()
        await app.bot.session.close()
        await app.house.close()
        await server.stop()


@pytest.mark.parametrize("times", [1, 3])
async def test_no_failing_statement_loses_or_doubles_a_notice(
    database_url: str, tmp_path: Path, times: int
) -> None:
    """Each statement and commit of sending eight notices to four chats fails once; all arrive, once."""
    async with _desk(database_url, tmp_path) as desk:
        total = await desk.trial(0, 0)
        every = range(1, total + 1)
        picked = every if LONG else sorted(random.Random(SEED).sample(every, SHORT))  # noqa: S311
        for first in picked:
            await desk.trial(first, times)
    print(f"{total} statements, {len(picked)} of them failed, {times} in a row")  # noqa: T201 - the campaign's figures
