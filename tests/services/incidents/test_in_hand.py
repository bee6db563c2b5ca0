"""What is in the hands of somebody who lost the right to it is nobody's again."""

from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from services.access import Access, Standing, Why
from services.actor import Actor
from services.audit import Audit
from services.duty import DutyRota
from services.incidents import Escalating, IncidentHandling, Incidents, InHand, Signal
from services.incidents.cards import CARD
from services.incidents.summaries import MANY
from services.outbox import Outbox
from storage.database import Database
from storage.escalations import EscalationRow
from storage.incidents import IncidentRow
from storage.many import execute_many
from storage.tables.incidents import incident_cards, incidents
from tests.clock import ManualClock
from tests.membership import Crowd
from tests.rows_read import noted
from tests.services.conftest import OWNER
from tests.services.incidents.signalled import arrived

pytestmark = pytest.mark.both_databases

HOME, OTHER = OWNER.chat_id, -200
SAM, MIA = Actor(5, HOME, "Sam"), Actor(6, HOME, "Mia")
HANDLE = "incidents.handle"


class Desk:
    """Two people who may handle incidents, whose chat lets them go on to another after ten minutes."""

    def __init__(
        self, db: Database, clock: ManualClock, access: Access, outbox: Outbox, audit: Audit
    ) -> None:
        self.db, self.clock, self.access = db, clock, access
        self.incidents = Incidents(clock, outbox)
        self.handling = IncidentHandling(db, clock, access, outbox, audit)
        self.in_hand = InHand(db, clock, access, outbox)
        duty = DutyRota(db, clock, access, audit, "UTC")
        self.escalating = Escalating(db, clock, access, outbox, duty)

    async def begin(self, *severities: str) -> None:
        """Set the chat up, and raise an incident of each severity."""
        await self.access.set_up(OWNER, "supergroup", "Desk")
        for each in (SAM, MIA):
            await self.access.grant(OWNER, each.user_id, "support")
        async with self.db.write() as tx:
            await tx.escalations.put(EscalationRow(HOME, 10, OTHER, None, True, True))
            for at, severity in enumerate(severities):
                signal = Signal("omen", str(at), severity, {})  # type: ignore[arg-type]
                await self.incidents.signal(tx, HOME, None, signal)

    async def row(self, number: int = 1) -> IncidentRow:
        """How one stands."""
        async with self.db.read() as tx:
            row = await tx.incidents.get(number)
        assert row is not None
        return row

    async def told(self, kind: str, chat_id: int = HOME) -> list[dict[str, Any]]:
        """What a chat was told of a kind."""
        async with self.db.read() as tx:
            return [each.facts for each in await tx.notices.of_kind(kind, chat_id)]


@pytest.fixture
def desk(
    database: Database, clock: ManualClock, access: Access, outbox: Outbox, audit: Audit
) -> Desk:
    """On the database of the test."""
    return Desk(database, clock, access, outbox, audit)


async def _revoked(desk: Desk, _: Crowd) -> None:
    await desk.access.revoke(OWNER, SAM.user_id, "support")


async def _switched_off(desk: Desk, _: Crowd) -> None:
    await desk.access.set_switch(OWNER, "support", HANDLE, False)


async def _left(desk: Desk, crowd: Crowd) -> None:
    crowd.standings[SAM.user_id, HOME] = Standing.AWAY
    desk.clock.advance(3600)


async def _lapsed(desk: Desk, _: Crowd) -> None:
    until = desk.clock() + timedelta(hours=1)
    await desk.access.grant(OWNER, SAM.user_id, "support", until=until)
    desk.clock.advance(3601)


@pytest.mark.parametrize("lose", [_revoked, _switched_off, _left, _lapsed])
async def test_whoever_lost_the_right_has_nothing_in_hand(
    desk: Desk, crowd: Crowd, lose: Callable[[Desk, Crowd], Awaitable[None]]
) -> None:
    """Its card comes anew and says why; from that moment it goes on to others, whatever was told before."""
    await desk.begin("urgent")
    await arrived(desk.db)
    desk.clock.advance(601)
    assert await desk.escalating.run() == 1
    await desk.handling.acknowledge(SAM, 1)
    assert await desk.in_hand.run() == 0
    await lose(desk, crowd)
    assert await desk.in_hand.run() == 1
    view = await desk.handling.view(OWNER, 1)
    assert (view.is_open, view.acknowledged_by, view.acknowledged_at) == (True, None, None)
    assert (view.lines[-1].what, view.lines[-1].by) == ("lost", "5")
    assert [each["anew"] for each in await desk.told(CARD)][-1]
    assert not [each["anew"] for each in await desk.told(CARD, OTHER)][-1]
    assert await desk.in_hand.run() == 0, "once"
    assert await desk.escalating.run() == 0
    await arrived(desk.db)
    desk.clock.advance(601)
    assert await desk.escalating.run() == 1
    assert [each["anew"] for each in await desk.told(CARD, OTHER)][-1], "it is asked again"


