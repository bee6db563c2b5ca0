"""Rights end with the membership: what an ex-member, a passer-by and a bot that was thrown out get."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message, Person
from tests.conversations.play import Play
from tests.conversations.scenes import begins

ASLEEP = (
    "You may not do this here. You were given a role in “Support desk” and are not in that group now: "
    "the role sleeps until you are back."
)
STEPS = (
    *("order.claim", "order.send", "order.show", "order.file", "order.open", "order.refresh"),
    *("order.revoke", "order.reverse", "order.reference", "order.close", "orders.page"),
)


async def bought(play: Play) -> str:
    """An order of the support desk's, with its key."""
    town, desk = play.town, play.desk
    await play.say(town.sam, "/buy gta v 1", desk)
    await play.tap(town.sam, "Confirm", desk)
    return play.order_number(play.shown(desk))


async def forged(play: Play, person: Person, number: str, card: Message) -> list[str]:
    """Press every button of an order that ever was, in private; gives what the bot says to it."""
    seen = len(play.town.world.calls)
    taps = [person.forges(f"{step}:{person.id}:{number}", card) for step in STEPS]
    taps += [
        person.forges(f"{step}:{person.id}:{number}:{person.id}", card)
        for step in ("order.send-now", "order.show", "order.reversed")
    ]
    await play.stage.quiet()
    said = [str(call.params.get("text", "")) for call in play.town.world.calls[seen:]]
    return said + [(await tap.answered()).text for tap in taps]


def moved(play: Play, person: Person, said: list[str]) -> bool:
    """Whether a key or a link has reached the person."""
    return bool(play.showing(play.sold()[0])) or any("?start=" in text for text in said)


@begins(bought)
@pytest.mark.steps("event chat_member", "event members")
@pytest.mark.parametrize("told", ["chat_member", "service message", "nothing"])
async def test_an_ex_member_gets_no_key_and_no_link_by_any_old_button(
    play: Play, told: str
) -> None:
    """However the desk gets to know it, and by a tap that follows at once; back again, all is as it was."""
    town, desk, sam = play.town, play.desk, play.town.sam
    play.done |= {"event chat_member", "event members"}
    if told != "chat_member":
        desk.bot_status, desk.bot_can_delete = "member", False
    number = play.begun(bought)
    card = await play.say(sam, "/whoami")
    if told == "nothing":
        desk.members[sam] = "left"
    else:
        desk.remove(sam)
    said = await forged(play, sam, number, card)
    assert not moved(play, sam, said)
    assert ASLEEP[:60] in " ".join(said)
    listed = await play.say(town.olga, "/roles", desk)
    assert "Sam Support – support (asleep: not in this group now)" in listed.text
    if told == "nothing":
        desk.members[sam] = "member"
        await play.later(timedelta(seconds=31))
    else:
        desk.add(sam)
    await play.stage.quiet()
    assert "(asleep" not in (await play.say(town.olga, "/roles", desk)).text
    assert moved(play, sam, await forged(play, sam, number, card))


@begins(bought)
async def test_a_default_role_is_worth_nothing_to_who_was_never_there(play: Play) -> None:
    """Whoever knows an order's number, and is no member of its group, gets what everybody gets."""
    town, desk = play.town, play.desk
    number = play.begun(bought)
    await play.say(town.olga, "/setup", desk)
    await play.tap(town.olga, "Role of every member", desk)
    await play.tap(town.olga, "support", desk)
    assert "Role of every member: support" in play.shown(desk).text
    card = await play.say(town.stan, "/whoami")
    said = await forged(play, town.stan, number, card)
    assert not moved(play, town.stan, said)
    assert "Support desk" not in " ".join(said)
    desk.add(town.cara)
    await play.stage.quiet()
    assert "956.30" in (await play.say(town.cara, "/stock gtav", desk)).text


@pytest.mark.steps("tap setup.role-for")
async def test_strangers_can_come_only_by_an_owners_second_yes(play: Play) -> None:
    """The question says what it means; administrators only is the other way."""
    town, desk = play.town, play.desk
    desk.username = "support_desk"
    desk.add(town.cara)
    await play.say(town.cara, "/help", desk)
    await play.say(town.olga, "/setup", desk)
    await play.tap(town.olga, "Role of every member", desk)
    await play.tap(town.olga, "support", desk)
    card = play.shown(desk)
    assert card.text.startswith("This group is public: anybody can join it at any time")
    assert "reveal keys" in card.text or "see keys" in card.text
    await play.tap(town.olga, "Administrators only", desk)
    assert "support, administrators of the group only" in card.text
    assert "see stock" in (await play.say(town.cara, "/stock gtav", desk)).text
    desk.promote(town.cara)
    await play.stage.quiet()
    assert "956.30" in (await play.say(town.cara, "/stock gtav", desk)).text
    await play.tap(town.olga, "Role of every member", desk, card)
    await play.tap(town.olga, "support", desk, card)
    await play.tap(town.olga, "Yes, everybody", desk, card)
    assert "Role of every member: support\n" in card.text
    desk.add(town.stan)
    assert "956.30" in (await play.say(town.stan, "/stock gtav", desk)).text


