"""The rota of a chat as people see and change it, and who is on duty as the desk asks for it."""

import hashlib
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.access import Access
from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.duty.errors import (
    FeedMadeAlreadyError,
    NotForDutyError,
    OnDutyAlreadyError,
    StandInPastError,
    StandsInAlreadyError,
    TooManyShiftsError,
    UnknownShiftError,
)
from services.duty.hours import meet
from services.duty.ical import calendar
from services.duty.rota import Rota, Span
from services.periods import Period
from storage.database import Database
from storage.duty import OverrideRow, RotaRow, ShiftRow
from storage.transaction import Tx

HANDLE = "incidents.handle"
EDIT = "alerts.edit"
MOST = 50
"""Shifts of a chat."""
LOOKS_AHEAD = timedelta(days=8)
"""A week, so that whoever is on duty at all is found."""
IN_FEED = (timedelta(days=7), timedelta(days=56))
"""What a calendar has: back from now, and ahead."""


@dataclass(frozen=True, slots=True)
class RotaView:
    """A rota as its chat sees it. ``until``: when others are on duty; None: not within a week.

    ``unable``: who would be on duty now and may not handle the chat's incidents any more.
    """

    on: frozenset[int]
    unable: frozenset[int]
    until: datetime | None
    shifts: tuple[ShiftRow, ...]
    overrides: tuple[OverrideRow, ...]
    names: dict[int, str]
    feed_made_at: datetime | None
    has_feed: bool


