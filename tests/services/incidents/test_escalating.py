"""What nobody takes in hand goes on: each step once, to whom it should, at a bounded cost."""

import asyncio
from contextlib import AsyncExitStack, ExitStack
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from services.access import Access
from services.actor import Actor
from services.audit import Audit
from services.duty import DutyRota, DutyRounds
from services.incidents import Escalating, IncidentHandling, Incidents, IncidentShowing, Signal
from services.incidents.cards import CARD
from services.incidents.settings import EscalationSettings
from services.incidents.summaries import MANY
from services.outbox import NOT_TOLD, Lost, Outbox
from services.periods import Period
from storage.database import Database
from storage.escalations import EscalationRow
from storage.many import execute_many
from storage.tables.incidents import incident_signals
from storage.tables.incidents import incidents as incident_rows
from storage.tables.outbox import notices
from tests.clock import ManualClock
from tests.rows_read import noted, plans
from tests.services.conftest import OWNER
from tests.services.incidents.signalled import arrived

HOME, OTHER = OWNER.chat_id, -200
SAM = Actor(5, HOME, "Sam")


@pytest.fixture
def duty(database: Database, clock: ManualClock, access: Access, audit: Audit) -> DutyRota:
    """Rotas by UTC."""
    return DutyRota(database, clock, access, audit, "UTC")


async def raised(
    db: Database, incidents: Incidents, count: int, severity: str = "urgent"
) -> list[Signal]:
    """So many incidents begin."""
    made = [Signal("omen", str(n), severity, {}) for n in range(count)]  # type: ignore[arg-type]
    async with db.write() as tx:
        await tx.escalations.put(EscalationRow(HOME, 10, OTHER, None, True, True))
        await incidents.signal_all(tx, HOME, None, made)
    return made


async def told(db: Database, kind: str, chat_id: int) -> int:
    """How many notices of a kind a chat was told."""
    async with db.read() as tx:
        return len(await tx.notices.of_kind(kind, chat_id))


async def new_cards(db: Database, chat_id: int) -> int:
    """How many cards of incidents, or new messages with one, a chat was told."""
    async with db.read() as tx:
        said = await tx.notices.of_kind(CARD, chat_id)
    cards = {each.facts["incident_card"] for each in said}
    return len(cards) + sum(bool(each.facts["anew"]) for each in said)


async def test_each_step_is_taken_once_and_an_acknowledgement_ends_them(
    database: Database,
    clock: ManualClock,
    access: Access,
    outbox: Outbox,
    audit: Audit,
    duty: DutyRota,
) -> None:
    """Two processes look: another chat, then whoever is on duty, then the owners; what is in hand stays."""
    await access.set_up(OWNER, "supergroup", "Desk")
    await access.grant(OWNER, SAM.user_id, "support")
    async with database.write() as tx:
        await tx.users.note(SAM.user_id, "Sam", None, clock())
    await duty.stand_in(OWNER, SAM.user_id, None, Period(clock(), clock() + timedelta(days=1)))
    rounds = [DutyRounds(database, clock, outbox, duty) for _ in range(2)]
    assert sum(await asyncio.gather(*(each.run() for each in rounds))) == 1
    assert await told(database, "duty-changed", HOME) == 1

    incidents = Incidents(clock, outbox)
    await raised(database, incidents, 2)
    desks = [Escalating(database, clock, access, outbox, duty) for _ in range(2)]
    handling = IncidentHandling(database, clock, access, outbox, audit)
    assert (await handling.acknowledge(SAM, 1)).acknowledged_name == "Sam"
    for chat in (OTHER, SAM.user_id, OWNER.user_id):
        assert await told(database, CARD, chat) == 0
        await arrived(database)
        clock.advance(601)
        assert sum(await asyncio.gather(*(each.run() for each in desks))) == 1
        assert await told(database, CARD, chat) == 1
    clock.advance(601)
    assert sum(await asyncio.gather(*(each.run() for each in desks))) == 0, "there is nobody left"
    await handling.acknowledge(SAM, 2)
    await handling.unacknowledge(SAM, 2)
    await arrived(database)
    clock.advance(601)
    assert sum(await asyncio.gather(*(each.run() for each in desks))) == 1, (
        "handed back, all hear anew"
    )
    await handling.acknowledge(SAM, 2)

    async with database.write() as tx:
        await incidents.signal(tx, HOME, None, Signal("omen", "brief", "urgent", {}))
        await incidents.clear(tx, HOME, "brief")
    clock.advance(601)
    async with database.read() as tx:
        assert not await tx.escalations.chats_due(clock(), 9), "what is over goes nowhere"


