"""What is written down of memberships: known to every process, and not kept for ever."""

from datetime import timedelta

from services.access import (
    Access,
    GrantedRole,
)
from services.access.membership import BELIEVED
from services.people import People
from storage.database import Database
from storage.members import MemberRow
from tests.clock import ManualClock
from tests.membership import Crowd
from tests.services.access.conftest import AWAY, GROUP, SAM, another_process


async def test_rows_are_what_all_processes_know(
    desk: Access, database: Database, clock: ManualClock, crowd: Crowd
) -> None:
    """Another process, or the next, asks nothing that is written down and young, and knows who sleeps."""
    assert await desk.permits(SAM, GROUP, "stock.view")
    crowd.asked.clear()
    other = await another_process(database, clock, crowd)
    assert await other.permits(SAM, GROUP, "stock.view")
    assert crowd.asked == []
    clock.advance(BELIEVED)
    other = await another_process(database, clock, crowd)
    assert await other.permits(SAM, GROUP, "stock.view")
    assert crowd.asked == [(SAM, GROUP)]
    await desk.told(SAM, GROUP, AWAY)
    other = await another_process(database, clock, crowd)
    assert other.roles_of(SAM, GROUP) == (GrantedRole("support", everywhere=False, asleep=True),)
    assert other.chats_with("stock.view") == (1,)


async def test_a_row_from_ahead_is_not_believed(
    desk: Access, database: Database, clock: ManualClock, crowd: Crowd
) -> None:
    """A clock that was wrong wrote it."""
    async with database.write() as tx:
        ahead = clock() + timedelta(days=400)
        await tx.members.note(MemberRow(SAM, GROUP, "member", ahead))
    crowd.standings[SAM, GROUP] = AWAY
    assert not await desk.permits(SAM, GROUP, "stock.view")


async def test_rows_are_few(desk: Access, database: Database, clock: ManualClock) -> None:
    """Those without a role of their own are dropped after a month, or when there are too many of them."""
    async with database.write() as tx:
        for user in range(100, 110):
            await tx.members.note(MemberRow(user, GROUP, "member", clock() - timedelta(days=40)))
        for user in (SAM, *range(200, 210)):
            seen_at = clock() - timedelta(minutes=user)
            await tx.members.note(MemberRow(user, GROUP, "member", seen_at))
    assert await desk.forget_old() == 10
    async with database.write() as tx:
        assert await tx.members.forget(clock() - timedelta(days=30), most=4) == 6
        left = [user for user in range(300) if await tx.members.get(user, GROUP)]
    assert left == [SAM, 200, 201, 202, 203]
    clock.advance(400 * 86_400)
    assert await desk.forget_old() == 4
    async with database.read() as tx:
        assert await tx.members.get(SAM, GROUP) is not None


async def test_a_group_that_becomes_a_supergroup_keeps_its_people(
    desk: Access, people: People, crowd: Crowd
) -> None:
    """Under the new id they are looked for again, and nobody is taken for there by the old one."""
    await desk.told(SAM, GROUP, AWAY)
    await people.migrate_chat(GROUP, -100500)
    await desk.follow_migration(GROUP, -100500)
    assert desk.roles_of(SAM, -100500) == (GrantedRole("support", everywhere=False, asleep=True),)
    assert await desk.permits(SAM, -100500, "orders.deliver")
    assert not await desk.permits(SAM, GROUP, "orders.deliver")
