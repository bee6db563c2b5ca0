"""The audit for people: what was done, by whom and where, as far as it is theirs to see.

A row belongs to a chat: what was done with an order to the order's own, all else to the chat it was done
in. In a group only the group's own rows are shown, since everybody there reads along; in the private chat
those of every chat in which the person may see who did what.
"""

import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.access import Access, Reach
from services.actor import Actor
from services.audit.kinds import AuditKind, kind_of
from services.page import Stretch, stretch
from services.periods import Period
from storage.audit_reading import Found, Looked
from storage.database import Database
from storage.transaction import Tx

VIEW = "audit.view"
MOST_IN_FILE = 10_000
"""Rows of a file, the newest."""
_AT_ONCE = 500
_LATELY = 200
"""Rows that are looked through for who did something lately."""
_PERSONS = ("duty.", "role.", "person.", "claim.refused")
"""Actions whose subject is a person."""
_OF_ROLES = {"role.switched", "role.changed", "role.made", "role.deleted"}
"""But of these: it is a role, or a permission."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What is asked for; what is None makes no difference.

    ``who`` did it, or it was done to them as one of the team; ``order`` is a number.
    """

    kind: AuditKind | None = None
    who: int | None = None
    order: str | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One deed. ``who_id`` is None where the desk did it by itself; ``who`` and ``whom`` are names.

    ``home_id`` is the chat it belongs to, None for the desk's own; ``whom`` the person it was done to.
    """

    id: int
    at: datetime
    who_id: int | None
    who: str
    home_id: int | None
    action: str
    subject: str
    facts: Mapping[str, Any]
    whom_id: int | None
    whom: str
    hash: str


def undoable(entry: AuditEntry) -> bool:
    """Whether it is a change of the catalog that can be taken back (services/catalog/undoing.py)."""
    return kind_of(entry.action) is AuditKind.CATALOG and "change" in entry.facts


class AuditReading:
    """Every page is two statements, however long the audit is: the rows, and people's names."""

    def __init__(self, db: Database, access: Access) -> None:
        self._db = db
        self._access = access

    async def page(
        self,
        actor: Actor,
        asked: AuditFilter,
        size: int,
        *,
        behind: int | None = None,
        before: int | None = None,
    ) -> Stretch[AuditEntry]:
        """Some rows: the newest, or those behind the row with this id, or those before it."""
        looked = await self._looked(actor, asked)
        async with self._db.read() as tx:
            rows = tx.audit_reading
            found = await stretch(
                lambda limit, than: rows.newest(looked, limit, behind=than),
                lambda limit, than: rows.next_newer(looked, limit, than=than),
                size,
                behind=behind,
                before=before,
            )
            return Stretch(await _entries(tx, found.items), found.newer, found.older)

    async def entry(self, actor: Actor, row_id: int) -> AuditEntry | None:
        """One row, if this person may see it where they are."""
        looked = await self._looked(actor, AuditFilter())
        async with self._db.read() as tx:
            found = await tx.audit_reading.one(looked, row_id)
            return None if found is None else (await _entries(tx, [found]))[0]

    async def everything(
        self, actor: Actor, asked: AuditFilter, most: int = MOST_IN_FILE
    ) -> AsyncIterator[tuple[AuditEntry, ...]]:
        """The newest rows, some at a time, ``most`` in all."""
        looked = await self._looked(actor, asked)
        behind: int | None = None
        while most > 0:
            async with self._db.read() as tx:
                limit = min(_AT_ONCE, most)
                found = await tx.audit_reading.newest(looked, limit, behind=behind)
                entries = await _entries(tx, found)
            if not entries:
                return
            yield entries
            most, behind = most - len(entries), entries[-1].id

    async def lately(self, actor: Actor) -> Mapping[int, str]:
        """Who did something lately, by id, with their names; whoever did the last thing comes first."""
        looked = await self._looked(actor, AuditFilter())
        async with self._db.read() as tx:
            found = await tx.audit_reading.newest(looked, _LATELY)
            ids = dict.fromkeys(each.row.actor_id for each in found if each.row.actor_id)
            names = await tx.users.names(ids)
        return {user_id: names.get(user_id, str(user_id)) for user_id in ids}

    async def _looked(self, actor: Actor, asked: AuditFilter) -> Looked:
        reach = await self._reach(actor)
        period = asked.period
        return Looked(
            homes=None if reach.anywhere else reach.chats,
            other_than=reach.chats if reach.anywhere else frozenset(),
            kind=asked.kind,
            actor_id=asked.who,
            done_to=_PERSONS,
            subject=asked.order,
            since=period.since if period else None,
            until=period.until if period else None,
        )

    async def _reach(self, actor: Actor) -> Reach:
        if actor.chat_id < 0:
            return Reach(anywhere=False, chats=frozenset({actor.chat_id}))
        return await self._access.reach(actor.user_id, VIEW)


async def _entries(tx: Tx, found: Sequence[Found]) -> tuple[AuditEntry, ...]:
    read = [(each, json.loads(each.row.facts), _whom(each)) for each in found]
    ids = _people((each, whom) for each, _, whom in read)
    names = await tx.users.names(ids) if ids else {}

    def name(user_id: int | None) -> str:
        return "" if user_id is None else names.get(user_id, str(user_id))

    return tuple(
        AuditEntry(
            each.row.id,
            each.row.at,
            each.row.actor_id,
            name(each.row.actor_id),
            each.home_id,
            each.row.action,
            each.row.subject,
            facts,
            whom,
            name(whom),
            each.row.hash,
        )
        for each, facts, whom in read
    )


_IN_FACTS = {"keys.sent": "customer", "case.taken-over": "user", "case.let-go": "user"}
"""Actions of which another fact than the subject says who the person is."""


def _people(read: Iterable[tuple[Found, int | None]]) -> set[int]:
    return {user for each, whom in read for user in (each.row.actor_id, whom) if user is not None}


def _whom(found: Found) -> int | None:
    """The person something was done to, where it was one."""
    row = found.row
    if row.action in _IN_FACTS:
        whom = json.loads(row.facts).get(_IN_FACTS[row.action])
        return whom if isinstance(whom, int) else None
    is_person = row.action.startswith(_PERSONS) and row.action not in _OF_ROLES
    return int(row.subject) if is_person and row.subject.isdecimal() else None
