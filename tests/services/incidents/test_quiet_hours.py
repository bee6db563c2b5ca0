"""Quiet hours hold cards of incidents, and their end tells of them in one summary."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.access import Access
from services.incidents import (
    AfterQuiet,
    Incidents,
    IncidentShowing,
)
from services.incidents.cards import CARD, HELD
from services.outbox import Outbox
from storage import chat_moves
from storage.database import Database
from tests.clock import ManualClock
from tests.services.incidents.signalled import CHAT, DOWN, LOW, TOPIC, last, over, say, told

pytestmark = pytest.mark.both_databases


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
    """The card that stands is edited at once, the summary tells it; what is over by then calls nobody."""
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
            (False, clock()),
        ]
        assert [each.due_at for each in await tx.notices.of_kind(HELD, CHAT)] == [until]
    showing = IncidentShowing(database, clock)
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
