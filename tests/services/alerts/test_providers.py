"""Providers: a trouble takes two looks to begin and two to end, and slow is against their own usual."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.alerts.providers import (
    DOWN,
    LEARNT,
    LIMITED,
    SLOW,
    Look,
    judged,
    never_seen,
    standing,
)
from storage.provider_health import HealthRow
from tests.services.alerts.made import MINUTE, NOW

WELL = Look(None, 100)


def looked(*looks: Look, row: HealthRow | None = None) -> HealthRow:
    """What is known after looks, a minute apart."""
    row = row or never_seen("hype", NOW)
    for look in looks:
        row = judged(row, look, row.looked_at + MINUTE)
    return row


def test_troubles_begin_and_end_with_the_second_look() -> None:
    """Since the first of them, or since the provider counts as down; a single one is nobody's alert."""
    down, busy = Look(DOWN, 0), Look(LIMITED, 0)
    assert looked(WELL, down).trouble is None
    assert looked(WELL, down, WELL, down).trouble is None
    row = looked(WELL, down, down)
    assert (row.trouble, row.since) == (DOWN, NOW + 2 * MINUTE)
    assert looked(WELL, row=row).trouble == DOWN
    assert looked(WELL, down, WELL, down, row=row).since == row.since
    over = looked(WELL, WELL, row=row)
    assert (over.trouble, over.since) == (None, None)
    assert looked(busy, busy, row=row).trouble == LIMITED
    known = looked(Look(DOWN, 0, NOW - timedelta(hours=1)), down)
    assert known.since == NOW - timedelta(hours=1)


def test_slow_is_what_takes_longer_than_usual_once_that_is_known() -> None:
    """Two seconds are nothing of a provider that was never looked at, and slow of one that takes 100 ms."""
    slow = Look(None, 2000)
    assert looked(slow, slow).trouble is None
    learnt = looked(*[WELL] * LEARNT)
    assert learnt.usual_ms == 100
    row = looked(slow, slow, row=learnt)
    assert (row.trouble, row.usual_ms) == (SLOW, 100), "what is slow teaches nothing"
    assert looked(WELL, WELL, row=row).trouble is None
    assert looked(Look(None, 590), Look(None, 590), row=learnt).trouble is None
    # What became slower for good is the usual after a while only where it is not slow.
    assert looked(*[Look(None, 550)] * 200, row=learnt).usual_ms > 500


def down(provider: str, since: timedelta = timedelta(), trouble: str | None = DOWN) -> HealthRow:
    """A provider that is, since so long after the first."""
    return HealthRow(provider, 100, 60, trouble, NOW + since, 0, NOW + since)


def test_all_that_are_down_at_once_are_one_thing_and_some_share_a_card() -> None:
    """What began at another time is by itself, and so is another trouble."""
    names = ["codegames", "hype", "paysuper"]

    def told(*rows: HealthRow) -> list[tuple[str, str]]:
        found = standing(7, {row.provider: row for row in rows}, names)
        return [(each.signal.key, each.signal.group) for each in found.lasting]

    a, b, c = names
    none = standing(7, {name: down(name, n * MINUTE) for n, name in enumerate(names)}, names)
    one, *each_of_them = none.lasting
    assert (one.said, one.signal.facts["count"], one.signal.severity) == ("all", 3, "urgent")
    assert one.signal.facts["since_at"] == (NOW + 2 * MINUTE).isoformat()
    assert {each.signal.group for each in each_of_them} == {one.signal.group}
    assert one.signal.key == min(each.signal.key for each in none.lasting), "it is the card's title"

    assert told(down(a), down(b)) == [(f"provider:7:{each}", one.signal.group) for each in (a, b)]
    assert told(down(a), down(b, timedelta(hours=1))) == [
        ("provider:7:codegames", ""),
        ("provider:7:hype", ""),
    ]
    once = replace(down(b, MINUTE, trouble=None), streak=1)
    assert told(down(a), once) == [("provider:7:codegames", one.signal.group)], "b joins its card"
    late, limited = down(c, timedelta(hours=1)), down(c, trouble=LIMITED)
    assert [group for _, group in told(down(a), down(b), late)] == [one.signal.group] * 2 + [""]
    assert [group for _, group in told(down(a), down(b), limited)] == [one.signal.group] * 2 + [""]
    only = standing(7, {"hype": down("hype")}, ["hype"]).lasting
    assert [each.said for each in only] == [DOWN], "one that is the only one is down by its name"


@given(st.lists(st.sampled_from([WELL, Look(DOWN, 0), Look(LIMITED, 0)]), max_size=20))
def test_a_trouble_has_a_since_and_none_has_none(looks: list[Look]) -> None:
    """After whatever looks; and it never lies ahead."""
    row = looked(*looks)
    if row.trouble is not None:
        assert row.since is not None and row.since <= row.looked_at
    elif row.streak == 0:
        assert row.since is None
    told = standing(2, {"hype": row}, ["hype", "paysuper"]).lasting
    assert [each.said for each in told] == ([row.trouble] if row.trouble else [])
