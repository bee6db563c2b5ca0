"""Roles for a time: they give nothing from their end on, in every process, and lapse with word of it."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from services.access import Access, GrantedRole
from services.access.errors import (
    AlreadyGrantedError,
    BadEndError,
    EndedError,
    NothingToRevokeError,
)
from services.access.following import Following
from services.access.lapsing import NOTICE, Lapsing
from services.audit import Audit
from services.errors import NotPermittedError
from services.outbox import Outbox
from services.people import People
from services.timekeeper import Timekeeper
from storage.audit_reading import Looked
from storage.database import Database
from storage.notices import NoticeRow
from storage.tables.outbox import notices
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.membership import Crowd
from tests.services.conftest import OWNER

SAM, GROUP, BUY = 5, OWNER.chat_id, "orders.buy"
HOUR = timedelta(hours=1)


@pytest.fixture
def lapsing(database: Database, clock: ManualClock, access: Access, audit: Audit) -> Lapsing:
    """Who lets roles end."""
    return Lapsing(database, clock, access, audit)


@pytest.fixture
async def until(access: Access, people: People, clock: ManualClock) -> datetime:
    """Sam, who has started the bot, has support in the group for an hour; this is when it ends."""
    await access.set_up(OWNER, "supergroup", "Desk")
    await people.seen(SAM, "Sam", "sam", SAM, "private", "Sam")
    await access.grant(OWNER, SAM, "support", until=clock() + HOUR)
    return clock() + HOUR


async def told(database: Database) -> list[NoticeRow]:
    """What was said of roles that have ended."""
    async with database.read() as tx:
        found = select(notices).where(notices.c.kind == NOTICE).order_by(notices.c.chat_id)
        return [NoticeRow(*row) for row in await tx.connection.execute(found)]


async def lapses(database: Database) -> int:
    """How many of them the audit has."""
    async with database.read() as tx:
        return len(await tx.audit.of_action("role.lapsed"))


async def another(database: Database, clock: ManualClock, crowd: Crowd) -> Access:
    """Access of another process on the same database."""
    made = Access(database, clock, frozenset({OWNER.user_id}), audit_of(database, clock), crowd)
    await made.load()
    return made


async def test_it_gives_nothing_from_its_end_on(
    access: Access, database: Database, clock: ManualClock, crowd: Crowd, until: datetime
) -> None:
    """To the second, with answers remembered from just before, and though no sweep has come by yet."""
    other = await another(database, clock, crowd)
    clock.now = until - timedelta(seconds=1)
    for each in (access, other):
        assert await each.permits(SAM, GROUP, BUY)
        assert each.allows(SAM, GROUP, BUY)
        assert each.roles_of(SAM, GROUP) == (GrantedRole("support", False, until=until),)
        assert each.has_grant(SAM)
    clock.now = until
    for each in (access, other, await another(database, clock, crowd)):
        assert not await each.permits(SAM, GROUP, BUY)
        assert not await each.permits(SAM, GROUP, BUY, fresh=True)
        assert not each.allows(SAM, GROUP, BUY)
        async with database.read() as tx:
            assert not await each.may_still(tx, SAM, GROUP, BUY)
        assert not (await each.reach(SAM, BUY)).covers(GROUP)
        assert (each.roles_of(SAM, GROUP), each.members(GROUP)) == ((), ())
        assert not each.has_grant(SAM) and not each.has_grant_in(SAM, GROUP)
        assert each.granted_in(SAM, BUY) == ()
        with pytest.raises(EndedError) as refused:
            await each.require(SAM, GROUP, BUY)
        facts = {"permission": BUY, "role": "support", "until": until, "title": "Desk"}
        assert dict(refused.value.facts) == facts
        with pytest.raises(NotPermittedError) as other_right:
            await each.require(SAM, GROUP, "players.withdraw")
        assert not isinstance(other_right.value, EndedError)


async def test_a_clock_that_is_set_back_gives_it_not_again(
    access: Access, clock: ManualClock, until: datetime
) -> None:
    """What has ended has ended for the process that has seen it."""
    clock.now = until
    assert not access.allows(SAM, GROUP, BUY)
    clock.jump(-HOUR)
    assert not access.allows(SAM, GROUP, BUY)
    assert access.members(GROUP) == ()


async def test_it_lapses_with_word_of_it_once(
    access: Access,
    lapsing: Lapsing,
    database: Database,
    clock: ManualClock,
    crowd: Crowd,
    audit: Audit,
    until: datetime,
) -> None:
    """One row of the audit, of that group; the group and the person are told; no sweep tells it again."""
    other = await another(database, clock, crowd)
    of_other = Lapsing(database, clock, other, audit_of(database, clock))
    following = Following(database, other)
    await following.begin()
    clock.now = until - timedelta(seconds=1)
    assert await lapsing.run() == ()
    clock.now = until + HOUR  # nobody was there at the moment itself
    (gone,) = await lapsing.run()
    assert (gone.user_id, gone.chat_id, gone.role, gone.until) == (SAM, GROUP, "support", until)
    assert await lapsing.run() == () == await of_other.run()
    notices = await told(database)
    assert [(each.chat_id, each.facts["still"]) for each in notices] == [
        (GROUP, False),
        (SAM, False),
    ]
    async with database.read() as tx:
        (row,) = await tx.audit.of_action("role.lapsed")
        (found,) = await tx.audit_reading.newest(Looked(homes=frozenset({GROUP})), 1)
        assert await tx.grants.all() == ()
    assert (row.actor_id, row.subject, found.row) == (None, str(SAM), row)
    assert (await audit.verify()).broken_at is None
    await following.look()
    for each in (access, other, await another(database, clock, crowd)):
        with pytest.raises(EndedError):
            await each.require(SAM, GROUP, BUY)


async def test_two_that_sweep_at_once_tell_it_once(
    access: Access,
    lapsing: Lapsing,
    database: Database,
    clock: ManualClock,
    crowd: Crowd,
    until: datetime,
) -> None:
    """Whoever takes the row out tells of it."""
    others = [
        Lapsing(database, clock, await another(database, clock, crowd), audit_of(database, clock))
        for _ in range(3)
    ]
    clock.now = until
    async with database.read() as tx:
        assert len(await tx.grants.lapsed(clock())) == 1
    gone = await asyncio.gather(*(each.run() for each in (lapsing, *others)))
    assert sorted(map(len, gone)) == [0, 0, 0, 1]
    assert (len(await told(database)), await lapses(database)) == (2, 1)


async def test_one_everywhere_is_told_to_owners(
    access: Access, lapsing: Lapsing, people: People, database: Database, clock: ManualClock
) -> None:
    """And to the person, unless they never started the bot or have blocked it."""
    await access.set_up(OWNER, "supergroup", "Desk")
    await access.grant(OWNER, SAM, "manager", True, clock() + HOUR)
    assert await access.permits(SAM, SAM, BUY)
    clock.advance(3600)
    assert not await access.permits(SAM, SAM, BUY)
    with pytest.raises(EndedError) as refused:
        await access.require(SAM, SAM, BUY)
    assert refused.value.facts["title"] == ""
    await lapsing.run()
    assert [notice.chat_id for notice in await told(database)] == [OWNER.user_id]
    await people.seen(SAM, "Sam", "sam", SAM, "private", "Sam")
    await access.grant(OWNER, SAM, "manager", True, clock() + HOUR)
    clock.advance(3600)
    await lapsing.run()
    new = [notice.chat_id for notice in await told(database)]
    assert new == [OWNER.user_id, OWNER.user_id, SAM]


async def test_renewing_replaces(
    access: Access,
    lapsing: Lapsing,
    database: Database,
    clock: ManualClock,
    crowd: Crowd,
    until: datetime,
) -> None:
    """Longer, shorter, for good: the last word counts; at the old end nothing happens."""
    later = until + HOUR
    await access.grant(OWNER, SAM, "support", until=later)
    with pytest.raises(AlreadyGrantedError):
        await access.grant(OWNER, SAM, "support", until=later)
    clock.now = until
    assert await lapsing.run() == ()
    for each in (access, await another(database, clock, crowd)):
        assert await each.permits(SAM, GROUP, BUY)
        assert [row.until for row in each.members(GROUP)] == [later]
    await access.grant(OWNER, SAM, "support")
    clock.now = later
    assert await lapsing.run() == () == tuple(await told(database))
    assert access.roles_of(SAM, GROUP) == (GrantedRole("support", everywhere=False),)
    await access.grant(OWNER, SAM, "support", until=later + HOUR)
    clock.now = later + HOUR
    assert not await access.permits(SAM, GROUP, BUY)
    await access.grant(OWNER, SAM, "support")  # before anything has swept the old one away
    assert await access.permits(SAM, GROUP, BUY)
    assert await lapsing.run() == () == tuple(await told(database))


async def test_what_is_taken_away_before_its_end_is_not_told(
    access: Access, lapsing: Lapsing, database: Database, clock: ManualClock, until: datetime
) -> None:
    """It was taken away by somebody, and did not end."""
    await access.revoke(OWNER, SAM, "support")
    clock.now = until
    assert await lapsing.run() == ()
    with pytest.raises(NotPermittedError) as refused:
        await access.require(SAM, GROUP, BUY)
    assert not isinstance(refused.value, EndedError)


async def test_an_end_lies_ahead(access: Access, clock: ManualClock) -> None:
    """A role that would have ended already is not given."""
    await access.set_up(OWNER, "supergroup", "Desk")
    for past in (clock(), clock() - HOUR):
        with pytest.raises(BadEndError):
            await access.grant(OWNER, SAM, "support", until=past)
    assert access.members(GROUP) == ()


async def test_what_counts_longer_is_shown(access: Access, clock: ManualClock) -> None:
    """A role here for good beside the same everywhere for a time; one here that a default role outlasts."""
    await access.set_up(OWNER, "supergroup", "Desk")
    end = clock() + HOUR
    await access.grant(OWNER, SAM, "support", True, end)
    await access.grant(OWNER, SAM, "support")
    assert access.roles_of(SAM, GROUP) == (
        GrantedRole("support", True, until=end),
        GrantedRole("support", False),
    )
    await access.grant(OWNER, 6, "support", until=end)
    await access.set_default_role(OWNER, "support")
    assert await access.permits(6, GROUP, BUY)
    assert access.roles_of(6, GROUP) == (GrantedRole("support", False),)
    clock.now = end
    assert await access.permits(SAM, GROUP, BUY) and await access.permits(6, GROUP, BUY)


async def test_one_of_a_wrong_clock_ends_when_the_clock_is_right(
    access: Access, lapsing: Lapsing, database: Database, clock: ManualClock
) -> None:
    """A week that was given by a clock years ahead would last for years; for good stays for good."""
    keeper = Timekeeper(database, clock, Outbox(database, clock, access), access)
    await access.set_up(OWNER, "supergroup", "Desk")
    clock.jump(timedelta(days=2000))
    await access.grant(OWNER, SAM, "support", until=clock() + timedelta(days=7))
    await access.grant(OWNER, 6, "support")
    clock.jump(-timedelta(days=2000))
    await keeper.run()
    assert [grant.user_id for grant in await lapsing.run()] == [SAM]
    assert not await access.permits(SAM, GROUP, BUY)
    assert await access.permits(6, GROUP, BUY)


async def test_one_follows_its_group(
    access: Access,
    lapsing: Lapsing,
    people: People,
    database: Database,
    clock: ManualClock,
    until: datetime,
) -> None:
    """A group that became a supergroup is told under its new id; who is refused there hears of it too."""
    await people.migrate_chat(GROUP, -100500)
    await access.follow_migration(GROUP, -100500)
    assert await access.permits(SAM, -100500, BUY)
    clock.now = until
    await lapsing.run()
    assert [notice.chat_id for notice in await told(database)] == [-100500, SAM]
    with pytest.raises(EndedError):
        await access.require(SAM, -100500, BUY)


async def test_what_ended_long_ago_is_not_told_any_more(
    access: Access, lapsing: Lapsing, clock: ManualClock, until: datetime
) -> None:
    """After a month a refusal is like any other, at the next time rights are read."""
    clock.now = until
    await lapsing.run()
    clock.now = until + timedelta(days=31)
    await access.load()
    with pytest.raises(NotPermittedError) as refused:
        await access.require(SAM, GROUP, BUY)
    assert not isinstance(refused.value, EndedError)


async def test_who_has_the_role_everywhere_is_it_still(
    access: Access, lapsing: Lapsing, database: Database, clock: ManualClock, until: datetime
) -> None:
    """What ended is the grant of one chat, and that is what is said; nothing is left to revoke there."""
    await access.grant(OWNER, SAM, "support", everywhere=True)
    clock.now = until
    await lapsing.run()
    assert {each.facts["still"] for each in await told(database)} == {True}
    with pytest.raises(NothingToRevokeError) as refused:
        await access.revoke(OWNER, SAM, "support")
    assert refused.value.facts["everywhere"] == "yes"
