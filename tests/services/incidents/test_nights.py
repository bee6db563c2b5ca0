"""In quiet hours nothing under urgent makes a sound or goes on to others; their end makes up for it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.access import Access
from services.audit import Audit
from services.incidents import IncidentLists, Incidents
from services.incidents.cards import CARD, HELD
from services.incidents.listing import Asked
from services.incidents.views import seen
from services.outbox import Outbox
from services.periods import Period
from storage.database import Database
from storage.escalations import EscalationRow
from tests.clock import ManualClock
from tests.services.conftest import OWNER
from tests.services.incidents.night_desk import HOME, OTHER, SAM, NightDesk
from tests.services.incidents.signalled import CHAT, LOW, TOPIC, last, over, say

EVENING = datetime(2030, 1, 15, 21, 55, tzinfo=UTC)


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


@pytest.fixture
def desk(
    database: Database, clock: ManualClock, access: Access, outbox: Outbox, audit: Audit
) -> NightDesk:
    """On the database of the test."""
    return NightDesk(database, clock, access, outbox, audit)


async def test_what_comes_of_an_incident_by_itself_waits_for_the_end_of_quiet_hours(
    desk: NightDesk,
) -> None:
    """Quiet that ends, a step to others and a lost right are heard at seven; what is urgent at once."""
    desk.clock.now = EVENING
    await desk.open()
    for name in ("a", "b", "c"):
        await desk.signal(name, "warning")
    await desk.settle()
    await desk.handling.snooze(SAM, (await desk.row("a")).id, "4h", "UTC")
    await desk.handling.acknowledge(SAM, (await desk.row("c")).id)
    before = len(desk.heard)
    await desk.pass_by(125)
    await desk.may(False)
    await desk.pass_by(6 * 60)
    assert desk.heard[before:] == []
    await desk.signal("d", "urgent")
    await desk.pass_by(1)
    assert [each.of for each in desk.heard[before:]] == [{(await desk.row("d")).id}]
    await desk.handling.acknowledge(OWNER, (await desk.row("d")).id)
    await desk.pass_by(60)
    told = [(each.chat_id, set(each.of)) for each in desk.heard[before + 1 :] if each.sound]
    ids = [(await desk.row(name)).id for name in ("a", "b", "c")]
    assert told == [(HOME, {ids[0], ids[2]}), (OTHER, {ids[1]})]


@pytest.mark.parametrize("how", ["changed", "cleared"])
async def test_what_is_urgent_no_more_is_told_where_it_was_and_a_note_goes_on_to_nobody(
    desk: NightDesk, how: str
) -> None:
    """So is its end, later, where it had gone on to others."""
    await desk.open()
    await desk.signal("a1", "urgent")
    await desk.settle()
    await desk.signal("a2", "info")
    await desk.pass_by(11)
    before = len(desk.heard)
    await (desk.signal("a1", "info") if how == "changed" else desk.over("a1"))
    await desk.pass_by(60)
    told = [(each.chat_id, each.kind) for each in desk.heard[before:]]
    assert told == [(HOME, "incident-over"), (OTHER, "incident-over")]
    assert (await desk.row("a")).escalate_at is None
    await desk.over("a1", "a2")
    await desk.settle()
    assert [(each.chat_id, each.kind) for each in desk.heard[before + 2 :]] == told


@pytest.mark.parametrize("sent", ["before the look", "after it"])
async def test_what_is_back_with_whoever_had_it_gone_is_one_message(
    desk: NightDesk, sent: str
) -> None:
    """It says that nobody has it, whether the look at rights or the sender comes first."""
    await desk.open()
    await desk.signal("a", "warning")
    await desk.settle()
    await desk.handling.acknowledge(SAM, (await desk.row("a")).id)
    await desk.over("a")
    await desk.settle()
    await desk.may(False)
    before = len(desk.sounds())
    await desk.signal("a", "warning")
    if sent == "before the look":
        await desk.send()
        assert (await desk.row("a")).acknowledged_by is None
    await desk.settle()
    row = await desk.row("a")
    assert (len(desk.sounds()), row.status, row.acknowledged_by) == (before + 1, "open", None)
    assert row.escalate_at == desk.clock() + timedelta(minutes=10)


async def test_a_card_is_named_by_the_worst_and_keeps_its_name_when_it_is_over(
    desk: NightDesk,
) -> None:
    """So is its line of a list; what is over one after the other is still all it was about."""
    await desk.open()
    for name, severity in (("a1", "info"), ("a2", "urgent"), ("a3", "warning")):
        await desk.signal(name, severity)  # type: ignore[arg-type]
    row = await desk.row("a")
    lists = IncidentLists(desk.db, desk.access)
    for names in ((), ("a3",), ("a1", "a2")):
        await desk.over(*names)
        async with desk.db.read() as tx:
            view = await seen(tx, await tx.incidents.get(row.id) or row)
        assert view.signals[0].facts["product"] == "a2"
        week = Period(desk.clock() - timedelta(days=7), desk.clock() + timedelta(days=1))
        [line] = (await lists.listing(OWNER, Asked(period=week), 9)).shown.items
        assert line.about is not None
        assert line.about.facts["product"] == "a2"
    assert len(view.signals) == 3
