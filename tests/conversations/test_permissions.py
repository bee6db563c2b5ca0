"""/permissions: what a role may do in a chat, switched one by one."""

from datetime import timedelta

import pytest

from sandbox.telegram import Message
from services.actor import Actor
from tests.conversations.play import Play


async def page_with(play: Play, right: str, card: Message) -> str:
    """Turn to the page with this right, and give the number that its switches have."""
    while right not in card.text:
        await play.tap(play.town.olga, "Next", play.desk, card)
    line = next(line for line in card.text.splitlines() if right in line)
    return line.partition(".")[0]


@pytest.mark.steps("/permissions", "tap permissions.page", "tap permissions.switch")
async def test_an_owner_switches_a_permission_off_and_on(play: Play) -> None:
    """In force at once, in this chat only, marked, and in the command lists; no page is too wide."""
    town, desk = play.town, play.desk
    stock = await play.say(town.sam, "/stock gtav", desk)
    card = await play.say(town.olga, "/permissions", desk)
    assert "Columns: manager and support" in card.text
    row = await page_with(play, "see stock and prices", card)
    assert f"{row}. see stock and prices ✅ ✅\n" in card.text
    assert all(
        len(row) <= 2 and len(label) <= 24 for row in card.keyboard for label in card.labels()
    )
    await play.tap(town.olga, f"{row} support ✅", desk)
    assert f"{row}. see stock and prices ✅ ✅•\n" not in card.text
    assert f"{row}. see stock and prices ✅ ➖•\n" in card.text
    assert "see stock and prices" in (await play.say(town.sam, "/stock gtav", desk)).text
    answer = await (await play.tap(town.sam, "Refresh", desk, stock)).answered()
    assert "see stock and prices" in answer.text
    assert "stock" not in [name for name, _ in town.sam.commands(desk)]
    await play.tap(town.olga, f"{row} support ➖•", desk, card)
    assert "•" not in card.text.partition("Marked")[0]
    assert "956.30" in (await play.say(town.sam, "/stock gtav", desk)).text


@pytest.mark.steps("tap permissions.switch", "tap permissions.reset", "tap permissions.reset-now")
@pytest.mark.steps("tap permissions.back")
async def test_a_switch_can_give_a_role_more_until_it_is_reset(play: Play) -> None:
    """Support may see the sales of this chat, and of no other; a reset says what it will do, and does it."""
    town, desk = play.town, play.desk
    card = await play.say(town.olga, "/permissions", desk)
    row = await page_with(play, "see sales", card)
    await play.tap(town.olga, f"{row} support ➖", desk)
    assert "Sales" in (await play.say(town.sam, "/sales", desk)).text
    assert "see sales" in (await play.say(town.sam, "/sales")).text
    await play.restart()
    assert "Sales" in (await play.say(town.sam, "/sales", desk)).text
    assert "Reset all" not in card.labels()
    await play.tap(town.olga, f"{row} manager ✅", desk, card)
    assert {"Reset manager", "Reset support", "Reset all"} <= set(card.labels())
    await play.tap(town.olga, "Reset all", desk, card)
    await play.tap(town.olga, "Back", desk, card)
    await play.tap(town.olga, "Reset support", desk, card)
    assert card.text.endswith("\n\nsupport will no longer see sales")
    await play.tap(town.olga, "Confirm", desk, card)
    assert "see sales" in (await play.say(town.sam, "/sales", desk)).text
    await play.tap(town.olga, "Reset manager", desk, card)
    assert card.text.endswith("\n\nmanager will see sales again")
    await play.tap(town.olga, "Confirm", desk, card)
    assert "Reset manager" not in card.labels()
    audit = await play.say(town.olga, "/audit team", desk)
    assert (
        "put one switched permission of the role manager back to what they are at first"
        in audit.text
    )


