"""Schedules, the claims of their runs, and what watches last told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.notices import UNTOLD
from storage.tables.chats import chats
from storage.tables.outbox import notices
from storage.tables.schedules import maintenance_seen, runs, schedules
from storage.upsert import insert_into

_AT_ONCE = 500
"""Schedules of one statement."""


@dataclass(frozen=True, slots=True)
class SilentRow:
    """A chat whose schedules do not run, since when, and how many they are."""

    chat_id: int
    title: str
    since: datetime
    count: int


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A schedule as it stands in the table. Quiet hours are "HH:MM" in its zone, or both None.

    ``options``: what was set of its kind's. ``late_minutes``: so late a missed run is made up; None: as
    usual for its kind. ``due_at``: the time it runs next, None where it is to be looked at; ``looked_at``:
    when that was found.
    """

    id: int
    chat_id: int
    kind: str
    cron: str
    timezone: str
    quiet_from: str | None
    quiet_to: str | None
    paused_at: datetime | None
    made_by: int
    made_at: datetime
    thread_id: int | None = None
    options: dict[str, Any] = field(default_factory=dict)
    late_minutes: int | None = None
    due_at: datetime | None = None
    looked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SeenRow:
    """What a watch last told of an app; ``turn`` counts the tellings."""

    facts: dict[str, Any]
    turn: int


