"""Something else that joins an incident people know is heard, but not each minute."""

from datetime import timedelta

import pytest

from services.access import Access
from services.actor import Actor
from services.incidents import AfterQuiet, IncidentHandling, Incidents, Signal
from services.incidents.cards import CARD, HELD, OVER
from services.incidents.news import NEAR, PAUSE
from services.outbox import Outbox
from storage.database import Database
from tests.clock import ManualClock
from tests.services.incidents.signalled import CHAT, TOPIC, last, over, say, told

pytestmark = pytest.mark.both_databases

SAM = Actor(5, CHAT, "Sam")


def out(product: str, severity: str = "warning") -> Signal:
    """A product is out of stock; those of a shop share a card."""
    assert severity in ("info", "warning", "urgent")
    return Signal("omen", product, severity, {"product": product}, group="mill")  # type: ignore[arg-type]


async def sounds(db: Database) -> int:
    """How many notices make a card anew."""
    async with db.read() as tx:
        return sum(bool(each.facts["anew"]) for each in await tx.notices.of_kind(CARD, CHAT))


async def seen(db: Database) -> None:
    """The card stands in its chat."""
    row = await last(db, "mill")
    async with db.write() as tx:
        [card] = await tx.incident_cards.of_incident(row.id)
        await tx.incident_cards.show(card.id, 5, row.version)


async def test_what_joins_later_is_told_by_a_new_card_and_what_comes_together_is_one(
    database: Database, incidents: Incidents, clock: ManualClock
) -> None:
    """Ten of the same minutes are one message, the next after days another; info and flaps edit the card."""
    for n in range(10):
        await say(database, incidents, out(str(n)))
        clock.advance(NEAR.total_seconds() / 10)
    assert await sounds(database) == 0
    clock.advance(2 * 86400)
    await say(database, incidents, out("late"))
    assert await sounds(database) == 1
    await say(database, incidents, out("with it"))
    assert await sounds(database) == 1
    clock.advance(86400)
    await say(database, incidents, out("note", "info"))
    assert await sounds(database) == 1
    for _ in range(5):
        await over(database, incidents, "late")
        clock.advance(12 * 60)
        await say(database, incidents, out("late"))
    assert await sounds(database) == 1, "it comes and goes"
    await over(database, incidents, "late")
    clock.advance(3600)
    await say(database, incidents, out("late"))
    assert await sounds(database) == 2, "it was back for long"


async def test_however_many_join_no_chat_is_called_each_minute(
    database: Database, incidents: Incidents, clock: ManualClock
) -> None:
    """One message in ten minutes at most."""
    for n in range(60):
        await say(database, incidents, out(str(n)))
        clock.advance(60)
    assert await sounds(database) == 5


async def test_who_has_it_in_hand_keeps_it_and_wished_for_quiet_stays(
    database: Database,
    incidents: Incidents,
    clock: ManualClock,
    handling: IncidentHandling,
) -> None:
    """The new card says whose it is; nothing is heard of what somebody let be quiet."""
    await say(database, incidents, out("1"))
    row = await last(database, "mill")
    await handling.acknowledge(SAM, row.id)
    clock.advance(3600)
    await say(database, incidents, out("2"))
    assert (await sounds(database), (await last(database, "mill")).acknowledged_by) == (1, 5)
    await handling.snooze(SAM, row.id, "4h", "UTC")
    clock.advance(3600)
    await say(database, incidents, out("3"))
    assert await sounds(database) == 1


async def test_after_somebody_resolved_it_something_else_is_an_incident_of_its_own(
    database: Database,
    incidents: Incidents,
    clock: ManualClock,
    handling: IncidentHandling,
) -> None:
    """What that person looked at stays quiet, and comes back to the one it was in."""
    await say(database, incidents, out("1"))
    first = await last(database, "mill")
    await handling.resolve(SAM, first.id)
    clock.advance(60)
    await say(database, incidents, out("1"), out("2"))
    second = await last(database, "mill")
    assert (second.id != first.id, second.status, second.times) == (True, "open", 1)


async def test_what_a_person_resolved_is_told_each_time_it_comes_again(
    database: Database,
    incidents: Incidents,
    clock: ManualClock,
    handling: IncidentHandling,
) -> None:
    """It has not gone by itself; what does so from then on flaps as anything does."""
    await say(database, incidents, out("1"))
    for times in range(1, 6):
        await handling.resolve(SAM, (await last(database, "mill")).id)
        await over(database, incidents, "1")
        clock.advance(60)
        await say(database, incidents, out("1"))
        row = await last(database, "mill")
        assert (await sounds(database), row.times, row.status) == (times, 1, "open")
    for heard in (6, 6, 6):
        await over(database, incidents, "1")
        clock.advance(60)
        await say(database, incidents, out("1"))
        assert await sounds(database) == heard


async def test_the_end_of_what_came_and_went_is_told_once_when_it_has_stayed_away(
    database: Database, incidents: Incidents, clock: ManualClock
) -> None:
    """The first ends at once; of the others the last alone says what is so by then."""
    for _ in range(5):
        await say(database, incidents, out("1", "urgent"))
        await seen(database)
        clock.advance(60)
        await over(database, incidents, "1")
        clock.advance(60)
    row = await last(database, "mill")
    assert row.resolved_at is not None and row.times == 5
    async with database.read() as tx:
        ends = await tx.notices.of_kind(OVER, CHAT)
    waits = [each.due_at - each.made_at for each in ends]
    assert waits == [timedelta(0)] * 2 + [PAUSE] * 3
    now = row.resolved_at.isoformat()
    assert [each.facts["over_at"] == now for each in ends] == [False] * 4 + [True]


async def test_something_else_after_the_end_opens_it_with_a_sound_and_in_nobodys_hands(
    database: Database,
    incidents: Incidents,
    clock: ManualClock,
    handling: IncidentHandling,
) -> None:
    """It is no flap, however often the same one came and went before."""
    await say(database, incidents, out("1"))
    await handling.acknowledge(SAM, (await last(database, "mill")).id)
    for _ in range(3):
        await over(database, incidents, "1")
        clock.advance(60)
        await say(database, incidents, out("1"))
    await over(database, incidents, "1")
    clock.advance(NEAR.total_seconds())
    before = await sounds(database)
    await say(database, incidents, out("2"))
    row = await last(database, "mill")
    assert (row.status, row.acknowledged_by, row.times) == ("open", None, 4)
    assert await sounds(database) == before + 1


async def test_what_joins_in_quiet_hours_is_in_their_summary_once(
    database: Database, incidents: Incidents, clock: ManualClock, access: Access, outbox: Outbox
) -> None:
    """The card is edited at night and comes anew in the morning, whatever came of it meanwhile."""
    await say(database, incidents, out("1"))
    await seen(database)
    clock.advance(86400)
    until = clock() + timedelta(hours=8)
    for n in range(2, 5):
        async with database.write() as tx:
            await incidents.signal(tx, CHAT, TOPIC, out(str(n)), held_until=until)
        clock.advance(3600)
    assert (await sounds(database), await told(database, HELD)) == (0, 1)
    clock.now = until
    async with database.read() as tx:
        [notice] = await tx.notices.of_kind(HELD, CHAT)
        [card] = await tx.incident_cards.of_incident((await last(database, "mill")).id)
    summary = await AfterQuiet(database, access, outbox).take_in(notice.id)
    assert summary is not None
    assert (summary.alone, summary.anew) == (card.id, True)
