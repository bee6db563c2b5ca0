"""/setup: a group is opened for service by an owner, with a time zone and a role for everybody."""

from datetime import timedelta

import pytest

from tests.conversations.play import Play

NOT_YET = "This chat is not set up yet. An owner of the bot can do it with /setup."


@pytest.mark.steps("/setup", "event my_chat_member")
async def test_a_group_gets_no_service_before_an_owner_sets_it_up(bare_play: Play) -> None:
    """The bot says hello, refuses everybody, and serves after /setup."""
    play, town = bare_play, bare_play.town
    group = town.world.group("New group", [town.olga, town.sam])
    play.done.add("event my_chat_member")
    await play.stage.quiet()
    assert play.shown(group).text.startswith("Hello. I am Keydesk")
    assert (await play.say(town.sam, "/stock", group)).text == NOT_YET
    for command in (
        "/menu",
        "/whoami",
        "/setup",
        "/orders",
        "/help",
        "/start",
        "/nothing@keydesk_bot",
    ):
        before = len(group.messages)
        await play.say(town.sam, command, group)
        assert len(group.messages) == before + 1, "it was answered today"
    said = await play.say(town.olga, "/stock", group)
    assert said.text == "This chat is not set up yet. Send /setup to begin."
    assert "/setup" in (await play.say(town.olga, "/help", group)).text
    await play.later(timedelta(days=1))
    assert "/setup" in (await play.say(town.sam, "/help", group)).text
    card = await play.say(town.olga, "/setup", group)
    assert "New group is set up." in card.text
    assert "Time zone: UTC" in card.text
    assert "no role here" in (await play.say(town.sam, "/whoami", group)).text


@pytest.mark.steps("/setup", "tap setup.zone", "tap setup.show", "tap setup.ask-zone")
@pytest.mark.steps("answer setup.zone")
async def test_the_time_zone_is_chosen_typed_or_given_at_once(play: Play) -> None:
    """By button, by any other name, or behind the command; a wrong one is quoted."""
    town, desk = play.town, play.desk
    wrong = await play.say(town.olga, "/setup Mars", desk)
    assert wrong.text == (
        "There is no time zone “Mars”. Write a continent and a city, like Europe/Berlin; a large city "
        "alone or UTC+3 will do too."
    )
    card = await play.say(town.olga, "/setup Asia/Almaty", desk)
    assert "Time zone: Asia/Almaty" in card.text
    await play.tap(town.olga, "Time zone", desk)
    await play.tap(town.olga, "Back", desk)
    await play.tap(town.olga, "Time zone", desk)
    await play.tap(town.olga, "Europe/Berlin", desk)
    assert "Time zone: Europe/Berlin" in card.text
    await play.tap(town.olga, "Time zone", desk)
    await play.tap(town.olga, "Another", desk)
    asked = play.shown(desk)
    wrong = await play.say(town.olga, "Nowhere", desk, asked)
    assert "There is no time zone “Nowhere”." in wrong.text
    card = await play.say(town.olga, "Asia/Kathmandu", desk, asked)
    assert "UTC+5:45" in card.text
    assert "UTC+5:45" in (await play.say(town.sam, "/stock gtav", desk)).text


@pytest.mark.steps("/setup")
async def test_a_zone_is_taken_as_people_write_it(play: Play) -> None:
    """What can mean one only is taken, and shown as it is called; else what may be meant is named."""
    town, desk = play.town, play.desk
    for typed, shown in (("berlin", "Europe/Berlin"), ("utc+3", "UTC+3"), ("new york", "America/")):
        card = await play.say(town.olga, f"/setup {typed}", desk)
        assert f"Time zone: {shown}" in card.text
    said = await play.say(town.olga, "/setup Europe/Berln", desk)
    assert said.text == "There is no time zone “Europe/Berln”. Nearest to it: Europe/Berlin."
    said = await play.say(town.olga, "/setup est", desk)
    assert said.text == (
        "“est” is used in several time zones: America/New_York and America/Panama. Please write one "
        "of these."
    )


async def test_a_wrong_zone_sets_nothing_up(bare_play: Play) -> None:
    """The refusal is all that happens; with a right one the group is served."""
    play, town = bare_play, bare_play.town
    group = town.world.group("New group", [town.olga, town.sam])
    await play.stage.quiet()
    said = await play.say(town.olga, "/setup Nowhere", group)
    assert said.text.startswith("There is no time zone “Nowhere”.")
    assert (await play.say(town.sam, "/menu", group)).text == NOT_YET
    await play.say(town.olga, "/setup moscow", group)
    assert (await play.say(town.sam, "/menu", group)).text != NOT_YET


@pytest.mark.steps("tap setup.role", "tap setup.show")
async def test_a_role_for_every_member(play: Play) -> None:
    """All members may then do what support may, and no longer once it is taken back."""
    town, desk = play.town, play.desk
    desk.add(town.stan)
    card = await play.say(town.olga, "/setup", desk)
    await play.tap(town.olga, "Role of every member", desk)
    await play.tap(town.olga, "Back", desk)
    await play.tap(town.olga, "Role of every member", desk)
    await play.tap(town.olga, "support", desk)
    assert "Role of every member: support" in card.text
    assert "956.30" in (await play.say(town.stan, "/stock gtav", desk)).text
    assert "/stock" in [f"/{name}" for name, _ in town.stan.commands(desk)]
    await play.tap(town.olga, "Role of every member", desk, card)
    await play.tap(town.olga, "No role", desk, card)
    assert "roles are given one by one" in card.text
    assert "see stock and prices" in (await play.say(town.stan, "/stock gtav", desk)).text


