"""An object at a provider is changed by one at a time, whoever they are and whatever process they are in.

Who holds it is a deed: the process that goes on with one that was cut off has what that one held.
"""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

import structlog

from services.actor import Actor
from services.administration.errors import BeingChangedError, ChangeUnknownError
from services.clock import Clock
from services.deeds import steps
from services.errors import DeskError
from storage.database import Database
from storage.transaction import Tx

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=5)
"""So long an object stays with a process that has died; longer than a change whose answer is lost."""

_mine: ContextVar[frozenset[tuple[str, str]]] = ContextVar("_mine", default=frozenset())


class OneAtATime:
    """Holds objects while they are changed, by rows."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    @asynccontextmanager
    async def hold(self, actor: Actor, provider: str, object_id: str) -> AsyncIterator[None]:
        """Change an object inside. Raises BeingChangedError. What holds it already holds it again."""
        key = provider, object_id
        if key in _mine.get():
            yield
            return
        under_way, now = steps.current(), self._clock()
        holder = under_way.deed.key if under_way else secrets.token_hex(8)
        async with self._db.write() as tx:
            if not await tx.object_changes.begin(*key, holder, actor.name, now + LEASE, now):
                other = await tx.object_changes.of(*key)
                by = (other.held_by if other else "") or "nobody"
                raise BeingChangedError(provider=provider, by=by)
        before = _mine.set(_mine.get() | {key})
        changed = True
        try:
            yield
        except ChangeUnknownError:
            raise
        except DeskError:
            changed = False
            raise
        finally:
            _mine.reset(before)
            await self._end(actor, key, holder, changed=changed)

    async def last(self, provider: str, object_id: str) -> tuple[str, datetime] | None:
        """Who changed an object last from here, and when; None: nobody has."""
        async with self._db.read() as tx:
            row = await tx.object_changes.of(provider, object_id)
        if row is None or row.changed_by is None or row.changed_at is None:
            return None
        return row.changed_by, row.changed_at

    async def _end(self, actor: Actor, key: tuple[str, str], holder: str, *, changed: bool) -> None:
        async def unit(tx: Tx) -> bool:
            by = (actor.name, self._clock()) if changed else None
            return await tx.object_changes.end(*key, holder, by)

        if not await self._db.keep(unit, "answered", changed=key[1]):
            log.warning("somebody else has taken it since", provider=key[0], object=key[1])