@pytest.mark.parametrize("after", [0, 10])
async def test_what_is_urgent_and_cannot_be_told_in_its_chat_whoever_is_on_duty_hears(
    database: Database,
    clock: ManualClock,
    access: Access,
    outbox: Outbox,
    duty: DutyRota,
    after: int,
) -> None:
    """At once, whether or not it goes on by itself; each once, owners among them; nothing else so."""
    escalating, incidents = (
        Escalating(database, clock, access, outbox, duty),
        Incidents(clock, outbox),
    )
    await access.set_up(OWNER, "supergroup", "Desk")
    await access.grant(OWNER, SAM.user_id, "support")
    for person in (SAM.user_id, OWNER.user_id):
        async with database.write() as tx:
            await tx.users.note(person, "Sam", None, clock())
        await duty.add(OWNER, person, 127, 0, 0)
    chats = (SAM.user_id, OWNER.user_id)
    for severity, cards in (("warning", 0), ("urgent", 1)):
        for worse in (False, True):
            async with database.write() as tx:
                await tx.escalations.put(EscalationRow(HOME, after, None, None, True, True))
                facts = {"worse": worse}
                signal = Signal("omen", severity, severity, facts)  # type: ignore[arg-type]
                await incidents.signal_all(tx, HOME, None, [signal])
            for notice in await outbox.take(9):
                if notice.chat_id == HOME:
                    await outbox.lost(notice.id, Lost.GONE, "kicked")
        assert [await new_cards(database, chat) for chat in chats] == [cards, cards]
        if severity == "warning":
            assert await told(database, NOT_TOLD, OWNER.user_id) == 1
            await arrived(database)
    assert await told(database, NOT_TOLD, OWNER.user_id) == 1, "who has the card knows"
    await arrived(database)
    assert await escalating.run() == (2 if after else 0)
    assert await new_cards(database, SAM.user_id) == (2 if after else 1), "only the warning is new"


async def test_what_is_open_already_goes_on_by_what_is_chosen_meanwhile(
    database: Database,
    clock: ManualClock,
    access: Access,
    outbox: Outbox,
    audit: Audit,
    duty: DutyRota,
) -> None:
    """Whom it goes to at once, the time from its next step on, Never as well; what came by it has no step."""
    await access.set_up(OWNER, "supergroup", "Desk")
    settings = EscalationSettings(database, access, audit)
    escalating = Escalating(database, clock, access, outbox, duty)
    incidents = Incidents(clock, outbox)

    async def gone_on(seconds: int) -> int:
        await arrived(database)
        clock.advance(seconds)
        return await escalating.run()

    async with database.write() as tx:
        await incidents.signal(tx, HOME, None, Signal("omen", "by never", "urgent", {}))
    await settings.after(OWNER, 10)
    assert await gone_on(3600) == 0
    await raised(database, incidents, 1)
    await settings.to(OWNER, None, None)
    await settings.after(OWNER, 5)
    assert await gone_on(301) == 0
    assert await gone_on(300) == 1 and await told(database, CARD, OWNER.user_id) == 1
    assert await told(database, CARD, OTHER) == 0
    async with database.write() as tx:
        await incidents.signal(tx, HOME, None, Signal("omen", "then never", "urgent", {}))
    await settings.after(OWNER, 0)
    assert await gone_on(3600) == 0


async def test_the_time_counts_from_when_the_chat_was_told(
    database: Database, clock: ManualClock, access: Access, outbox: Outbox, duty: DutyRota
) -> None:
    """After a standstill its card leaves first; what cannot be told there goes on after some tries."""
    escalating = Escalating(database, clock, access, outbox, duty)
    await raised(database, Incidents(clock, outbox), 2)
    clock.advance(3600)
    assert await escalating.run() == 0
    [notice] = await outbox.take(1)
    await outbox.leave(notice.id)
    clock.advance(61)
    assert await escalating.run() == 0, "on the wire"
    await IncidentShowing(database, clock).shown(notice.facts["incident_card"], 77, 1)
    await outbox.sent(notice.id, 77)
    clock.advance(540)
    assert await escalating.run() == 0
    async with database.write() as tx:
        await tx.connection.execute(update(notices).values(tries=6))
    clock.advance(61)
    assert await escalating.run() == 2


async def test_five_thousand_incidents_cost_a_round_no_more_than_a_few(
    database: Database, clock: ManualClock, access: Access, outbox: Outbox, duty: DutyRota
) -> None:
    """Raising them anew, unchanged, is a read for each 500; going on together is one message."""
    incidents = Incidents(clock, outbox)
    first = await raised(database, incidents, 1)
    async with database.write() as tx:
        row, [about] = await tx.incidents.get(1), await tx.incidents.lasting(1)
        assert row is not None
        for table, one in ((incident_rows, row), (incident_signals, about)):
            copies = [_copy(asdict(one), number) for number in range(2, 5001)]
            await execute_many(tx.connection, insert(table), copies)
    many = [Signal("omen", f"{n}", "urgent", {}) for n in (0, *range(2, 5001))]
    async with database.write() as tx, AsyncExitStack() as noting:
        said = noting.enter_context(noted(tx))
        await incidents.signal_all(tx, HOME, None, first)
        assert len(said) == 1
        await incidents.signal_all(tx, HOME, None, many)
        assert len(said) == 1 + 10
    await arrived(database)
    clock.advance(601)
    desk = Escalating(database, clock, access, outbox, duty)
    with ExitStack() as noting_on:
        async with database.write() as tx:
            said = noting_on.enter_context(noted(tx))
        assert await desk.run() == 500
    assert len(said) < 30
    if database.is_sqlite:
        async with database.read() as tx, AsyncExitStack() as noting:
            asked = noting.enter_context(noted(tx))
            await tx.escalations.chats_due(clock(), 9)
            [[step]] = await plans(tx, asked[:1])
        assert "ix_incidents_escalate_at" in step, "a look walks along what is due"
    assert await told(database, MANY, OTHER) == 1


def _copy(row: dict[str, Any], number: int) -> dict[str, Any]:
    for name in ("group_key", "open_key", "key", "lasting"):
        if name in row:
            row[name] = str(number)
    if "incident_id" in row:
        row["incident_id"] = number
    return {**row, "id": number}
