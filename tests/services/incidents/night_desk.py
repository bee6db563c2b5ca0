"""A desk by night: an alert with quiet hours, who handles its incidents, and what of them is heard where."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import EditOf
from handlers.frame.services import Services
from handlers.incidents import incident_notices
from handlers.words.texts import Library
from services.access import Access
from services.actor import Actor
from services.alerts.quiet_now import QuietNow
from services.audit import Audit
from services.duty import DutyRota
from services.hooks.quiet import in_utc
from services.incidents import (
    AfterQuiet,
    Escalating,
    IncidentHandling,
    IncidentRounds,
    Incidents,
    IncidentShowing,
    IncidentSummaries,
    InHand,
    Severity,
    Signal,
)
from services.outbox import Outbox
from services.schedules.due import held_until, quiet_of
from storage.database import Database
from storage.escalations import EscalationRow
from storage.incidents import IncidentRow, LogRow
from storage.notices import NoticeRow
from storage.schedules import ScheduleRow
from storage.tables.incidents import incident_cards, incident_log, incident_signals
from storage.tables.incidents import incidents as incident_rows
from storage.tables.outbox import notices as outbox_rows
from tests.clock import ManualClock
from tests.services.conftest import OWNER

HOME, OTHER = OWNER.chat_id, -200
SAM = Actor(5, HOME, "Sam")
KINDS = {
    "incident-card": incident_notices.card,
    "incident-over": incident_notices.over,
    "incidents-held": incident_notices.held,
    "incidents-many": incident_notices.many,
}


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that came: what it is of, how bad that was, and whether it made a sound."""

    at: datetime
    chat_id: int
    kind: str
    of: frozenset[int]
    severities: frozenset[str]
    sound: bool
    by_night: bool


