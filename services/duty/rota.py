"""Who is on duty when, worked out from shifts and from who stands in for whom: no rows, no clock.

Shifts go by the chat's own clock, so that nine o'clock stays nine o'clock when clocks change; what comes out
are moments.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from storage.duty import OverrideRow, ShiftRow

DAY = 24 * 60
_LONGEST = timedelta(days=2)
"""Longer than any one shift."""


@dataclass(frozen=True, slots=True)
class Span:
    """Somebody is on duty from a moment until before another."""

    user_id: int
    begins_at: datetime
    ends_at: datetime


class Rota:
    """The rota of one chat."""

    def __init__(
        self, shifts: Iterable[ShiftRow], overrides: Iterable[OverrideRow], zone: tzinfo
    ) -> None:
        self._shifts = tuple(shifts)
        self._overrides = sorted(overrides, key=lambda each: each.id)
        self._zone = zone

    def on_at(self, moment: datetime) -> frozenset[int]:
        """Who is on duty at a moment."""
        return self._with_overrides(
            {
                span.user_id
                for span in self._planned(moment, moment + timedelta(microseconds=1))
                if span.begins_at <= moment < span.ends_at
            },
            moment,
        )

    def spans(self, since: datetime, until: datetime) -> list[Span]:
        """Who is on duty from when to when, in a stretch of time, in the order in which they begin."""
        planned = self._planned(since, until)
        edges = {since, until}
        for begins_at, ends_at in [
            *((span.begins_at, span.ends_at) for span in planned),
            *((each.begins_at, each.ends_at) for each in self._overrides),
        ]:
            edges |= {edge for edge in (begins_at, ends_at) if since < edge < until}
        found: list[Span] = []
        running: dict[int, datetime] = {}
        for edge in sorted(edges):
            on = frozenset[int]()
            if edge < until:
                planned_now = {s.user_id for s in planned if s.begins_at <= edge < s.ends_at}
                on = self._with_overrides(planned_now, edge)
            gone = sorted(running.keys() - on)
            found += [Span(person, running.pop(person), edge) for person in gone]
            for person in on - running.keys():
                running[person] = edge
        return sorted(found, key=lambda span: (span.begins_at, span.user_id))

    def next_change(self, moment: datetime, within: timedelta) -> datetime | None:
        """When others are on duty than at a moment; None: not within this time."""
        now, until = self.on_at(moment), moment + within
        edges = {edge for s in self.spans(moment, until) for edge in (s.begins_at, s.ends_at)}
        for edge in sorted(edges):
            if moment < edge < until and self.on_at(edge) != now:
                return edge
        return None

    def _with_overrides(self, on: Iterable[int], moment: datetime) -> frozenset[int]:
        found = set(on)
        for each in self._overrides:
            if not each.begins_at <= moment < each.ends_at:
                continue
            if each.instead_of is None:
                found = {each.user_id}
            elif each.instead_of in found:
                found = (found - {each.instead_of}) | {each.user_id}
        return frozenset(found)

    def _planned(self, since: datetime, until: datetime) -> Sequence[Span]:
        first = (since - _LONGEST).astimezone(self._zone).date()
        last = until.astimezone(self._zone).date()
        found = []
        for back in range((last - first).days + 1):
            day = first + timedelta(days=back)
            for shift in self._shifts:
                if shift.days >> day.weekday() & 1:
                    span = self._span(shift, day)
                    if span.begins_at < until and span.ends_at > since:
                        found.append(span)
        return found

    def _span(self, shift: ShiftRow, day: date) -> Span:
        over_midnight = timedelta(days=shift.ends <= shift.begins)
        return Span(
            shift.user_id,
            self._moment(day, shift.begins),
            self._moment(day + over_midnight, shift.ends),
        )

    def _moment(self, day: date, minutes: int) -> datetime:
        if minutes == DAY:
            day, minutes = day + timedelta(days=1), 0
        at = datetime.combine(day, time(minutes // 60, minutes % 60), self._zone)
        return at.astimezone(UTC)
