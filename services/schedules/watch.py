"""The maintenance watch: tells a chat when an app's maintenance begins, changes or ends, and ahead of it.

What was told last is kept by app. It, the app's card and the notices change in one transaction, so that each
telling happens once, also where a chat has two watches; an app that could not be asked keeps what was told of
it. How a maintenance stands is on its card (maintenance_cards.py), which is edited without a sound; what
people have to hear (it begins, it ends, it is near) is a message besides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from providers.games import Maintenance
from services.clock import Clock
from services.games.maintenance import AppStatus, GameStatus
from services.outbox import Lost, Outbox, Then
from services.schedules.due import DueRun, KindRunner, Tell, facts_of_test
from services.schedules.kinds import MAINTENANCE
from services.schedules.maintenance_cards import Facts, MaintenanceCards
from storage.notices import NoticeRow
from storage.schedules import ScheduleRow
from storage.transaction import Tx

BEGAN, CHANGED, ENDED, NOW = "began", "changed", "ended", "now"
"""What a notice tells: an event, or, in a test, how things stand."""
AHEAD, ENDING, CALLED_OFF = "ahead", "ending", "called-off"
"""It begins soon, it is to end soon, it does not come."""
HEARD = frozenset({BEGAN, ENDED, ENDING, CALLED_OFF})
"""Events that are told by a message of their own where there is a card already."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look at an app found, against what was told of it: ``told`` is what is to be kept as that."""

    event: str | None
    told: Facts
    before: list[dict[str, Any]]

    @property
    def facts(self) -> Facts:
        """What a card shows of it."""
        shown = {name: self.told[name] for name in ("maintenances", "planned")}
        return {**shown, "end_was": _other_end(self.before, self.told["maintenances"])}


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
            (each.id, await tx.schedules.seen(each.id))
            for each in await tx.schedules.of_chat(schedule.chat_id)
            if _at_the_same_place(each, schedule)
        ]
        for status in statuses:
            if status.maintenances is None:
                continue
            told = seen.get(status.app)
            # A watch that is new beside another one goes on from what that has told.
            known = told or next((by[status.app] for _, by in beside if status.app in by), None)
            was = known.facts if known else {"maintenances": []}
            look = _look(facts_of(status.maintenances), was, self._clock(), soon)
            if look.event is None:
                continue
            turn = (told.turn if told else 0) + 1
            await self._post(tx, run, status.app, look, was, turn)
            await tx.schedules.see(schedule.id, status.app, look.told, turn)
            for other, by in beside:
                turn = (by[status.app].turn if status.app in by else 0) + 1
                await tx.schedules.see(other, status.app, look.told, turn)
            posted += 1
        return posted

    async def leave(self, tx: Tx, schedule: ScheduleRow) -> None:
        """Its cards are kept up to date no more, and say so."""
        await self._cards.leave(tx, schedule)

    async def _post(
        self, tx: Tx, run: DueRun, app: str, look: _Look, was: Facts, turn: int
    ) -> None:
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
            on, planned = _parted(facts_of(status.maintenances or ()), self._clock())
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


def _parted(
    listed: list[dict[str, Any]], now: datetime
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Those that are on, and those whose beginning lies ahead."""
    planned = [each for each in listed if (_moment(each["begins_at"]) or now) > now]
    return [each for each in listed if each not in planned], planned


def _look(listed: list[dict[str, Any]], was: Facts, now: datetime, soon: timedelta) -> _Look:
    """One that begins later is planned; it is nobody's business until it is near, or was told of."""
    before, was_planned = was["maintenances"], was.get("planned", [])
    on, planned = _parted(listed, now)
    begin = {
        f"begins {each['begins_at']}" for each in planned if _near(each["begins_at"], now, soon)
    }
    end = {f"ends {each['ends_at']}" for each in on if _near(each["ends_at"], now, soon)}
    known = set(was.get("near", []))
    if not was_planned and not begin:
        planned = []
    event = None
    if on != before:
        event = BEGAN if not before else CHANGED if on else ENDED
    elif begin - known:
        event = AHEAD
    elif end - known:
        event = ENDING
    elif was_planned and not planned and not on:
        event = CALLED_OFF
    elif planned != was_planned:
        event = CHANGED
    told = {"maintenances": on, "planned": planned, "near": sorted(begin | end)}
    return _Look(event, told, before)


def _near(moment: str | None, now: datetime, soon: timedelta) -> bool:
    at = _moment(moment)
    return at is not None and now < at <= now + soon


def _at_the_same_place(one: ScheduleRow, other: ScheduleRow) -> bool:
    """Another watch for the same readers: what either tells, the other need not."""
    return (
        one.id != other.id
        and one.kind == other.kind
        and one.thread_id == other.thread_id
        and one.paused_at is None
    )


def _other_end(before: list[dict[str, Any]], now: list[dict[str, Any]]) -> str | None:
    """The end that was told before, where it is clear which maintenance it belongs to."""
    if len(before) == len(now) == 1 and before[0]["ends_at"] != now[0]["ends_at"]:
        end: str | None = before[0]["ends_at"]
        return end
    return None


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