async def test_who_comments_without_joining_is_no_member(play: Play) -> None:
    """A word in a channel's comments shows nothing: they are asked about, and are not there."""
    town, desk = play.town, play.desk
    desk.comments_of = town.world.channel("News")
    await play.say(town.olga, "/setup", desk)
    await play.tap(town.olga, "Role of every member", desk)
    await play.tap(town.olga, "support", desk)
    assert "the comments of a channel" in play.shown(desk).text
    await play.tap(town.olga, "Yes, everybody", desk)
    assert "see stock" in (await play.say(town.stan, "/stock gtav", desk)).text
    desk.members[town.stan] = "member"
    await play.later(timedelta(seconds=31))
    assert "956.30" in (await play.say(town.stan, "/stock gtav", desk)).text


@begins(bought)
async def test_what_cannot_be_known_is_refused_and_why_is_said(play: Play) -> None:
    """Telegram silent, or the members hidden from the bot: no key by a button in private."""
    town, sam = play.town, play.town.sam
    number = play.begun(bought)
    card = await play.say(sam, "/whoami")
    await play.later(timedelta(seconds=31))
    for fault, why in (
        (Fault.error(400, "Bad Request: SOMETHING_OF_TOMORROW"), "Telegram does not tell me"),
        (Fault.error(400, "Bad Request: CHAT_ADMIN_REQUIRED"), "it hides its members"),
    ):
        town.world.faults.add("getChatMember", fault, times=None)
        said = await forged(play, sam, number, card)
        assert not moved(play, sam, said)
        assert why in " ".join(said)
        town.world.faults.clear()
        await play.later(timedelta(seconds=31))


@begins(bought)
@pytest.mark.steps("event my_chat_member")
async def test_nothing_of_a_group_is_served_after_the_bot_was_thrown_out(play: Play) -> None:
    """Nobody has a right from it, anywhere; added again, all is as it was."""
    town, desk, sam = play.town, play.desk, play.town.sam
    play.done.add("event my_chat_member")
    number = play.begun(bought)
    card = await play.say(sam, "/whoami")
    old = play.shown(desk)
    desk.remove_bot()
    await play.stage.quiet()
    for person in (sam, town.max):
        town.stan.forges("backup.make::", old)
        await play.stage.quiet()
        assert play.stage.app.house.services.access.bot_is_out_of(desk.id)  # a tap shows nothing
        said = await forged(play, person, number, card if person is sam else town.max.private.last)
        assert not moved(play, person, said)
        assert "I am no longer in “Support desk”" in " ".join(said)
    desk.add_bot()
    await play.stage.quiet()
    assert moved(play, sam, await forged(play, sam, number, card))


async def test_a_person_seen_a_moment_ago_costs_no_question(play: Play) -> None:
    """What only looks, by a person who has just written in the group, asks Telegram nothing."""
    town, desk = play.town, play.desk
    await play.say(town.sam, "/whoami", desk)
    seen = len(town.world.calls)
    for command in ("/whoami", "/menu", "/stock gtav"):
        await play.say(town.sam, command, desk)
    await play.tap(town.sam, "Refresh", desk)
    asked = [call.method for call in town.world.calls[seen:] if call.method.startswith("getChat")]
    assert asked == []


@pytest.mark.steps("notice group-opened")
async def test_managers_and_owners_hear_of_a_group_that_opens(play: Play) -> None:
    """Privately, by the first word in it; its passers-by hear nothing of it."""
    town, desk = play.town, play.desk
    await play.say(town.olga, "/setup", desk)
    await play.tap(town.olga, "Role of every member", desk)
    await play.tap(town.olga, "support", desk)
    desk.username = "support_desk"
    before = len(desk.all_messages)
    await play.say(town.sam, "/whoami", desk)
    await play.later(timedelta(seconds=6))
    told = town.olga.private.all_messages[-1].text
    assert told.startswith("🚪 Support desk is public now")
    assert "Its default role (support) is only for its administrators from now on" in told
    assert not any("is public now" in each.text for each in desk.all_messages[before:])
