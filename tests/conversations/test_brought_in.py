"""The bot is brought into a group: silent for strangers, its owners decide, and it leaves when told to."""

import pytest

from sandbox.telegram import Chat, Person
from tests.conversations.play import Play

NOTHING = "Nobody has set it up, so nobody is served there, and I said nothing. Shall I stay?"


async def brought(play: Play, by: Person, *others: Person, title: str = "Somewhere") -> Chat:
    """A group into which somebody brings the bot."""
    play.done.add("event my_chat_member")
    group = play.town.world.group(title, [by, *others])
    await play.stage.quiet()
    return group


def said(group: Chat) -> list[str]:
    """What the bot has said there."""
    return [message.text for message in group.messages if message.sender is None]


@pytest.mark.steps("event my_chat_member", "notice brought-in", "tap group.leave")
async def test_a_strangers_group_hears_nothing_and_is_left_when_an_owner_says_so(
    play: Play,
) -> None:
    """The owner is told who did it and where; Leave is acted on once and stands in the audit."""
    town = play.town
    group = await brought(play, town.stan, title="<b>Best</b> & keys")
    assert said(group) == []
    told = play.shown(town.olga.private)
    assert told.text == (
        "👋 Stan Stranger has brought me into the group “<b>Best</b> & keys”. " + NOTHING
    )
    assert told.labels() == ["Leave", "Set up"]
    await play.tap(town.olga, "Leave")
    assert told.text == "I have left “<b>Best</b> & keys”."
    assert (group.bot_status, said(group)) == ("left", [])
    await play.forge(town.olga, f"group.leave::{-group.id}", told)
    assert told.text == "I am not in that group any more."
    audit = (await play.say(town.olga, "/audit team")).text
    assert "told me to leave the group “<b>Best</b> & keys”" in audit


@pytest.mark.steps("tap group.set-up")
async def test_an_owner_sets_a_strangers_group_up_from_the_notice(play: Play) -> None:
    """Once the owner is in it; what is asked there is the owner's to answer."""
    town = play.town
    group = await brought(play, town.stan)
    told = play.shown(town.olga.private)
    await play.tap(town.olga, "Set up")
    assert play.shown(town.olga.private).text.startswith("I ask what is to be set up in the group")
    assert said(group) == []
    group.add(town.olga, by=town.stan)
    await play.tap(town.olga, "Set up", message=told)
    assert told.text == "“Somewhere” is set up. I have asked the rest there."
    assert "Somewhere is set up." in play.shown(group).text
    await play.tap(town.olga, "Support desk", group)
    assert "In which time zone" in play.shown(group).text
    again = await brought(play, town.stan, title="Another")
    card = play.shown(town.olga.private)
    again.add(town.olga, by=town.stan)
    await play.say(town.olga, "/setup", again)
    await play.tap(town.olga, "Leave", message=card)
    assert card.text.startswith("“Another” was set up meanwhile, so I stay.")
    assert again.bot_status == "administrator"


@pytest.mark.steps("tap setup.begin")
async def test_an_owner_who_brings_it_in_begins_by_a_button(play: Play) -> None:
    """A greeting with one button, which obeys nobody else; no notice to oneself."""
    town = play.town
    before = len(town.olga.private.messages)
    group = await brought(play, town.olga, town.max)
    hello = play.shown(group)
    assert hello.text.startswith("Hello. I am Keydesk")
    assert hello.labels() == ["⚙️ Set this group up"]
    await play.tap(town.max, "⚙️ Set this group up", group)
    assert "/setup" in hello.text
    await play.tap(town.olga, "⚙️ Set this group up", group)
    assert "Somewhere is set up." in hello.text
    assert len(town.olga.private.messages) == before


async def test_staff_are_greeted_and_the_owner_hears_of_it_too(play: Play) -> None:
    """Whoever has a role is no stranger, but decides nothing."""
    town = play.town
    group = await brought(play, town.sam)
    assert said(group)[0].startswith("Hello. I am Keydesk")
    assert play.shown(group).labels() == []
    told = play.shown(town.olga.private)
    assert told.text.startswith("👋 Sam Support has brought me into the group “Somewhere”.")
    await play.start(town.max)
    assert "give and take roles" in await play.forge(town.max, f"group.leave::{-group.id}", told)
    assert group.has_bot()


@pytest.mark.steps("tap group.list")
async def test_a_flood_of_groups_is_told_six_times_and_listed(play: Play) -> None:
    """Somebody who brings it into many groups fills nobody's chat; that there are more is told, and which."""
    town = play.town
    before = len(town.olga.private.messages)
    groups = [await brought(play, town.stan, title=f"Group {number}") for number in range(7)]
    groups[0].remove_bot(town.stan)
    groups[0].add_bot(town.stan)
    await play.stage.quiet()
    assert len(town.olga.private.messages) == before + 6
    assert not any(said(group) for group in groups)
    told = play.shown(town.olga.private)
    assert "brings me into more groups than I tell one by one" in told.text
    await play.tap(town.olga, "Groups not set up", message=told)
    assert told.text.startswith("7 groups that I am in are not set up")
    assert "7. Group 6" in told.text
    await play.tap(town.olga, "Leave 7", message=told)
    assert (groups[6].bot_status, "Group 6”" in told.text) == ("left", True)
    assert "6. Group 5" in told.text
    assert "7." not in told.text
    listed = await play.say(town.olga, "/roles")
    await play.tap(town.olga, "Groups not set up", message=listed)
    assert listed.text.startswith("6 groups")


async def test_a_group_that_moved_is_the_one_that_is_left(play: Play) -> None:
    """It became a supergroup since the owner was told; one that is public and threw the bot out is gone."""
    town = play.town
    old = town.world.group("Old", [town.stan], kind="group")
    await play.stage.quiet()
    told = play.shown(town.olga.private)
    new = await play.upgrade(old)
    await play.tap(town.olga, "Leave", message=told)
    assert told.text == "I have left “Old”."
    assert new.bot_status == "left"
    public = await brought(play, town.stan, title="Public")
    public.username = "public_group"
    told = play.shown(town.olga.private)
    public.remove_bot(town.stan)
    await play.stage.quiet()
    await play.tap(town.olga, "Leave", message=told)
    assert told.text == "I am not in that group any more."
