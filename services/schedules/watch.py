"""The maintenance watch: tells a chat when an app's maintenance begins, changes or ends, and ahead of it.

What was told last is kept by app. It, the app's card and the notices change in one transaction, so that each
telling happens once. Of two watches of a place the one that is heard first tells, by its quiet hours and its
line, and each tells ahead by its own time; an app that could not be asked keeps what was told of
it. How a maintenance stands is on its card (maintenance_cards.py), which is edited without a sound; what
people have to hear (it begins, it ends, it is near) is a message besides.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.clock import Clock
from services.errors import DeskError
from services.games.maintenance import AppStatus, GameStatus
from services.outbox import Lost, Outbox, Then
from services.schedules.due import (
    DueRun,
    KindRunner,
    Tell,
    facts_of_test,
    held_until,
    quiet_of,
)
from services.schedules.kinds import MAINTENANCE, options_of
from services.schedules.maintenance_cards import LEFT, PAUSED, Facts, MaintenanceCards
from services.schedules.maintenance_looks import HEARD, Look, facts_of, known_near, look_at, parted
from services.schedules.times import cron_of
from storage.notices import NoticeRow
from storage.schedules import ScheduleRow
from storage.transaction import Tx

NOW = "now"
"""What a test tells: how things stand."""


class Watch(KindRunner):
    """Posts the notices of maintenance schedules."""

    def __init__(
        self, outbox: Outbox, status: GameStatus, clock: Clock, cards: MaintenanceCards
    ) -> None:
        self._outbox = outbox
        self._status = status
        self._clock = clock
        self._cards = cards
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
        schedule = run.schedule
        soon = timedelta(minutes=int(run.options["ahead"]))
        seen = await tx.schedules.seen(schedule.id)
        beside = [
            (each, await tx.schedules.seen(each.id))
            for each in await tx.schedules.of_chat(schedule.chat_id)
            if _at_the_same_place(each, schedule)
        ]
        heard = run.quiet_until or run.at
        times = [_next_heard(other, run.at) for other, _ in beside]
        if any(time is not None and time < heard for time in times):
            return 0  # quiet hours hold this one, and a watch beside it tells before they end
        for status in statuses:
            if status.maintenances is None:
                continue
            told = seen.get(status.app)
            # A watch that is new beside another one goes on from what that has told.
            known = told or next((by[status.app] for _, by in beside if status.app in by), None)
            was = known.facts if known else {"maintenances": []}
            listed = facts_of(status.maintenances)
            if told is None:
                was = {**was, "near": known_near(was, listed, self._clock(), soon)}
            look = look_at(listed, was, self._clock(), soon)
            if look.event is None:
                continue
            turn = (told.turn if told else 0) + 1
            await self._post(tx, run, status.app, look, was, turn)
            await tx.schedules.see(schedule.id, status.app, look.told, turn)
            for other, by in beside:
                there = by.get(status.app)
                theirs = timedelta(minutes=int(options_of(other.kind, other.options)["ahead"]))
                said = [*look.told["near"], *(there.facts.get("near", []) if there else [])]
                near = known_near({"near": said}, listed, self._clock(), theirs)
                turn = (there.turn if there else 0) + 1
                await tx.schedules.see(other.id, status.app, {**look.told, "near": near}, turn)
            posted += 1
        return posted

    async def leave(self, tx: Tx, schedule: ScheduleRow) -> None:
        """Its cards are kept up to date no more, and say so."""
        await self._cards.leave(tx, schedule, LEFT)

    async def rest(self, tx: Tx, schedule: ScheduleRow) -> None:
        """The same; what is different when it is resumed is told then, on a card of its own."""
        await self._cards.leave(tx, schedule, PAUSED)

    async def _post(self, tx: Tx, run: DueRun, app: str, look: Look, was: Facts, turn: int) -> None:
        schedule, event = run.schedule, str(look.event)
        card, is_new = await self._cards.change(tx, schedule, app, event, look.facts)
        if card is not None and not is_new and event not in HEARD:
            return
        facts = {
            "schedule": schedule.id,
            "app": app,
            "event": event,
            "maintenances": look.told["maintenances"],
            "planned": look.told["planned"],
            "before": look.before,
            "was": was,
            "card": card,
            "brings_card": is_new,
            "timezone": schedule.timezone,
        }
        once = f"{MAINTENANCE}:{schedule.id}:{app}:{turn}"
        chat_id, due_at = schedule.chat_id, run.quiet_until
        notice = await self._outbox.post(tx, MAINTENANCE, chat_id, facts, once, due_at)
        if card is not None and is_new:
            await self._cards.sent_by(tx, card, notice)

    async def _test(self, tx: Tx, run: DueRun, statuses: Sequence[AppStatus]) -> int:
        """Post how every app stands, marked as a test; what was told stays as it is."""
        schedule = run.schedule
        for status in statuses:
            on, planned = parted(facts_of(status.maintenances or ()), self._clock())
            facts = {
                "schedule": schedule.id,
                "app": status.app,
                "provider": status.provider,
                "event": NOW,
                "maintenances": on,
                "planned": planned,
                "before": [],
                "trouble": status.trouble,
                "timezone": schedule.timezone,
                **facts_of_test(run),
            }
            await self._outbox.post(tx, MAINTENANCE, schedule.chat_id, facts)
        return len(statuses)

    async def _not_told(self, tx: Tx, notice: NoticeRow, lost: Lost) -> Then:
        """Who is gone, or has lost the right, was told nothing: once back the watch tells what is then so.

        What waits behind it for the same chat and app goes the same way.
        """
        facts = notice.facts
        if facts.get("brings_card"):
            await self._cards.lost(tx, int(facts["card"]))
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
                before = facts.get("was") or {"maintenances": facts["before"]}
                await tx.schedules.see(schedule_id, app, before, told.turn)
        return Then.END


def _at_the_same_place(one: ScheduleRow, other: ScheduleRow) -> bool:
    """Another watch for the same readers: what either tells, the other need not, unless by its time ahead."""
    return (
        one.id != other.id
        and one.kind == other.kind
        and one.thread_id == other.thread_id
        and one.paused_at is None
    )


def _next_heard(watch: ScheduleRow, now: datetime) -> datetime | None:
    """When a watch tells next, its quiet hours over; None: no line or zone says."""
    try:
        at = cron_of(watch.cron, watch.timezone).next_after(now)
        return held_until(quiet_of(watch), at, watch.timezone) or at
    except DeskError:  # the runner complains of it
        return None
