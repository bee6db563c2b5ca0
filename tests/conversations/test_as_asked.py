"""Confirm of a question that has grown old: where it would do something else by now, it asks anew."""

import pytest

from services.actor import Actor
from tests.conversations.play import Play
from tests.conversations.reversal_play import bought
from tests.conversations.scenes import begins

ANEW = "Nothing is done yet"


@begins(bought)
@pytest.mark.steps("tap order.reversed")
async def test_a_reversal_names_who_got_the_key_since_it_was_asked(play: Play) -> None:
    """Nobody had the key: then a customer is sent it, and who reverses it has to read that."""
    town, desk = play.town, play.desk
    card = play.begun(bought)
    asked = await play.say(town.max, f"/order {play.order_number(card)}")
    await play.tap(town.max, "Reverse", None, asked)
    await play.tap(town.sam, "Send to customer", desk, card)
    await play.gives("@cara")
    await play.tap(town.max, "Confirm", None, asked)
    await play.due()
    assert ANEW in asked.text and "Cara Customer is told" in asked.text
    assert not town.hype.reversals
    await play.tap(town.max, "Confirm", None, asked)
    await play.due()
    assert town.hype.reversals


@pytest.mark.steps("tap limit.do")
async def test_a_limit_is_removed_or_replaced_as_it_was_shown(play: Play) -> None:
    """One that was set meanwhile is shown first, and neither goes nor grows by an older question."""
    olga, desk = play.town.olga, play.desk
    older = await play.say(olga, "/limits 700 KZT an order", desk)
    first = await play.say(olga, "/limits 600 KZT an order", desk)
    await play.tap(olga, "Confirm", desk, first)
    away = await play.say(olga, "/limits none KZT an order", desk)
    newer = await play.say(olga, "/limits 5 KZT an order", desk)
    await play.tap(olga, "Confirm", desk, newer)
    for question in (older, away):
        await play.tap(olga, "Confirm", desk, question)
        assert ANEW in question.text and "KZT\u00a05.00" in question.text
    assert "KZT\u00a05.00 an order" in (await play.say(olga, "/limits", desk)).text
    await play.tap(olga, "Confirm", desk, older)
    assert "KZT\u00a0700.00 an order" in (await play.say(olga, "/limits", desk)).text


@pytest.mark.steps("tap permissions.reset-now", "tap grant.do")
async def test_rights_are_given_as_they_were_named(play: Play) -> None:
    """Neither Reset nor /grant gives a right that the question did not name."""
    town, desk, services = play.town, play.desk, play.stage.app.house.services
    olga = Actor(town.olga.id, desk.id, "Olga")
    await services.access.set_switch(olga, "support", "sales.view", True)
    asked = await play.say(town.olga, "/permissions", desk)
    await play.tap(town.olga, "Reset support", desk, asked)
    await services.access.set_switch(olga, "support", "orders.buy", False)
    await play.tap(town.olga, "Confirm", desk, asked)
    assert ANEW in asked.text and "buy keys" in asked.text
    assert len(services.access.switches(desk.id, "support")) == 2
    await play.tap(town.olga, "Confirm", desk, asked)
    assert not services.access.switches(desk.id, "support")

    desk.add(town.stan)
    await play.start(town.stan)
    await services.own_roles.make(olga, "night shift")
    await services.own_roles.allow(olga, "night shift", "stock.view", True)
    asked = await play.say(town.olga, "/grant night shift @stan 7d", desk)
    await services.own_roles.allow(olga, "night shift", "orders.buy", True)
    await play.tap(town.olga, "Confirm", desk, asked)
    assert ANEW in asked.text and "buy keys" in asked.text
    assert not services.access.allows(town.stan.id, desk.id, "stock.view")


@pytest.mark.steps("tap catalog.merge-now", "tap catalog.remove-now", "tap catalog.move-now")
async def test_the_catalog_changes_as_it_was_asked(play: Play) -> None:
    """What a product has become since is said before offers move to it, and of which one is the last."""
    town, desk = play.town, play.desk
    await play.say(town.max, "/catalog elden", desk)
    await play.tap(town.max, "Merge with another", desk)
    await play.answer(town.max, "gta", desk)
    merging = play.shown(desk)
    await play.tap(town.max, "GTA V", desk, merging)
    paused = await play.say(town.olga, "/catalog gta v", desk)
    await play.tap(town.olga, "Pause", desk, paused)
    await play.tap(town.max, "Confirm", desk, merging)
    assert ANEW in merging.text and "is paused" in merging.text

    taking = await play.say(town.max, "/catalog pubg", desk)
    await play.tap(town.max, "Remove 1", desk, taking)
    await play.say(town.olga, "/catalog pubg", desk)
    await play.tap(town.olga, "Move 1", desk)
    await play.answer(town.olga, "roblox", desk)
    moving = play.shown(desk)
    await play.tap(town.olga, moving.labels()[0], desk, moving)
    await play.tap(town.olga, "Confirm", desk, moving)
    await play.tap(town.max, "Confirm", desk, taking)
    assert ANEW in taking.text and "Roblox" in taking.text
