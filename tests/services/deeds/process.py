"""A process at work on deeds, what it makes, and what stands in the books of it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from typing import Any

from cryptography.fernet import Fernet

from providers.errors import Rejected
from services.deeds import (
    ENDED,
    KIND,
    Deed,
    Deeds,
    DeedWork,
    End,
    Kind,
    Outcome,
    Step,
    steps,
)
from services.deeds.deed import once_key
from services.outbox import Outbox
from services.vault import Vault
from services.work import Worker, WorkQueue
from storage.database import Database
from storage.leases import LEASE
from storage.notices import NoticeRow
from storage.work import WorkRow
from tests.clock import ManualClock
from tests.may_still import EverybodyBut
from tests.services.conftest import OWNER

KEY, TEXT, ASKED = "mYgQwErTy123", "what, with a s3cret in it", "player.withdraw"
PERMISSION = "players.withdraw"
DEED = Deed(KEY, OWNER, ASKED, {"app": "puzzle", "player": "PZ1"}, 7, "t1")
SECRET = Fernet.generate_key().decode()
Make = Callable[["Process"], Coroutine[Any, Any, End]]


class Process:
    """A process at work on deeds: a worker, and ``make`` that does them. It can be held up, and die."""

    def __init__(self, db: Database, clock: ManualClock, outbox: Outbox, make: Make) -> None:
        vault, self.queue = Vault([SECRET]), WorkQueue(clock)
        self.db, self._make = db, make
        self.rights = EverybodyBut()
        self.deeds = Deeds(db, vault, self.queue, outbox, self.rights)
        self.worker = Worker(db, clock, self.queue)
        work = DeedWork(db, clock, vault, self.deeds, self.rights)
        work.made_by(self)
        self.worker.learn({KIND: work})
        self.kind = Kind(PERMISSION)
        self.asked = asyncio.Event()
        """It waits at ``held_up``."""
        self.answer = asyncio.Event()
        self.requests = 0
        """How often the provider was asked."""
        self.said: list[str] = []

    def kind_of(self, text: str) -> Kind | None:
        """As it is set."""
        return self.kind

    async def make(self, deed: Deed, text: str) -> End:
        """Do it."""
        self.said.append(text)
        return await self._make(self)

    async def held_up(self) -> None:
        """Wait for the provider."""
        self.asked.set()
        await self.answer.wait()

    async def begins(self, what: str = "", step: Step | None = None) -> Step:
        """A request is made; ``step``: once more."""
        if step is None:
            step = steps.step(f"id{what}", ASKED, what)
            async with self.db.write() as tx:
                await self.deeds.begin(tx, step)
        self.requests += 1
        return step

    async def ends(self, step: Step, outcome: Outcome = Outcome.DONE) -> None:
        """Its answer is written down."""
        error = Rejected("gamebase", "no", code=-3) if outcome is Outcome.REFUSED else None
        async with self.db.write() as tx:
            await self.deeds.end(tx, step, outcome, error=error)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """It has begun inside, and is held up; afterwards it is let go."""
        await self.worker.run()
        await self.asked.wait()
        yield
        self.answer.set()
        await self.worker.idle()


async def once(process: Process) -> End:
    """One request, whose answer takes its time."""
    step = await process.begins()
    await process.held_up()
    await process.ends(step)
    return End("the full card")


async def twice(process: Process) -> End:
    """Two requests, of which only what was not done yet is made."""
    for what in ("1", "2"):
        if steps.earlier(ASKED, what) and not steps.cut_off(ASKED, what):
            continue
        step = await process.begins(what, steps.cut_off(ASKED, what))
        if what == "2":
            await process.held_up()
        await process.ends(step)
    return End("the full card")


async def row_of(db: Database) -> WorkRow | None:
    """The deed that is under way."""
    async with db.read() as tx:
        return next(iter(await tx.work.all_of(KIND)), None)


async def notice(db: Database, step: str = "") -> NoticeRow | None:
    """The notice of its end, or of that of a step that came later."""
    async with db.read() as tx:
        return await tx.notices.of_once_key(once_key(KEY, step))


async def facts_of_end(db: Database) -> Mapping[str, Any]:
    """What the notice of its end says."""
    found = await notice(db)
    assert found is not None
    return found.facts


async def outcomes(db: Database, step: str = "") -> list[str | None]:
    """What the notice says of each request."""
    found = await notice(db, step)
    assert found is not None
    assert (found.kind, found.chat_id) == (ENDED, OWNER.chat_id)
    return [each["outcome"] for each in found.facts["steps"]]


async def lease_is_over(db: Database, clock: ManualClock, next_one: Process) -> None:
    """Who was at work has died: what it had is due to the next."""
    clock.advance(LEASE.total_seconds() + 1)
    if db.is_sqlite:
        await next_one.worker.take_over()


async def cut_off(
    database: Database, clock: ManualClock, first: Process, second: Process, kind: Kind
) -> None:
    """The first dies while the provider has its request; the second goes on."""
    first.kind = second.kind = kind
    await first.deeds.confirm(DEED, TEXT, "gamebase")
    await first.worker.run()
    await first.asked.wait()
    await lease_is_over(database, clock, second)
    second.answer.set()
    await second.worker.idle()
