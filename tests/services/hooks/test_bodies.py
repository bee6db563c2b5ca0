"""Bodies that are posted to hooks: texts, our own JSON, and Alertmanager's as it is documented."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.hooks.bodies import events_in
from services.hooks.errors import BadBodyError
from services.hooks.events import MOST_IN_TEXT, MOST_IN_TITLE, Event, shown

FIXTURES = Path(__file__).parents[2] / "fixtures" / "alertmanager"
NAMES = (
    *("alerts", "groupKey", "labels", "annotations", "title", "resolved", "severity", "summary"),
    *("key", "truncatedAlerts", "status", "text"),
)
JSON = "application/json; charset=utf-8"


def posted(name: str) -> tuple[Event, ...]:
    """What one of Alertmanager's bodies says."""
    return events_in((FIXTURES / f"{name}.json").read_bytes(), JSON, {})


def said(body: object, kind: str = JSON, **query: str) -> Event:
    """The one event of a body."""
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    [event] = events_in(raw, kind, query)
    return event


def test_a_text_is_a_title_and_what_follows() -> None:
    """The address's query says the rest; curl calls whatever it posts a form."""
    event = said("Disk full\n\nof db1\n", "application/x-www-form-urlencoded", severity="CRITICAL")
    assert (event.title, event.text, event.severity) == ("Disk full", "of db1", "urgent")
    assert (event.key, event.lasts, event.resolved) == ("disk full", False, False)
    event = said("x", "text/plain", key="db1", resolved="1", title="Better", other="x")
    assert (event.title, event.key, event.lasts, event.resolved) == ("Better", "db1", True, True)


def test_json_says_each_thing_by_its_name() -> None:
    """A key alone is enough to say that something is over; what says it is a text may be JSON."""
    event = said({"title": "A", "text": "b", "severity": "warn", "key": 7, "group": "g", "x": [1]})
    assert (event.title, event.text, event.severity) == ("A", "b", "warning")
    assert (event.key, event.group, event.lasts) == ("7", "g", True)
    assert said('{"key": "db1", "resolved": true}', "text/plain").resolved
    long = said({"title": "t" * 999, "text": "x" * 9999, "key": "k" * 999})
    assert len(long.key) == 32


def test_a_long_line_stands_whole_in_the_text_and_what_no_card_takes_is_counted() -> None:
    """The title is its beginning; of what was cut the number of characters is known."""
    line = "t" * 999
    seen = shown(said(f"{line}\nrest", "text/plain"))
    assert (seen.title, seen.text, seen.cut) == (f"{line[:199]}…", f"{line}\nrest", 0)
    seen = shown(said({"title": "A", "text": "x" * 9999}))
    assert (seen.title, len(seen.text), seen.cut) == ("A", MOST_IN_TEXT, 9999 - MOST_IN_TEXT + 1)
    assert len(shown(said({"title": line})).title) == MOST_IN_TITLE


@pytest.mark.parametrize("word", ["P1", 5, "CATASTROPHIC", ["x"]])
def test_a_severity_that_nobody_knows_is_the_hooks_own_and_stands_on_the_card(word: object) -> None:
    """Whoever posts it: what is refused would be lost with no word to anybody."""
    event = said({"title": "A", "severity": word})
    assert (event.severity, event.more["labels"]) == (None, f"severity={word}")
    assert said("A", "text/plain", severity=str(word)).more == event.more
    body = {"receiver": "x", "alerts": [{"labels": {"severity": str(word), "job": "shop"}}]}
    [event] = events_in(json.dumps(body).encode(), JSON, {})
    assert (event.severity, event.more["labels"]) == (None, f"severity={word}, job=shop")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{}", "neither a title nor a text"),
        (b"\xff\xfe", "UTF-8"),
        (b"{", "is not"),
        (b"[" * 60_000, "is not"),
        (b'{"title": NaN}', "is not"),
        (b"[1]", "an object"),
        (b'{"title": ["a"]}', "title must be a text"),
        (b'{"title": "a", "resolved": "perhaps"}', "true or false"),
        (b'{"receiver": "x", "alerts": []}', "at least one"),
        (b'{"receiver": "x", "alerts": [7]}', "list of objects"),
    ],
)
def test_what_cannot_be_read_is_said_and_not_quoted(body: bytes, said: str) -> None:
    """Whoever posts learns what to mend."""
    with pytest.raises(BadBodyError, match=said):
        events_in(body, JSON, {})


def test_alertmanagers_body_is_understood_as_it_is() -> None:
    """Each alert is known again by its fingerprint, and is what its own status says; the group is one."""
    first, second = posted("firing")
    assert first.title == "An instance of the shop is down (web1:9100)"
    assert first.text == "It has not answered for five minutes."
    assert (first.severity, first.resolved, first.lasts) == ("urgent", False, True)
    assert first.key == "1a30ba71cca2921f" and second.key == "7f30ba71cca29c01"
    assert first.group == second.group != ""
    assert (first.more["left_out"], second.more.get("left_out")) == (3, None)
    assert first.more["labels"] == "instance=web1:9100, job=shop"
    assert first.more["link"].startswith("http://prometheus.example.net:9090/graph")
    assert [(each.key, each.resolved) for each in posted("one-resolved")] == [
        (first.key, True),
        (second.key, False),
    ]
    assert all(each.resolved for each in posted("resolved"))
    [bare] = posted("amtool")
    assert (bare.title, bare.severity, bare.text) == ("foo (bar)", None, "")
    assert bare.more["link"] == "http://alertmanager.example.net:9093"
    [older] = posted("before-0.17")
    assert older.resolved and older.key != ""
    memory, cpu = posted("grafana")
    assert memory.title == "This alert was triggered for zone us-1"
    assert (memory.more["name"], cpu.more["name"]) == ("High memory usage", "High CPU usage")
    assert memory.group == cpu.group


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(NAMES), inner),
    )
)
def test_whatever_is_posted_is_read_or_refused(body: Any) -> None:
    """Nothing that anybody can make breaks it."""
    try:
        events = events_in(json.dumps(body).encode(), JSON, {})
    except BadBodyError:
        return
    assert all(each.title and len(each.key) <= 80 for each in events)
