"""Changing who may do what: who may change it, what is kept, what follows at once."""

import pytest

from services.access.cache import GrantedRole
from services.access.errors import (
    AlreadyGrantedError,
    GroupOnlyError,
    NoPersonError,
    NothingToRevokeError,
    NotSetUpError,
    OnlyOwnerError,
    UnknownPermissionError,
    UnknownRoleError,
)
from services.access.service import Access
from services.actor import NO_PERSONS, Actor
from services.audit import Audit
from services.errors import BadTimezoneError, DeskError, NotPermittedError
from services.people import People
from storage.database import Database
from storage.grants import GrantRow
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.membership import Crowd
from tests.services.conftest import OWNER

GROUP, OTHER = OWNER.chat_id, -200
MANAGER = Actor(2, GROUP, "Mia")
SUPPORTER = Actor(3, GROUP, "Sam")


@pytest.fixture
async def desk(access: Access) -> Access:
    """A group with a manager and a supporter, and a second group."""
    await access.set_up(OWNER, "supergroup", "Support desk")
    await access.set_up(Actor(1, OTHER, "Olga"), "group", "Second desk")
    await access.grant(OWNER, MANAGER.user_id, "manager")
    await access.grant(OWNER, SUPPORTER.user_id, "support")
    return access


async def _reloaded(database: Database, clock: ManualClock) -> Access:
    audit = audit_of(database, clock)
    access = Access(database, clock, frozenset({OWNER.user_id}), audit, Crowd())
    await access.load()
    return access


async def test_only_who_has_a_role_is_told_who_the_owners_are(desk: Access) -> None:
    """Here or anywhere, also in a private chat; to a stranger no name is said."""
    for chat_id in (GROUP, SUPPORTER.user_id):
        assert desk.owners_for(SUPPORTER.user_id, chat_id) == (OWNER.user_id,)
    assert desk.owners_for(99, GROUP) == desk.owners_for(99, 99) == ()
    assert desk.owners_for(OWNER.user_id, GROUP) == ()


async def test_a_grant_holds_in_its_chat_and_after_a_restart(
    desk: Access, database: Database, clock: ManualClock
) -> None:
    """Memory and database agree on what was granted."""
    for access in (desk, await _reloaded(database, clock)):
        assert await access.permits(SUPPORTER.user_id, GROUP, "orders.buy")
        assert not await access.permits(SUPPORTER.user_id, OTHER, "orders.buy")
        assert access.roles_of(MANAGER.user_id, GROUP) == (
            GrantedRole("manager", everywhere=False),
        )
        held = {(grant.user_id, grant.role) for grant in access.members(GROUP)}
        assert held == {(2, "manager"), (3, "support")}
        assert access.chat_is_set_up(GROUP)
        assert not access.chat_is_set_up(-999)


async def test_a_grant_everywhere_holds_in_private_chats_too(desk: Access) -> None:
    """Only an owner gives it, and it shows in every chat's list."""
    await desk.grant(OWNER, 9, "support", everywhere=True)
    assert await desk.permits(9, OTHER, "orders.buy")
    assert desk.permissions(9, 9) >= {"orders.buy", "keys.own"}
    assert desk.roles_of(9, OTHER) == (GrantedRole("support", everywhere=True),)
    assert 9 in {grant.user_id for grant in desk.members(OTHER)}
    await desk.revoke(OWNER, 9, "support", everywhere=True)
    assert desk.permissions(9, OTHER) == frozenset()


@pytest.mark.parametrize("nobody", sorted(NO_PERSONS))
async def test_what_is_no_person_has_no_right(
    desk: Access, database: Database, clock: ManualClock, nobody: int
) -> None:
    """No grant is given to it; one of an earlier version and a role for all members give nothing."""
    await desk.set_default_role(OWNER, "support")
    assert await desk.permits(50, GROUP, "orders.buy")
    assert not await desk.permits(nobody, GROUP, "orders.buy")
    with pytest.raises(NoPersonError):
        await desk.grant(OWNER, nobody, "support")
    async with database.write() as tx:
        await tx.grants.add(GrantRow(nobody, GROUP, "manager", 1, clock()))
    assert not await (await _reloaded(database, clock)).permits(nobody, GROUP, "orders.buy")


async def test_a_manager_grants_and_revokes_support_here(desk: Access) -> None:
    """That much of roles.edit a manager has."""
    await desk.grant(MANAGER, 9, "support")
    assert await desk.permits(9, GROUP, "orders.buy")
    await desk.revoke(MANAGER, 9, "support")
    assert not await desk.permits(9, GROUP, "orders.buy")


