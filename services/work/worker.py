"""The worker: claims rows of work, does many side by side, and loses none with the process.

A claim is a lease: it is renewed while the process lives, given back when it stops, and runs out when it
dies. How much is done at once is bounded for each line (a provider) and for all, over all processes.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from services.back_off import back_off
from services.clock import Clock
from services.complaints import Complaints
from services.work.queue import WorkQueue
from storage.database import Database
from storage.errors import TroubleError
from storage.leases import LEASE
from storage.transaction import Tx
from storage.work import WorkRow

log = structlog.get_logger(__name__)

AT_ONCE = 50
"""So much is done at once."""
IN_LINE = 10
"""So much of it in one line: at one provider."""


@dataclass(slots=True, eq=False)
class Claim:
    """Work in the hands of who does it, who says in the transaction of what came of it how it goes on.

    ``stopping``: the process ends, so nothing new is begun.
    """

    row: WorkRow
    stopping: asyncio.Event
    told: bool = False

    async def end(self, tx: Tx) -> None:
        """It is done."""
        self.told = True
        if not await tx.work.end(self.row):
            log.warning("work was taken over", kind=self.row.kind, subject=self.row.subject)

    async def put_off(
        self,
        tx: Tx,
        wait: timedelta,
        now: Clock,
        *,
        facts: dict[str, Any] | None = None,
    ) -> None:
        """It goes on after a while. ``facts``: what it says from now on."""
        self.told = True
        if not await tx.work.put_off(self.row, now() + wait, facts=facts):
            log.warning("work was taken over", kind=self.row.kind, subject=self.row.subject)


Doer = Callable[[Claim], Awaitable[None]]
"""Does work of one kind: once more from where the rows say that it stands, whoever was at it before.

It ends the claim or puts it off; what raises is put off with a growing wait."""


class Worker:
    """Does what is due whenever ``run`` is called, which should be when the queue wakes and every second.

    ``renew`` has to be called well within a lease.
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        queue: WorkQueue,
        *,
        at_once: int = AT_ONCE,
        in_line: int = IN_LINE,
    ) -> None:
        self._db = db
        self._clock = clock
        self._queue = queue
        self._at_once = at_once
        self._in_line = in_line
        self._doers: dict[str, Doer] = {}
        self._name = secrets.token_hex(8)
        self._running: dict[asyncio.Task[None], WorkRow] = {}
        self._stopping = asyncio.Event()
        self._claiming = asyncio.Lock()
        self._complaints = Complaints(__name__)

    def learn(self, doers: Mapping[str, Doer]) -> None:
        """Let these do work, by its kind."""
        self._doers.update(doers)

    @property
    def running(self) -> int:
        """How much is being done."""
        return len(self._running)

    async def take_over(self) -> int:
        """At start, where no other process can be at it: what an earlier one had claimed is due again."""
        async with self._db.write() as tx:
            return await tx.work.give_back(self._clock())

    async def run(self) -> int:
        """Claim what is due and begin it; gives how much that was. Raises NotWritableError."""
        async with self._claiming:
            # While an answer is in hand that cannot be written, nothing else is begun.
            if self._stopping.is_set() or self._db.keeper.waits or not await self._any_due():
                return 0
            now = self._clock()
            async with self._db.write() as tx:
                rows = await tx.work.claim(
                    self._name, now + LEASE, now, self._at_once, self._in_line
                )
            for row in rows:
                task = asyncio.create_task(self._see_through(row), name=f"work {row.kind}")
                self._running[task] = row
                task.add_done_callback(self._ended)
        return len(rows)

    async def renew(self) -> None:
        """Keep what is being done for another lease."""
        if self._running:
            async with self._db.write() as tx:
                await tx.work.renew(self._name, self._clock() + LEASE)

    async def idle(self) -> int:
        """Wait until nothing that is due now is left undone; gives how much was begun meanwhile."""
        begun = 0
        while (found := await self.run()) or self._running:
            begun += found
            if self._running:
                await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
        return begun

    async def stop(self, seconds: float) -> None:
        """Begin nothing more, let what is being done end, cut off what is late, and give it all back."""
        self._stopping.set()
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=seconds)
            for task in late:
                row = self._running[task]
                log.warning("work cut off by the stop", kind=row.kind, subject=row.subject)
                task.cancel()
            if late:
                await asyncio.wait(late)
        try:
            async with self._db.write() as tx:
                await tx.work.give_back(self._clock(), self._name)
        except TroubleError as error:
            log.warning("claims run out by themselves", cause=str(error.cause))

    async def _any_due(self) -> bool:
        async with self._db.read() as tx:
            return await tx.work.any_due(self._name, self._clock())

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._running[task]
        self._queue.kick()  # its place is free

    async def _see_through(self, row: WorkRow) -> None:
        """Do it. One that breaks holds up no other, and is tried again."""
        claim = Claim(row, self._stopping)
        about = {"kind": row.kind, "subject": row.subject}
        try:
            await self._doers[row.kind](claim)
            if claim.told:
                return
            log.error("work neither ended nor put off", **about)
        except TroubleError as error:
            self._complaints.tell(
                "work goes on later",
                str(error.cause),
                level=logging.WARNING,
                kind=row.kind,
                subject=row.subject,
            )
        except Exception:
            log.exception("work broke", **about)

        async def unit(tx: Tx) -> None:
            await claim.put_off(tx, back_off(row.tries), self._clock)

        try:
            await self._db.keep(unit, "put off", **about)
        except TroubleError as error:  # the process ends: the claim runs out, or is taken over
            log.warning("work not put off", **about, cause=str(error.cause))
