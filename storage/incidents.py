"""Incidents: rows and their compare-and-set, the signals they are about, and what became of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.incidents import incident_log, incident_signals, incidents
from storage.upsert import insert_into

OPEN, ACKNOWLEDGED, RESOLVED = "open", "acknowledged", "resolved"
"""What an incident's status says."""
_KEYS_AT_ONCE = 500
"""Keys of one look-up, well below what SQLite takes."""


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident as it stands in the table."""

    id: int
    chat_id: int
    thread_id: int | None
    group_key: str
    open_key: str | None
    kind: str
    severity: str
    status: str
    opened_at: datetime
    held_until: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: int | None
    snoozed_until: datetime | None
    snoozed_by: int | None
    resolved_at: datetime | None
    resolved_by: int | None
    escalate_at: datetime | None
    step: int
    times: int
    version: int

    def is_quiet(self, now: datetime) -> bool:
        """Whether somebody let it be quiet beyond a moment."""
        return self.snoozed_until is not None and self.snoozed_until > now


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One thing that an incident is about; ``lasting`` is its key until it is over."""

    id: int
    incident_id: int
    chat_id: int
    key: str
    lasting: str | None
    kind: str
    severity: str
    facts: Mapping[str, Any]
    ends: bool
    since: datetime
    cleared_at: datetime | None


@dataclass(frozen=True, slots=True)
class LogRow:
    """What became of an incident at a moment. ``by_id``: by whom; None: it came by itself."""

    id: int
    incident_id: int
    at: datetime
    what: str
    by_id: int | None
    facts: Mapping[str, Any]


