"""Who is on duty when: shifts go by the wall clock, stand-ins by moments, and both ways to ask agree."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from services.duty.hours import meet, read_hours
from services.duty.rota import Rota, Span
from storage.duty import OverrideRow, ShiftRow
from tests.services.duty.plans import BERLIN, LORD_HOWE, MORNING, moments, shifts, stand_ins


@settings(max_examples=80, deadline=None)
@given(shifts, stand_ins(), st.sampled_from([BERLIN, LORD_HOWE]), st.lists(moments, min_size=5))
def test_spans_say_the_same_as_asking_at_each_moment(
    plan: list[ShiftRow], instead: list[OverrideRow], zone: ZoneInfo, asked: list[datetime]
) -> None:
    """A calendar shows just who would be told, over a change of the clock too."""
    rota = Rota(plan, instead, zone)
    spans = rota.spans(MORNING, MORNING + timedelta(days=10))
    for moment in asked:
        on = {each.user_id for each in spans if each.begins_at <= moment < each.ends_at}
        assert on == (set() if moment >= MORNING + timedelta(days=10) else rota.on_at(moment))


def test_nine_stays_nine_when_clocks_change() -> None:
    """A night of Saturday to Sunday has nine hours then, and a swap of it is the other's."""
    night = ShiftRow(1, -100, 7, 0b0100000, 22 * 60, 6 * 60)
    spans = Rota([night], [], BERLIN).spans(MORNING, MORNING + timedelta(days=4))
    begins, ends = datetime(2026, 10, 24, 20, tzinfo=UTC), datetime(2026, 10, 25, 5, tzinfo=UTC)
    assert spans == [Span(7, begins, ends)]
    swap = OverrideRow(1, -100, 8, 7, begins + timedelta(hours=1), ends + timedelta(days=1))
    swapped = Rota([night], [swap], BERLIN).spans(MORNING, MORNING + timedelta(days=4))
    assert [each.user_id for each in swapped] == [7, 8]
    change = Rota([night], [swap], BERLIN).next_change(begins, timedelta(days=8))
    assert change == begins + timedelta(hours=1)


def test_hours_are_read_as_they_are_typed() -> None:
    """With or without minutes; midnight may be 24:00."""
    assert read_hours("9-17:30") == (540, 1050)
    assert read_hours("22:00–06:00") == (1320, 360)
    assert read_hours("00:00-24:00") == (0, 0)
    assert read_hours("9-9") == (540, 540)
    assert read_hours("9h-18H30") == read_hours("9.00 - 18.30") == (540, 1110)


SHIFTS = st.tuples(st.integers(1, 127), st.integers(0, 47), st.integers(0, 47)).map(
    lambda said: (said[0], said[1] * 30, said[2] * 30)
)


@given(SHIFTS, SHIFTS)
def test_two_shifts_meet_where_a_minute_of_the_week_is_in_both(
    one: tuple[int, int, int], other: tuple[int, int, int]
) -> None:
    """Over midnight, around the clock, and from Sunday to Monday as well."""

    def halves(shift: tuple[int, int, int]) -> set[int]:
        days, begins, ends = shift
        length = (ends - begins) % 1440 or 1440
        starts = [day * 1440 + begins for day in range(7) if days >> day & 1]
        return {(start + each) % 10080 for start in starts for each in range(0, length, 30)}

    assert meet(one, other) is bool(halves(one) & halves(other))