@pytest.mark.parametrize(
    ("actor", "error"),
    [
        (MANAGER, OnlyOwnerError),
        (SUPPORTER, NotPermittedError),
        (Actor(2, OTHER, "Mia"), NotPermittedError),
    ],
    ids=["manager", "supporter", "manager elsewhere"],
)
@pytest.mark.parametrize(
    ("role", "everywhere"), [("manager", False), ("manager", True), ("support", True)]
)
async def test_more_than_that_is_an_owners(
    desk: Access, actor: Actor, error: type[DeskError], role: str, everywhere: bool
) -> None:
    """Nobody but an owner makes or unmakes managers, or grants everywhere."""
    await desk.grant(OWNER, 8, role, everywhere)
    before = desk.members(GROUP)
    with pytest.raises(error):
        await desk.grant(actor, 9, role, everywhere)
    with pytest.raises(error):
        await desk.revoke(actor, 8, role, everywhere)
    assert desk.members(GROUP) == before


async def test_a_supporter_with_roles_edit_stays_below_managers(desk: Access) -> None:
    """A switched-on roles.edit gives what a manager has of it and no more."""
    await desk.set_switch(OWNER, "support", "roles.edit", True)
    await desk.grant(SUPPORTER, 9, "support")
    with pytest.raises(OnlyOwnerError):
        await desk.grant(SUPPORTER, SUPPORTER.user_id, "manager")


@pytest.mark.parametrize("role", ["owner", "customer", "Manager", "", "boss"])
async def test_only_two_roles_can_be_granted(desk: Access, role: str) -> None:
    """Owners come from the settings; everybody else's word is no role."""
    with pytest.raises(UnknownRoleError):
        await desk.grant(OWNER, 9, role)
    with pytest.raises(UnknownRoleError):
        await desk.revoke(OWNER, 9, role)
    with pytest.raises(UnknownRoleError):
        await desk.set_default_role(OWNER, role)


async def test_twice_is_said_and_changes_nothing(desk: Access) -> None:
    """A second grant and a second revoke tell that there was nothing to do."""
    with pytest.raises(AlreadyGrantedError):
        await desk.grant(OWNER, SUPPORTER.user_id, "support")
    await desk.revoke(OWNER, SUPPORTER.user_id, "support")
    with pytest.raises(NothingToRevokeError):
        await desk.revoke(OWNER, SUPPORTER.user_id, "support")


async def test_a_role_needs_a_group_that_was_set_up(desk: Access) -> None:
    """In a private chat or an unknown group a grant would mean nothing."""
    with pytest.raises(GroupOnlyError):
        await desk.grant(Actor(1, 1, "Olga"), 9, "support")
    with pytest.raises(GroupOnlyError):
        await desk.set_up(Actor(1, 1, "Olga"), "private", "Olga")
    with pytest.raises(NotSetUpError):
        await desk.grant(Actor(1, -999, "Olga"), 9, "support")
    with pytest.raises(NotSetUpError):
        await desk.set_default_role(Actor(1, -999, "Olga"), "support")


async def test_setting_a_chat_up_is_an_owners(
    desk: Access, database: Database, clock: ManualClock
) -> None:
    """So are its default role and its switches; all of them outlive a restart."""
    for actor in (MANAGER, SUPPORTER):
        with pytest.raises(OnlyOwnerError):
            await desk.set_up(actor, "group", "Mine")
        with pytest.raises(OnlyOwnerError):
            await desk.set_default_role(actor, "support")
        with pytest.raises(OnlyOwnerError):
            await desk.set_switch(actor, "support", "orders.buy", False)
    with pytest.raises(UnknownPermissionError):
        await desk.set_switch(OWNER, "support", "orders.steal", True)
    await desk.set_default_role(OWNER, "support")
    await desk.set_switch(OWNER, "support", "orders.buy", False)
    await desk.set_switch(OWNER, "manager", "sales.view", False)
    await desk.set_switch(OWNER, "manager", "sales.view", None)
    for access in (desk, await _reloaded(database, clock)):
        assert access.default_role(GROUP) == "support"
        assert access.switches(GROUP, "support") == {"orders.buy": False}
        assert await access.permits(77, GROUP, "stock.view")
        assert not await access.permits(77, GROUP, "orders.buy")
        assert await access.permits(MANAGER.user_id, GROUP, "sales.view")
    await desk.set_default_role(OWNER, None)
    assert desk.permissions(77, GROUP) == frozenset()


