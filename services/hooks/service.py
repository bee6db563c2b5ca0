"""Hooks of a chat: made, shown and revoked by its people. Their tokens are kept as digests alone."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.hooks.errors import (
    BadHookNameError,
    HookNameTakenError,
    TooManyHooksError,
    UnknownHookError,
)
from services.incidents import SEVERITIES, Incidents
from services.outbox import Outbox
from services.schedules.quiet import read_quiet
from services.visible import visible_line
from storage.database import Database
from storage.hooks import HookRow
from storage.transaction import Tx

MOST_IN_CHAT = 30
MOST_IN_NAME = 40
EVERY = (5, 15, 60, 360, 1440)
"""Minutes of a heartbeat that has to come so often."""
LONGEST = timedelta(minutes=max(EVERY) * 2)
"""The furthest ahead that one is waited for."""
_USUAL = "warning"


@dataclass(frozen=True, slots=True)
class HookView:
    """A hook as its chat sees it. ``every``: minutes, of a heartbeat, missing since ``missed_at``.

    ``quiet``: its quiet hours, or "".
    """

    id: int
    chat_id: int
    name: str
    every: int | None
    severity: str
    made_by: int
    made_at: datetime
    heard_at: datetime | None
    due_at: datetime | None
    missed_at: datetime | None
    thread_id: int | None
    quiet: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A hook that was just made, and its address, which nobody is told again."""

    hook: HookView
    address: str = field(repr=False)


class Hooks:
    """The hooks of chats. An actor reaches those of the chat the actor is in, and no others."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        audit: Audit,
        outbox: Outbox,
        incidents: Incidents,
        address: Callable[[], str],
        on_token: Callable[[str], None],
    ) -> None:
        """``address``: of the web side; ``on_token`` hears of each token, so that logs can hide it."""
        self._db = db
        self._clock = clock
        self._audit = audit
        self._outbox = outbox
        self._incidents = incidents
        self._address = address
        self._on_token = on_token

    def served_at(self, address: Callable[[], str]) -> None:
        """Say where the web side really listens, which may be another port than was set."""
        self._address = address

    async def make(self, actor: Actor, name: str, every: int | None = None) -> Made:
        """Make a hook into the chat and topic the actor is in; a heartbeat, if it says how often.

        Raises BadHookNameError, HookNameTakenError, TooManyHooksError.
        """
        name = visible_line(name)
        if not 0 < len(name) <= MOST_IN_NAME:
            raise BadHookNameError(most=MOST_IN_NAME)
        token = secrets.token_urlsafe(32)
        self._on_token(token)
        async with self._db.write() as tx:
            there = await tx.hooks.of_chat(actor.chat_id)
            for each in there:  # its alerts, and /hooks revoke, name it by that
                if each.name.casefold() == name.casefold():
                    raise HookNameTakenError(name=each.name)
            if len(there) >= MOST_IN_CHAT:
                raise TooManyHooksError(most=MOST_IN_CHAT)
            now = self._clock()
            row = await tx.hooks.add(
                chat_id=actor.chat_id,
                thread_id=actor.thread_id,
                name=name,
                token_digest=digest_of(token),
                every=every,
                severity=_USUAL,
                made_by=actor.user_id,
                made_at=now,
                due_at=None if every is None else now + patience_of(every),
            )
            await self._note(tx, actor, "hook.made", row)
        return Made(_view(row), f"{self._address()}/hooks/{token}")

    async def of_chat(self, chat_id: int) -> tuple[HookView, ...]:
        """The hooks of a chat, oldest first."""
        async with self._db.read() as tx:
            return tuple(map(_view, await tx.hooks.of_chat(chat_id)))

    async def made_by(self, user_id: int) -> tuple[HookView, ...]:
        """Those that a person made in any chat, oldest first: they go on, whatever the person may do now."""
        async with self._db.read() as tx:
            return tuple(map(_view, await tx.hooks.made_by(user_id)))

    async def view(self, actor: Actor, hook_id: int) -> HookView:
        """One hook of the actor's chat. Raises UnknownHookError."""
        async with self._db.read() as tx:
            return _view(await _own(tx, actor, hook_id))

    async def weigh(self, actor: Actor, hook_id: int, severity: str) -> HookView:
        """Say how grave is what says nothing of that, or that nothing comes. Raises UnknownHookError."""
        if severity not in SEVERITIES:
            raise ValueError(severity)
        return await self._change(actor, hook_id, severity=severity)

    async def keep_quiet(self, actor: Actor, hook_id: int, quiet: str) -> HookView:
        """Give it quiet hours; "" is none. Raises UnknownHookError, BadQuietHoursError."""
        return await self._change(actor, hook_id, quiet=str(read_quiet(quiet)) if quiet else None)

    async def _change(self, actor: Actor, hook_id: int, **values: str | None) -> HookView:
        async with self._db.write() as tx:
            await _own(tx, actor, hook_id)
            await tx.hooks.change(hook_id, **values)
            row = await _own(tx, actor, hook_id)
            await self._note(tx, actor, "hook.changed", row)
        return _view(row)

    async def revoke(self, actor: Actor, hook_id: int) -> HookView:
        """Nothing is taken at its address any more. Raises UnknownHookError."""
        async with self._db.write() as tx:
            row = await _own(tx, actor, hook_id)
            if not await tx.hooks.remove(hook_id):
                raise UnknownHookError
            if row.missed_at is not None:
                await self._incidents.clear(tx, row.chat_id, missing_key(row.id))
            await self._note(tx, actor, "hook.revoked", row)
        self._outbox.kick()
        return _view(row)

    async def _note(self, tx: Tx, actor: Actor, action: str, row: HookRow) -> None:
        facts: dict[str, Any] = {"hook": row.id, "every": row.every, "severity": row.severity}
        facts |= {"quiet": row.quiet} if row.quiet else {}
        await self._audit.write(tx, actor, action, row.name, **facts)


def digest_of(token: str) -> str:
    """What a token is kept and found by: 256 random bits need no slow one."""
    return hashlib.sha256(token.encode()).hexdigest()


def patience_of(every: int) -> timedelta:
    """How long a heartbeat is waited for: its time, and a tenth of it, at least a minute, for the way."""
    return timedelta(minutes=every) + max(timedelta(minutes=1), timedelta(minutes=every) / 10)


def missing_key(hook_id: int) -> str:
    """What the incident of a heartbeat that does not come is known by."""
    return f"hook:{hook_id}:missing"


def too_long_key(hook_id: int) -> str:
    """What the incident of a hook is known by whose posts are longer than it reads."""
    return f"hook:{hook_id}:too-long"


def refused_key(hook_id: int) -> str:
    """What the incident of a hook is known by to which more is posted at once than it takes."""
    return f"hook:{hook_id}:refused"


async def _own(tx: Tx, actor: Actor, hook_id: int) -> HookRow:
    row = await tx.hooks.get(hook_id)
    if row is None or row.chat_id != actor.chat_id:
        raise UnknownHookError
    return row


def _view(row: HookRow) -> HookView:
    return HookView(
        row.id,
        row.chat_id,
        row.name,
        row.every,
        row.severity,
        row.made_by,
        row.made_at,
        row.heard_at,
        row.due_at,
        row.missed_at,
        row.thread_id,
        row.quiet or "",
    )