class NightDesk:
    """Quiet from 22:00 till 07:00, and what nobody takes goes on after ten minutes."""

    def __init__(
        self, db: Database, clock: ManualClock, access: Access, outbox: Outbox, audit: Audit
    ) -> None:
        self.db, self.clock, self.access, self.outbox = db, clock, access, outbox
        self.audit = audit
        self.heard: list[Heard] = []
        self._messages = 1000
        self._schedule: ScheduleRow | None = None
        self._texts = Library.load(clock, strict=True).texts("en", "UTC")
        self.restart()

    def restart(self) -> None:
        """Begin anew with what the database knows."""
        db, clock, access, outbox = self.db, self.clock, self.access, self.outbox
        quiet = QuietNow({"stock": "stock"}, in_utc())
        self.incidents = Incidents(clock, outbox)
        self.handling = IncidentHandling(db, clock, access, outbox, self.audit)
        duty = DutyRota(db, clock, access, self.audit, "UTC")
        self._in_hand = InHand(db, clock, access, outbox, quiet)
        self._rounds = (
            IncidentRounds(db, clock, outbox, quiet),
            Escalating(db, clock, access, outbox, duty, quiet),
            self._in_hand,
        )
        self._services = cast(
            Services,
            SimpleNamespace(
                incident_showing=IncidentShowing(db, clock, quiet, self._in_hand),
                incident_summaries=IncidentSummaries(db, clock, access, outbox),
                after_quiet=AfterQuiet(db, access, outbox),
                access=access,
            ),
        )

    async def open(self) -> None:
        """Set the chat up with its alert and no incident; Sam may handle some."""
        async with self.db.write() as tx:
            for table in (
                incident_log,
                incident_signals,
                incident_cards,
                incident_rows,
                outbox_rows,
            ):
                await tx.connection.execute(table.delete())
        if self._schedule is None:
            await self.access.set_up(OWNER, "supergroup", "Desk")
            async with self.db.write() as tx:
                await tx.escalations.put(EscalationRow(HOME, 10, OTHER, None, True, True))
                hours = "22:00", "07:00"
                args = HOME, "stock", "* * * * *", "UTC", *hours, OWNER.user_id, self.clock()
                self._schedule = await tx.schedules.add(*args)
        await self.may(True)

    async def may(self, right: bool) -> None:
        """Let Sam handle incidents, or not any more."""
        if right is (self.access.granted_at(SAM.user_id, HOME, "support") is None):
            change = self.access.grant if right else self.access.revoke
            await change(OWNER, SAM.user_id, "support")

    @property
    def quiet_until(self) -> datetime | None:
        """When the quiet hours of now end."""
        assert self._schedule is not None
        return held_until(quiet_of(self._schedule), self.clock(), "UTC")

    def key(self, name: str) -> str:
        """Under which the alert knows something."""
        assert self._schedule is not None
        return f"stock:{self._schedule.id}:{name}"

    async def signal(self, name: str, severity: Severity) -> None:
        """A run of the alert finds that something is so; what begins alike shares a card."""
        facts = {"product": name, "severity": severity}
        signal = Signal("omen", self.key(name), severity, facts, self.key(name[0]))
        async with self.db.write() as tx:
            await self.incidents.signal(tx, HOME, None, signal, self.quiet_until)

    async def over(self, *names: str) -> None:
        """A run finds that something is over."""
        async with self.db.write() as tx:
            await self.incidents.clear_all(tx, HOME, [self.key(name) for name in names])

    async def pass_by(self, minutes: int) -> None:
        """Let time pass: what is due meanwhile is done at its moment."""
        until = self.clock() + timedelta(minutes=minutes)
        while (at := await self._next()) is not None and at <= until:
            self.clock.now = max(at, self.clock.now)
            await self.settle()
        self.clock.now = until
        await self.settle()

    async def settle(self) -> None:
        """Whoever looks every few seconds does, and what is due is sent."""
        for each in self._rounds:
            await each.run()
        await self.send()

    async def send(self) -> None:
        """Send what is due."""
        while notices := [each for each in await self._waiting() if each.due_at <= self.clock()]:
            for notice in notices:
                await self._send(notice)
            ids = [each.id for each in notices]
            async with self.db.write() as tx:
                sent = outbox_rows.update().where(outbox_rows.c.id.in_(ids))
                await tx.connection.execute(sent.values(state="sent"))

    async def rows(self) -> list[IncidentRow]:
        """All incidents."""
        async with self.db.read() as tx:
            found = await tx.connection.execute(incident_rows.select())
            return [IncidentRow(**row) for row in found.mappings()]

    async def row(self, name: str) -> IncidentRow:
        """The latest incident of a card."""
        row = await self.latest(name)
        assert row is not None
        return row

    async def latest(self, name: str) -> IncidentRow | None:
        """The same, if there was one."""
        async with self.db.write() as tx:
            return await tx.incidents.last_of(HOME, self.key(name))

    async def lines(self, incident_id: int) -> list[LogRow]:
        """Its log."""
        async with self.db.read() as tx:
            lines, _ = await tx.incidents.lines(incident_id, 500)
        return list(lines)

    def sounds(self, chat_id: int = HOME) -> list[Heard]:
        """What was heard in a chat."""
        return [each for each in self.heard if each.sound and each.chat_id == chat_id]

    async def _waiting(self) -> list[NoticeRow]:
        mine = outbox_rows.c.kind.in_(KINDS), outbox_rows.c.state == "waiting"
        async with self.db.read() as tx:
            found = await tx.connection.execute(outbox_rows.select().where(*mine))
            rows = [NoticeRow(**row) for row in found.mappings()]
        return sorted(rows, key=lambda row: (row.due_at, row.id))

    async def _next(self) -> datetime | None:
        now = self.clock()
        dues = [notice.due_at for notice in await self._waiting()]
        dues += [
            at for row in await self.rows() for at in (row.escalate_at, row.snoozed_until) if at
        ]
        return min((at for at in dues if at > now), default=None)

    async def _send(self, notice: NoticeRow) -> None:
        made: Any = await KINDS[notice.kind](notice, self._services, self._texts)
        if made is None:
            return
        card = made
        if isinstance(made, EditOf):
            card, mine = made.card, made.message_id
            if mine is None:
                mine = self._messages = self._messages + 1
            if made.shown is not None:
                await made.shown(mine)
            if made.message_id is not None:
                return
        assert isinstance(card, Card)
        async with self.db.read() as tx:
            facts = (await tx.notices.get(notice.id) or notice).facts
            of = facts.get("ids") or ([facts["incident"]] if "incident" in facts else [])
            rows = [row for each in of if (row := await tx.incidents.get(each)) is not None]
        self.heard.append(
            Heard(
                self.clock(),
                notice.chat_id,
                notice.kind,
                frozenset(row.id for row in rows),
                frozenset(row.severity for row in rows),
                not card.silent,
                self.quiet_until is not None,
            )
        )
