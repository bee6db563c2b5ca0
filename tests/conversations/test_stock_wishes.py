"""Tell me when it is back: on a sold-out card in the group, and by /tellme of a customer."""

import pytest

from tests.conversations.play import Play
from tests.conversations.scenes import begins, sent_to_cara


@pytest.mark.steps("tap tellme.stock", "tap tellme.drop", "notice product-back")
async def test_staff_are_told_in_their_group(play: Play) -> None:
    """The button is on a card of what is sold out; once it is back the group is told who asked, once."""
    town, shop = play.town, play.town.codegames
    shop.set_stock("562", 0)
    card = await play.say(town.sam, "/stock gta v", play.desk)
    await play.tap(town.sam, "Tell me when back", play.desk, card)
    assert "I tell you here, once, when GTA V can be bought." in play.shown(play.desk).text
    await play.tap(town.sam, "Don’t tell me", play.desk)
    assert "I tell you nothing of it." in play.shown(play.desk).text
    await play.tap(town.sam, "Tell me when back", play.desk, card)
    shop.set_stock("562", 2)
    await play.stage.app.house.services.stock_wishes.run()
    await play.stage.quiet()
    told = play.shown(play.desk)
    assert told.text == "🔔 Sam Support: GTA V can be bought again."
    await play.tap(town.sam, "See stock", play.desk, told)
    assert "2 in stock" in told.text
    assert "Tell me when back" not in told.labels()


@begins(sent_to_cara)
@pytest.mark.steps("/tellme", "tap tellme.ask", "tap tellme.drop-mine")
async def test_a_customer_is_told_without_a_price(play: Play) -> None:
    """They choose among what they have keys of, or write a whole name; parts of names find nothing."""
    cara = play.town.cara
    shop = play.town.codegames
    shop.set_stock("562", 0)
    which = await play.say(cara, "/tellme")
    await play.tap(cara, "🔔 GTA V", message=which)
    waits = await play.say(cara, "/tellme")
    assert "You are told once of: GTA V." in waits.text
    await play.tap(cara, "✖ Not GTA V any more", message=waits)
    assert "You are told once" not in waits.text
    assert "I need the whole name" in (await play.say(cara, "/tellme gta")).text
    assert "I tell you here, once" in (await play.say(cara, "/tellme gta v")).text
    shop.set_stock("562", 2)
    await play.stage.app.house.services.stock_wishes.run()
    await play.stage.quiet()
    told = play.shown(cara.private)
    assert told.text == "🔔 GTA V is there again. Ask the shop for it."
    assert told.labels() == []
