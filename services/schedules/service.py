"""Alerts and digests of a chat: what people set up, change, pause, test and remove."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.outbox import Outbox
from services.recent import Recent
from services.schedules.crontab import read_cron
from services.schedules.due import DueRun, KindRunner, held_until, quiet_of
from services.schedules.errors import (
    BadCronError,
    BadNumberError,
    TestedJustNowError,
    UnknownAlertError,
    UnknownScheduleError,
)
from services.schedules.kinds import KINDS, options_of, read_option
from services.schedules.quiet import read_quiet
from services.schedules.times import cron_of, zone_named
from services.schedules.views import (
    NO_QUIET,
    Plan,
    ScheduleView,
    quiet_columns,
    quiet_text,
    view_of,
)
from storage.database import Database
from storage.schedules import ScheduleRow
from storage.transaction import Tx

SHOWN_AHEAD = 3
AGAIN = timedelta(seconds=5)
"""A test that is asked for again within this was asked for once."""
LONGEST_LATENESS = 24 * 60
"""Minutes. Claims of runs are kept for longer than that."""


class Schedules:
    """The schedules of chats. An actor reaches those of the chat the actor is in, and no others."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        audit: Audit,
        outbox: Outbox,
        runners: Mapping[str, KindRunner],
    ) -> None:
        """``runners``: what makes the runs of each kind (due.py)."""
        self._db = db
        self._clock = clock
        self._audit = audit
        self._outbox = outbox
        self._runners = runners
        self._tested = Recent[tuple[ScheduleRow, datetime]](1000)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds a chat can have here: those that are run, and find something to look at."""
        return tuple(kind for kind in KINDS if self._runs(kind))

    async def add(
        self, actor: Actor, kind: str, cron: str | None, timezone: str, quiet: str = NO_QUIET
    ) -> ScheduleView:
        """Set up an alert ("maintenance") or a digest ("digest") for the actor's chat.

        ``cron`` is a crontab line or words such as "09:00" (see crontab.py); None takes the kind's
        usual times. Raises UnknownAlertError, BadCronError, BadTimezoneError, BadQuietHoursError.
        """
        if kind not in self.kinds:
            raise UnknownAlertError(kind=kind, known=list(self.kinds))
        line = _good_cron(cron or KINDS[kind].cron, timezone)
        quiet_from, quiet_to = quiet_columns(quiet)
        async with self._db.write() as tx:
            now = self._clock()
            row = await tx.schedules.add(
                actor.chat_id,
                kind,
                line,
                timezone,
                quiet_from,
                quiet_to,
                actor.user_id,
                now,
                actor.thread_id,
            )
            await tx.schedules.forgo(row.id, now)
            await self._note(tx, actor, "alert.added", row)
        return view_of(row, self._clock())

    def plan(self, text: str, timezone: str, quiet: str = NO_QUIET) -> Plan:
        """When a schedule with these times would run: for people to see before it is saved.

        Raises BadCronError, BadTimezoneError, BadQuietHoursError.
        """
        line = _good_cron(text, timezone)
        hours = read_quiet(quiet) if quiet.strip() else None
        coming: list[datetime] = []
        at = cron_of(line, timezone).next_after(self._clock())
        while at is not None and len(coming) < SHOWN_AHEAD:
            coming.append(at)
            at = cron_of(line, timezone).next_after(at)
        held = tuple(held_until(hours, each, timezone) for each in coming)
        return Plan(line, timezone, tuple(coming), str(hours or NO_QUIET), held)

    async def of_chat(self, chat_id: int) -> tuple[ScheduleView, ...]:
        """The schedules of a chat, oldest first."""
        async with self._db.read() as tx:
            return tuple(view_of(row, self._clock()) for row in await tx.schedules.of_chat(chat_id))

    async def view(self, actor: Actor, schedule_id: int) -> ScheduleView:
        """One schedule of the actor's chat. Raises UnknownScheduleError."""
        async with self._db.read() as tx:
            return view_of(await _own(tx, actor, schedule_id), self._clock())

    async def change(
        self,
        actor: Actor,
        schedule_id: int,
        *,
        cron: str | None = None,
        timezone: str | None = None,
        quiet: str | None = None,
        options: Mapping[str, str] | None = None,
        late_minutes: int | None = None,
    ) -> ScheduleView:
        """Give a schedule other times, another zone, other quiet hours ("": none), other options.

        What is None, and each option that is not named, stays. A run that the new times would have had is
        not made up. ``late_minutes``: so late a missed run is made up. Raises UnknownScheduleError,
        BadCronError, BadTimezoneError, BadQuietHoursError, BadOptionError, BadNumberError.
        """
        async with self._db.write() as tx:
            row = await _own(tx, actor, schedule_id, to_change=True)
            values: dict[str, Any] = {}
            if cron is not None or timezone is not None:
                zone = row.timezone if timezone is None else timezone
                values["cron"] = _good_cron(row.cron if cron is None else cron, zone)
                values["timezone"] = zone
            if quiet is not None:
                values["quiet_from"], values["quiet_to"] = quiet_columns(quiet)
            if options is not None:
                read = {name: read_option(row.kind, name, said) for name, said in options.items()}
                values["options"] = {**row.options, **read}
            if late_minutes is not None:
                values["late_minutes"] = _good_lateness(late_minutes)
            return await self._set(tx, actor, "alert.changed", row, **values)

    async def pause(self, actor: Actor, schedule_id: int) -> ScheduleView:
        """Let a schedule rest until it is resumed; its incidents are over. Raises UnknownScheduleError."""
        async with self._db.write() as tx:
            row = await _own(tx, actor, schedule_id, to_change=True)
            if row.paused_at is not None:
                return view_of(row, self._clock())
            view = await self._set(tx, actor, "alert.paused", row, paused_at=self._clock())
            if (runner := self._runners.get(row.kind)) is not None:
                await runner.rest(tx, row)
        self._outbox.kick()
        return view

    async def resume(self, actor: Actor, schedule_id: int) -> ScheduleView:
        """Let a paused schedule run again; what it missed is not made up. Raises UnknownScheduleError.

        A watch tells what is different from what it told last.
        """
        async with self._db.write() as tx:
            row = await _own(tx, actor, schedule_id, to_change=True)
            if row.paused_at is None:
                return view_of(row, self._clock())
            return await self._set(tx, actor, "alert.resumed", row, paused_at=None)

    async def tell_here(self, actor: Actor, schedule_id: int) -> ScheduleView:
        """Tell a schedule in the topic the actor is in from now on. Raises UnknownScheduleError."""
        async with self._db.write() as tx:
            row = await _own(tx, actor, schedule_id, to_change=True)
            changed = await tx.schedules.change(row.id, thread_id=actor.thread_id)
            if changed is None:
                raise UnknownScheduleError
            await self._note(tx, actor, "alert.moved", changed)
        return view_of(changed, self._clock())

    async def remove(self, actor: Actor, schedule_id: int) -> ScheduleView:
        """Remove a schedule and what quiet hours still held back. Raises UnknownScheduleError."""
        async with self._db.write() as tx:
            row = await _own(tx, actor, schedule_id, to_change=True)
            if not await tx.schedules.remove(schedule_id, self._clock()):
                raise UnknownScheduleError
            if (runner := self._runners.get(row.kind)) is not None:
                await runner.leave(tx, row)
            await self._note(tx, actor, "alert.removed", row)
        self._outbox.kick()
        return view_of(row, self._clock())

    async def require_untested(self, actor: Actor, schedule_id: int) -> None:
        """Say so before anything else is said of a test. Raises UnknownScheduleError, TestedJustNowError."""
        async with self._db.read() as tx:
            self._require_untested(await _own(tx, actor, schedule_id), self._clock())

    async def test(self, actor: Actor, schedule_id: int) -> int:
        """Post now what the schedule would tell, marked as a test, quiet hours or not.

        Tells how many notices that makes: one for a digest, one an app for a watch. Raises
        UnknownScheduleError, TestedJustNowError.
        """
        async with self._db.read() as tx:
            row = await _own(tx, actor, schedule_id)
        if row.kind not in self._runners:
            raise UnknownAlertError(kind=row.kind, known=list(self.kinds))
        now = self._clock()
        self._require_untested(row, now)
        self._tested.put(row.id, (row, now))
        try:
            run = DueRun(row, now, None, now, test=True)
            tell = await self._runners[row.kind].look([run])
            async with self._db.write() as tx:
                posted = await tell(tx, run)
        except BaseException:
            self._tested.forget(row.id)
            raise
        self._tested.put(row.id, (row, self._clock()))  # asking may have taken long
        self._outbox.kick()
        return posted

    def _require_untested(self, row: ScheduleRow, now: datetime) -> None:
        tested = self._tested.get(row.id)
        if tested is not None and tested[0] == row and abs(now - tested[1]) < AGAIN:
            raise TestedJustNowError

    def _runs(self, kind: str) -> bool:
        runner = self._runners.get(kind)
        return runner is not None and runner.offered

    async def _set(
        self, tx: Tx, actor: Actor, action: str, row: ScheduleRow, **values: Any
    ) -> ScheduleView:
        changed = await tx.schedules.change(row.id, **values)
        if changed is None:
            raise UnknownScheduleError
        if {"cron", "paused_at"} & values.keys():
            await tx.schedules.forgo(row.id, self._clock())
        await self._note(tx, actor, action, changed)
        holds = None
        if {"quiet_from", "paused_at"} & values.keys():
            until = held_until(quiet_of(row), self._clock(), row.timezone)
            if until is not None and await tx.notices.due_at(row.chat_id, until):
                holds = until
        return replace(view_of(changed, self._clock()), holds=holds)

    async def _note(self, tx: Tx, actor: Actor, action: str, row: ScheduleRow) -> None:
        await self._audit.write(
            tx,
            actor,
            action,
            row.kind,
            schedule=row.id,
            cron=row.cron,
            timezone=row.timezone,
            quiet=quiet_text(row),
            **options_of(row.kind, row.options),
        )


async def _own(tx: Tx, actor: Actor, schedule_id: int, *, to_change: bool = False) -> ScheduleRow:
    row = await tx.schedules.get(schedule_id, to_change=to_change)
    if row is None or row.chat_id != actor.chat_id:
        raise UnknownScheduleError
    return row


def _good_cron(text: str, timezone: str) -> str:
    zone_named(timezone)
    try:
        line = read_cron(text)
        cron_of(line, timezone)
    except BadCronError as error:
        raise type(error)(**{**error.facts, "text": text}) from error
    return line


def _good_lateness(minutes: int) -> int:
    if 1 <= minutes <= LONGEST_LATENESS:
        return minutes
    raise BadNumberError(text=str(minutes), least="1", most=str(LONGEST_LATENESS), example="60")
