"""The desk itself, bans and cases: what is told of them, and when it is over."""

from dataclasses import replace
from datetime import timedelta

from services.access import Reach
from services.alerts import bans, cases
from services.alerts.bans import Banned
from services.alerts.desk import LEAST_ROOM, URGENT_ROOM, DeskState, standing
from storage.backups import BackupRow
from storage.cases import CaseRow
from storage.starts import StartRow
from tests.services.alerts.made import MINUTE, NOW

HOUR = timedelta(hours=1)
START = StartRow(5, "1.1", NOW - 10 * MINUTE, NOW, None, None, None)


def told(desk: DeskState) -> dict[str, tuple[str, str]]:
    """What is told of it after 15 minutes: its severity, and what is said."""
    return {
        each.signal.key.removeprefix("desk:1:"): (each.signal.severity, each.said)
        for each in standing(1, desk, NOW, 15).lasting
    }


def test_starts_count_for_an_hour() -> None:
    """A crash and a new version are told of the newest; an hour later they are over, and a plain start
    is none.
    """
    crashed = replace(START, crashed_at=NOW - 12 * MINUTE)
    again = replace(crashed, id=6, started_at=NOW - MINUTE)
    newer = replace(START, version_before="1.0")
    full = DeskState(room=LEAST_ROOM)
    assert told(full) == {}
    assert told(replace(full, starts=[START])) == {}
    assert told(replace(full, starts=[again, crashed])) == {"crashed": ("warning", "6")}
    [both] = standing(1, replace(full, starts=[again, crashed]), NOW, 15).lasting
    assert both.signal.facts["count"] == 2
    assert told(replace(full, starts=[newer])) == {"version": ("info", "1.1")}
    old = replace(newer, crashed_at=NOW, started_at=NOW - HOUR)
    assert told(replace(full, starts=[old])) == {}


def test_what_lags_or_fails_or_fills_up() -> None:
    """Each by its own; room that nobody knows neither begins nor ends anything."""
    failed = BackupRow(1, NOW, NOW - HOUR, NOW - HOUR, None, None, "no room")
    desk = DeskState(
        backup_failed=failed,
        no_writes=(NOW - 2 * HOUR, NOW - 59 * MINUTE),
        room=URGENT_ROOM - 1,
        notice_due=NOW - 15 * MINUTE,
        work_due=NOW - 14 * MINUTE,
    )
    assert told(desk) == {
        "backup": ("warning", ""),
        "writes": ("warning", desk.no_writes[0].isoformat() if desk.no_writes else ""),
        "disk": ("urgent", "urgent"),
        "outbox": ("urgent", ""),
    }
    assert told(DeskState(room=LEAST_ROOM - 1)) == {"disk": ("warning", "warning")}
    assert told(DeskState(room=LEAST_ROOM, work_due=NOW - HOUR)) == {"work": ("urgent", "")}
    unread = standing(1, DeskState(), NOW, 15)
    assert (
        not unread.lasting and unread.unknown("desk:1:disk") and not unread.unknown("desk:1:work")
    )


def test_bans_beyond_a_threshold() -> None:
    """From so many on, said anew when they are twice as many; an app that is silent stays as it was."""
    apps = [Banned("one", 4), Banned("two", 5), Banned("three", 11), Banned("four", None)]
    found = bans.standing(1, apps, 5, 24)
    assert [(each.signal.key, each.said) for each in found.lasting] == [
        ("bans:1:two", "1"),
        ("bans:1:three", "2"),
    ]
    assert found.unknown("bans:1:four") and not found.unknown("bans:1:one")


def test_cases_that_wait_too_long() -> None:
    """After so many minutes, within reach, and not those that were answered."""
    row = CaseRow(
        *(9, 1, None, 1, -100, 7, "broken", "open", NOW - HOUR, None, NOW - HOUR, None),
        *(None, None, None, None, None, None, "K-7F3Q-X9ND"),
    )
    young = replace(row, id=10, waiting_since=NOW - 59 * MINUTE)
    answered = replace(row, id=11, waiting_since=None)
    elsewhere = replace(row, id=12, chat_id=-200)
    here = Reach(anywhere=False, chats=frozenset({-100}))
    ahead = replace(row, id=13, waiting_since=NOW + 3 * HOUR)
    found = cases.standing(1, [row, young, answered, elsewhere, ahead], {}, here, NOW, 60)
    assert [each.signal.key for each in found.lasting] == ["case:1:9", "case:1:13"]
    # Told while the clock was ahead, and set right: it waits still, and is not told anew; who asks again is.
    begun = (NOW + 3 * HOUR).isoformat()
    [same] = cases.standing(1, [young], {10: begun}, here, NOW, 60).lasting
    assert same.said == begun
    before = (NOW - 3 * HOUR).isoformat()
    assert not cases.standing(1, [young], {10: before}, here, NOW, 60).lasting
