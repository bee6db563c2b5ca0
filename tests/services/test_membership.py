"""Rights end with the membership: who is there, who is away, what is not known, and what was remembered."""

from datetime import timedelta

import pytest

from services.access import (
    GROUP_OPENED,
    Access,
    DefaultFor,
    GrantedRole,
    Openness,
    Standing,
    Why,
    begin_step,
)
from services.access.errors import AwayError, CannotSeeError, OpenGroupError
from services.access.membership import AT_ONCE, BELIEVED, BELIEVED_AWAY
from services.access.roles import MOVING
from services.actor import Actor
from services.audit import Audit
from services.errors import NotPermittedError
from services.people import People
from storage.database import Database
from storage.members import MemberRow
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.membership import Crowd
from tests.services.conftest import OWNER

GROUP, OTHER = OWNER.chat_id, -200
SAM, STRANGER = 3, 77
AWAY, MEMBER, ADMINISTRATOR = Standing.AWAY, Standing.MEMBER, Standing.ADMINISTRATOR


@pytest.fixture
async def desk(access: Access, crowd: Crowd) -> Access:
    """A group in which Sam is support, and a second group."""
    await access.set_up(OWNER, "supergroup", "Support desk")
    await access.set_up(Actor(1, OTHER, "Olga"), "group", "Second desk")
    await access.grant(OWNER, SAM, "support")
    crowd.asked.clear()
    return access


async def _again(database: Database, clock: ManualClock, crowd: Crowd) -> Access:
    audit = audit_of(database, clock)
    access = Access(database, clock, frozenset({1}), audit, crowd)
    await access.load()
    return access


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


async def test_an_open_group_needs_a_second_yes(desk: Access, crowd: Crowd) -> None:
    """Public, or a channel's comments, or not to be known: for everybody only by a second yes."""
    for openness in (Openness.PUBLIC, Openness.DISCUSSION):
        crowd.open_groups[GROUP] = openness
        with pytest.raises(OpenGroupError) as asked:
            await desk.set_default_role(OWNER, "support")
        assert asked.value.facts == {"role": "support", "open_to": openness}
    crowd.silent = Why.NO_ANSWER
    with pytest.raises(OpenGroupError) as asked:
        await desk.set_default_role(OWNER, "support")
    assert asked.value.facts["open_to"] == "unknown"
    crowd.silent = None
    assert desk.default_role(GROUP) is None
    await desk.set_default_role(OWNER, "support", DefaultFor.ADMINISTRATORS)
    crowd.standings[6, GROUP] = ADMINISTRATOR
    assert await desk.permits(6, GROUP, "stock.view")
    assert not await desk.permits(5, GROUP, "stock.view")
    await desk.set_default_role(OWNER, "support", yes=True)
    assert await desk.permits(5, GROUP, "stock.view")
    assert desk.default_for(GROUP) is DefaultFor.MEMBERS


async def test_a_group_that_opens_keeps_its_default_role_for_administrators(
    desk: Access, crowd: Crowd, clock: ManualClock
) -> None:
    """Seen at once by its name, or within the hour by asking; a second yes gives it back to all."""
    await desk.set_default_role(OWNER, "support")
    crowd.standings[6, GROUP] = ADMINISTRATOR
    assert await desk.permits(5, GROUP, "stock.view")
    await desk.met(5, GROUP, public=True, wrote=True)
    assert not await desk.permits(5, GROUP, "stock.view")
    assert await desk.permits(6, GROUP, "stock.view")
    assert desk.default_for(GROUP) is DefaultFor.WAITS
    await desk.set_default_role(Actor(1, OTHER, "Olga"), "support")
    assert await desk.permits(5, OTHER, "stock.view")
    crowd.open_groups[OTHER] = Openness.DISCUSSION
    clock.advance(3600)
    assert not await desk.permits(5, OTHER, "stock.view")
    await desk.set_default_role(OWNER, "support", yes=True)
    assert await desk.permits(5, GROUP, "stock.view")


async def test_before_anything_moves_by_a_default_role_the_group_is_looked_at_anew(
    desk: Access, crowd: Crowd
) -> None:
    """It has opened a moment ago, and nobody said a word in it; for a role by name it is not looked at."""
    await desk.set_default_role(OWNER, "support")
    assert await desk.permits(5, GROUP, "orders.deliver")
    crowd.looked_at.clear()
    assert await desk.permits(SAM, GROUP, "orders.deliver")
    assert await desk.permits(5, GROUP, "stock.view")
    assert crowd.looked_at == []
    crowd.open_groups[GROUP] = Openness.PUBLIC
    assert not await desk.permits(5, GROUP, "orders.deliver")
    assert await desk.permits(SAM, GROUP, "orders.deliver")


