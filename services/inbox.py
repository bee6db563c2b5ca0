"""The inbox: an update is in a row, sealed, before Telegram is told that it was taken.

People paste keys and type passwords, so what was said is sealed, and goes when it was handled. That is
written together with what is taken next, or within a second: no update has a commit of its own. What a
process did not handle, the next takes in hand (:meth:`Inbox.left`).
"""

import asyncio
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from cryptography.fernet import InvalidToken

from services.clock import Clock
from services.current_update import InTurn
from services.vault import Vault
from storage.database import Database
from storage.inbox import InboxRow
from storage.leases import LEASE

Raw = Mapping[str, Any]
"""An update as Telegram sends it."""

KEPT = timedelta(days=3)
"""How long an id is remembered. Telegram keeps what was not confirmed for a day."""
MOST_TRIES = 3
"""So many processes take an update in hand: one that ends each of them is given up."""
LATE = timedelta(minutes=15)
"""After so long a tap is no wish any more: what stands on the card has changed since."""
AT_ONCE = 500
"""Ids in a statement."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Left:
    """An update that an earlier process has taken and not handled. ``late``: longer ago than ``LATE``.

    ``acted``: it was acted on, so that it is not to be done a second time.
    """

    id: int
    update: Raw = field(repr=False)
    late: bool
    acted: bool


class Inbox:
    """What this process has taken from Telegram, and what it finds that others left."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        vault: Vault,
        on_shapes: Callable[[int | None], None] = lambda shapes: None,
    ) -> None:
        """``on_shapes`` is told how many shapes keys have as updates are taken; None: it was not read."""
        self._db = db
        self._clock = clock
        self._vault = vault
        self._on_shapes = on_shapes
        self._name = secrets.token_hex(8)
        self._handled: dict[int, None] = {}
        self._marking = asyncio.Lock()
        """What one has begun to mark no other marks."""
        self._alone = db.is_sqlite
        """Nobody else can be at work: what is not ours was left by a process that is gone."""
        self._looked = False

    async def take(self, updates: Mapping[int, Raw | None]) -> set[int]:
        """Write updates down by their ids, all at once; gives those that are in this process's hand then.

        None in place of an update: it was handled already. Raises NotWritableError.
        """
        now = self._clock()
        rows = [(key, None if raw is None else self._seal(raw)) for key, raw in updates.items()]
        async with self._marking:
            done = tuple(self._handled)[:AT_ONCE]
            async with self._db.write() as tx:
                left = await tx.inbox.handled(done, self._name) if done else 0
                taken = await tx.inbox.add(rows, self._name, now + LEASE, now)
            self._forget(done, left)
        if not self._alone:
            self._on_shapes(taken.shapes)
        return taken.in_hand

    async def others_took(self, ids: Sequence[int]) -> set[int]:
        """Those of the ids that other processes have taken, or anybody handled. Raises NotReadableError."""
        async with self._db.read() as tx:
            return await tx.inbox.not_of(self._name, ids)

    def handled(self, update_id: int) -> None:
        """Note that an update was handled; that is written with what is taken next, or by ``settle``."""
        self._handled[update_id] = None

    def in_turn(self, update_id: int, *, acted: bool) -> InTurn:
        """What stands for the update while it is being handled."""
        return InTurn(update_id, self._name, acted)

    async def settle(self) -> None:
        """Write down what was handled. Raises NotWritableError."""
        async with self._marking:
            while done := tuple(self._handled)[:AT_ONCE]:
                async with self._db.write() as tx:
                    left = await tx.inbox.handled(done, self._name)
                self._forget(done, left)

    async def left(self) -> list[Left]:
        """Take in hand what others had and did not handle, oldest first. Raises TroubleError."""
        if self._alone and self._looked:
            return []
        now = self._clock()
        async with self._db.read() as tx:
            self._looked = not await tx.inbox.any_left(self._name, now, alone=self._alone)
        if self._looked:
            return []
        async with self._db.write() as tx:
            rows = await tx.inbox.claim_left(self._name, now + LEASE, now, alone=self._alone)
        if rows:
            self._on_shapes(None)
            log.info("updates that were not handled before", count=len(rows))
        return [each for row in rows if (each := self._opened(row, now)) is not None]

    async def renew(self) -> None:
        """Keep for longer what is in hand. Raises NotWritableError."""
        if self._alone:
            return
        async with self._db.write() as tx:
            await tx.inbox.renew(self._name, self._clock() + LEASE)

    async def give_back(self) -> int:
        """At the end: others may take at once what was not handled. Raises NotWritableError."""
        async with self._db.write() as tx:
            return await tx.inbox.give_back(self._name, self._clock())

    async def forget_old(self) -> int:
        """Forget ids that nobody will hear of any more, and tell how many. Raises NotWritableError."""
        async with self._db.write() as tx:
            return await tx.inbox.forget(self._clock() - KEPT)

    def _forget(self, done: Sequence[int], left: int) -> None:
        """These are marked; ``left`` of them were still ours."""
        if left < len(done):
            log.warning("updates were taken over by another process", count=len(done) - left)
        for each in done:
            self._handled.pop(each, None)

    def _seal(self, raw: Raw) -> bytes:
        return self._vault.wrap(json.dumps(raw, separators=(",", ":")))

    def _opened(self, row: InboxRow, now: datetime) -> Left | None:
        """What a row holds; None, and it counts as handled, where nothing can be made of it."""
        fault = "taken too often"
        if row.tries <= MOST_TRIES:
            try:
                raw = json.loads(self._vault.unwrap(row.sealed))
                return Left(
                    row.id, raw, late=now - row.taken_at > LATE, acted=row.acted_at is not None
                )
            except (InvalidToken, ValueError):
                fault = "no secret opens it"
        log.error("update given up", update_id=row.id, fault=fault)
        self.handled(row.id)
        return None