async def test_a_chat_chooses_its_time_zone(
    desk: Access, people: People, database: Database, clock: ManualClock
) -> None:
    """Managers for the group, everybody for the own private chat; nonsense is refused."""
    await people.seen(9, "Cat", None, 9, "private", "Cat")
    await desk.set_timezone(MANAGER, "Europe/Berlin")
    await desk.set_timezone(Actor(9, 9, "Cat"), "America/Sao_Paulo")
    for access in (desk, await _reloaded(database, clock)):
        assert access.timezone(GROUP) == "Europe/Berlin"
        assert access.timezone(9) == "America/Sao_Paulo"
        assert access.timezone(OTHER) is None
    assert people.timezone(GROUP) == "Europe/Berlin"
    assert people.timezone(OTHER) == "UTC"
    with pytest.raises(NotPermittedError):
        await desk.set_timezone(SUPPORTER, "Europe/Berlin")
    for nonsense in ("Europe", "Mars/Base", "../../etc/passwd", "", "/etc/localtime"):
        with pytest.raises(BadTimezoneError):
            await desk.set_timezone(MANAGER, nonsense)
    await desk.set_timezone(MANAGER, None)
    assert desk.timezone(GROUP) is None


async def test_a_zone_that_is_changed_gives_no_second_day_to_spend(
    desk: Access, database: Database, clock: ManualClock
) -> None:
    """Back and forth between the ends of the world: a day that began is counted to its end."""

    def day(access: Access) -> str:
        return access.day_in(access.zone_of_limits(GROUP))

    days = [day(desk)]
    for hour in range(72):
        if hour % 3 == 0:
            zone = ("Pacific/Kiritimati", "Etc/GMT+12", "Asia/Tokyo")[hour // 3 % 3]
            before = day(desk)
            await desk.set_timezone(MANAGER, zone)
            assert day(desk) == before
        days.append(day(desk))
        clock.advance(3600)
    assert day(await _reloaded(database, clock)) == day(desk)
    assert len(set(days)) <= 1 + 3 + 1  # three days passed, and one begins earlier in the east
    assert desk.timezone(GROUP) == "Asia/Tokyo"  # which is what its moments are told by at once


async def test_every_change_is_in_the_audit(desk: Access, audit: Audit, database: Database) -> None:
    """And a refused one is not."""
    with pytest.raises(AlreadyGrantedError):
        await desk.grant(OWNER, SUPPORTER.user_id, "support")
    async with database.read() as tx:
        actions = [row.action for row in await tx.audit.after(0, 10)]
    assert actions == ["chat.set-up", "chat.set-up", "role.granted", "role.granted"]
    assert (await audit.verify()).broken_at is None


async def test_access_follows_a_group_that_becomes_a_supergroup(
    desk: Access, people: People, audit: Audit
) -> None:
    """Under the new id everything is as it was; under the old one there is nothing left."""
    await desk.set_default_role(OWNER, "support")
    await desk.set_switch(OWNER, "support", "orders.buy", False)
    for _ in range(2):
        await people.migrate_chat(GROUP, -100500)
        await desk.follow_migration(GROUP, -100500)
    assert await desk.permits(MANAGER.user_id, -100500, "orders.approve")
    assert desk.default_role(-100500) == "support"
    assert not await desk.permits(SUPPORTER.user_id, -100500, "orders.buy")
    assert not desk.chat_is_set_up(GROUP)
    assert desk.members(GROUP) == ()
    assert (await audit.verify()).broken_at is None


async def test_one_question_answers_for_every_chat(desk: Access) -> None:
    """permits and require say the same; a list may show what reach covers, and nothing else."""
    await desk.grant(OWNER, 4, "support", everywhere=True)
    await desk.set_switch(OWNER, "support", "orders.view", allowed=False)
    chats = (GROUP, OTHER, OWNER.user_id, SUPPORTER.user_id, MANAGER.user_id, 4)
    for user in (OWNER.user_id, MANAGER.user_id, SUPPORTER.user_id, 4, 77):
        for permission in ("orders.view", "orders.deliver", "keys.own"):
            reach = await desk.reach(user, permission)
            for chat in chats:
                may = await desk.permits(user, chat, permission)
                assert may is desk.allows(user, chat, permission)
                assert reach.covers(chat) is may
                if not may:
                    with pytest.raises(NotPermittedError):
                        await desk.require(user, chat, permission)
    assert not await desk.permits(4, GROUP, "orders.view")
    assert await desk.permits(4, OTHER, "orders.view")
