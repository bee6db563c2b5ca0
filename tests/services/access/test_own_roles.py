"""Roles of the desk's own: made and changed by owners, in force at once, gone only when nobody has them."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from services.access import Access
from services.access.errors import (
    BadRoleNameError,
    OnlyOwnerError,
    RoleInUseError,
    RoleThereError,
    TooManyRolesError,
    UnknownPermissionError,
    UnknownRoleError,
)
from services.access.following import Following
from services.access.own_roles import MOST, OwnRoles
from services.actor import Actor
from services.audit import Audit
from services.errors import DeskError
from storage.database import Database
from storage.limits import LimitRow
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.membership import Crowd
from tests.services.conftest import OWNER

NIGHT, SAM, GROUP = "night shift", 5, OWNER.chat_id


@pytest.fixture
def own(database: Database, clock: ManualClock, access: Access, audit: Audit) -> OwnRoles:
    """Where they are made."""
    return OwnRoles(database, clock, access, audit)


@pytest.fixture
async def night(own: OwnRoles, access: Access) -> str:
    """Stock and orders, no buying; in a group that is set up."""
    await access.set_up(OWNER, "supergroup", "Desk")
    name = await own.make(OWNER, f"  {NIGHT} ")
    for permission in ("stock.view", "orders.view"):
        await own.allow(OWNER, name, permission, allowed=True)
    return name


async def another(database: Database, clock: ManualClock, crowd: Crowd) -> Access:
    """Access of another process on the same database."""
    made = Access(database, clock, frozenset({OWNER.user_id}), audit_of(database, clock), crowd)
    await made.load()
    return made


async def test_it_gives_what_was_switched_on_and_nothing_else(
    own: OwnRoles, access: Access, database: Database, clock: ManualClock, crowd: Crowd, night: str
) -> None:
    """In this process and in another, which sees each change at its next look; for a time as well."""
    other = await another(database, clock, crowd)
    following = Following(database, other)
    await following.begin()
    await access.grant(OWNER, SAM, night, until=clock() + timedelta(hours=1))
    await following.look()
    for each in (access, other):
        assert each.grantable() == ("manager", "support", NIGHT)
        assert each.granted(SAM, GROUP) == {"stock.view", "orders.view"}
        assert await each.permits(SAM, GROUP, "orders.view")
        assert not await each.permits(SAM, GROUP, "orders.buy")
        assert each.granted(SAM, SAM) == {"keys.own"}
    await own.allow(OWNER, night, "orders.buy", allowed=True)
    await own.allow(OWNER, night, "stock.view", allowed=False)
    await access.set_switch(OWNER, night, "status.view", True)
    await following.look()
    for each in (access, other):
        assert each.granted(SAM, GROUP) == {"orders.buy", "orders.view", "status.view"}
        assert each.role(night) == {"orders.buy", "orders.view"}
    clock.advance(3600)
    assert access.granted(SAM, GROUP) == other.granted(SAM, GROUP) == frozenset()


@pytest.mark.parametrize("actor", [Actor(2, GROUP, "Mia"), Actor(SAM, GROUP, "Sam")])
async def test_only_owners_make_change_delete_and_give_one(
    own: OwnRoles, access: Access, night: str, actor: Actor
) -> None:
    """Though the role holds less than a manager has, and whoever has it holds roles.edit by it."""
    await access.grant(OWNER, 2, "manager")
    await own.allow(OWNER, night, "roles.edit", allowed=True)
    await access.grant(OWNER, SAM, night)
    for attempt in (
        own.make(actor, "mine"),
        own.allow(actor, night, "system.edit", allowed=True),
        own.delete(actor, night),
        access.grant(actor, 9, night),
        access.grant(actor, actor.user_id, night),
        access.revoke(actor, SAM, night),
    ):
        with pytest.raises(OnlyOwnerError):
            await attempt
    with pytest.raises(
        DeskError
    ):  # support may more than the night shift: it is not theirs to give
        await access.grant(Actor(SAM, GROUP, "Sam"), 9, "support")
    assert access.own_roles() == (NIGHT,)
    assert access.role(night) == {"stock.view", "orders.view", "roles.edit"}


@pytest.mark.parametrize("name", ["", "x", "7 up", "@sam", "x" * 33, "\u200b", " - "])
async def test_a_name_is_one_that_people_can_say(own: OwnRoles, name: str) -> None:
    """It begins with a letter, and is no id, no @name and no sentence."""
    with pytest.raises(BadRoleNameError):
        await own.make(OWNER, name)


@pytest.mark.parametrize(
    "name", ["Owner", "support", "NIGHT shift", "night\u00a0 shift", "suppоrt", "Nіght shіft"]
)
async def test_a_name_stands_for_one_role(own: OwnRoles, night: str, name: str) -> None:
    """In whatever case and in letters that look alike; those that everybody has are taken."""
    with pytest.raises(RoleThereError):
        await own.make(OWNER, name)


async def test_there_are_bounds(own: OwnRoles, access: Access, night: str) -> None:
    """Permissions that are none, or customers' own, roles that are none, and more than fit on a card."""
    for permission in ("keys.own", "moon.land", ""):
        with pytest.raises(UnknownPermissionError):
            await own.allow(OWNER, night, permission, allowed=True)
    for attempt in (
        own.allow(OWNER, "day shift", "stock.view", allowed=True),
        own.allow(OWNER, "support", "system.edit", allowed=True),
        own.delete(OWNER, "support"),
        access.grant(OWNER, SAM, "day shift"),
        access.set_default_role(OWNER, night),
    ):
        with pytest.raises(UnknownRoleError):
            await attempt
    for number in range(1, MOST):
        await own.make(OWNER, f"role {number}")
    with pytest.raises(TooManyRolesError):
        await own.make(OWNER, "one more")