class DutyRota:
    """Reads and changes rotas. An actor reaches that of the chat the actor is in."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        access: Access,
        audit: Audit,
        zone: str,
        on_secret: Callable[[str], None] = lambda secret: None,
    ) -> None:
        """``zone``: by whose clock chats go that have chosen none; ``on_secret`` is told of links."""
        self._db = db
        self._clock = clock
        self._access = access
        self._audit = audit
        self._zone = zone
        self._on_secret = on_secret

    async def view(self, chat_id: int) -> RotaView:
        """The rota of a chat."""
        now = self._clock()
        async with self._db.read() as tx:
            shifts = await tx.duty.shifts(chat_id)
            overrides = await tx.duty.overrides(now, chat_id)
            rota = await tx.duty.rota(chat_id)
            people = {row.user_id for row in shifts} | {row.user_id for row in overrides}
            people |= {row.instead_of for row in overrides if row.instead_of is not None}
            names = await tx.users.called(people)
        plan = Rota(shifts, overrides, self.zone_of(chat_id))
        on = plan.on_at(now)
        able = await self.able(on, chat_id)
        return RotaView(
            able,
            on - able,
            plan.next_change(now, LOOKS_AHEAD),
            tuple(shifts),
            tuple(overrides),
            {each: names.get(each, str(each)) for each in people},
            rota.feed_made_at if rota is not None else None,
            rota is not None and await self._leads_on(rota),
        )

    async def turns(
        self, chat_id: int, period: Period, user_id: int | None = None
    ) -> Sequence[tuple[Span, str]]:
        """Who is on duty from when to when in a time that is not over, by name, or this person alone.

        Raises StandInPastError.
        """
        if period.until <= self._clock():
            raise StandInPastError
        async with self._db.read() as tx:
            shifts = await tx.duty.shifts(chat_id)
            overrides = await tx.duty.overrides(period.since, chat_id)
            found = Rota(shifts, overrides, self.zone_of(chat_id)).spans(period.since, period.until)
            names = await tx.users.called({each.user_id for each in found})
        mine = [each for each in found if user_id in (None, each.user_id)]
        return [(each, names.get(each.user_id, str(each.user_id))) for each in mine]

    async def candidates(self, chat_id: int, asker: int) -> dict[int, str]:
        """Who may be put on duty in a chat: whoever may handle its incidents, as far as is known, by name."""
        async with self._db.read() as tx:
            seen = await tx.members.seen_in(chat_id, MOST)
            people = {asker, *(row.user_id for row in self._access.members(chat_id)), *seen}
            may = {each for each in people if HANDLE in self._access.granted(each, chat_id)}
            names = await tx.users.called(may)
        named = {each: names.get(each, str(each)) for each in may}
        return dict(sorted(named.items(), key=lambda item: (item[0] != asker, item[1])))

    async def add(self, actor: Actor, user_id: int, days: int, begins: int, ends: int) -> None:
        """Put somebody on duty on some days of the week.

        Raises NotForDutyError, TooManyShiftsError, OnDutyAlreadyError.
        """
        await self._need(user_id, actor.chat_id)
        async with self._db.write() as tx:
            there = await tx.duty.shifts(actor.chat_id)
            if len(there) >= MOST:
                raise TooManyShiftsError(most=MOST)
            for number, each in enumerate(there, 1):
                theirs = (each.days, each.begins, each.ends)
                if each.user_id == user_id and meet(theirs, (days, begins, ends)):
                    name = await _name(tx, user_id)
                    raise OnDutyAlreadyError(name=name, number=str(number))
            await tx.duty.begin(actor.chat_id, actor.thread_id)
            shift = {"user_id": user_id, "days": days, "begins": begins, "ends": ends}
            await tx.duty.add_shift(chat_id=actor.chat_id, **shift)
            await self._audit.write(tx, actor, "duty.added", str(user_id), **shift)

    async def remove(self, actor: Actor, shift_id: int) -> None:
        """Take a shift out of the rota. Raises UnknownShiftError."""
        async with self._db.write() as tx:
            gone = await tx.duty.drop_shift(actor.chat_id, shift_id)
            if gone is None:
                raise UnknownShiftError
            await self._audit.write(tx, actor, "duty.removed", str(gone.user_id))

    async def stand_in(
        self, actor: Actor, user_id: int, instead_of: int | None, period: Period
    ) -> None:
        """Let somebody be on duty in another's place, or of whoever it is.

        Raises StandInPastError, NotForDutyError, StandsInAlreadyError.
        """
        if period.until <= self._clock():
            raise StandInPastError
        await self._need(user_id, actor.chat_id)
        async with self._db.write() as tx:
            for each in await tx.duty.overrides(period.since, actor.chat_id):
                same = (each.user_id, each.instead_of) == (user_id, instead_of)
                if same and each.begins_at < period.until:
                    raise StandsInAlreadyError(name=await _name(tx, user_id))
            await tx.duty.begin(actor.chat_id, actor.thread_id)
            await tx.duty.add_override(
                chat_id=actor.chat_id,
                user_id=user_id,
                instead_of=instead_of,
                begins_at=period.since,
                ends_at=period.until,
            )
            await self._audit.write(
                tx, actor, "duty.stood-in", str(user_id), person=instead_of, ends=period.until
            )

    async def call_off(self, actor: Actor, override_id: int) -> None:
        """Nobody stands in any more. Raises UnknownShiftError."""
        async with self._db.write() as tx:
            gone = await tx.duty.drop_override(actor.chat_id, override_id)
            if gone is None:
                raise UnknownShiftError
            await self._audit.write(tx, actor, "duty.called-off", str(gone.user_id))

    async def make_feed(self, actor: Actor, instead_of: datetime | None) -> str:
        """Give the chat's calendar a new link, which ends the one before; gives its secret part.

        ``instead_of``: since when there was the one that was seen. Raises FeedMadeAlreadyError.
        """
        token = secrets.token_urlsafe(32)
        self._on_secret(token)
        async with self._db.write() as tx:
            await tx.duty.begin(actor.chat_id, actor.thread_id)
            row = await tx.duty.rota(actor.chat_id)
            if row is None or row.feed_made_at != instead_of:
                raise FeedMadeAlreadyError
            made = await tx.duty.set_feed(
                row,
                feed_hash=_hash(token),
                feed_made_by=actor.user_id,
                feed_made_at=self._clock(),
            )
            if not made:
                raise FeedMadeAlreadyError
            await self._audit.write(tx, actor, "duty.feed-made", str(actor.chat_id))
        return token

    async def end_feed(self, actor: Actor) -> None:
        """Let the link lead nowhere. Raises UnknownShiftError, FeedMadeAlreadyError."""
        nothing = {"feed_hash": None, "feed_made_by": None, "feed_made_at": None}
        async with self._db.write() as tx:
            row = await tx.duty.rota(actor.chat_id)
            if row is None:
                raise UnknownShiftError
            if not await tx.duty.set_feed(row, **nothing):
                raise FeedMadeAlreadyError
            await self._audit.write(tx, actor, "duty.feed-ended", str(actor.chat_id))

    async def feeds_made_by(self, user_id: int) -> Sequence[int]:
        """The chats whose calendar is behind a link of this person, as far as the person may make one."""
        async with self._db.read() as tx:
            return await tx.duty.feeds_made_by(user_id)

    async def feed(self, token: str) -> str | None:
        """The calendar behind a link; None: it leads nowhere, or its maker may make none there any more."""
        now = self._clock()
        back, ahead = IN_FEED
        async with self._db.read() as tx:
            row = await tx.duty.of_feed(_hash(token))
        if row is None or not await self._leads_on(row):
            return None
        self._on_secret(token)
        async with self._db.read() as tx:
            spans = await self._events(tx, row, now - back, now + ahead)
            names = await tx.users.called({span.user_id for span in spans})
        made_at = row.feed_made_at or now
        return calendar(spans, names, row.chat_id, self._access.title_of(row.chat_id), made_at)

    async def _leads_on(self, row: RotaRow) -> bool:
        """Whether there is a link, and its maker may make one there still, or nobody can tell just now."""
        maker = row.feed_made_by
        if row.feed_hash is None or maker is None:
            return False
        return not await self._access.has_lost(maker, row.chat_id, EDIT)

    async def on_duty(self, chat_id: int) -> frozenset[int]:
        """Who is on duty in a chat now, of those who may handle its incidents still."""
        async with self._db.read() as tx:
            on = await self.named(tx, chat_id)
        may = [each for each in sorted(on) if await self._access.permits(each, chat_id, HANDLE)]
        return frozenset(may)

    async def named(self, tx: Tx, chat_id: int) -> frozenset[int]:
        """Whom the rota of a chat names now; whether they still may is asked when they are told."""
        now = self._clock()
        shifts, overrides = await tx.duty.shifts(chat_id), await tx.duty.overrides(now, chat_id)
        return frozenset(Rota(shifts, overrides, self.zone_of(chat_id)).on_at(now))

    async def able(self, people: Collection[int], chat_id: int) -> frozenset[int]:
        """Those of them who may handle incidents there, or of whom nobody can tell just now."""
        lost = self._access.has_lost
        return frozenset([each for each in sorted(people) if not await lost(each, chat_id, HANDLE)])

    def zone_of(self, chat_id: int) -> ZoneInfo:
        """By whose clock the rota of a chat goes."""
        return ZoneInfo(self._access.timezone(chat_id) or self._zone)

    async def _events(
        self, tx: Tx, row: RotaRow, since: datetime, until: datetime
    ) -> Sequence[Span]:
        shifts = await tx.duty.shifts(row.chat_id)
        overrides = await tx.duty.overrides(since, row.chat_id)
        # What one of these began with may have been over by then, and belongs to where its event begins.
        earliest = min([since, *(each.begins_at for each in overrides)])
        overrides = await tx.duty.overrides(earliest, row.chat_id)
        return Rota(shifts, overrides, self.zone_of(row.chat_id)).events(since, until)

    async def _need(self, user_id: int, chat_id: int) -> None:
        if not await self._access.permits(user_id, chat_id, HANDLE):
            async with self._db.read() as tx:
                raise NotForDutyError(name=await _name(tx, user_id))


def people_in(told: str) -> Collection[int]:
    """Whom a rota's row names."""
    return [int(each) for each in told.split(",") if each]


async def _name(tx: Tx, user_id: int) -> str:
    names = await tx.users.called([user_id])
    return names.get(user_id, str(user_id))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
