"""Lists that people make long: each has pages, and each entry can be reached."""

import json
from datetime import timedelta
from typing import Any, cast

import pytest

from sandbox.demo_world import DemoWorld
from sandbox.faults import Fault
from sandbox.telegram import Chat
from services.actor import Actor
from tests.conversations.play import Play
from tests.furnished import Furnished
from tests.providers.patience import QUICK_HYPE

MANY = 30
"""More than three pages of anything."""


async def all_pages(play: Play, chat: Chat) -> list[str]:
    """Turn from the first page of the newest card to the last; gives the labels of all."""
    labels: list[str] = []
    while True:
        shown = play.shown(chat)
        labels += shown.labels()
        if "Next" not in shown.labels():
            return labels
        await play.tap(play.town.olga, "Next", chat)


async def test_many_offers_of_one_product_have_pages(play: Play) -> None:
    """/stock, /buy and /catalog show eight at a time, the cheapest first; each can be bought."""
    town, desk = play.town, play.desk
    catalog = play.stage.app.house.services.catalog
    olga = Actor(town.olga.id, desk.id, "Olga")
    for number in range(MANY):
        town.codegames.offer(f"9{number:03}", title="Bulk", price=f"{number + 1}.00", stock=5)
        await catalog.add(olga, "Bulk", "codegames", f"9{number:03}")
    for command in ("/stock bulk", "/buy bulk"):
        shown = await play.say(town.olga, command, desk)
        assert f"{MANY} offers, page 1 of 4" in shown.text
        labels = await all_pages(play, desk)
        assert labels.count("Buy") == 1
        assert len([label for label in labels if "KZT" in label]) == MANY - 1
    await play.say(town.olga, "/catalog", desk)
    while "Bulk" not in play.shown(desk).labels():
        await play.tap(town.olga, "Next", desk)
    await play.tap(town.olga, "Bulk", desk)
    labels = await all_pages(play, desk)
    assert len([label for label in labels if label.startswith("Remove")]) == MANY


@pytest.mark.steps("/roles", "tap roles.page", "/revoke", "tap revoke.page")
async def test_many_people_with_roles_have_pages(play: Play) -> None:
    """/roles lists them all, and each role can be taken away by its button."""
    town, desk = play.town, play.desk
    access, olga = play.stage.app.house.services.access, Actor(town.olga.id, desk.id, "Olga")
    before, granted = len(access.members(desk.id)), list[str]()
    for number in range(MANY):
        person = town.world.person(f"Person {number}")
        desk.add(person)
        await access.grant(olga, person.id, "support")
        granted.append(str(person.id))
    await play.stage.quiet()
    shown = await play.say(town.olga, "/roles", desk)
    assert f"{before + MANY} in all, page 1 of" in shown.text
    listed = 0
    while True:
        listed += sum(each in play.shown(desk).text for each in granted)
        if "Next" not in play.shown(desk).labels():
            break
        await play.tap(town.olga, "Next", desk)
    assert listed == MANY
    await play.say(town.olga, "/revoke", desk)
    labels = await all_pages(play, desk)
    assert sum(any(each in label for label in labels) for each in granted) == MANY


async def test_many_apps_have_pages(furnished: Furnished) -> None:
    """What was typed goes along from page to page, to the app that is chosen."""

    def with_many(town: DemoWorld) -> dict[str, str]:
        racing = town.apps["racing"]
        app = {"app_id": racing.app_id, "secret_key": racing.secret_key}
        apps = {f"game{number:03}": app for number in range(MANY - 1)} | {"racing": app}
        return {"KEYDESK_GAMEBASE__APPS": json.dumps(apps)}

    stage = await furnished.stage(prepared=with_many)
    try:
        play = Play(stage)
        await play.say(stage.town.olga, "/players RC2001", play.desk)
        labels = await all_pages(play, play.desk)
        assert len([label for label in labels if label.startswith("game")]) == MANY - 1
        await play.tap(stage.town.olga, "racing", play.desk)
        assert "racing: one player" in play.shown(play.desk).text
    finally:
        await stage.stop()


@pytest.mark.parametrize("patience", [QUICK_HYPE])
@pytest.mark.parametrize(
    "sellers", [frozenset({"hype"})]
)  # CodeGames is asked again for an hour only
@pytest.mark.steps("notice answer-late")
async def test_an_answer_that_never_comes_is_told_of(play: Play) -> None:
    """A purchase of which no books can be read for over an hour is told of once, and what it may mean for
    money.
    """
    town, desk = play.town, play.desk
    town.hype.faults.add("pre_redeem", Fault.lost_after())
    town.hype.faults.add("report_reference", Fault.status(503), times=None)
    number = play.order_number(await play.buy("google play"))
    for _ in range(16):
        await play.later(timedelta(minutes=16))
    told = [m for m in desk.messages if "has not said whether it was bought" in m.text]
    assert len(told) == 1
    assert number in told[0].text
    assert "may be charged" in told[0].text
    town.hype.faults.clear()


@pytest.mark.parametrize(
    "fault", [Fault.html(200, acted=False), Fault.status(200, '{"keys": [{"code": 7}]}')]
)
async def test_keys_that_cannot_be_read_at_all_are_told_of_within_minutes(
    play: Play, fault: Fault
) -> None:
    """Nobody waits an hour to hear it; told once, asked on, and the key is there when it can be read."""
    town, desk = play.town, play.desk
    town.codegames.faults.add("keys", fault, times=None)
    await play.buy()
    for _ in range(6):
        await play.later(timedelta(minutes=1))
    told = [m for m in desk.messages if "answers about its keys in a way I cannot read" in m.text]
    assert len(told) == 1
    town.codegames.faults.clear()
    await play.later(timedelta(minutes=16))
    assert "✅ Bought." in play.shown(desk).text


@pytest.mark.steps("notice keys-unreadable")
async def test_one_unreadable_key_of_two_hides_not_the_other(play: Play) -> None:
    """The readable key is stored and can be handed over; the chat is told which is missing."""
    town, desk = play.town, play.desk
    town.codegames.single_key_as_list()
    town.codegames.keys_late(1)
    card = await play.buy()
    cast("list[Any]", town.codegames.orders[0].keys).append({"code": 7})
    await play.later(timedelta(minutes=1))
    town.codegames.orders[0].keys.pop()
    told = next(m for m in desk.messages if "cannot be read (number 2)" in m.text)
    assert (
        "sent 2 keys, and 1 of them cannot be read (number 2). The others are stored." in told.text
    )
    assert play.order_number(card) in told.text
    await play.tap(town.sam, "Show to me", desk)
    assert play.spoilers(play.shown(town.sam.private)) == play.sold()
