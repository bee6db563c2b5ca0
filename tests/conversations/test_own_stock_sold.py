"""How own stock is offered: first where a product says so, by its own prices; told once when it is low."""

from datetime import timedelta

import pytest

from services.actor import Actor
from tests.conversations.own_keys_play import FIRST, SECOND, SENT, THIRD, put_in
from tests.conversations.play import Play


def max_of(play: Play) -> Actor:
    """Max, where keys are added."""
    return Actor(play.town.max.id, play.town.max.id, play.town.max.name)


@pytest.mark.steps("/stock")
async def test_own_stock_goes_first_where_a_product_says_so(play: Play) -> None:
    """Listed first and the one that Buy means, while there is any, whatever it costs."""
    town, desk, services = play.town, play.desk, play.stage.app.house.services
    await put_in(play, f"99999 KZT\n{FIRST}")
    [product] = services.catalog.whole_name("GTA V")
    before = await play.say(town.sam, "/stock gta v", desk)
    assert before.text.splitlines()[2].startswith("1. CodeGames")
    await services.catalog_editing.own_first(max_of(play), product.id, True)
    card = await play.say(town.sam, "/stock gta v", desk)
    assert card.text.splitlines()[2].startswith("1. Own stock – KZT")
    assert card.labels()[0] == "Buy"
    assert "Buy from CodeGames" in card.labels()[1]


@pytest.mark.steps("/buy")
async def test_two_prices_are_two_promises(play: Play) -> None:
    """What is at one price is sold at it; who wants more hears how many there are besides."""
    town, desk = play.town, play.desk
    await put_in(play, f"key,cost,currency\n{FIRST},5,EUR\n{SECOND},5,EUR\n{THIRD},6,EUR")
    await town.codegames.stop()
    card = await play.say(town.sam, "/stock gta v", desk)
    assert "Own stock – €5.00, 2 in stock, 1 more at other prices" in card.text
    await play.say(town.sam, "/buy gta v 3", desk)
    await play.tap(town.sam, "Buy", desk)
    assert "Only 2 of GTA V are left at this price, and 1 at other prices." in play.shown(desk).text


@pytest.mark.steps("tap order.reverse", "tap order.reversed")
async def test_reversing_says_that_unseen_keys_go_back_into_stock(play: Play) -> None:
    """Nobody outside is asked: keys can be sold again, unless they expired; no account is to be looked at."""
    town, desk = play.town, play.desk
    await put_in(play, f"key,cost,currency,expires\n{FIRST},5,EUR,2026-12-05\n{SECOND},5,EUR,")
    await town.codegames.stop()
    await play.say(town.sam, "/buy gta v 2", desk)
    await play.tap(town.sam, "Buy", desk)
    await play.tap(town.sam, "Confirm", desk)
    card = play.shown(desk)
    await play.tap(town.max, "Reverse", desk, card)
    assert "those that nobody has seen go back into own stock and can be sold again." in card.text
    assert "asked to take" not in card.text and "expired" not in card.text
    await play.later(timedelta(days=9))
    await play.tap(town.max, "Confirm", desk, card)
    assert "One has expired and is sold to nobody." in card.text, "asked anew"
    await play.tap(town.max, "Confirm", desk, card)
    await play.say(town.max, f"/order {play.order_number(card)}", desk)
    said = "2 keys are back in own stock; one has expired and is sold to nobody."
    assert said in play.shown(desk).text
    assert "see in your account" not in play.shown(desk).text


@pytest.mark.steps("notice own-stock-low")
async def test_low_own_stock_is_told_once_until_it_is_up_again(play: Play) -> None:
    """To the groups that may add to it: once however long it lasts, and anew when it falls again."""
    town, services = play.town, play.stage.app.house.services
    low = play.stage.app.house.low_stock
    await put_in(play, SENT)
    [product] = services.catalog.whole_name("GTA V")
    assert await low.run() == 0
    await services.catalog_editing.low_mark(max_of(play), product.id, "2")
    assert [await low.run() for _ in range(3)] == [1, 0, 0]
    await play.stage.quiet()
    assert "Own stock of GTA V is low: 2 keys are left." in play.shown(town.managers).text
    await put_in(play, f"5 EUR\n{THIRD}")
    assert await low.run() == 0
    await services.catalog_editing.low_mark(max_of(play), product.id, "3")
    assert [await low.run() for _ in range(2)] == [1, 0]
