"""Schedules, the claims of their runs, and what watches last told."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.notices import UNTOLD
from storage.tables.chats import chats
from storage.tables.outbox import notices
from storage.tables.schedules import maintenance_seen, runs, schedules
from storage.upsert import insert_into


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
    usual for its kind.
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

    async def get(self, schedule_id: int) -> ScheduleRow | None:
        """One schedule, or None."""
        found = select(schedules).where(schedules.c.id == schedule_id)
        row = (await self._connection.execute(found)).first()
        return None if row is None else ScheduleRow(*row)

    async def of_chat(self, chat_id: int) -> list[ScheduleRow]:
        """The schedules of a chat, oldest first."""
        found = select(schedules).where(schedules.c.chat_id == chat_id).order_by(schedules.c.id)
        return [ScheduleRow(*row) for row in await self._connection.execute(found)]

    async def active(
        self, now: datetime
    ) -> list[tuple[ScheduleRow, datetime | None, datetime | None]]:
        """Schedules that are not paused, of chats that can be written to.

        With each the last of its runs that does not lie ahead of now, and the last of all.
        """
        of_it = select(func.max(runs.c.fire_at)).where(runs.c.schedule_id == schedules.c.id)
        last_run = of_it.where(runs.c.fire_at <= now).scalar_subquery()
        found = (
            select(*schedules.c, last_run, of_it.scalar_subquery())
            .outerjoin(chats, chats.c.id == schedules.c.chat_id)
            .where(schedules.c.paused_at.is_(None), chats.c.removed_at.is_(None))
            .order_by(schedules.c.id)
        )
        rows = await self._connection.execute(found)
        return [(ScheduleRow(*row[:-2]), row[-2], row[-1]) for row in rows]

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
        changed = update(schedules).where(schedules.c.id == schedule_id).values(**values)
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

    async def claim(self, schedule_id: int, fire_at: datetime, at: datetime) -> bool:
        """Claim a run for this transaction; False: this run or a later one is claimed, or no schedule.

        A later one that lies ahead of ``at`` is of a clock that was wrong and claims only itself. Another
        transaction that claims for the same schedule waits until this one ends.
        """
        mine = select(schedules.c.id).where(
            schedules.c.id == schedule_id, schedules.c.paused_at.is_(None)
        )
        if (await self._connection.execute(mine.with_for_update())).first() is None:
            return False
        claimed = select(runs.c.fire_at).where(
            runs.c.schedule_id == schedule_id,
            runs.c.fire_at.between(fire_at, max(fire_at, at)),
        )
        if (await self._connection.execute(claimed.limit(1))).first() is not None:
            return False
        await self._connection.execute(
            insert(runs).values(schedule_id=schedule_id, fire_at=fire_at, claimed_at=at)
        )
        return True

    async def forgo(self, schedule_id: int, at: datetime) -> None:
        """Let runs up to now not be made up: the schedule is new, changed, or was paused."""
        done = insert_into(self._connection, runs).values(
            schedule_id=schedule_id, fire_at=at, claimed_at=at
        )
        await self._connection.execute(
            done.on_conflict_do_nothing(index_elements=["schedule_id", "fire_at"])
        )

    async def forget_runs(self, schedule_id: int, before: datetime) -> None:
        """Delete claims that are too old to matter."""
        await self._connection.execute(
            delete(runs).where(runs.c.schedule_id == schedule_id, runs.c.fire_at < before)
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
