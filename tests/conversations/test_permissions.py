"""/permissions: what a role may do in a chat, switched one by one."""

import pytest

from tests.conversations.play import Play


@pytest.mark.steps("/permissions", "tap permissions.role", "tap permissions.switch")
@pytest.mark.steps("tap permissions.back")
async def test_an_owner_switches_a_permission_off_and_on(play: Play) -> None:
    """In force at once, in this chat only, shown with a dot, and in the command lists."""
    town, desk = play.town, play.desk
    stock = await play.say(town.sam, "/stock gtav", desk)
    card = await play.say(town.olga, "/permissions", desk)
    await play.tap(town.olga, "support", desk)
    assert "✅ see stock and prices (stock.view)\n" in card.text
    assert {len(row) for row in card.keyboard} == {1}  # two in a row break their names on a phone
    await play.tap(town.olga, "✅ stock.view", desk)
    assert "➖ see stock and prices (stock.view) •" in card.text
    assert "see stock and prices" in (await play.say(town.sam, "/stock gtav", desk)).text
    answer = await (await play.tap(town.sam, "Refresh", desk, stock)).answered()
    assert "see stock and prices" in answer.text
    assert "stock" not in [name for name, _ in town.sam.commands(desk)]
    await play.tap(town.olga, "Back", desk, card)
    assert card.labels() == ["manager", "support"]
    await play.tap(town.olga, "support", desk, card)
    await play.tap(town.olga, "➖ stock.view", desk, card)
    assert "•" not in card.text.partition("Marked")[0]
    assert "956.30" in (await play.say(town.sam, "/stock gtav", desk)).text


@pytest.mark.steps("tap permissions.switch")
async def test_a_switch_can_give_a_role_more(play: Play) -> None:
    """Support may see the sales of this chat, and of no other."""
    town, desk = play.town, play.desk
    await play.say(town.olga, "/permissions", desk)
    await play.tap(town.olga, "support", desk)
    await play.tap(town.olga, "➖ sales.view", desk)
    assert "Sales" in (await play.say(town.sam, "/sales", desk)).text
    assert "see sales" in (await play.say(town.sam, "/sales")).text
    await play.restart()
    assert "Sales" in (await play.say(town.sam, "/sales", desk)).text


async def test_a_manager_may_look_and_not_switch(play: Play) -> None:
    """No buttons, and a forged one is refused."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/permissions", desk)
    await play.tap(town.max, "support", desk)
    assert card.labels() == ["Back"]
    assert "Only an owner can switch these." in card.text
    await play.forge(town.max, "permissions.switch::support:sales.view:1", card)
    assert play.shown(desk).text == "Only an owner of the bot may do this."
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
        "An owner can give it to you everywhere."
    )
    told = await play.say(town.max, "/stock gtav")
    assert "in “Managers” and “Support desk”: please" in told.text
    assert "Support desk" not in (await play.say(town.sam, "/sales")).text
    assert "Managers" not in (await play.say(town.max, "/withdraw PZ1001", desk)).text
    assert "Support desk" not in (await play.say(town.stan, "/stock gtav")).text
