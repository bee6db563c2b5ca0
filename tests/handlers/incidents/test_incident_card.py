"""An incident's card keeps what it is read for, however much others have written into it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.frame.cards import MOST_CHARACTERS
from handlers.incidents.incident_card import incident_card
from handlers.words.cutting import fits
from handlers.words.markup import plain
from handlers.words.texts import Library
from services.hooks.events import MOST_IN_TEXT, MOST_IN_TITLE
from services.incidents import IncidentView
from services.incidents.views import LINES, LineView, SignalView
from tests.clock import ManualClock

NOW = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)
LATER = Library.load(ManualClock(NOW), strict=True).texts("en", "Europe/Berlin")


def of_hook(title: str, text: str = "") -> dict[str, Any]:
    """The facts of what another system posted."""
    facts = {"title": title, "text": text, "cut": 0, "detail": "job=shop\n"}
    return {**facts, "hook": "Alertmanager", "left_out": 0}


def incident(signals: list[dict[str, Any]], lines: int, total: int | None = None) -> IncidentView:
    """An open one of a hook; each line of its log says that another thing came."""
    said = [of_hook(f"Newest {at} " + "n" * 180) for at in range(lines)]
    log = [LineView(NOW, "joined", "", {"kind": "hook", "said": each}) for each in said]
    return IncidentView(
        id=7,
        chat_id=-100,
        thread_id=None,
        kind="hook",
        severity="urgent",
        status="open",
        opened_at=NOW - timedelta(minutes=5),
        acknowledged_at=None,
        acknowledged_by=None,
        acknowledged_name="",
        snoozed_until=None,
        snoozed_name="",
        resolved_at=None,
        resolved_by=None,
        resolved_name="",
        step=0,
        times=1,
        version=1,
        signals=tuple(SignalView("hook", "urgent", each, NOW) for each in signals),
        lines=tuple(log),
        lines_total=total or lines,
    )


def test_a_long_group_keeps_its_state_and_newest_lines() -> None:
    """Long texts give way: they are shortened, whole in a fold as far as that goes, and it says where not."""
    group = [of_hook(f"Alert {at} " + "a" * 180, "long text " * 290) for at in range(30)]
    card = incident_card(LATER, incident(group, LINES, 44))
    assert fits(card.text, MOST_CHARACTERS - 50)
    words = plain(card.text)
    assert words.startswith("🚨 Alert 0")
    assert "Nobody has it in hand." in words
    for at in (LINES - 1, LINES - 2, LINES - 3):
        assert f"also: Newest {at} n" in words
    assert words.rstrip().splitlines()[-1].startswith("15 Jan 13:00 · also: Newest 29")
    assert "… and 21 more." in words
    assert "✂️ The rest does not fit into a message." in words
    missing = next(line for line in words.splitlines() if line.startswith("… "))
    assert "earlier lines" in words and missing


def test_what_is_shortened_can_be_read_whole() -> None:
    """In a fold, where there is room for it; nothing is folded that stands open."""
    text = " ".join(f"word{at}" for at in range(200))
    card = incident_card(LATER, incident([of_hook("Disk full", text)], 1))
    assert card.text.count("<blockquote expandable>") == 1
    assert text in plain(card.text)
    short = incident_card(LATER, incident([of_hook("Disk full", "of db1")], 1))
    assert "blockquote" not in short.text
    assert "of db1\njob=shop\n↳ Alertmanager" in plain(short.text)


def test_every_moment_on_it_has_its_day() -> None:
    """Who reads it tomorrow is not told "today"; each line of its log has its day too."""
    taken = replace(
        incident([of_hook("Disk full")], 3),
        status="acknowledged",
        acknowledged_by=5,
        acknowledged_name="Sam",
        acknowledged_at=NOW,
        snoozed_name="Sam",
        snoozed_until=NOW + timedelta(hours=1),
    )
    words = plain(incident_card(LATER, taken).text)
    assert "today" not in words
    assert words.count("15 Jan 2030, ") == 3
    assert words.count("15 Jan 13:00 · ") == 3


@pytest.mark.filterwarnings("ignore")
@given(
    st.lists(st.tuples(st.text(max_size=MOST_IN_TITLE), st.text(max_size=400)), min_size=1),
    st.integers(0, LINES),
    st.integers(1, MOST_IN_TEXT // 400),
)
def test_whatever_was_posted_fits(posted: list[tuple[str, str]], lines: int, times: int) -> None:
    """And whoever could press it is told how it stands."""
    group = [of_hook(title, text * times) for title, text in posted]
    card = incident_card(LATER, incident(group, lines))
    assert fits(card.text, MOST_CHARACTERS)
    assert "Nobody has it in hand." in plain(card.text)