class Schedules:
    """Rows of ``schedules``, ``runs`` and ``maintenance_seen``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        chat_id: int,
        kind: str,
        cron: str,
        timezone: str,
        quiet_from: str | None,
        quiet_to: str | None,
        made_by: int,
        made_at: datetime,
        thread_id: int | None = None,
        options: dict[str, Any] | None = None,
    ) -> ScheduleRow:
        """Write a schedule."""
        made = insert(schedules).values(
            chat_id=chat_id,
            kind=kind,
            cron=cron,
            timezone=timezone,
            quiet_from=quiet_from,
            quiet_to=quiet_to,
            made_by=made_by,
            made_at=made_at,
            thread_id=thread_id,
            options=options or {},
        )
        return ScheduleRow(*(await self._connection.execute(made.returning(schedules))).one())

    async def get(self, schedule_id: int, *, to_change: bool = False) -> ScheduleRow | None:
        """One schedule, or None. ``to_change``: others wait with it until the transaction ends."""
        found = select(schedules).where(schedules.c.id == schedule_id)
        if to_change:
            found = found.with_for_update()
        row = (await self._connection.execute(found)).first()
        return None if row is None else ScheduleRow(*row)

    async def of_ids(self, ids: Collection[int]) -> dict[int, ScheduleRow]:
        """Those of these numbers that there are."""
        if not ids:
            return {}
        found = select(schedules).where(schedules.c.id.in_(ids))
        rows = await self._connection.execute(found)
        return {row.id: ScheduleRow(*row) for row in rows}

    async def places(self, ids: Collection[int]) -> dict[int, tuple[int, int | None]]:
        """The chat and the forum topic of each of these."""
        if not ids:
            return {}
        place = select(schedules.c.id, schedules.c.chat_id, schedules.c.thread_id)
        rows = await self._connection.execute(place.where(schedules.c.id.in_(ids)))
        return {row.id: (row.chat_id, row.thread_id) for row in rows}

    async def of_chat(self, chat_id: int) -> list[ScheduleRow]:
        """The schedules of a chat, oldest first."""
        found = select(schedules).where(schedules.c.chat_id == chat_id).order_by(schedules.c.id)
        return [ScheduleRow(*row) for row in await self._connection.execute(found)]

    async def to_look_at(
        self, now: datetime, ahead: datetime
    ) -> list[tuple[ScheduleRow, datetime | None, datetime | None]]:
        """Schedules whose time has come, or is not known: not paused, of chats that can be written to.

        So are those that were looked at ``ahead`` of now: by a clock that was wrong. With each the last of
        its runs that does not lie ahead of now, and the last of all.
        """
        come = or_(
            schedules.c.due_at <= now, schedules.c.due_at.is_(None), schedules.c.looked_at > ahead
        )
        of_it = select(func.max(runs.c.fire_at)).where(runs.c.schedule_id == schedules.c.id)
        last_run = of_it.where(runs.c.fire_at <= now).scalar_subquery()
        found = (
            select(*schedules.c, last_run, of_it.scalar_subquery())
            .outerjoin(chats, chats.c.id == schedules.c.chat_id)
            .where(come, schedules.c.paused_at.is_(None), chats.c.removed_at.is_(None))
            .order_by(schedules.c.id)
        )
        rows = await self._connection.execute(found)
        return [(ScheduleRow(*row[:-2]), row[-2], row[-1]) for row in rows]

    async def look_anew(self) -> None:
        """Let all be looked at: what times a zone has may have changed while nobody ran."""
        known = schedules.c.due_at.is_not(None)
        await self._connection.execute(update(schedules).where(known).values(due_at=None))

    async def looked(self, due_at: Mapping[int, datetime], at: datetime) -> None:
        """Nothing is to be done for these until then."""
        at_once: dict[datetime, list[int]] = {}
        for schedule_id, moment in due_at.items():
            at_once.setdefault(moment, []).append(schedule_id)
        for moment, ids in at_once.items():
            for begin in range(0, len(ids), _AT_ONCE):
                some = schedules.c.id.in_(ids[begin : begin + _AT_ONCE])
                looked = update(schedules).where(some).values(due_at=moment, looked_at=at)
                await self._connection.execute(looked)

    async def any_of(self, kinds: Collection[str]) -> bool:
        """Whether any schedule of these kinds runs."""
        found = select(schedules.c.id).where(
            schedules.c.kind.in_(kinds), schedules.c.paused_at.is_(None)
        )
        return (await self._connection.execute(found.limit(1))).first() is not None

    async def chats_with(self, kind: str) -> frozenset[int]:
        """The chats that have a schedule of this kind which runs."""
        found = select(schedules.c.chat_id).where(
            schedules.c.kind == kind, schedules.c.paused_at.is_(None)
        )
        return frozenset(await self._connection.scalars(found.distinct()))

    async def silent(self) -> list[SilentRow]:
        """The chats that cannot be written to and have schedules that are not paused."""
        found = (
            select(chats.c.id, chats.c.title, chats.c.removed_at, func.count())
            .join(schedules, schedules.c.chat_id == chats.c.id)
            .where(schedules.c.paused_at.is_(None), chats.c.removed_at.is_not(None))
            .group_by(chats.c.id, chats.c.title, chats.c.removed_at)
            .order_by(chats.c.id)
        )
        return [SilentRow(*row) for row in await self._connection.execute(found)]

    async def change(self, schedule_id: int, **values: Any) -> ScheduleRow | None:
        """Set columns of a schedule and give it as it then is; None: there is none."""
        anew = {"due_at": None, **values}
        changed = update(schedules).where(schedules.c.id == schedule_id).values(**anew)
        row = (await self._connection.execute(changed.returning(schedules))).first()
        return None if row is None else ScheduleRow(*row)

    async def remove(self, schedule_id: int, at: datetime) -> bool:
        """Delete a schedule and what it still held back for later; False: there is none."""
        gone = delete(schedules).where(schedules.c.id == schedule_id).returning(schedules.c.chat_id)
        chat_id = await self._connection.scalar(gone)
        if chat_id is None:
            return False
        # What a chat still waits for is little, and an index finds it; a key by its beginning none does.
        waits = notices.c.state.in_(("waiting", *UNTOLD))
        mine = select(notices.c.id, notices.c.facts).where(notices.c.chat_id == chat_id, waits)
        rows = await self._connection.execute(mine.where(notices.c.once_key.is_not(None)))
        its_own = [row.id for row in rows if row.facts.get("schedule") == schedule_id]
        await self._connection.execute(
            update(notices)
            .where(notices.c.id.in_(its_own), waits)
            .values(state="dropped", problem="schedule removed", ended_at=at)
        )
        return True

    async def leave_topic(self, chat_id: int, thread_id: int) -> None:
        """A forum topic is gone: what was made there belongs to the chat itself."""
        await self._connection.execute(
            update(schedules)
            .where(schedules.c.chat_id == chat_id, schedules.c.thread_id == thread_id)
            .values(thread_id=None)
        )

    async def claim(self, times: Mapping[int, datetime], at: datetime) -> frozenset[int]:
        """Claim runs for this transaction, each a schedule's of a time; gives the schedules whose run it is.

        Of the others this run or a later one is claimed, or they run no more. A later one that lies ahead of
        ``at`` is of a clock that was wrong and claims only itself. Another transaction that claims for one of
        the same schedules waits until this one ends.
        """
        mine = select(schedules.c.id).where(
            schedules.c.id.in_(times), schedules.c.paused_at.is_(None)
        )
        locked = mine.order_by(schedules.c.id).with_for_update()
        ids = list(await self._connection.scalars(locked))
        since = min(times.values())
        made = select(runs.c.schedule_id, runs.c.fire_at).where(
            runs.c.schedule_id.in_(ids), runs.c.fire_at >= since
        )
        done = {
            row.schedule_id
            for row in await self._connection.execute(made)
            if times[row.schedule_id] <= row.fire_at <= max(times[row.schedule_id], at)
        }
        free = [each for each in ids if each not in done]
        if free:
            claims = [{"schedule_id": e, "fire_at": times[e], "claimed_at": at} for e in free]
            await self._connection.execute(insert(runs), claims)
        return frozenset(free)

    async def forgo(self, schedule_id: int, at: datetime) -> None:
        """Let runs up to now not be made up: the schedule is new, changed, or was paused."""
        done = insert_into(self._connection, runs).values(
            schedule_id=schedule_id, fire_at=at, claimed_at=at
        )
        await self._connection.execute(
            done.on_conflict_do_nothing(index_elements=["schedule_id", "fire_at"])
        )

    async def forget_runs(self, ids: Collection[int], before: datetime) -> None:
        """Delete claims of these that are too old to matter."""
        await self._connection.execute(
            delete(runs).where(runs.c.schedule_id.in_(ids), runs.c.fire_at < before)
        )

    async def forget_ahead(self, schedule_id: int, now: datetime) -> int:
        """Delete the claims that lie ahead of now, so that those runs can be made; gives their number."""
        ahead = delete(runs).where(runs.c.schedule_id == schedule_id, runs.c.fire_at > now)
        return (await self._connection.execute(ahead)).rowcount

    async def seen(self, schedule_id: int) -> dict[str, SeenRow]:
        """What a watch last told, by app."""
        found = select(
            maintenance_seen.c.app, maintenance_seen.c.facts, maintenance_seen.c.turn
        ).where(maintenance_seen.c.schedule_id == schedule_id)
        rows = await self._connection.execute(found)
        return {row.app: SeenRow(row.facts, row.turn) for row in rows}

    async def see(self, schedule_id: int, app: str, facts: dict[str, Any], turn: int) -> None:
        """Note what a watch tells of an app now."""
        insert = insert_into(self._connection, maintenance_seen).values(
            schedule_id=schedule_id, app=app, facts=facts, turn=turn
        )
        await self._connection.execute(
            insert.on_conflict_do_update(
                index_elements=["schedule_id", "app"], set_={"facts": facts, "turn": turn}
            )
        )
