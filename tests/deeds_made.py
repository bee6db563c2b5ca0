"""The keeper of deeds, for whoever needs no other service of the desk; and processes that are cut off."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any

from sandbox.gates import Gate
from services.access.service import Access
from services.actor import Actor
from services.deeds import KIND, Deed, Deeds
from services.deeds.steps import UnderWay, doing
from services.outbox import Outbox
from services.work import WorkQueue
from storage.database import Database
from storage.leases import LEASE
from tests.audited import VAULT, audit_of
from tests.clock import ManualClock
from tests.may_still import EverybodyBut

KEY = "mYgQwErTy123"


def deeds_of(db: Database, clock: ManualClock) -> Deeds:
    """Deeds whose ends are told by an outbox of nobody's."""
    outbox = Outbox(db, clock, Access(db, clock, frozenset(), audit_of(db, clock)))
    return Deeds(db, VAULT, WorkQueue(clock), outbox, EverybodyBut())


class CutOff:
    """One deed, done by one process after another, each of which may be cut off in it."""

    def __init__(self, db: Database, clock: ManualClock, deeds: Deeds) -> None:
        self._db = db
        self._clock = clock
        self._deeds = deeds
        self._processes = count()

    async def confirmed(self, actor: Actor) -> None:
        """It is wished for. What its row says besides its requests is of no meaning here."""
        deed = Deed(KEY, actor, "what was confirmed", {})
        assert await self._deeds.confirm(deed, "what", "provider")

    @asynccontextmanager
    async def process(self, *, young: bool = True) -> AsyncIterator[None]:
        """Do it inside, as the next process that has taken it over."""
        self._clock.advance(LEASE.total_seconds() + 1)
        now, name = self._clock(), f"process {next(self._processes)}"
        async with self._db.write() as tx:
            [row] = await tx.work.claim(name, now + LEASE, now, 1, 1)
        with doing(UnderWay(row, Deed.of(row), asyncio.Event(), young, "")):
            yield

    async def dies_at(self, gate: Gate, asked: Coroutine[Any, Any, object]) -> None:
        """A process is cut off in this while the gate holds its provider."""
        async with self.process():
            task = asyncio.create_task(asked)
        await gate.reached()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        gate.release()

    async def outcomes(self) -> list[tuple[str, str, str | None]]:
        """What its row says of each request: for what, about what, and what came of it."""
        async with self._db.read() as tx:
            [row] = await tx.work.all_of(KIND)
        return [(each["step"], each["what"], each["outcome"]) for each in row.facts["steps"]]
