"""People who mean no good: a bot that speaks and presses, HTML as a name, rights that end under a card."""

import pytest

from services.actor import Actor
from tests.conversations.play import Play


async def test_a_bot_has_no_role_whatever_its_group_gives(play: Play) -> None:
    """It is not answered, not noted and not served, where every member is support; nobody gives it one."""
    town, desk, access = play.town, play.desk, play.stage.app.house.services.access
    other = town.world.person("Helper Bot", username="helper_bot")
    other.is_bot = True
    desk.add(other)
    await access.set_default_role(Actor(town.olga.id, desk.id, "Olga"), "support")
    card = await play.say(town.sam, "/stock gtav", desk)
    shown = len(desk.messages)
    for text in ("/buy gta v 1", "/setup", "/grant support", "/menu", "/stock gtav"):
        other.says(text, desk)
        await play.stage.quiet()
    assert [m for m in desk.messages[shown:] if m.sender is None] == []
    for label in ("Buy", "Refresh"):
        other.taps(label, desk, card)
    other.forges("setup.role::support:1", card)
    await play.stage.quiet()
    assert play.shown(desk) is card
    assert access.permissions(other.id, desk.id) == frozenset()
    said = await play.say(town.olga, "/grant support", desk, other.says("me", desk))
    assert said.text.startswith("No person is behind that")
    assert town.codegames.charges == 0


@pytest.mark.steps("/grant", "/roles")
async def test_a_name_that_is_html_is_shown_as_it_is(play: Play) -> None:
    """Of who is given a role, who gives it, the group, and who could help: nowhere a tag or a link."""
    town, desk = play.town, play.desk
    eve = town.world.person("<b>Eve</b> <a href='tg://user?id=1'>Olga</a> &amp;")
    town.olga.first_name, town.olga.last_name = "<i>Olga</i>", "</code> {$who}"
    desk.title = "<s>Desk</s> {$chat}"
    desk.add(eve)
    said = eve.says("/whoami", desk)
    await play.stage.quiet()
    assert eve.name in play.shown(desk).text
    asked = await play.say(town.olga, "/grant support", desk, said)
    assert f"Make {eve.name} support in this chat?" in asked.text
    await play.tap(town.olga, "Confirm", desk)
    assert f"{eve.name} – support" in (await play.say(town.olga, "/roles", desk)).text
    assert "<s>Desk</s> {$chat} is set up." in (await play.say(town.olga, "/setup", desk)).text
    assert "<s>Desk</s> {$chat}" in (await play.say(town.olga, "/permissions", desk)).text
    refused = await play.say(eve, "/catalog", desk)
    assert refused.text.endswith("<i>Olga</i> </code> {$who} can change that.")
    audit = (await play.say(town.olga, "/audit team", desk)).text
    assert f"made {eve.name} support" in audit.replace("…", "")


@pytest.mark.steps("tap order.confirm", "tap grant.do", "tap setup.purpose")
async def test_what_was_drawn_under_a_right_that_ended_is_refused_when_pressed(play: Play) -> None:
    """A switch between the question and Confirm, and a role taken away under one's own cards."""
    town, desk, access = play.town, play.desk, play.stage.app.house.services.access
    olga = Actor(town.olga.id, desk.id, "Olga")
    buying = await play.say(town.sam, "/buy gta v 1", desk)
    granting = await play.say(town.max, "/grant support @cara", desk)
    setting = await play.say(town.max, "/setup", desk)
    await play.tap(town.max, "What it is for", desk, setting)
    await access.set_switch(olga, "support", "orders.buy", False)
    await access.revoke(olga, town.max.id, "manager")
    for person, label, card in (
        (town.sam, "Confirm", buying),
        (town.max, "Confirm", granting),
        (town.max, "Managers", setting),
    ):
        answer = await (await play.tap(person, label, desk, card)).answered()
        assert answer.show_alert
        assert answer.text.startswith("You may not do this here."), answer.text
    assert town.codegames.charges == 0
    assert access.roles_of(town.cara.id, desk.id) == ()
    assert access.purpose(desk.id) is None
