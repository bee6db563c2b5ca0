"""/buy where a number stands in a product's name: nothing is read as a count that is none."""

import pytest

from services.actor import Actor
from tests.conversations.play import Play


async def _sell(play: Play, name: str, offer: str) -> None:
    play.town.codegames.offer(offer, title=name, price="50", stock=500)
    await play.say(play.town.max, f"/catalog add {name} | codegames {offer} KZT", play.desk)


async def test_a_number_that_ends_a_name_is_no_count(play: Play) -> None:
    """With "PSN 50" alone nothing is asked about fifty keys; with a number behind it that counts."""
    sam, desk = play.town.sam, play.desk
    await _sell(play, "PSN 50", "801")
    card = await play.say(sam, "/buy PSN 50", desk)
    assert card.text == "How many keys of PSN 50 from CodeGames?"
    card = await play.say(sam, "/buy psn 50 2", desk)
    assert card.text.startswith("Buy 2 keys of PSN 50?")
    assert play.town.codegames.charges == 0


async def test_two_readings_are_both_offered(play: Play) -> None:
    """With "PSN" and "PSN 50" the buttons say which is which; the question states it again."""
    sam, desk = play.town.sam, play.desk
    await _sell(play, "PSN", "800")
    await _sell(play, "PSN 50", "801")
    card = await play.say(sam, "/buy PSN 50", desk)
    assert card.text == "“PSN 50” can be read in two ways. Which one do you mean?"
    assert card.labels() == ["PSN 50", "50 × PSN"]
    await play.tap(sam, "50 × PSN", desk)
    assert card.text.startswith("Buy 50 keys of PSN?")
    card = await play.say(sam, "/buy PSN 50", desk)
    await play.tap(sam, "PSN 50", desk)
    assert card.text == "How many keys of PSN 50 from CodeGames?"
    card = await play.say(sam, '/buy "PSN" 3', desk)
    assert card.text.startswith("Buy 3 keys of PSN?")


async def test_a_year_in_a_name_is_not_how_many(play: Play) -> None:
    """The demo's own "Cyberpunk 2077": one is left, and nobody wants 2,077."""
    card = await play.say(play.town.sam, "/buy cyberpunk 2077", play.desk)
    assert card.text == "How many keys of Cyberpunk 2077 from CodeGames?"


@pytest.mark.steps("/buy")
async def test_how_many_is_understood_and_said(play: Play) -> None:
    """x2 behind a product is a count, the offers say so; one that nobody can buy is refused at once."""
    sam, desk = play.town.sam, play.desk
    card = await play.say(sam, "/buy gta v x2", desk)
    assert card.text.startswith("Buy 2 keys of GTA V?")
    play.town.codegames.offer("777", title="GTA V", price="1.00", stock=5)
    actor = Actor(play.town.olga.id, desk.id, "Olga")
    await play.stage.app.house.services.catalog.add(actor, "GTA V", "codegames", "777")
    card = await play.say(sam, "/buy gta v x 2", desk)
    assert "You want 2 keys: choose where to buy them." in card.text
    for odd in ("0", "501", "x501"):
        refused = await play.say(sam, f"/buy gta v {odd}", desk)
        assert refused.text == "Between 1 and 500 keys can be bought at once."
