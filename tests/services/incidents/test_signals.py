"""Signals open, change, join and end incidents; what is as it was is not said again."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.access import Access
from services.actor import Actor
from services.audit import Audit
from services.incidents import (
    AfterQuiet,
    IncidentHandling,
    IncidentRounds,
    Incidents,
    IncidentShowing,
    Signal,
)
from services.incidents.back import AGAIN_WITHIN
from services.incidents.cards import CARD, HELD, OVER
from services.outbox import Outbox
from storage import chat_moves
from storage.database import Database
from storage.incidents import IncidentRow
from tests.clock import ManualClock

pytestmark = pytest.mark.both_databases


CHAT, TOPIC = -100, 7
SAM = Actor(5, CHAT, "Sam")
LOW = Signal("omen", "omen:1", "warning", {"product": "GTA V", "left": 3})
DOWN = Signal("mill", "mill:1", "urgent", {"mill": "mill"}, group="mill")


@pytest.fixture
def incidents(clock: ManualClock, outbox: Outbox) -> Incidents:
    """What watches call."""
    return Incidents(clock, outbox)


async def say(db: Database, incidents: Incidents, *signals: Signal) -> None:
    """Raise them, in a transaction of their own."""
    async with db.write() as tx:
        await incidents.signal_all(tx, CHAT, TOPIC, signals)


async def over(db: Database, incidents: Incidents, *keys: str) -> None:
    """They are over."""
    async with db.write() as tx:
        await incidents.clear_all(tx, CHAT, keys)


async def last(db: Database, group: str) -> IncidentRow:
    """The latest incident of a group."""
    async with db.write() as tx:
        row = await tx.incidents.last_of(CHAT, group)
    assert row is not None
    return row


async def told(db: Database, kind: str = CARD) -> int:
    """How many notices of a kind there are."""
    async with db.read() as tx:
        return len(await tx.notices.of_kind(kind, CHAT))


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
    database: Database, incidents: Incidents, access: Access
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
        told = [each.facts["anew"] for each in await tx.notices.of_kind(CARD, CHAT)]
    assert (told[-1], any(told[:-1])) == (True, False)
    showing = IncidentShowing(database)
    due = await showing.due(card.id, anew=False)
    assert due is not None
    assert len(due[1].signals) == 11
    await showing.shown(card.id, 5, due[1].version)
    assert await showing.due(card.id, anew=False) is None, "what it shows is not told again"
    # Two processes end the last ones: neither sees the other's.
    await asyncio.gather(
        over(database, incidents, DOWN.key, *(each.key for each in ten[:5])),
        over(database, incidents, *(each.key for each in ten[5:])),
    )
    assert (await last(database, "mill")).status == "resolved"


async def test_what_comes_back_worse_is_in_nobodys_hands(
    database: Database,
    incidents: Incidents,
    outbox: Outbox,
    clock: ManualClock,
    access: Access,
    audit: Audit,
) -> None:
    """Who took something informative in hand has not taken what is urgent, now or when that comes again."""
    handling = IncidentHandling(database, clock, access, outbox, audit)
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
    access: Access,
    audit: Audit,
) -> None:
    """Worse, it joins what has come of its group since; quiet and over, it does not come anew."""
    handling = IncidentHandling(database, clock, access, outbox, audit)
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
    outbox: Outbox,
    access: Access,
    audit: Audit,
) -> None:
    """Nobody tells when an event is over, so what a person resolved must not silence it for ever."""
    handling = IncidentHandling(database, clock, access, outbox, audit)
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
    await handling.resolve(SAM, first.id)
    await say(database, incidents, event)
    assert (await last(database, LOW.key)).status == "resolved", (
        "just now somebody had enough of it"
    )
    clock.advance(AGAIN_WITHIN.total_seconds() + 1)
    await say(database, incidents, event)
    second = await last(database, LOW.key)
    assert (second.id != first.id, second.status) == (True, "open")


async def test_quiet_hours_hold_what_is_not_urgent(
    database: Database, incidents: Incidents, clock: ManualClock
) -> None:
    """One summary waits for their end, whatever comes and changes meanwhile."""
    until = clock() + timedelta(hours=8)
    async with database.write() as tx:
        for signal in (LOW, replace(LOW, facts={"left": 1}), replace(LOW, key="omen:2"), DOWN):
            await incidents.signal(tx, CHAT, None, signal, held_until=until)
    async with database.read() as tx:
        cards = [each.due_at for each in await tx.notices.of_kind(CARD, CHAT)]
        held = [each.due_at for each in await tx.notices.of_kind(HELD, CHAT)]
    assert (cards, held) == ([clock()], [until])


async def test_what_is_back_in_quiet_hours_waits_for_their_end_with_its_sound(
    database: Database, incidents: Incidents, clock: ManualClock
) -> None:
    """The card that stands is edited at once; what is over again by then calls nobody."""
    await say(database, incidents, LOW)
    row = await last(database, LOW.key)
    async with database.write() as tx:
        [card] = await tx.incident_cards.of_incident(row.id)
        await tx.incident_cards.show(card.id, 5, row.version)
    until, before = clock() + timedelta(hours=8), await told(database)
    await over(database, incidents, LOW.key)
    async with database.write() as tx:
        await incidents.signal(tx, CHAT, TOPIC, LOW, held_until=until)
        notices = (await tx.notices.of_kind(CARD, CHAT))[before + 1 :]
        assert [(each.facts["anew"], each.due_at) for each in notices] == [
            (True, until),
            (False, clock()),
        ]
    showing = IncidentShowing(database)
    assert await showing.due(card.id, anew=True) is not None
    await over(database, incidents, LOW.key)
    row = await last(database, LOW.key)
    await showing.shown(card.id, 5, row.version)
    assert await showing.due(card.id, anew=True) is None


async def test_a_summary_takes_in_what_was_held_once_and_for_its_topic(
    database: Database, incidents: Incidents, clock: ManualClock, access: Access, outbox: Outbox
) -> None:
    """Made again it posts no card twice; a topic that is gone meanwhile loses nothing."""
    until, summaries = clock() + timedelta(hours=8), AfterQuiet(database, access, outbox)
    async with database.write() as tx:
        for key, thread in (("1", TOPIC), ("2", TOPIC), ("3", TOPIC), ("4", None), ("5", 8)):
            signal = replace(LOW, key=key)
            await incidents.signal(tx, CHAT, thread, signal, held_until=until)
    await over(database, incidents, "1")
    clock.now = until
    async with database.read() as tx:
        topic, general, gone = await tx.notices.of_kind(HELD, CHAT)
    first = await summaries.take_in(topic.id)
    assert first is not None
    assert [line.status for line in first.lines] == ["open", "open", "resolved"]
    assert (first.count, len(first.follow), await told(database)) == (3, 2, 2)
    await over(database, incidents, "2")
    again = await summaries.take_in(topic.id)
    assert again is not None
    assert [line.status for line in again.lines] == ["open", "resolved", "resolved"]
    async with database.read() as tx:
        quiet = [each for each in await tx.notices.of_kind(CARD, CHAT) if each.facts.get("quiet")]
    assert len(quiet) == 2
    await outbox.forget_topic(CHAT, 8)
    both = await summaries.take_in(general.id)
    assert both is not None
    assert len(both.lines) == 2
    assert await summaries.take_in(gone.id) is None, "the chat's own summary tells it"
    later = until + timedelta(hours=1)
    async with database.write() as tx:
        await incidents.signal(tx, CHAT, 9, replace(LOW, key="6"), held_until=later)
        await chat_moves.follow(tx.connection, CHAT, CHAT - 1)
        *_, moved = await tx.notices.of_kind(HELD, CHAT - 1)
    assert await summaries.take_in(moved.id) is not None, "the group has a new id since"


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
