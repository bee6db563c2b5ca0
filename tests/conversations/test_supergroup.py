"""A group becomes a supergroup with another id: everything about it goes along."""

from datetime import timedelta

import pytest

from sandbox.telegram import Chat
from tests.conversations.play import Play


async def group_of(play: Play) -> Chat:
    """A small group that is set up, with Sam as support and a maintenance watch."""
    town = play.town
    group = town.world.group("Small desk", [town.olga, town.max, town.sam], kind="group")
    await play.say(town.olga, "/setup Asia/Almaty", group)
    await play.say(town.olga, "/grant support @sam", group)
    await play.tap(town.olga, "Confirm", group)
    await play.say(town.olga, "/alerts add maintenance", group)
    await play.tap(town.olga, "Confirm", group)
    return group


@pytest.mark.steps("event migrated")
async def test_roles_zone_schedules_and_orders_go_along(play: Play) -> None:
    """After the upgrade everything works in the new chat as it did in the old one."""
    town = play.town
    group = await group_of(play)
    number = play.order_number(await play.buy(chat=group))
    new = await play.upgrade(group)
    card = await play.say(town.sam, "/stock gtav", new)
    assert "UTC+5" in card.text
    assert number in (await play.say(town.sam, "/orders", new)).text
    town.gamebase.begin_maintenance(town.apps["puzzle"].app_id, message="New levels")
    await play.later(timedelta(minutes=1))
    assert "has begun" in play.shown(new).text
    card = await play.say(town.sam, f"/order {number}", new)
    await play.tap(town.sam, "Send to customer", new, card)
    await play.gives("@cara", new)
    assert "📬 Delivered." in card.text
    await play.restart()
    assert "956.30" in (await play.say(town.sam, "/stock gtav", new)).text


async def test_a_notice_to_the_old_id_arrives_in_the_new_chat(play: Play) -> None:
    """Where the bot learns of the move from Telegram's refusal, the message is not lost."""
    town, desk = play.town, play.desk
    group = await group_of(play)
    await play.say(town.olga, "/revoke support @sam", desk)
    await play.stage.app.stop()
    new = group.upgrade()
    town.world.updates.pending.clear()
    town.gamebase.begin_maintenance(town.apps["puzzle"].app_id, message="New levels")
    await play.restart()
    await play.later(timedelta(minutes=1))
    await new.until(lambda: any("has begun" in m.text for m in new.messages))
    assert "956.30" in (await play.say(town.sam, "/stock gtav", new)).text


async def test_an_open_question_goes_along(play: Play) -> None:
    """Asked in the group, answered in the supergroup."""
    town = play.town
    group = await group_of(play)
    await play.say(town.sam, "/player puzzle", group)
    new = await play.upgrade(group)
    card = await play.say(town.sam, "/whoami", new)
    assert "👤 PZ1001" in (await play.say(town.sam, "PZ1001", new, card)).text


async def test_the_migration_told_twice_changes_nothing(play: Play) -> None:
    """Both service messages, the refusals and a repeated update all mean the same."""
    town = play.town
    group = await group_of(play)
    new = await play.upgrade(group)
    told = next(m for m in group.all_messages if m.service and "migrate_to_chat_id" in m.service)
    town.world.repeat(told)
    await play.stage.quiet()
    roles = (await play.say(town.olga, "/roles", new)).text
    assert roles.count("Sam Support – support") == 1


async def test_an_open_case_goes_along(play: Play) -> None:
    """The supergroup hears the customer, finds the case in its list, and answers there."""
    town, cara = play.town, play.town.cara
    group = await group_of(play)
    await play.buy(chat=group)
    await play.tap(town.sam, "Send to customer", group)
    await play.gives("@cara", group)
    await play.tap(cara, "Problem with this key")
    await play.tap(cara, "Already used")
    await play.say(cara, "It says: used")
    new = await play.upgrade(group)
    await play.say(cara, "Are you there?")
    heard = play.shown(new)
    assert heard.text.endswith("Are you there?")
    await play.say(town.sam, "We are", new, heard)
    assert play.shown(cara.private).text.endswith("We are")
    listed = await play.say(town.sam, "/cases", new)
    assert "Already used" in listed.text