async def test_what_nobody_can_tell_takes_nothing_out_of_a_hand(desk: Desk, crowd: Crowd) -> None:
    """Telegram does not answer; and in another group with its card somebody may handle it still."""
    await desk.begin("urgent")
    await desk.handling.acknowledge(SAM, 1)
    desk.clock.advance(3600)
    crowd.silent = Why.NO_ANSWER
    assert await desk.in_hand.run() == 0
    crowd.silent = None

    there = Actor(OWNER.user_id, OTHER, "Olga")
    await desk.access.set_up(there, "supergroup", "Managers")
    await desk.access.grant(there, SAM.user_id, "support")
    assert await desk.escalating.run() == 0, "in hand"
    await desk.handling.unacknowledge(SAM, 1)
    await arrived(desk.db)
    desk.clock.advance(601)
    assert await desk.escalating.run() == 1
    await desk.handling.acknowledge(Actor(SAM.user_id, OTHER, "Sam"), 1)
    await desk.access.revoke(OWNER, SAM.user_id, "support")
    assert await desk.in_hand.run() == 0
    await desk.access.revoke(there, SAM.user_id, "support")
    assert await desk.in_hand.run() == 1


async def test_quiet_that_the_same_person_wished_for_ends_with_it(desk: Desk) -> None:
    """What another let be quiet stays so, and what only informs calls nobody."""
    await desk.begin("warning", "warning", "info")
    for number in (1, 2, 3):
        await desk.handling.acknowledge(SAM, number)
    await desk.handling.snooze(SAM, 1, "4h", "UTC")
    await desk.handling.snooze(MIA, 2, "4h", "UTC")
    await desk.access.revoke(OWNER, SAM.user_id, "support")
    assert await desk.in_hand.run() == 3
    heard, quiet, info = [await desk.row(number) for number in (1, 2, 3)]
    ten_minutes = desk.clock() + timedelta(minutes=10)
    assert (heard.snoozed_until, heard.escalate_at) == (None, ten_minutes)
    assert (quiet.snoozed_by, quiet.escalate_at) == (MIA.user_id, None)
    assert info.escalate_at is None
    assert [each["incident"] for each in (await desk.told(CARD))[-3:] if each["anew"]] == [1]


async def test_five_thousand_in_such_hands_cost_a_round_a_few_statements(desk: Desk) -> None:
    """They are let go some at a time, and more than a few are told of by one message a round."""
    await desk.begin("urgent")
    await desk.handling.acknowledge(SAM, 1)
    row = await desk.row()
    async with desk.db.write() as tx:
        rows = [_copy(row, number) for number in range(2, 5001)]
        await execute_many(tx.connection, insert(incidents), rows)
        cards = [
            {"incident_id": n, "chat_id": HOME, "thread_id": None, "step": 0, "shown": 0}
            for n in range(2, 5001)
        ]
        await execute_many(tx.connection, insert(incident_cards), cards)
    with ExitStack() as noting:
        async with desk.db.read() as tx:
            said = noting.enter_context(noted(tx))
        assert await desk.in_hand.run() == 0
        assert len(said) < 5
        await desk.access.revoke(OWNER, SAM.user_id, "support")
        del said[:]
        assert await desk.in_hand.run() == 200
        assert len(said) < 15
    [told] = await desk.told(MANY)
    assert (told["count"], told["lost"]) == (200, True)
    for _ in range(24):
        assert await desk.in_hand.run() == 200
    assert await desk.in_hand.run() == 0


def _copy(row: IncidentRow, number: int) -> dict[str, Any]:
    return {**asdict(row), "id": number, "group_key": str(number), "open_key": str(number)}
