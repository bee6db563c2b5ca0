"""In quiet hours nothing under urgent makes a sound or goes on to others; their end makes up for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.incidents import Incidents
from services.incidents.cards import CARD, HELD
from storage.database import Database
from storage.escalations import EscalationRow
from tests.clock import ManualClock
from tests.services.incidents.signalled import CHAT, LOW, TOPIC, last, over, say


@pytest.mark.parametrize("how", ["changed", "joined", "back"])
async def test_what_becomes_worse_in_quiet_hours_waits_for_their_end_unless_it_is_urgent(
    database: Database, incidents: Incidents, clock: ManualClock, how: str
) -> None:
    """It goes on from then, and not at night; what is urgent is heard at once."""
    note = replace(LOW, severity="info", group="mill")
    worse = [replace(note, severity=each) for each in ("warning", "urgent")]
    if how == "joined":
        worse = [replace(each, key=f"omen:{each.severity}") for each in worse]
    await say(database, incidents, note)
    row, until = await last(database, "mill"), clock() + timedelta(hours=8)
    async with database.write() as tx:
        await tx.escalations.put(EscalationRow(CHAT, 10, None, None, True, True))
        [card] = await tx.incident_cards.of_incident(row.id)
        await tx.incident_cards.show(card.id, 5, row.version)
    for signal in worse:
        if how == "back":
            await over(database, incidents, note.key)
        async with database.write() as tx:
            await incidents.signal(tx, CHAT, TOPIC, signal, held_until=until)
            *_, notice = await tx.notices.of_kind(CARD, CHAT)
            held = [each.due_at for each in await tx.notices.of_kind(HELD, CHAT)]
        row = await last(database, "mill")
        urgent = signal.severity == "urgent"
        assert row.escalate_at is not None
        assert (notice.facts["anew"], held, row.escalate_at, row.held_until) == (
            urgent,
            [until],
            (clock() if urgent else until) + timedelta(minutes=10),
            None if urgent else until,
        )


async def test_what_comes_and_goes_in_quiet_hours_goes_on_to_nobody_before_their_end(
    database: Database, incidents: Incidents, clock: ManualClock
) -> None:
    """Neither the first time it is back nor when it has come often enough to be no news."""
    async with database.write() as tx:
        await tx.escalations.put(EscalationRow(CHAT, 10, None, None, True, True))
    await say(database, incidents, LOW)
    until = clock() + timedelta(hours=8)
    for _ in range(5):
        await over(database, incidents, LOW.key)
        clock.advance(60)
        async with database.write() as tx:
            await incidents.signal(tx, CHAT, TOPIC, LOW, held_until=until)
        assert (await last(database, LOW.key)).escalate_at == until + timedelta(minutes=10)