async def test_a_group_that_opens_is_told_once_to_who_decides_about_its_role(
    desk: Access, people: People, database: Database, crowd: Crowd, clock: ManualClock
) -> None:
    """Owners and managers who can be written to; again only when it was closed in between."""
    await desk.set_default_role(OWNER, "support")
    for person, role in ((4, "manager"), (7, "manager")):
        await desk.grant(OWNER, person, role)
    await people.seen(4, "Max", None, 4, "private", "Max")
    await people.seen(SAM, "Sam", None, SAM, "private", "Sam")

    async def told() -> list[tuple[int, object]]:
        async with database.read() as tx:
            rows = [await tx.notices.waiting(GROUP_OPENED, person) for person in (1, SAM, 4, 7)]
        return [(row.chat_id, row.facts["open_to"]) for each in rows for row in each]

    another_process = await _again(database, clock, crowd)
    for access in (desk, desk, another_process):
        await access.met(5, GROUP, public=True, wrote=True)
        clock.advance(1)
    assert await told() == [(1, "public"), (4, "public")]
    clock.advance(BELIEVED * 10)
    crowd.open_groups[GROUP] = Openness.DISCUSSION
    await desk.permits(5, GROUP, "stock.view")
    assert len(await told()) == 2
    crowd.open_groups[GROUP] = Openness.CLOSED
    clock.advance(BELIEVED * 10)
    await desk.permits(5, GROUP, "stock.view")
    await desk.met(5, GROUP, public=True, wrote=True)
    assert len(await told()) == 4


async def test_a_group_whose_role_stays_what_it_was_is_nobodys_news(
    desk: Access, database: Database, clock: ManualClock
) -> None:
    """No default role, one for administrators, or one that an owner gave to passers-by too."""
    for role, role_for, yes in (
        (None, DefaultFor.MEMBERS, False),
        ("support", DefaultFor.ADMINISTRATORS, False),
        ("support", DefaultFor.MEMBERS, True),
    ):
        await desk.set_default_role(OWNER, role, role_for, yes=yes)
        clock.advance(BELIEVED * 10)
        await desk.permits(5, GROUP, "stock.view")
        await desk.met(5, GROUP, public=True, wrote=True)
    async with database.read() as tx:
        assert await tx.notices.waiting(GROUP_OPENED, 1) == ()


async def test_a_word_in_a_closed_group_shows_that_somebody_is_there(
    desk: Access, crowd: Crowd, clock: ManualClock
) -> None:
    """It costs no question, and nothing at all where nothing hangs on it; a tap, or an open group, asks."""
    await desk.met(SAM, GROUP, public=False, wrote=True)
    assert desk.allows(SAM, GROUP, "stock.view")
    await desk.met(STRANGER, GROUP, public=False, wrote=True)
    assert crowd.asked == []
    assert crowd.looked_at == [GROUP]
    clock.advance(BELIEVED)
    await desk.met(SAM, GROUP, public=False, wrote=False)
    assert crowd.asked == [(SAM, GROUP)]
    crowd.open_groups[OTHER] = Openness.DISCUSSION
    await desk.grant(Actor(1, OTHER, "Olga"), SAM, "support")
    crowd.standings[SAM, OTHER] = AWAY
    await desk.met(SAM, OTHER, public=False, wrote=True)
    assert not desk.allows(SAM, OTHER, "stock.view")


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


async def test_speaking_makes_nobody_an_administrator(desk: Access, crowd: Crowd) -> None:
    """Where only administrators have the default role, Telegram says who is one."""
    await desk.set_default_role(OWNER, "support", DefaultFor.ADMINISTRATORS)
    crowd.standings[6, GROUP] = ADMINISTRATOR
    for person, may in ((6, True), (5, False)):
        await desk.met(person, GROUP, public=False, wrote=True)
        assert desk.allows(person, GROUP, "stock.view") is may


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


async def test_rows_are_what_all_processes_know(
    desk: Access, database: Database, clock: ManualClock, crowd: Crowd
) -> None:
    """Another process, or the next, asks nothing that is written down and young, and knows who sleeps."""
    assert await desk.permits(SAM, GROUP, "stock.view")
    crowd.asked.clear()
    other = await _again(database, clock, crowd)
    assert await other.permits(SAM, GROUP, "stock.view")
    assert crowd.asked == []
    clock.advance(BELIEVED)
    other = await _again(database, clock, crowd)
    assert await other.permits(SAM, GROUP, "stock.view")
    assert crowd.asked == [(SAM, GROUP)]
    await desk.told(SAM, GROUP, AWAY)
    other = await _again(database, clock, crowd)
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
