"""Rights end with the membership: who is there, who is away, what is not known, and what was remembered."""

import pytest

from services.access import (
    Access,
    GrantedRole,
    Standing,
    Why,
    begin_step,
)
from services.access.errors import AwayError, CannotSeeError
from services.access.membership import AT_ONCE, BELIEVED, BELIEVED_AWAY
from services.access.roles import MOVING
from services.audit import Audit
from services.errors import NotPermittedError
from services.people import People
from storage.database import Database
from tests.clock import ManualClock
from tests.membership import Crowd
from tests.services.access.conftest import AWAY, GROUP, MEMBER, OTHER, SAM, STRANGER
from tests.services.conftest import OWNER


async def test_a_grant_ends_with_the_membership_and_comes_back_with_it(
    desk: Access, crowd: Crowd, clock: ManualClock
) -> None:
    """Away, the role is there and asleep, and why is said; back again, it is awake."""
    assert await desk.permits(SAM, GROUP, "stock.view")
    crowd.standings[SAM, GROUP] = AWAY
    await desk.told(SAM, GROUP, AWAY)
    with pytest.raises(AwayError) as told:
        await desk.require(SAM, GROUP, "stock.view")
    assert told.value.facts == {"permission": "stock.view", "title": "Support desk"}
    assert desk.permissions(SAM, GROUP) == frozenset()
    assert desk.roles_of(SAM, GROUP) == (GrantedRole("support", everywhere=False, asleep=True),)
    assert await desk.asleep(frozenset({SAM, 1}), GROUP) == {SAM}
    assert desk.groups_with(SAM, "stock.view") == ()
    assert desk.chats_with("stock.view") == (1,)
    crowd.standings[SAM, GROUP] = MEMBER
    await desk.told(SAM, GROUP, MEMBER)
    assert await desk.permits(SAM, GROUP, "stock.view")
    assert desk.roles_of(SAM, GROUP) == (GrantedRole("support", everywhere=False),)
    assert desk.chats_with("stock.view") == (GROUP,)


async def test_a_change_nobody_was_told_of_is_found_out_in_minutes(
    desk: Access, crowd: Crowd, clock: ManualClock
) -> None:
    """A yes is believed for minutes, a no for seconds, and then asked about anew."""
    assert await desk.permits(SAM, GROUP, "stock.view")
    crowd.standings[SAM, GROUP] = AWAY
    assert await desk.permits(SAM, GROUP, "stock.view")
    assert crowd.asked == [(SAM, GROUP)]
    clock.advance(BELIEVED)
    assert not desk.allows(SAM, GROUP, "stock.view")
    assert not await desk.permits(SAM, GROUP, "stock.view")
    crowd.standings[SAM, GROUP] = MEMBER
    assert not await desk.permits(SAM, GROUP, "stock.view")
    clock.advance(BELIEVED_AWAY)
    assert await desk.permits(SAM, GROUP, "stock.view")


async def test_before_anything_moves_it_is_asked_anew(
    desk: Access, crowd: Crowd, clock: ManualClock
) -> None:
    """What was believed a moment ago gives no key, no link, no money and no role."""
    await desk.grant(OWNER, SAM, "manager")
    for permission in MOVING:
        await desk.set_switch(OWNER, "manager", permission, True)
        crowd.standings[SAM, GROUP] = MEMBER
        clock.advance(BELIEVED_AWAY)
        assert await desk.permits(SAM, GROUP, permission)
        clock.advance(10)
        crowd.standings[SAM, GROUP] = AWAY
        assert desk.allows(SAM, GROUP, permission)
        assert not await desk.permits(SAM, GROUP, permission)


async def test_a_purchase_is_asked_about_anew_too(
    desk: Access, crowd: Crowd, clock: ManualClock
) -> None:
    """fresh, for a permission that mostly only looks."""
    assert await desk.permits(SAM, GROUP, "orders.buy")
    clock.advance(10)
    crowd.standings[SAM, GROUP] = AWAY
    assert await desk.permits(SAM, GROUP, "orders.buy")
    assert not await desk.permits(SAM, GROUP, "orders.buy", fresh=True)


