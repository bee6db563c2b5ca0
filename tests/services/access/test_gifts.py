"""Nobody gives what they do not have: by what they may do, by how long, and to whom."""

import random
from datetime import datetime, timedelta

import pytest

from services.access import Access
from services.access.errors import (
    BeyondOwnError,
    NothingToRevokeError,
    OneselfError,
    OnlyOwnerError,
    OutlastsOwnError,
)
from services.access.roles import GRANTABLE, OWN_KEYS, PERMISSIONS, ROLES, SUPPORT
from services.actor import Actor
from services.errors import NotPermittedError
from tests.campaigns.length import LONG
from tests.clock import ManualClock
from tests.services.conftest import OWNER

GROUP = OWNER.chat_id
MIA, SAM, TIM, DEE, ANYBODY = 2, 3, 4, 5, 9
"""A manager, a supporter, a manager for an hour, and somebody with the default role only."""
HOUR = timedelta(hours=1)
REFUSALS = (NotPermittedError, OnlyOwnerError, BeyondOwnError, OutlastsOwnError, OneselfError)


@pytest.fixture
async def desk(access: Access, clock: ManualClock) -> Access:
    """A group with all of them."""
    await access.set_up(OWNER, "supergroup", "Desk")
    await access.grant(OWNER, MIA, "manager")
    await access.grant(OWNER, SAM, "support")
    await access.grant(OWNER, TIM, "manager", until=clock() + HOUR)
    await access.set_default_role(OWNER, "support")
    return access


async def given(
    desk: Access, granter: int, role: str, everywhere: bool, until: datetime | None
) -> bool:
    """Whether they could give it; taken back at once."""
    try:
        await desk.grant(Actor(granter, GROUP, ""), ANYBODY, role, everywhere, until)
    except REFUSALS:
        return False
    await desk.revoke(OWNER, ANYBODY, role, everywhere)
    return True


@pytest.mark.parametrize("seed", range(12 if LONG else 4))
async def test_a_gift_is_within_what_the_giver_has(
    desk: Access, clock: ManualClock, seed: int
) -> None:
    """For every giver, role and end, whatever is switched on or off there: what was given is theirs too."""
    chance, gifts = random.Random(seed), 0  # noqa: S311 - no secret
    if seed % 3:  # else everybody there has by default what may be given
        await desk.set_default_role(OWNER, None)
    for role in GRANTABLE:
        for permission in chance.sample(sorted(PERMISSIONS), chance.randrange(8)):
            await desk.set_switch(OWNER, role, permission, chance.random() < 0.6)
    await desk.set_switch(OWNER, "support", "roles.edit", chance.random() < 0.5)
    ends = (None, clock() + HOUR / 2, clock() + HOUR, clock() + 2 * HOUR)
    for granter in (MIA, SAM, TIM, DEE):
        for role in GRANTABLE:
            for end in ends:
                assert not await given(desk, granter, role, True, end)
                if not await given(desk, granter, role, False, end):
                    continue
                gifts += 1
                switches = desk.switches(GROUP, role)
                gift = {p for p in PERMISSIONS if switches.get(p, p in ROLES[role])} - {OWN_KEYS}
                theirs = desk.permissions(granter, GROUP)
                assert role == SUPPORT and "roles.edit" in theirs
                assert gift <= theirs, sorted(gift - theirs)
                # And in the last second of it, by what was given to them.
                now, clock.now = clock.now, (end or clock.now + 99 * HOUR) - timedelta(seconds=1)
                assert gift <= desk.permissions(granter, GROUP), (granter, end)
                clock.now = now
                await desk.load()
    assert gifts or seed


async def test_what_is_missing_is_named(desk: Access) -> None:
    """A manager in a chat where support may do more than managers."""
    await desk.set_default_role(OWNER, None)
    await desk.set_switch(OWNER, "support", "players.withdraw", True)
    with pytest.raises(BeyondOwnError) as refused:
        await desk.grant(Actor(MIA, GROUP, ""), ANYBODY, "support")
    assert refused.value.facts == {"role": "support", "rights": ["players.withdraw"]}
    await desk.set_switch(OWNER, "manager", "players.withdraw", True)
    await desk.grant(Actor(MIA, GROUP, ""), ANYBODY, "support")


