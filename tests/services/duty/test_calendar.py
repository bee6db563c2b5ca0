"""The calendar of who is on duty: as its RFC has it, and each event where it lay when it was read before."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access import Access
from services.audit import Audit
from services.duty.ical import calendar
from services.duty.rota import Rota, Span
from services.duty.service import IN_FEED, DutyRota
from services.periods import Period
from storage.database import Database
from storage.duty import OverrideRow, ShiftRow
from tests.clock import ManualClock
from tests.services.conftest import OWNER
from tests.services.duty.plans import BERLIN, LORD_HOWE, moments, shifts, stand_ins
from tests.services.duty.strict_ical import Event, read

MAX, SAM = 12, 13
EVERY_DAY = 0b1111111
windows = st.tuples(moments, st.integers(1, 5 * 24)).map(
    lambda said: (said[0], said[0] + timedelta(hours=said[1]))
)


@given(st.lists(st.text(max_size=60), min_size=2, max_size=2))
def test_a_calendar_is_as_its_rfc_has_it(names: list[str]) -> None:
    """Lines end in CR LF and hold 75 octets, none cut within a character; texts are escaped."""
    begins = datetime(2026, 12, 24, 9, tzinfo=UTC)
    ends = begins + timedelta(hours=8)
    title, name = names[0] + "é" * 60, "Zoë; Support, Nights\\" + names[1]
    text = calendar([Span(7, begins, ends)], {7: name}, -100, title, begins)
    said, [event] = read(text.encode())
    assert said.endswith("é" * 60)
    assert event.summary.startswith("Zoë; Support, Nights\\")
    assert (event.begins, event.ends) == (begins, ends)


@given(shifts, stand_ins(), st.sampled_from([BERLIN, LORD_HOWE]), windows, windows)
def test_an_event_is_the_same_whenever_it_is_looked_at(
    plan: list[ShiftRow],
    instead: list[OverrideRow],
    zone: ZoneInfo,
    one: tuple[datetime, datetime],
    other: tuple[datetime, datetime],
) -> None:
    """What two stretches of time have in common is the same event in both; and events say who is on duty."""
    rota = Rota(plan, instead, zone)
    first, second = (set(rota.events(*window)) for window in (one, other))

    def within(span: Span, window: tuple[datetime, datetime]) -> bool:
        return span.begins_at < window[1] and span.ends_at > window[0]

    assert {each for each in first if within(each, other)} == {
        each for each in second if within(each, one)
    }
    for moment in (one[0], one[1] - timedelta(minutes=1)):
        on = {each.user_id for each in first if each.begins_at <= moment < each.ends_at}
        assert on == rota.on_at(moment)


@pytest.mark.both_databases
async def test_a_calendar_that_is_read_again_has_the_same_events(
    database: Database, clock: ManualClock, access: Access, audit: Audit
) -> None:
    """Somebody is on duty day and night, and another stands in for weeks: no event moves with the clock."""
    duty = DutyRota(database, clock, access, audit, "Europe/Berlin")
    async with database.write() as tx:
        await tx.duty.begin(OWNER.chat_id, None)
        for person, begins, ends in ((MAX, 0, 0), (SAM, 9 * 60, 17 * 60)):
            shift = {"user_id": person, "days": EVERY_DAY, "begins": begins, "ends": ends}
            await tx.duty.add_shift(chat_id=OWNER.chat_id, **shift)
    now = clock()
    day = timedelta(days=1)
    me = OWNER.user_id
    await duty.stand_in(OWNER, me, None, Period(now + 3 * day, now + 24 * day))
    await duty.stand_in(OWNER, me, SAM, Period(now + 4 * day, now + 5 * day))
    token = await duty.make_feed(OWNER, None)
    stamps: set[str] = set()

    async def fetched() -> dict[str, Event]:
        text = await duty.feed(token)
        assert text is not None
        stamps.update(re.findall(r"DTSTAMP:(\S+)", text))
        _, events = read(text.encode())
        return {each.uid: each for each in events}

    back, ahead = IN_FEED
    before = await fetched()
    assert len(before) > 60
    for minutes in (1, 90, 24 * 60, 11 * 24 * 60 + 7, 5 * 24 * 60):
        clock.advance(minutes * 60)
        after = await fetched()
        for uid, event in before.items():
            if event.ends > clock() - back:
                assert after[uid] == event
        for uid, event in after.items():
            if event.begins < clock() - timedelta(minutes=minutes) + ahead:
                assert before[uid] == event
        before = after
    assert len(stamps) == 1, "what did not change reads the same"