async def test_it_goes_when_nobody_has_it(
    own: OwnRoles, access: Access, clock: ManualClock, night: str
) -> None:
    """Until then it is said who does; its switches go too, so a new one of that name begins with nothing."""
    await access.set_switch(OWNER, night, "system.edit", True)
    await access.grant(OWNER, SAM, night)
    await access.grant(OWNER, 6, night, True, clock() + timedelta(hours=1))
    with pytest.raises(RoleInUseError) as refused:
        await own.delete(OWNER, night)
    assert refused.value.facts == {"role": NIGHT, "people": ["5", "6"]}
    assert await own.holders(night) == ["5", "6"]
    assert await access.permits(SAM, GROUP, "stock.view")
    await access.revoke(OWNER, SAM, night)
    clock.advance(3600)  # the other's has ended, swept away or not
    await own.delete(OWNER, night)
    assert access.own_roles() == ()
    with pytest.raises(UnknownRoleError):
        await own.delete(OWNER, night)
    await own.make(OWNER, NIGHT)
    await access.grant(OWNER, SAM, night)
    assert access.granted(SAM, GROUP) == frozenset()


async def test_its_limits_go_with_it(own: OwnRoles, database: Database, night: str) -> None:
    """They would hold for another that is called the same; what is set in that very moment too."""
    made = OWNER.user_id, datetime(2026, 12, 1, tzinfo=UTC)
    limit = LimitRow(0, "order", GROUP, NIGHT, 0, "KZT", Decimal(10), *made)
    async with database.write() as tx:
        await tx.limits.put(limit)
    assert await own.limits(night) == 1
    await own.delete(OWNER, night)
    assert await own.limits(night) == 0
    async with database.write() as tx:
        await tx.limits.put(limit)
    assert await own.limits(await own.make(OWNER, NIGHT)) == 0


async def test_one_that_is_deleted_and_given_at_once_is_one_or_the_other(
    own: OwnRoles, access: Access, database: Database, clock: ManualClock, crowd: Crowd, night: str
) -> None:
    """By two processes: nobody has a role that is not there."""
    other = await another(database, clock, crowd)
    for _ in range(8):
        ends = await asyncio.gather(
            own.delete(OWNER, night), other.grant(OWNER, SAM, night), return_exceptions=True
        )
        assert len([each for each in ends if isinstance(each, DeskError)]) == 1
        async with database.read() as tx:
            there = bool(await tx.roles.all())
            assert bool(await tx.grants.of_role(night)) is there
        await access.load()
        if there:
            await access.revoke(OWNER, SAM, night)
        else:
            await own.make(OWNER, NIGHT)
        await other.load()


async def test_every_change_is_in_the_audit(
    own: OwnRoles, audit: Audit, database: Database, night: str
) -> None:
    """Once: what changes nothing is no row."""
    await own.allow(OWNER, night, "stock.view", allowed=True)
    await own.allow(OWNER, night, "stock.view", allowed=False)
    await own.delete(OWNER, night)
    async with database.read() as tx:
        rows = [(row.action, row.subject) for row in await tx.audit.after(0, 20)]
    changed = [("role.changed", each) for each in ("stock.view", "orders.view", "stock.view")]
    assert rows[1:] == [("role.made", NIGHT), *changed, ("role.deleted", NIGHT)]
    assert (await audit.verify()).broken_at is None