@pytest.mark.parametrize("why", list(Why))
async def test_what_cannot_be_known_is_a_no_that_says_why(
    desk: Access, crowd: Crowd, why: Why
) -> None:
    """Telegram silent, members hidden, the bot not there; owners and roles everywhere go on."""
    await desk.grant(OWNER, 4, "support", everywhere=True)
    await desk.set_default_role(OWNER, "support")
    crowd.silent = why
    with pytest.raises(CannotSeeError) as told:
        await desk.require(SAM, GROUP, "keys.reveal", fresh=True)
    assert told.value.facts["why"] == why
    assert told.value.facts["title"] == "Support desk"
    with pytest.raises(CannotSeeError) as told:
        await desk.require(STRANGER, GROUP, "stock.view")
    assert told.value.facts["title"] == ""  # to somebody who may never have heard of it
    assert await desk.permits(1, GROUP, "keys.reveal", fresh=True)
    assert await desk.permits(4, GROUP, "keys.reveal", fresh=True)


async def test_a_default_role_is_its_members_and_nobody_elses(desk: Access, crowd: Crowd) -> None:
    """Whoever is not in the group has nothing of it, wherever they ask from, and learns no title."""
    await desk.set_default_role(OWNER, "support")
    crowd.standings[STRANGER, GROUP] = AWAY
    assert await desk.permits(5, GROUP, "orders.deliver", fresh=True)
    assert not await desk.permits(5, OTHER, "orders.deliver")
    assert not await desk.permits(5, 5, "orders.deliver")
    with pytest.raises(NotPermittedError) as told:
        await desk.require(STRANGER, GROUP, "stock.view")
    assert type(told.value) is NotPermittedError


async def test_where_members_are_hidden_a_word_of_this_moment_is_enough(
    desk: Access, crowd: Crowd, clock: ManualClock
) -> None:
    """Of this very step: where something moves another step is not helped by it, however soon."""
    begin_step()
    await desk.met(SAM, GROUP, public=False, wrote=True)
    crowd.silent = Why.HIDDEN
    assert await desk.permits(SAM, GROUP, "orders.deliver")
    begin_step()
    assert await desk.permits(SAM, GROUP, "stock.view")
    assert not await desk.permits(SAM, GROUP, "orders.deliver")


async def test_an_answer_counts_for_the_step_that_asked_and_for_no_other(
    desk: Access, crowd: Crowd, clock: ManualClock
) -> None:
    """One step asks once, unless it takes long; the next asks anew, though not a moment has passed."""
    begin_step()
    for _ in range(2):
        assert await desk.permits(SAM, GROUP, "keys.reveal")
    assert crowd.asked == [(SAM, GROUP)]
    clock.advance(AT_ONCE)
    assert await desk.permits(SAM, GROUP, "keys.reveal")
    assert crowd.asked == [(SAM, GROUP)] * 2
    crowd.standings[SAM, GROUP] = AWAY
    begin_step()
    assert not await desk.permits(SAM, GROUP, "keys.reveal")


async def test_news_that_come_while_telegram_is_asked_are_never_outvoted(
    database: Database, clock: ManualClock, audit: Audit
) -> None:
    """Its answer may be older than what it told by itself."""

    class Slow(Crowd):
        async def standing(self, user_id: int, chat_id: int) -> Standing:
            answer = await super().standing(user_id, chat_id)
            await access.told(user_id, chat_id, AWAY)
            return answer

    access = Access(database, clock, frozenset({1}), audit, Slow())
    await access.set_up(OWNER, "supergroup", "Support desk")
    await access.grant(OWNER, SAM, "support")
    assert not await access.permits(SAM, GROUP, "orders.deliver")


async def test_a_group_without_the_bot_serves_nobody_anywhere(
    desk: Access, people: People, crowd: Crowd
) -> None:
    """Its rights are gone, also of those with a role everywhere, and owners hear; back, all is as it was."""
    await desk.grant(OWNER, 4, "support", everywhere=True)
    await people.seen(1, "Olga", None, GROUP, "supergroup", "Support desk")
    await people.unreachable(GROUP, "removed")
    with pytest.raises(CannotSeeError) as told:
        await desk.require(SAM, GROUP, "orders.view")
    assert told.value.facts["why"] is Why.BOT_AWAY
    assert not await desk.permits(4, GROUP, "orders.view")
    assert await desk.permits(1, GROUP, "orders.view")
    assert await desk.permits(4, OTHER, "orders.view")
    assert desk.chats_with("orders.view") == (1,)
    assert not (await desk.reach(4, "orders.view")).covers(GROUP)
    await people.reachable(GROUP)
    for user in (SAM, 4):
        assert await desk.permits(user, GROUP, "orders.view")


async def test_a_silenced_bot_is_still_there(desk: Access, people: People) -> None:
    """It may not write in the group; what belongs to the group is served elsewhere."""
    await people.seen(1, "Olga", None, GROUP, "supergroup", "Support desk")
    await people.unreachable(GROUP, "silenced")
    assert await desk.permits(SAM, GROUP, "orders.view")