async def test_only_an_owner_sets_a_default_role(play: Play) -> None:
    """A manager may look and set the zone; the role is not offered, and is refused where it is made up."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/setup", desk)
    assert "Role of every member" not in card.labels()
    for data in ("setup.step::role", "setup.role:", "setup.role::support"):
        await play.forge(town.max, data, card)
        assert play.shown(desk).text == "Only an owner of the bot may do this. Ask Olga Owner."
    assert "give and take roles" in (await play.say(town.sam, "/setup", desk)).text


async def test_setup_means_nothing_in_private(play: Play) -> None:
    """It is for groups."""
    assert (await play.say(play.town.olga, "/setup")).text == "/setup is for groups."


@pytest.mark.steps("/setup", "tap setup.purpose", "answer setup.zone", "tap setup.language")
@pytest.mark.steps("tap setup.role", "tap setup.alert", "tap setup.step", "tap setup.show")
async def test_a_new_group_is_led_through_its_set_up_by_buttons(bare_play: Play) -> None:
    """Five steps, each with how it stands; Back goes back, and what was broken off is gone on with."""
    play, town = bare_play, bare_play.town
    group = town.world.group("Night desk", [town.olga, town.sam])
    await play.stage.quiet()
    card = await play.say(town.olga, "/setup", group)
    assert "What it is for: nobody said yet" in card.text
    assert card.labels() == ["Support desk", "Managers", "Customers’ group", "Other", "Skip"]
    await play.tap(town.olga, "Support desk", group)
    assert "What it is for: Support desk" in card.text
    assert "Step 2 of 5\nIn which time zone" in card.text
    await play.tap(town.olga, "Back", group)
    assert "Step 1 of 5" in card.text
    await play.tap(town.olga, "Skip", group)
    await play.tap(town.olga, "Another", group)
    card = await play.answer(town.olga, "tokyo", group)
    assert "Time zone: Asia/Tokyo" in card.text
    assert "Step 3 of 5" in card.text
    card = await play.say(town.olga, "/setup", group)  # which breaks it off
    await play.tap(town.olga, "All steps in turn", group)
    await play.tap(town.olga, "Skip", group)
    await play.tap(town.olga, "Skip", group)
    assert "Step 3 of 5" in card.text
    await play.tap(town.olga, "English", group)
    assert "“support” saves giving it" in card.text
    await play.tap(town.olga, "support", group)
    assert card.labels()[:2] == ["➖ Maintenance of games", "➖ Daily sales digest"]
    assert "➖ Stock that runs out" in card.labels()
    assert card.labels()[-2:] == ["Back", "Skip"]
    await play.tap(town.olga, "➖ Daily sales digest", group)
    assert "Alerts: Sales digest" in card.text
    await play.tap(town.olga, "Done", group)
    assert "What people can do now: every member is support and may see game" in card.text
    assert "09:00\xa0JST" in (await play.say(town.olga, "/alerts", group)).text
    card = await play.say(town.olga, "/setup", group)
    await play.tap(town.olga, "Alerts", group)
    await play.tap(town.olga, "✅ Daily sales digest", group)
    await play.tap(town.olga, "Back", group)
    assert "Alerts: none" in card.text


@pytest.mark.steps("tap setup.role-for")
async def test_managers_by_default_are_never_whoever_comes(play: Play) -> None:
    """Proposed to a group of managers; where strangers get in only its administrators may be."""
    town, group = play.town, play.town.managers
    card = await play.say(town.olga, "/setup", group)
    await play.tap(town.olga, "What it is for", group)
    await play.tap(town.olga, "Managers", group)
    group.username = "our_managers"
    await play.tap(town.olga, "Role of every member", group)
    assert card.labels()[:2] == ["manager", "manager, administrators only"]
    await play.tap(town.olga, "manager", group)
    assert "That is too much for everybody who comes" in card.text
    assert card.labels() == ["Administrators only", "Back"]
    await play.forge(town.olga, "setup.role-for::manager:members", card)
    access = play.stage.app.house.services.access
    assert access.default_role(group.id) is None
    await play.tap(town.olga, "Administrators only", group)
    assert "every administrator of the group is manager and may" in card.text


async def test_a_manager_chooses_all_but_the_role(play: Play) -> None:
    """Whoever gives roles in the group; support is refused each step."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/setup", desk)
    await play.tap(town.max, "What it is for", desk)
    await play.tap(town.max, "Customers’ group", desk)
    assert "What it is for: Customers’ group" in card.text
    await play.tap(town.max, "Language", desk)
    await play.tap(town.max, "English", desk)
    for data in ("setup.purpose::other", "setup.language::en", "setup.alert::digest:1"):
        answer = await play.forge(town.sam, data, card)
        assert answer.startswith("You may not do this here.")
    await play.restart()
    card = await play.say(town.max, "/setup", desk)
    assert "What it is for: Customers’ group" in card.text
