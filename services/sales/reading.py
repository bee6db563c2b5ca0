"""Reading sales of a span of time: days by their totals, its ends by quarters, and from orders what changed.

Whatever is kept or not, the numbers are those that counting all orders of the span would give.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from services.sales.tally import ABOUT, Tallies, Tally
from services.sales.totals import runs
from storage.sales import ChatsWanted, Counted, Span, beginning, quarter_of, sales_in
from storage.sales_sums import PROVIDER, QUARTERS_A_DAY, Part
from storage.transaction import Tx

MOST_SPANS = 40
"""Of more pieces that are counted from orders, all between the first and the last is counted so."""

Found = Mapping[str, Mapping[str, Tallies]]
"""By kind of total and what it is about."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is read from totals, and which spans of time from orders."""

    parts: tuple[Part, ...]
    spans: tuple[Span, ...]


def whole_quarters(since: datetime, until: datetime) -> tuple[int, int]:
    """The quarters that lie in a span whole: the first, and the one before which the last ends."""
    first = quarter_of(since)
    return first + (beginning(first) < since), quarter_of(until)


def plan(since: datetime, until: datetime, changed: Collection[int]) -> Plan:
    """How a span of time is read while these quarters of it have changed."""
    first, end = whole_quarters(since, until)
    if first >= end:
        return Plan((), ((since, until),) if since < until else ())
    counted = runs(changed)
    ends = [(since, beginning(first)), (beginning(end), until)]
    spans = [span for span in ends if span[0] < span[1]]
    spans += [(beginning(low), beginning(high)) for low, high in counted]
    kept = []
    at = first
    for low, high in [*counted, (end, end)]:
        kept += _parts(at, low)
        at = high
    return Plan(tuple(kept), tuple(spans))


def _parts(first: int, end: int) -> list[Part]:
    """Whole days as days, what is before and after them as quarters."""
    day = -(-first // QUARTERS_A_DAY) * QUARTERS_A_DAY
    last = end // QUARTERS_A_DAY * QUARTERS_A_DAY
    if day >= last:
        return [Part(1, first, end)] if first < end else []
    parts = [Part(1, first, day), Part(QUARTERS_A_DAY, day, last), Part(1, last, end)]
    return [part for part in parts if part.first < part.end]


async def _changed(
    tx: Tx, since: datetime, until: datetime, counted: Sequence[Counted]
) -> set[int]:
    """The quarters that are read from orders: what changed, and that of which a part is not counted."""
    first, end = whole_quarters(since, until)
    if first >= end:
        return set()
    found = await tx.sales_totals.changed_quarters((beginning(first), beginning(end)))
    for each in counted:
        found |= set(range(first, min(end, quarter_of(each.before) + 1)))
    found = {quarter for quarter in found if first <= quarter < end}
    if len(runs(found)) > MOST_SPANS:
        return set(range(min(found), max(found) + 1))
    return found


async def read(
    tx: Tx,
    span: Span,
    chats: ChatsWanted,
    kinds: Sequence[str] = (PROVIDER,),
    counted: Sequence[Counted] = (),
) -> Found:
    """The sums of a span of time, in each of these ways, without what was ``counted`` already."""
    planned = plan(*span, await _changed(tx, *span, counted))
    groups = await sales_in(tx.connection, planned.spans, chats, counted)
    found: dict[str, dict[str, Tallies]] = {}
    for kind in kinds:
        mine = found.setdefault(kind, {})
        for about, currency, sums in await tx.sales_totals.summed(kind, planned.parts, chats):
            mine.setdefault(about, {}).setdefault(currency, Tally()).add(sums)
        for group in groups:
            about = ABOUT[kind](group)
            mine.setdefault(about, {}).setdefault(group.currency, Tally()).count(group)
    return found


async def read_points(
    tx: Tx,
    bounds: Sequence[datetime],
    chats: ChatsWanted,
    kind: str = PROVIDER,
    abouts: Collection[str] = (),
    counted: Sequence[Counted] = (),
) -> list[dict[str, Tallies]]:
    """The sums between each of these moments and the next; ``abouts``: about these only.

    Moments that are not the first or the last are where quarters begin.
    """
    changed = await _changed(tx, bounds[0], bounds[-1], counted)
    found: list[dict[str, Tallies]] = [{} for _ in bounds[1:]]
    parts: list[Part] = []
    spans: list[Span] = []
    for since, until in pairwise(bounds):
        first, end = whole_quarters(since, until)
        planned = plan(since, until, [each for each in changed if first <= each < end])
        parts += planned.parts
        spans += planned.spans
    ends = [quarter_of(moment) for moment in bounds[1:-1]]
    totals = tx.sales_totals
    for point, about, currency, sums in await totals.by_point(
        kind, _joined(parts), ends, chats, abouts
    ):
        found[point].setdefault(about, {}).setdefault(currency, Tally()).add(sums)
    for group in await sales_in(tx.connection, _glued(spans), chats, counted):
        about = ABOUT[kind](group)
        point = bisect_right(ends, group.quarter)
        if not abouts or about in abouts:
            found[point].setdefault(about, {}).setdefault(group.currency, Tally()).count(group)
    return found


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Parts of one length that follow one another as one."""
    found: list[Part] = []
    for part in parts:
        if found and (found[-1].span, found[-1].end) == (part.span, part.first):
            found[-1] = Part(part.span, found[-1].first, part.end)
        else:
            found.append(part)
    return found


def _glued(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for since, until in sorted(spans):
        if found and found[-1][1] == since:
            found[-1] = (found[-1][0], until)
        else:
            found.append((since, until))
    return found
