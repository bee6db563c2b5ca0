"""Many incidents that go on to others together are one message, which lives as they do."""

from datetime import timedelta

from services.access import Access
from services.audit import Audit
from services.duty import DutyRota
from services.incidents import (
    Escalating,
    IncidentHandling,
    Incidents,
    IncidentShowing,
    IncidentSummaries,
    Signal,
)
from services.incidents.cards import CARD, OVER
from services.incidents.summaries import MANY, IncidentSummary
from services.outbox import Outbox
from storage.database import Database
from storage.escalations import EscalationRow
from storage.incident_cards import IncidentCardRow
from storage.notices import NoticeRow
from tests.clock import ManualClock
from tests.services.conftest import OWNER
from tests.services.incidents.signalled import arrived

HOME, OTHER = OWNER.chat_id, -200


async def said(db: Database, kind: str) -> list[NoticeRow]:
    """The notices of a kind to the other chat."""
    async with db.read() as tx:
        return list(await tx.notices.of_kind(kind, OTHER))


async def test_one_message_follows_them_all_and_tells_their_end_once(
    database: Database, clock: ManualClock, access: Access, outbox: Outbox, audit: Audit
) -> None:
    """Taken, worse, changed while on its way, over one by one: it shows that, and the last one tells."""
    await access.set_up(OWNER, "supergroup", "Desk")
    incidents = Incidents(clock, outbox)
    summaries = IncidentSummaries(database, clock, access, outbox)
    async with database.write() as tx:
        await tx.escalations.put(EscalationRow(HOME, 10, OTHER, None, False, False))
        signals = [Signal("omen", f"{n}", "warning", {}) for n in range(12)]
        await incidents.signal_all(tx, HOME, None, signals)
    await arrived(database)
    clock.now += timedelta(minutes=11)
    duty = DutyRota(database, clock, access, audit, "UTC")
    assert await Escalating(database, clock, access, outbox, duty).run() == 12
    [notice] = await said(database, MANY)

    async def told() -> IncidentSummary:
        now = await summaries.told(notice.id)
        assert now is not None
        return now

    before = await told()
    assert (before.count, before.untaken, len(before.lines)) == (12, 12, 8)
    handling = IncidentHandling(database, clock, access, outbox, audit)
    await handling.acknowledge(OWNER, 1)
    so_far = len(await said(database, CARD))
    await summaries.shown(notice.id, 77, before.versions)
    edits = (await said(database, CARD))[so_far:]
    assert len(edits) == 1, "it was taken after the message had been made"
    now = await told()
    assert (now.untaken, now.lasting, now.message_id) == (11, 12, 77)
    assert 1 not in {line.id for line in now.lines}, "what nobody has taken is named first"
    await summaries.shown(notice.id, 77, now.versions)

    async with database.write() as tx:
        await incidents.signal(tx, HOME, None, Signal("omen", "5", "urgent", {}))
    own, rest = (await said(database, CARD))[-2:]
    assert (own.facts["anew"], rest.facts["anew"]) == (True, False)
    async with database.read() as tx:
        worse = await tx.incident_cards.get(own.facts["incident_card"])
        shared = await tx.incident_cards.get(rest.facts["incident_card"])
    assert worse is not None and (worse.summary_id, worse.message_id) == (None, None)
    assert shared is not None and (shared.summary_id, shared.shown) == (notice.id, 0)
    assert (await told()).count == 11

    await IncidentShowing(database, clock).adopt(1, OTHER, None, 78, 1)  # opened from it besides
    for n in range(12):
        async with database.write() as tx:
            await incidents.clear(tx, HOME, f"{n}")
        clock.now += timedelta(seconds=1)
    ends = [await card_of(database, each) for each in await said(database, OVER)]
    over_last = (await told()).over_last
    lasts = [card.incident_id for card in ends if card.incident_id == over_last]
    assert len(ends) == 11 and lasts == [ends[-1].incident_id], "eleven of one message are one end"
    assert (await told()).lasting == 0


async def card_of(db: Database, notice: NoticeRow) -> IncidentCardRow:
    """The card that a notice is of."""
    async with db.read() as tx:
        card = await tx.incident_cards.get(notice.facts["incident_card"])
    assert card is not None
    return card
