"""Signals open, change, join and end incidents; what is as it was is not said again."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.actor import Actor
from services.incidents import (
    IncidentHandling,
    IncidentRounds,
    Incidents,
    IncidentShowing,
    Severity,
    Signal,
)
from services.incidents.back import AGAIN_WITHIN
from services.incidents.cards import CARD, OVER
from services.incidents.news import ANEW
from services.outbox import Outbox
from storage.database import Database
from tests.clock import ManualClock
from tests.services.incidents.signalled import CHAT, DOWN, LOW, TOPIC, last, over, say, told

pytestmark = pytest.mark.both_databases

SAM = Actor(5, CHAT, "Sam")


async def test_the_same_is_said_once_and_what_comes_again_is_counted(
    database: Database, incidents: Incidents, clock: ManualClock
) -> None:
    """Whoever raises it while it lasts, it is one incident; back within the hour it is the same one."""
    await asyncio.gather(*(say(database, incidents, LOW) for _ in range(3)))
    await say(database, incidents, LOW)
    first = await last(database, "omen:1")
    assert (first.status, first.thread_id, await told(database)) == ("open", TOPIC, 1)
    await say(database, incidents, replace(LOW, facts={"product": "GTA V", "left": 2}))
    assert await told(database) == 2, "its card shows the change"
    await asyncio.gather(*(over(database, incidents, LOW.key) for _ in range(3)))
    assert ((await last(database, "omen:1")).status, await told(database)) == ("resolved", 3)
    clock.advance(60)
    await say(database, incidents, LOW)
    again = await last(database, "omen:1")
    assert (again.id, again.status, again.times) == (first.id, "open", 2)
    await over(database, incidents, LOW.key)
    clock.advance(AGAIN_WITHIN.total_seconds())
    await say(database, incidents, LOW)
    assert (await last(database, "omen:1")).id != first.id, "much later it is another one"
    assert await told(database, OVER) == 0, "no end that nobody was woken for is told apart"


async def test_what_is_related_shares_a_card_and_worse_is_told_anew(
    database: Database, incidents: Incidents, clock: ManualClock
) -> None:
    """The card is over with the last of them; its severity is the worst of what lasts."""
    ten = [
        Signal("omen", f"omen:{n}", "warning", {"product": str(n), "left": 0}, group="mill")
        for n in range(10)
    ]
    await say(database, incidents, *ten)
    row = await last(database, "mill")
    assert row.severity == "warning"
    await say(database, incidents, DOWN)
    worse = await last(database, "mill")
    assert (worse.id, worse.severity) == (row.id, "urgent")
    async with database.read() as tx:
        [card] = await tx.incident_cards.of_incident(row.id)
        anew = [each.facts["anew"] for each in await tx.notices.of_kind(CARD, CHAT)]
    assert (anew[-1], any(anew[:-1])) == (True, False)
    showing = IncidentShowing(database, clock)
    due = await showing.due(card.id, anew=False)
    assert due is not None
    assert len(due[1].signals) == 11
    await showing.shown(card.id, 5, due[1].version)
    assert await showing.due(card.id, anew=False) is None, "what it shows is not told again"
    grades: tuple[Severity, ...] = ("info", "urgent", "warning")
    before = await told(database)
    await say(
        database, incidents, *(Signal("omen", f"well:{each}", each, {}, "well") for each in grades)
    )
    assert await told(database) == before + 1, "what one look finds is told once"
    # Two processes end the last ones: neither sees the other's.
    await asyncio.gather(
        over(database, incidents, DOWN.key, *(each.key for each in ten[:5])),
        over(database, incidents, *(each.key for each in ten[5:])),
    )
    assert (await last(database, "mill")).status == "resolved"


async def test_what_comes_back_worse_is_in_nobodys_hands(
    database: Database,
    incidents: Incidents,
    handling: IncidentHandling,
) -> None:
    """Who took something informative in hand has not taken what is urgent, now or when that comes again."""
    await say(database, incidents, replace(LOW, severity="info"))
    first = await last(database, LOW.key)
    await handling.acknowledge(SAM, first.id)
    await over(database, incidents, LOW.key)
    await say(database, incidents, replace(LOW, severity="urgent"))
    back = await last(database, LOW.key)
    assert (back.id, back.status, back.acknowledged_by) == (first.id, "open", None)

    await say(database, incidents, replace(DOWN, severity="info"))
    await handling.acknowledge(SAM, (await last(database, "mill")).id)
    await say(database, incidents, DOWN)
    for _ in range(2):
        assert (await last(database, "mill")).status == "open"
        await over(database, incidents, DOWN.key)
        await say(database, incidents, DOWN)


async def test_what_somebody_ended_stays_so_until_it_is_worse(
    database: Database,
    incidents: Incidents,
    clock: ManualClock,
    outbox: Outbox,
    handling: IncidentHandling,
) -> None:
    """Worse, it joins what has come of its group since; quiet and over, it does not come anew."""
    related = replace(LOW, group="mill")
    await say(database, incidents, related)
    await handling.resolve(SAM, (await last(database, "mill")).id)
    before = await told(database)
    await say(database, incidents, replace(related, facts={"left": 1}))
    assert await told(database) == before
    clock.advance(AGAIN_WITHIN.total_seconds() + 1)
    await say(database, incidents, replace(DOWN, severity="warning"))
    await say(database, incidents, replace(related, severity="urgent"))
    row = await last(database, "mill")
    async with database.read() as tx:
        assert len(await tx.incidents.lasting(row.id)) == 2
    assert row.severity == "urgent"

    await handling.snooze(SAM, row.id, "1h", "UTC")
    await over(database, incidents, LOW.key, DOWN.key)
    before = await told(database)
    clock.advance(2 * 3600)
    rounds = IncidentRounds(database, clock, outbox)
    assert (await rounds.run(), await rounds.run()) == (1, 0)
    assert await told(database) == before


async def test_an_event_that_comes_again_is_a_line_and_long_after_its_end_another_incident(
    database: Database,
    incidents: Incidents,
    clock: ManualClock,
    handling: IncidentHandling,
) -> None:
    """Nobody tells when an event is over: no open card silences it for ever, nor what a person resolved."""
    event = replace(LOW, event=True)
    for _ in range(3):
        await say(database, incidents, event)
    first = await last(database, LOW.key)
    async with database.read() as tx:
        lines, _ = await tx.incidents.lines(first.id, 5)
    assert [(each.what, each.facts.get("count")) for each in lines] == [
        ("opened", None),
        ("repeated", 2),
    ]
    clock.advance(ANEW.total_seconds() / 2)
    for nights, heard in enumerate((False, True, True, True, True)):
        # Every night at about the same time, with what it says this time; in hand from the third on.
        if nights == 3:
            await handling.acknowledge(SAM, first.id)
        for said, anew in (
            (event, heard),
            (event, False),
            (replace(event, facts={"n": nights}), False),
        ):
            await say(database, incidents, said)
            async with database.read() as tx:
                *_, notice = await tx.notices.of_kind(CARD, CHAT)
            assert notice.facts["anew"] is anew, nights
        event = said
        clock.advance(86400 - 60)
    await handling.snooze(SAM, first.id, "4h", "UTC")
    await say(database, incidents, event)
    async with database.read() as tx:
        assert not (await tx.notices.of_kind(CARD, CHAT))[-1].facts["anew"], (
            "somebody let it be quiet"
        )
    await handling.resolve(SAM, first.id)
    await say(database, incidents, event)
    assert (await last(database, LOW.key)).status == "resolved", (
        "just now somebody had enough of it"
    )
    clock.advance(AGAIN_WITHIN.total_seconds() + 1)
    await say(database, incidents, event)
    second = await last(database, LOW.key)
    assert (second.id != first.id, second.status) == (True, "open")
    clock.jump(timedelta(days=3))
    await handling.resolve(SAM, second.id)
    clock.jump(timedelta(days=-3))
    clock.advance(AGAIN_WITHIN.total_seconds())
    await say(database, incidents, event)
    third = await last(database, LOW.key)
    assert (third.id != second.id, third.status) == (True, "open"), (
        "a clock that was ahead hides none"
    )


@pytest.mark.unused
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.integers(0, 90)), max_size=12))
async def test_whatever_comes_and_goes_an_incident_is_open_while_anything_of_it_lasts(
    database: Database, incidents: Incidents, clock: ManualClock, steps: list[tuple[bool, int, int]]
) -> None:
    """In any order of signals and ends, of two groups."""
    await over(database, incidents, *map(str, range(4)))
    lasting: set[int] = set()
    for comes, what, minutes in steps:
        clock.advance(minutes * 60)
        if comes:
            lasting.add(what)
            await say(database, incidents, Signal("x", str(what), "info", {}, group=str(what % 2)))
        else:
            lasting.discard(what)
            await over(database, incidents, str(what))
        async with database.write() as tx:
            for group in range(2):
                row = await tx.incidents.open_of(CHAT, str(group))
                assert (row is not None) is any(each % 2 == group for each in lasting)
