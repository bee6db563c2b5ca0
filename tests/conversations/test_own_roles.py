"""Roles of the desk's own by buttons: named, switched, given, shown, changed under who has it, deleted."""

import pytest

from handlers.frame.callback import mark_of
from services.actor import Actor
from tests.conversations.play import Play


@pytest.mark.steps("tap role.list", "tap role.new", "answer role.name", "tap role.switch")
@pytest.mark.steps("tap role.show", "tap role.delete", "tap role.deleted")
async def test_a_night_shift_from_its_name_to_its_end(play: Play) -> None:
    """Stock and orders, no buying: given with an end, shown by /roles, /whoami and /permissions."""
    town, desk = play.town, play.desk
    desk.add(town.stan)
    await play.say(town.stan, "/help", desk)
    roles = await play.say(town.olga, "/roles", desk)
    await play.tap(town.olga, "Roles of your own", desk, roles)
    assert roles.labels() == ["New role"]
    await play.tap(town.olga, "New role", desk, roles)
    asked = play.shown(desk)
    wrong = await play.say(town.olga, "7", desk, asked)
    assert wrong.text == "A role needs a name of 2 to 32 characters that begins with a letter."
    for name in (
        "everywhere",
        "Mine",
        "until friday",
        "support 7d",
        "everybody",
        "crew everywhere",
        *("None", "for", "here", "new role"),
    ):
        wrong = await play.say(town.olga, name, desk, asked)
        assert wrong.text.startswith(
            f"No role can be called “{name}”: /grant, /limits or a button means"
        )
    card = await play.say(town.olga, "Night shift", desk, asked)
    assert "Whoever has it may do nothing yet." in card.text
    for permission in ("stock.view", "orders.view", "system.edit"):
        await play.tap(town.olga, f"➖ {permission}", desk, card)
    await play.tap(town.olga, "✅ system.edit", desk, card)
    assert "Whoever has it may see orders and see stock and prices." in card.text
    assert "Nobody has it." in card.text

    asked = await play.say(town.olga, "/grant night shift @stan 7d", desk)
    assert "Make Stan Stranger Night shift in this chat?" in asked.text
    assert "The person may then see orders and see stock and prices." in asked.text
    await play.tap(town.olga, "Confirm", desk, asked)
    assert "956.30" in (await play.say(town.stan, "/stock gtav", desk)).text
    assert "buy keys" in (await play.say(town.stan, "/buy gtav", desk)).text
    assert "Stan Stranger – Night shift, until" in (await play.say(town.olga, "/roles", desk)).text
    assert "Night shift, until" in (await play.say(town.stan, "/whoami", desk)).text
    grid = await play.say(town.olga, "/permissions night shift", desk)
    assert "Columns: Night shift" in grid.text
    while "see the games’ status" not in grid.text:
        await play.tap(town.olga, "Next", desk, grid)
    row = next(line for line in grid.text.splitlines() if "see the games’ status" in line)
    await play.tap(town.olga, f"{row.partition('.')[0]} Night shift ➖", desk, grid)
    assert "see the games’ status ✅•" in grid.text

    await play.tap(town.olga, "✅ stock.view", desk, card)
    assert "It was given to Stan Stranger." in card.text
    assert "see stock" in (await play.say(town.stan, "/stock gtav", desk)).text
    await play.tap(town.olga, "Delete", desk, card)
    assert play.shown(desk).text == (
        "The role Night shift cannot be deleted: it was given to Stan Stranger. Take it away there first."
    )
    asked = await play.say(town.olga, "/revoke", desk)
    await play.tap(town.olga, "Stan Stranger: Night shift", desk, asked)
    await play.tap(town.olga, "Confirm", desk, asked)
    assert asked.text == "Stan Stranger is no longer Night shift in this chat."
    await play.tap(town.olga, "Delete", desk, card)
    assert card.text == "Delete the role Night shift? Nobody has it."
    await play.tap(town.olga, "Back", desk, card)
    await play.tap(town.olga, "Delete", desk, card)
    await play.tap(town.olga, "Confirm", desk, card)
    assert card.text == "The role Night shift is deleted."
    said = await play.say(town.olga, "/grant night shift @stan", desk)
    assert said.text == "There is no role “night”. There are: manager and support."
    said = await play.say(town.olga, "/permissions night shift", desk)
    assert said.text.startswith("There is no role “night shift”.")
    for slip in ("/grant support @stan until", "/grant @stan support", "/revoke @stan"):
        assert (await play.say(town.olga, slip, desk)).text.startswith("Usage: /"), slip
    card = await play.say(town.olga, "/audit team", desk)
    audit = card.text
    await play.tap(town.olga, "Next", desk, card)
    audit += card.text
    for deed in (
        "made a role: Night shift",
        "let the role Night shift “see orders”",
        "let the role Night shift no more “see stock and prices”",
        "made Stan Stranger Night shift until",
        "deleted the role Night shift",
    ):
        assert f"Olga Owner: {deed}" in audit, deed


async def test_it_is_given_by_buttons_and_outlives_a_restart(play: Play) -> None:
    """From its own card, in the private chat and so in every chat; its name may be of any script."""
    town = play.town
    await play.start(town.stan)
    await play.say(town.olga, "/roles")
    await play.tap(town.olga, "Roles of your own")
    await play.tap(town.olga, "New role")
    card = await play.say(town.olga, "Ночная смена & <b>магазина</b>")
    await play.tap(town.olga, "➖ stock.view", None, card)
    await play.tap(town.olga, "Give a role", None, card)
    await play.tap(town.olga, "For good", None, card)
    asked = await play.say(town.olga, str(town.stan.id))
    assert "Make Stan Stranger Ночная смена & <b>магазина</b> in every chat?" in asked.text
    await play.tap(town.olga, "Confirm", None, asked)
    await play.restart()
    assert "956.30" in (await play.say(town.stan, "/stock gtav")).text


async def test_a_manager_finds_none_of_it(play: Play) -> None:
    """No button, no step that was made up, and the role is not theirs to give."""
    town, desk = play.town, play.desk
    own = play.stage.app.house.services.own_roles
    await own.make(_owner(play), "night shift")
    card = await play.say(town.max, "/roles", desk)
    assert "Roles of your own" not in card.labels()
    assert (await play.say(town.max, "/grant", desk)).labels() == ["support"]
    mark = "~" + mark_of("night shift")
    for data in (
        "role.list:",
        "role.new:",
        f"role.show::{mark}",
        f"role.switch::{mark}:system.edit:1",
        f"role.delete::{mark}",
        f"role.deleted::{mark}",
        f"grant.do::{mark}:{town.sam.id}:0:",
    ):
        await play.forge(town.max, data, card)
        assert play.shown(desk).text == "Only an owner of the bot may do this. Ask Olga Owner.", (
            data
        )
    said = await play.say(town.max, "/grant night shift @sam", desk)
    assert said.text == "Only an owner of the bot may do this. Ask Olga Owner."


def _owner(play: Play) -> Actor:
    return Actor(play.town.olga.id, play.desk.id, "Olga")
