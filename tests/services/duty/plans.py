"""Shifts and stand-ins at random, around a change of the clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from storage.duty import OverrideRow, ShiftRow

BERLIN, LORD_HOWE = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe")
MORNING = datetime(2026, 10, 23, 12, tzinfo=UTC)
"""Two days before clocks go back in Berlin."""

shifts = st.lists(
    st.builds(
        ShiftRow,
        st.integers(1, 99),
        st.just(-100),
        st.integers(1, 4),
        st.integers(0, 127),
        st.integers(0, 1439),
        st.integers(0, 1439),
    ),
    max_size=4,
)
moments = st.integers(0, 10 * 24 * 60).map(lambda minutes: MORNING + timedelta(minutes=minutes))


@st.composite
def stand_ins(draw: st.DrawFn) -> list[OverrideRow]:
    """Up to three."""
    found = []
    for number in range(draw(st.integers(0, 3))):
        begins, ends = sorted((draw(moments), draw(moments)))
        whom = draw(st.sampled_from([None, 1, 2]))
        found.append(OverrideRow(number, -100, draw(st.integers(3, 5)), whom, begins, ends))
    return found
