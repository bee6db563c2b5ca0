"""How often each person may do what; who is a stranger; and what is told of a flood."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from services.access import Access
from services.actor import Actor
from services.audit import Audit
from services.floods import Allowances, Floods, Strangers, Tier, TooFastError
from services.floods.allowances import ALLOWED, CALM, CLAIM, START
from services.floods.incidents import AUDITED, COUNTED, SAY_AGAIN
from services.outbox import Outbox
from storage.database import Database
from storage.tables.audit import audit
from storage.tables.metadata import metadata
from tests.clock import ManualClock

EVE, SAM = Actor(666, 666, "Eve"), Actor(7, -100, "Sam")
MANY = 20_000


@pytest.fixture
def allowances(database: Database, clock: ManualClock, audit: Audit) -> Allowances:
    """Those of one process."""
    return Allowances(database, clock, audit)


@pytest.fixture
def floods(
    database: Database, clock: ManualClock, access: Access, outbox: Outbox, audit: Audit
) -> Floods:
    """What one process counts."""
    return Floods(database, clock, access, outbox, audit)


async def spent(allowances: Allowances, what: str, times: int, actor: Actor = EVE) -> int:
    """Spend so often, and tell how often that went well."""
    well = 0
    for _ in range(times):
        try:
            await allowances.spend(actor, what)
        except TooFastError:
            continue
        well += 1
    return well


async def slowed(database: Database) -> list[tuple[str, str]]:
    """Subject and facts of the audit rows of who was slowed."""
    rows = select(audit.c.subject, audit.c.facts).order_by(audit.c.id)
    async with database.read() as tx:
        found = await tx.connection.execute(rows.where(audit.c.action == "person.slowed"))
        return [(row.subject, row.facts) for row in found]


async def count(database: Database, table: str) -> int:
    """How many rows there are."""
    async with database.read() as tx:
        found = select(func.count()).select_from(metadata.tables[table])
        return int(await tx.connection.scalar(found) or 0)


@pytest.mark.parametrize("what", sorted(set(ALLOWED) - {"unset-group"}))
async def test_so_many_at_once_and_then_one_in_a_while(
    allowances: Allowances, clock: ManualClock, what: str
) -> None:
    """Each is given back after its time, and nobody pays for another."""
    allowed = ALLOWED[what]
    assert await spent(allowances, what, allowed.at_once + 5) == allowed.at_once
    assert await spent(allowances, what, 1, SAM) == 1
    clock.advance(allowed.every.total_seconds() - 1)
    assert await spent(allowances, what, 1) == 0
    clock.advance(1)
    assert await spent(allowances, what, 2) == 1


async def test_until_when_is_told(allowances: Allowances, clock: ManualClock) -> None:
    """The moment is that at which it would go well."""
    await spent(allowances, START, ALLOWED[START].at_once)
    with pytest.raises(TooFastError) as refused:
        await allowances.spend(EVE, START)
    assert refused.value.facts["until"] == clock() + ALLOWED[START].every


async def test_all_processes_go_by_the_same_rows(
    database: Database, clock: ManualClock, audit: Audit, allowances: Allowances
) -> None:
    """What was spent in one is not there in another, nor after a restart."""
    assert await spent(allowances, CLAIM, 50) == 50
    other = Allowances(database, clock, audit)
    assert await spent(other, CLAIM, 50) == ALLOWED[CLAIM].at_once - 50


async def test_who_was_slowed_stands_in_the_audit_once(
    database: Database, clock: ManualClock, allowances: Allowances
) -> None:
    """Not a row a refusal; after a calm a new one."""
    for _ in range(5):
        await spent(allowances, START, 20)
        clock.advance(ALLOWED[START].every.total_seconds())
    assert await slowed(database) == [("666", '{"what": "start"}')]
    clock.advance(CALM.total_seconds() + 1)
    await spent(allowances, START, 40)
    assert await slowed(database) == [("666", '{"what": "start"}')] * 2


async def test_what_says_nothing_any_more_is_forgotten(
    database: Database, clock: ManualClock, allowances: Allowances
) -> None:
    """Rows do not grow with everybody who ever came."""
    for person in range(1, 30):
        await spent(allowances, START, 1, Actor(person, person, ""))
    assert await count(database, "allowances") == 29
    clock.advance(ALLOWED[START].every.total_seconds())
    assert await allowances.forget_old() == 29


async def test_a_group_nobody_set_up_is_answered_once_a_day(
    database: Database, clock: ManualClock, audit: Audit, allowances: Allowances
) -> None:
    """By whatever process, and each group for itself."""
    other = Allowances(database, clock, audit)
    assert [await each.may_answer_unset(-5) for each in (allowances, other, allowances)] == [
        True,
        False,
        False,
    ]
    assert await other.may_answer_unset(-6)
    clock.advance(timedelta(days=1).total_seconds())
    assert await other.may_answer_unset(-5)
    assert not await slowed(database)


async def test_owners_are_told_of_a_flood_that_lasts_once(
    database: Database, clock: ManualClock, floods: Floods
) -> None:
    """Not in its first minute, not again while it goes on, and again of the next one."""

    async def for_seconds(seconds: int) -> int:
        for _ in range(seconds // 10):
            for _ in range(30):
                floods.dropped(EVE.user_id, EVE.chat_id)
            await floods.run()
            clock.advance(10)
        return await count(database, "notices")

    assert await for_seconds(60) == 0
    assert await for_seconds(10) == 1
    async with database.read() as tx:
        notice = await tx.notices.get(1)
    assert notice is not None
    assert (notice.kind, notice.chat_id) == ("flood", 1)
    assert notice.facts["dropped"] == 210
    assert notice.facts["worst"] == [EVE.user_id]
    assert await for_seconds(600) == 1
    assert await slowed(database) == [("666", '{"what": "updates"}')]
    clock.advance(CALM.total_seconds() + 1)
    assert await for_seconds(80) == 2


async def test_twenty_thousand_who_flood_leave_little_behind(
    database: Database, clock: ManualClock, floods: Floods, access: Access
) -> None:
    """Counters, audit rows and answers from memory stay within their bounds."""
    strangers = Strangers(database, clock, access)
    for round_ in range(6):
        for person in range(2, MANY):
            floods.dropped(person + round_ * 100, person)
        assert len(floods._dropped) <= COUNTED + 1
        await floods.run()
    for person in range(2, MANY):
        floods.may_say(person)
        strangers.has_keys(person)
        access.permissions(person, person)
    assert len(floods._said._values) <= 10_000
    assert len(strangers._customers._values) <= 10_000
    assert len(access._book._answers) <= 10_000
    assert len(await slowed(database)) <= AUDITED


async def test_a_person_is_told_once_a_minute(clock: ManualClock, floods: Floods) -> None:
    """However much is dropped."""
    assert [floods.may_say(666) for _ in range(3)] == [True, False, False]
    assert floods.may_say(7)
    clock.advance(SAY_AGAIN)
    assert floods.may_say(666)


async def test_what_everybody_is_to_the_desk(
    database: Database, clock: ManualClock, access: Access
) -> None:
    """Staff where they have a role, in private where they have any; owners are everywhere."""
    strangers = Strangers(database, clock, access)
    owner = Actor(1, -100, "Olga")
    await access.set_up(owner, "group", "Desk")
    await access.grant(owner, SAM.user_id, "support")
    expected = {
        (1, 1): Tier.STAFF,
        (1, -999): Tier.STAFF,
        (SAM.user_id, -100): Tier.STAFF,
        (SAM.user_id, SAM.user_id): Tier.STAFF,
        (SAM.user_id, -999): Tier.STRANGER,
        (EVE.user_id, -100): Tier.STRANGER,
        (EVE.user_id, EVE.user_id): Tier.STRANGER,
        (None, -100): Tier.STRANGER,
    }
    assert {place: strangers.tier(*place) for place in expected} == expected
    await access.revoke(owner, SAM.user_id, "support")
    assert strangers.tier(SAM.user_id, SAM.user_id) is Tier.STRANGER
    await strangers.look(EVE.user_id)
    assert strangers.tier(EVE.user_id, EVE.user_id) is Tier.STRANGER
    strangers.has_keys(EVE.user_id)
    assert strangers.tier(EVE.user_id, EVE.user_id) is Tier.CUSTOMER
    assert strangers.tier(EVE.user_id, -100) is Tier.STRANGER