async def test_nobody_gives_it_for_longer_than_they_have_it(
    desk: Access, clock: ManualClock
) -> None:
    """Until their own end and no second longer, and never for good."""
    await desk.set_default_role(OWNER, None)
    end, tim = clock() + HOUR, Actor(TIM, GROUP, "Tim")
    for until in (None, end + timedelta(seconds=1)):
        with pytest.raises(OutlastsOwnError) as refused:
            await desk.grant(tim, ANYBODY, "support", until=until)
        assert refused.value.facts == {"role": "support", "lasts": end}
    await desk.grant(tim, ANYBODY, "support", until=end)
    await desk.grant(
        OWNER, TIM, "support"
    )  # what they would give they have for good by another grant
    await desk.grant(tim, ANYBODY, "support")


async def test_nobody_raises_themselves(desk: Access, clock: ManualClock) -> None:
    """Not by a role, nor by a longer time; an owner is what the settings say, with or without a role."""
    await desk.set_switch(OWNER, "support", "roles.edit", True)
    before = desk.members(GROUP)
    for person in (MIA, SAM, TIM, DEE):
        for role in GRANTABLE:
            for until in (None, clock() + HOUR / 2):
                with pytest.raises((OneselfError, OnlyOwnerError)):
                    await desk.grant(Actor(person, GROUP, ""), person, role, until=until)
        assert desk.members(GROUP) == before
    await desk.grant(OWNER, OWNER.user_id, "support", until=clock() + HOUR)
    clock.now += HOUR
    assert desk.permissions(OWNER.user_id, GROUP) == PERMISSIONS


async def test_the_last_owners_access_is_nobodys_to_take(desk: Access) -> None:
    """It comes of the settings: no role of theirs that is taken away, and no switch, changes it."""
    await desk.grant(OWNER, OWNER.user_id, "manager")
    await desk.revoke(OWNER, OWNER.user_id, "manager")
    for permission in PERMISSIONS:
        await desk.set_switch(OWNER, "manager", permission, False)
    with pytest.raises(NothingToRevokeError):
        await desk.revoke(OWNER, OWNER.user_id, "manager")
    assert desk.permissions(OWNER.user_id, GROUP) == PERMISSIONS
    assert await desk.permits(OWNER.user_id, GROUP, "roles.edit", fresh=True)


@pytest.mark.parametrize("seed", range(4))
async def test_no_switch_raises_whoever_makes_it(desk: Access, seed: int) -> None:
    """Whatever is switched on for them, nobody but an owner switches or resets; a reset leaves no switch."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for permission in chance.sample(sorted(PERMISSIONS), 12):
        role, on = chance.choice(GRANTABLE), chance.random() < 0.8
        await desk.set_switch(OWNER, role, permission, on)
    await desk.set_switch(OWNER, "support", "roles.edit", True)
    switched = {role: desk.switches(GROUP, role) for role in GRANTABLE}
    for person in (MIA, SAM, TIM, DEE):
        for role in GRANTABLE:
            for allowed in (True, False, None):
                with pytest.raises(OnlyOwnerError):
                    await desk.set_switch(Actor(person, GROUP, ""), role, "system.edit", allowed)
            with pytest.raises(OnlyOwnerError):
                await desk.reset_switches(Actor(person, GROUP, ""), role)
    assert {role: desk.switches(GROUP, role) for role in GRANTABLE} == switched
    await desk.reset_switches(OWNER, "manager")
    assert desk.switches(GROUP, "support") == switched["support"]
    await desk.reset_switches(OWNER, None)
    await desk.load()
    assert {role: desk.switches(GROUP, role) for role in GRANTABLE} == {
        role: {} for role in GRANTABLE
    }
    assert desk.granted(MIA, GROUP) == ROLES["manager"] - {OWN_KEYS}