class Incidents:
    """Reads and writes incidents on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, **values: Any) -> int | None:
        """Open an incident and give its id; None: the chat has an open one of the same group."""
        made = insert_into(self._connection, incidents).values(
            status=OPEN, step=0, times=1, version=1, **values
        )
        once = made.on_conflict_do_nothing(index_elements=["chat_id", "open_key"])
        found = await self._connection.execute(once.returning(incidents.c.id))
        incident_id: int | None = found.scalar_one_or_none()
        return incident_id

    async def get(self, incident_id: int) -> IncidentRow | None:
        """Find an incident by its number."""
        return await self._one(select(incidents).where(incidents.c.id == incident_id))

    async def lock(self, incident_id: int) -> IncidentRow | None:
        """Find it, and keep others from changing it until the transaction ends."""
        found = select(incidents).where(incidents.c.id == incident_id)
        return await self._one(found.with_for_update())

    async def lock_all(self, chat_id: int, ids: Collection[int], groups: Collection[str]) -> None:
        """Keep others from changing these, and the latest of these groups, in one order for everybody.

        So nobody waits for a second one who holds the first one that another waits for.
        """
        here = incidents.c.chat_id == chat_id, incidents.c.group_key.in_(groups)
        last = select(func.max(incidents.c.id)).where(*here).group_by(incidents.c.group_key)
        lasts = incidents.c.chat_id == chat_id, incidents.c.open_key.in_(groups)
        which = incidents.c.id.in_(ids), incidents.c.id.in_(last), and_(*lasts)
        found = select(incidents.c.id).where(or_(*which)).order_by(incidents.c.id)
        if self._connection.dialect.name == "postgresql":  # elsewhere nobody writes beside another
            await self._connection.execute(found.with_for_update())

    async def open_of(self, chat_id: int, group: str) -> IncidentRow | None:
        """Find and lock what is not resolved of this group in a chat."""
        here = incidents.c.chat_id == chat_id, incidents.c.open_key == group
        return await self._one(select(incidents).where(*here).with_for_update())

    async def last_of(self, chat_id: int, group: str) -> IncidentRow | None:
        """Find and lock the latest of this group in a chat."""
        here = incidents.c.chat_id == chat_id, incidents.c.group_key == group
        last = select(incidents).where(*here).order_by(incidents.c.id.desc()).limit(1)
        return await self._one(last.with_for_update())

    async def change(self, row: IncidentRow, **values: Any) -> bool:
        """Change it, if it is as it was read still. False: somebody was first.

        So it is where another of its group was opened in this moment, and this one was to be.
        """
        same = incidents.c.id == row.id, incidents.c.version == row.version
        changed = update(incidents).where(*same).values(version=row.version + 1, **values)
        if row.open_key is not None or values.get("open_key") is None:
            return (await self._connection.execute(changed)).rowcount == 1
        try:
            async with self._connection.begin_nested():
                return (await self._connection.execute(changed)).rowcount == 1
        except IntegrityError:
            return False

    async def to_wake(self, now: datetime, limit: int) -> Sequence[IncidentRow]:
        """Give those that were quiet until now."""
        due = select(incidents).where(incidents.c.snoozed_until <= now)
        found = due.order_by(incidents.c.snoozed_until).limit(limit)
        return [IncidentRow(**r) for r in (await self._connection.execute(found)).mappings()]

    async def leave_topic(self, chat_id: int, thread_id: int) -> None:
        """A forum topic is gone."""
        there = incidents.c.chat_id == chat_id, incidents.c.thread_id == thread_id
        await self._connection.execute(update(incidents).where(*there).values(thread_id=None))

    async def standing(self, chat_id: int, keys: Collection[str]) -> dict[str, SignalRow]:
        """What lasts in a chat of these keys, by key."""
        found: dict[str, SignalRow] = {}
        wanted = list(keys)
        for at in range(0, len(wanted), _KEYS_AT_ONCE):
            some = incident_signals.c.lasting.in_(wanted[at : at + _KEYS_AT_ONCE])
            asked = select(incident_signals).where(incident_signals.c.chat_id == chat_id, some)
            for row in (await self._connection.execute(asked)).mappings():
                found[row["key"]] = SignalRow(**row)
        return found

    async def under(self, chat_id: int, prefix: str) -> Sequence[SignalRow]:
        """What lasts in a chat whose key begins so."""
        return await self.lasting_under((chat_id,), prefix)

    async def lasting_under(self, chats: Collection[int], prefix: str) -> Sequence[SignalRow]:
        """What lasts in these chats whose key begins so."""
        found: list[SignalRow] = []
        wanted = sorted(chats)
        mine = incident_signals.c.lasting.startswith(prefix, autoescape=True)
        for at in range(0, len(wanted), _KEYS_AT_ONCE):
            here = incident_signals.c.chat_id.in_(wanted[at : at + _KEYS_AT_ONCE])
            asked = select(incident_signals).where(here, mine).order_by(incident_signals.c.id)
            found += [
                SignalRow(**row) for row in (await self._connection.execute(asked)).mappings()
            ]
        return found

    async def add_signal(self, row: IncidentRow, **values: Any) -> bool:
        """An incident is about this too. False: the chat has something that lasts under the same key."""
        made = insert_into(self._connection, incident_signals).values(
            incident_id=row.id, chat_id=row.chat_id, lasting=values["key"], **values
        )
        once = made.on_conflict_do_nothing(index_elements=["chat_id", "lasting"])
        found = await self._connection.execute(once.returning(incident_signals.c.id))
        return found.scalar_one_or_none() is not None

    async def change_signal(self, signal_id: int, **values: Any) -> bool:
        """Change what lasts. False: it is over."""
        lasts = incident_signals.c.id == signal_id, incident_signals.c.lasting.is_not(None)
        changed = update(incident_signals).where(*lasts).values(**values)
        return (await self._connection.execute(changed)).rowcount == 1

    async def let_end(self, incident_id: int, at: datetime) -> None:
        """End what nobody tells the end of."""
        mine = incident_signals.c.incident_id == incident_id, incident_signals.c.ends.is_(False)
        lasts = incident_signals.c.lasting.is_not(None)
        ended = update(incident_signals).where(*mine, lasts).values(lasting=None, cleared_at=at)
        await self._connection.execute(ended)

    async def revive(self, incident_id: int, cleared_at: datetime | None) -> None:
        """What a person ended lasts again, but for what has come under the same key since."""
        mine = incident_signals.c.incident_id == incident_id, incident_signals.c.ends.is_(False)
        other = incident_signals.alias()
        since = exists().where(
            other.c.chat_id == incident_signals.c.chat_id, other.c.lasting == incident_signals.c.key
        )
        then = incident_signals.c.cleared_at == cleared_at
        back = update(incident_signals).where(*mine, then, ~since)
        await self._connection.execute(back.values(lasting=incident_signals.c.key, cleared_at=None))

    async def lasting(self, incident_id: int) -> Sequence[SignalRow]:
        """What of it lasts, in the order in which it came."""
        mine = incident_signals.c.incident_id == incident_id
        found = select(incident_signals).where(mine, incident_signals.c.lasting.is_not(None))
        return await self._signals(found.order_by(incident_signals.c.id))

    async def ended(self, incident_id: int) -> Sequence[SignalRow]:
        """All that it was about, as each was at last, in the order in which it came."""
        mine = incident_signals.c.incident_id == incident_id
        last = select(func.max(incident_signals.c.id)).where(mine).group_by(incident_signals.c.key)
        found = select(incident_signals).where(incident_signals.c.id.in_(last))
        return await self._signals(found.order_by(incident_signals.c.id))

    async def ended_since(self, incident_id: int, key: str, since: datetime) -> bool:
        """Whether it was about something of this key that was over at that moment or later."""
        mine = incident_signals.c.incident_id == incident_id, incident_signals.c.key == key
        ended = select(incident_signals.c.id).where(*mine, incident_signals.c.cleared_at >= since)
        return (await self._connection.execute(ended.limit(1))).first() is not None

    async def noted(
        self, incident_id: int, words: Collection[str], since: datetime, until: datetime
    ) -> bool:
        """Whether its log has a line of one of these words from after a moment until another."""
        mine = incident_log.c.incident_id == incident_id, incident_log.c.what.in_(words)
        then = incident_log.c.at > since, incident_log.c.at <= until
        found = select(incident_log.c.id).where(*mine, *then).limit(1)
        return (await self._connection.execute(found)).first() is not None

    async def noted_step(self, incident_id: int, step: int, before: datetime) -> bool:
        """Whether its log says that it went on by this step before a moment."""
        mine = incident_log.c.incident_id == incident_id, incident_log.c.what == "escalated"
        found = select(incident_log.c.facts).where(*mine, incident_log.c.at < before)
        return any(facts["step"] == step for facts in await self._connection.scalars(found))

    async def untold(self, incident_id: int, word: str) -> set[int]:
        """The people and chats that its log says this word of."""
        mine = incident_log.c.incident_id == incident_id, incident_log.c.what == word
        found = select(incident_log.c.by_id, incident_log.c.facts).where(*mine)
        rows = await self._connection.execute(found)
        return {int(row.by_id or row.facts["chat"]) for row in rows}

    async def note(
        self,
        incident_id: int,
        at: datetime,
        what: str,
        by_id: int | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Write down what became of it."""
        made = insert(incident_log).values(
            incident_id=incident_id, at=at, what=what, by_id=by_id, facts=dict(facts or {})
        )
        await self._connection.execute(made)

    async def renote(self, line_id: int, at: datetime, facts: Mapping[str, Any]) -> None:
        """Let a line say this in place of what it said."""
        mine = update(incident_log).where(incident_log.c.id == line_id)
        await self._connection.execute(mine.values(at=at, facts=dict(facts)))

    async def lines(self, incident_id: int, most: int) -> tuple[Sequence[LogRow], int]:
        """The last lines of its log, oldest first, and how many lines there are."""
        mine = incident_log.c.incident_id == incident_id
        last = select(incident_log).where(mine).order_by(incident_log.c.id.desc()).limit(most)
        rows = [LogRow(**row) for row in (await self._connection.execute(last)).mappings()]
        if len(rows) < most:
            return rows[::-1], len(rows)
        counted = select(func.count()).where(mine)
        return rows[::-1], await self._connection.scalar(counted) or 0

    async def _one(self, found: Select[Any]) -> IncidentRow | None:
        row = (await self._connection.execute(found)).mappings().one_or_none()
        return None if row is None else IncidentRow(**row)

    async def _signals(self, found: Select[Any]) -> list[SignalRow]:
        return [SignalRow(**row) for row in (await self._connection.execute(found)).mappings()]
