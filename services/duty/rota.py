"""Who is on duty when, worked out from shifts and from who stands in for whom: no rows, no clock.

Shifts go by the chat's own clock, so that nine o'clock stays nine o'clock when clocks change; what comes out
are moments.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
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
        return self._spans(since, until, self._planned(since, until))

    def events(self, since: datetime, until: datetime) -> list[Span]:
        """What a calendar has of a stretch of time: each as it is, wherever that begins and ends.

        A duty is an event anew where a shift of that person begins, or standing in: so one that never ends
        is an event each day, and all of them lie where they lay when the calendar was read before.
        """
        near = [each for each in self._overrides if each.begins_at < until and each.ends_at > since]
        first = min([since, *(each.begins_at for each in near)]) - _LONGEST
        last = max([until, *(each.ends_at for each in near)]) + _LONGEST
        planned = self._planned(first, last)
        begun = {(each.user_id, each.begins_at) for each in planned}
        begun |= {(each.user_id, each.begins_at) for each in self._overrides}
        found = self._spans(first, last, planned, begun)
        return [each for each in found if each.begins_at < until and each.ends_at > since]

    def _spans(
        self,
        since: datetime,
        until: datetime,
        planned: Sequence[Span],
        anew: Collection[tuple[int, datetime]] = (),
    ) -> list[Span]:
        """``anew``: who begins anew, and when, also where on duty before."""
        edges = {since, until}
        for begins_at, ends_at in [
            *((span.begins_at, span.ends_at) for span in planned),
            *((each.begins_at, each.ends_at) for each in self._overrides),
        ]:
            edges |= {edge for edge in (begins_at, ends_at) if since < edge < until}
        found: list[Span] = []
        running: dict[int, datetime] = {}
        coming = sorted(planned, key=lambda span: span.begins_at, reverse=True)
        going = sorted(planned, key=lambda span: span.ends_at, reverse=True)
        at_work = Counter[int]()
        for edge in sorted(edges):
            while coming and coming[-1].begins_at <= edge:
                at_work[coming.pop().user_id] += 1
            while going and going[-1].ends_at <= edge:
                at_work[going.pop().user_id] -= 1
            on = frozenset[int]()
            if edge < until:
                planned_now = [person for person, shifts in at_work.items() if shifts]
                on = self._with_overrides(planned_now, edge)
            gone = sorted(each for each in running if each not in on or (each, edge) in anew)
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
