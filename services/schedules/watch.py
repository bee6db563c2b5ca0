"""The maintenance watch: tells a chat when an app's maintenance begins, changes or ends.

What was told last is kept by app. It and the notices change in one transaction, so that each telling
happens once, also where a chat has two watches; an app that could not be asked keeps what was told of it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from providers.games import Maintenance
from services.clock import Clock
from services.games.maintenance import AppStatus, GameStatus
from services.outbox import Lost, Outbox, Then
from services.schedules.due import DueRun, KindRunner, Tell
from services.schedules.kinds import MAINTENANCE
from storage.notices import NoticeRow
from storage.schedules import ScheduleRow
from storage.transaction import Tx

BEGAN, CHANGED, ENDED, NOW = "began", "changed", "ended", "now"
"""What a notice tells: an event, or, in a test, how things stand."""


class Watch(KindRunner):
    """Posts the notices of maintenance schedules."""

    def __init__(self, outbox: Outbox, status: GameStatus, clock: Clock) -> None:
        self._outbox = outbox
        self._status = status
        self._clock = clock
        outbox.when_lost(MAINTENANCE, self._not_told)

    @property
    def offered(self) -> bool:
        """Whether there is an app to look at."""
        return bool(self._status.apps)

    async def look(self, due: Sequence[DueRun]) -> Tell:
        """Ask for all apps, once for all these runs."""
        statuses = await self._status.maintenances()

        async def tell(tx: Tx, run: DueRun) -> int:
            return await (self._test if run.test else self._tell)(tx, run, statuses)

        return tell

    async def _tell(self, tx: Tx, run: DueRun, statuses: Sequence[AppStatus]) -> int:
        """Compare with what was told and post what is new, in the transaction that claimed the run."""
        posted = 0
        seen = await tx.schedules.seen(run.schedule.id)
        beside = [
            (each.id, await tx.schedules.seen(each.id))
            for each in await tx.schedules.of_chat(run.schedule.chat_id)
            if _at_the_same_place(each, run.schedule)
        ]
        for status in statuses:
            if status.maintenances is None:
                continue
            told = seen.get(status.app)
            # A watch that is new beside another one goes on from what that has told.
            known = told or next((by[status.app] for _, by in beside if status.app in by), None)
            before = known.facts["maintenances"] if known else []
            now = facts_of(status.maintenances)
            if now == before:
                continue
            turn = (told.turn if told else 0) + 1
            await self._outbox.post(
                tx,
                MAINTENANCE,
                run.schedule.chat_id,
                {
                    "schedule": run.schedule.id,
                    "app": status.app,
                    "event": _event(before, now),
                    "maintenances": now,
                    "before": before,
                    "timezone": run.schedule.timezone,
                },
                once_key=f"{MAINTENANCE}:{run.schedule.id}:{status.app}:{turn}",
                due_at=run.quiet_until,
            )
            await tx.schedules.see(run.schedule.id, status.app, {"maintenances": now}, turn)
            for other, by in beside:
                turn = (by[status.app].turn if status.app in by else 0) + 1
                await tx.schedules.see(other, status.app, {"maintenances": now}, turn)
            posted += 1
        return posted

    async def _test(self, tx: Tx, run: DueRun, statuses: Sequence[AppStatus]) -> int:
        """Post how every app stands, marked as a test; what was told stays as it is."""
        schedule = run.schedule
        for status in statuses:
            facts = {
                "schedule": schedule.id,
                "app": status.app,
                "provider": status.provider,
                "event": NOW,
                "maintenances": facts_of(status.maintenances or ()),
                "before": [],
                "trouble": status.trouble,
                "timezone": schedule.timezone,
                "test": True,
            }
            await self._outbox.post(tx, MAINTENANCE, schedule.chat_id, facts)
        return len(statuses)

    async def _not_told(self, tx: Tx, notice: NoticeRow, lost: Lost) -> Then:
        """Who is gone, or has lost the right, was told nothing: once back the watch tells what is then so.

        What waits behind it for the same chat and app goes the same way.
        """
        facts = notice.facts
        if lost in (Lost.GONE, Lost.BARRED) and not facts.get("test"):
            schedule_id, app = int(facts["schedule"]), str(facts["app"])
            later = [
                row.id
                for row in await tx.notices.waiting(MAINTENANCE, notice.chat_id)
                if row.id != notice.id
                and (row.facts.get("schedule"), row.facts.get("app")) == (schedule_id, app)
            ]
            await tx.notices.end_waiting(later, "told when the chat is back", self._clock())
            told = (await tx.schedules.seen(schedule_id)).get(app)
            if told is not None:
                before = {"maintenances": facts["before"]}
                await tx.schedules.see(schedule_id, app, before, told.turn)
        return Then.END


def facts_of(maintenances: Sequence[Maintenance]) -> list[dict[str, Any]]:
    """Maintenances as plain facts, in an order of their own: the provider promises none."""
    facts = [
        {
            "scope": each.scope,
            "begins_at": _text(each.begins_at),
            "ends_at": _text(each.ends_at),
            "message": each.message,
            "url": each.url,
            "stores": sorted(each.stores),
        }
        for each in maintenances
    ]
    return sorted(facts, key=lambda each: [str(value) for value in each.values()])


def _at_the_same_place(one: ScheduleRow, other: ScheduleRow) -> bool:
    """Another watch for the same readers: what either tells, the other need not."""
    return (
        one.id != other.id
        and one.kind == other.kind
        and one.thread_id == other.thread_id
        and one.paused_at is None
    )


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _event(before: list[dict[str, Any]], now: list[dict[str, Any]]) -> str:
    if not before:
        return BEGAN
    return CHANGED if now else ENDED