@pytest.mark.steps("tap permissions.page")
async def test_roles_of_ones_own_are_columns_too(play: Play) -> None:
    """Behind Other roles, on the same page."""
    town, desk = play.town, play.desk
    olga = Actor(town.olga.id, desk.id, "Olga")
    await play.stage.app.house.services.own_roles.make(olga, "the people of the night shift")
    card = await play.say(town.olga, "/permissions", desk)
    await play.tap(town.olga, "Next", desk)
    await play.tap(town.olga, "Other roles", desk)
    assert "Columns: the people of the night shift" in card.text
    assert "Page 2" in card.text
    await play.tap(town.olga, card.labels()[0], desk)
    assert "➖•" not in card.text
    assert "✅•" in card.text
    await play.tap(town.olga, "Other roles", desk)
    assert "Columns: manager and support" in card.text


async def test_a_manager_may_look_and_not_switch(play: Play) -> None:
    """No switches, and forged ones are refused."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/permissions", desk)
    assert card.labels() == ["Next"]
    assert "Only an owner can switch these. Ask Olga Owner." in card.text
    for data in ("permissions.switch::support:sales.view:1", "permissions.reset-now::"):
        await play.forge(town.max, data, card)
        assert play.shown(desk).text == "Only an owner of the bot may do this. Ask Olga Owner."
    assert "give and take roles" in (await play.say(town.sam, "/permissions", desk)).text
    assert (await play.say(town.olga, "/permissions")).text == "/permissions is for groups."


async def test_forged_roles_and_permissions_are_unknown(play: Play) -> None:
    """Words that are no role or permission change nothing."""
    town, desk = play.town, play.desk
    card = await play.say(town.olga, "/permissions", desk)
    for data in ("permissions.role::boss", "permissions.switch::support:fly:1"):
        told = await play.forge(town.olga, data, card)
        assert told.startswith("This menu is from an earlier version.")


async def test_in_the_own_chat_one_is_told_where_it_may_be_done(play: Play) -> None:
    """By the titles of the groups in which the person was given the right, and of no others."""
    town, desk = play.town, play.desk
    told = await play.say(town.sam, "/stock gtav")
    assert told.text == (
        "You may not do this here. You have the right to “see stock and prices” in "
        "“Support desk”: please do it there. "
        "Olga Owner can give it to you everywhere."
    )
    told = await play.say(town.max, "/stock gtav")
    assert "in “Managers” and “Support desk”: please" in told.text
    assert "Support desk" not in (await play.say(town.sam, "/sales")).text
    assert "Managers" not in (await play.say(town.max, "/withdraw PZ1001", desk)).text
    assert "Support desk" not in (await play.say(town.stan, "/stock gtav")).text


@pytest.mark.steps("/whoami")
async def test_a_no_says_why_and_who_can_change_it(play: Play) -> None:
    """By role, until when, or because it is switched off here; a tap's box holds all of it."""
    town, desk, services = play.town, play.desk, play.stage.app.house.services
    olga, until = Actor(town.olga.id, desk.id, "Olga"), play.clock() + timedelta(days=1)
    await services.own_roles.make(olga, "night shift")
    await services.own_roles.allow(olga, "night shift", "stock.view", True)
    desk.add(town.stan)
    stock = await play.say(town.sam, "/stock gtav", desk)
    told = await play.say(town.stan, "/stock gtav", desk)
    assert told.text.endswith("a manager or an owner can give you a role that has it.")
    assert "night shift" not in (await play.say(town.stan, "/whoami", desk)).text
    await services.access.grant(olga, town.stan.id, "night shift", until=until)
    said = (await play.say(town.stan, "/buy gtav", desk)).text
    assert "“buy keys”, which your role here (night shift, until " in said
    assert said.endswith(") does not have. Max Manager or Olga Owner can change that.")
    await services.access.set_switch(olga, "support", "stock.view", False)
    answer = await (await play.tap(town.sam, "Refresh", desk, stock)).answered()
    assert answer.text == (
        "You may not do this here. The right to “see stock and prices” of the role support is switched "
        "off in this chat. Olga Owner can switch it on."
    )
    await services.access.set_switch(olga, "support", "sales.view", True)
    assert (await play.say(town.sam, "/whoami", desk)).text.splitlines()[-3:] == [
        "Switched off here for your role: see stock and prices.",
        "Switched on here besides: see sales.",
        "Max Manager or Olga Owner can change your roles.",
    ]
    assert "Owner" not in (await play.say(town.cara, "/whoami")).text
    assert "Owner" not in (await play.say(town.cara, "/stock gtav")).text
