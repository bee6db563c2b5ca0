"""A product's card: renamed, merged, paused, found by more words, set, its offers moved."""

import pytest

from sandbox.telegram import Message
from services.actor import Actor
from tests.conversations.play import Play


async def card_of(play: Play, words: str) -> Message:
    """The card of a product, found by words."""
    return await play.say(play.town.max, f"/catalog {words}", play.desk)


async def answer(play: Play, label: str, text: str) -> Message:
    """Press a button that asks, and answer."""
    await play.tap(play.town.max, label, play.desk)
    return await play.say(play.town.max, text, play.desk, play.shown(play.desk))


@pytest.mark.steps("tap catalog.rename", "answer catalog.name")
async def test_a_product_is_renamed_and_its_orders_are_not(play: Play) -> None:
    """The new name is everywhere at once; an order keeps that of its day; a taken one is refused."""
    town, desk = play.town, play.desk
    number = play.order_number(await play.buy("elden"))
    await card_of(play, "elden")
    taken = await answer(play, "Rename", "gta v")
    assert taken.text == "Another product is called GTA V. Choose another name, or merge the two."
    await card_of(play, "elden")
    card = await answer(play, "Rename", "Elden Ring: Nightreign")
    assert card.text.startswith("Elden Ring: Nightreign")
    assert "Nightreign" in (await play.say(town.sam, "/stock nightreign", desk)).text
    assert "Nightreign" not in (await play.say(town.sam, f"/order {number}", desk)).text


@pytest.mark.steps(
    "/catalog",
    "tap catalog.merge",
    "answer catalog.merge",
    "tap catalog.merge-into",
    "tap catalog.merge-now",
)
async def test_two_products_become_one_that_both_names_find(play: Play) -> None:
    """The question says what happens; Cancel leaves both; Confirm makes them one."""
    town, desk = play.town, play.desk
    await card_of(play, "elden")
    which = await answer(play, "Merge with another", "gta")
    await play.tap(town.max, "GTA V", desk, which)
    assert which.text == (
        "Merge Elden Ring with GTA V? Its one offer moves to GTA V, whose name and settings stay; "
        "the words of both find it. Orders keep the name of their day."
    )
    await play.tap(town.max, "Cancel", desk, which)
    assert which.text.startswith("Elden Ring")
    services = play.stage.app.house.services
    editing, max_ = services.catalog_editing, Actor(town.max.id, desk.id, "Max")
    gone, stays = (services.catalog.search(each)[0].id for each in ("Elden", "GTA V"))
    await editing.ceiling(max_, gone, "900 KZT")
    await editing.low_mark(max_, gone, "3")
    await editing.low_mark(max_, stays, "5")
    await editing.own_first(max_, gone, True)
    await editing.pause(max_, gone)
    await card_of(play, "elden")
    which = await answer(play, "Merge with another", "gta")
    await play.tap(town.max, "GTA V", desk, which)
    assert which.text.splitlines()[1:] == [
        "⚠️ The price ceiling of KZT\xa0900.00 ends with Elden Ring: "
        "no price asks for approval by itself then.",
        "⚠️ The low mark of 3 ends with Elden Ring: 5 counts then.",
        "⚠️ Own stock of Elden Ring goes first no more.",
        "⚠️ The pause of Elden Ring ends: its offers are for sale in GTA V.",
    ]
    await play.tap(town.max, "Confirm", desk, which)
    assert "Also found by: Elden Ring" in which.text
    assert "CodeGames 572 KZT" in which.text
    assert (await play.say(town.sam, "/stock elden ring", desk)).text.startswith("GTA V")
    assert "12 products" in (await play.say(town.max, "/catalog", desk)).text


@pytest.mark.steps("tap catalog.pause")
async def test_a_paused_product_is_not_sold_until_it_is_resumed(play: Play) -> None:
    """Lists leave it out, who asks for it is told, buttons of before too; a draft of before goes on."""
    town, desk = play.town, play.desk
    told = (
        "Elden Ring is paused: it is not sold at the moment. Orders that were drawn up before go on; "
        "who keeps the catalog can resume it."
    )
    stock = await play.say(town.sam, "/stock elden", desk)
    draft = await play.say(town.sam, "/buy elden 1", desk)
    card = await card_of(play, "elden")
    await play.tap(town.max, "Pause", desk, card)
    assert "⏸ Paused: /buy and /stock do not offer it." in card.text
    assert "There are 12" in (await play.say(town.sam, "/stock", desk)).text
    for typed in ("/stock elden ring", "/buy elden ring", "/buy elden ring 2"):
        assert (await play.say(town.sam, typed, desk)).text == told
    await play.tap(town.sam, "Buy", desk, stock)
    assert play.shown(desk).text == told
    await play.tap(town.sam, "Confirm", desk, draft)
    assert len(play.sold()) == 1
    listed = await play.say(town.max, "/catalog", desk)
    assert "⏸ Elden Ring" in listed.labels()
    await play.tap(town.max, "⏸ Elden Ring", desk, listed)
    await play.tap(town.max, "Resume", desk, listed)
    assert "Elden Ring" in (await play.say(town.sam, "/stock elden", desk)).text


@pytest.mark.steps(
    "tap catalog.words", "tap catalog.word-add", "answer catalog.word", "tap catalog.word-drop"
)
async def test_words_are_added_and_taken_away(play: Play) -> None:
    """By each of them the product is found, until it is taken away."""
    town, desk = play.town, play.desk
    card = await card_of(play, "gta v")
    await play.tap(town.max, "Also found by", desk, card)
    assert "It is found by its name alone." in card.text
    wrong = await answer(play, "Add a word", "!!!")
    assert wrong.text == "It needs a letter or a digit, or no search would find it."
    await play.tap(town.max, "Add a word", desk, card)
    words = await play.say(town.max, "los santos", desk, play.shown(desk))
    assert words.text == "GTA V\nAlso found by: los santos"
    assert (await play.say(town.sam, "/stock santos los", desk)).text.startswith("GTA V")
    await play.tap(town.max, "✖ los santos", desk, words)
    assert "It is found by its name alone." in words.text
    assert "Nothing in the catalog" in (await play.say(town.sam, "/stock santos", desk)).text


@pytest.mark.steps(
    "tap catalog.settings",
    "tap catalog.own-first",
    "tap catalog.low-mark",
    "answer catalog.low-mark",
    "tap catalog.ceiling",
    "answer catalog.ceiling",
)
async def test_settings_are_changed_by_buttons(play: Play) -> None:
    """Each is told on the card, bad answers say how to do it right, and none takes one away."""
    town, desk = play.town, play.desk
    card = await card_of(play, "gta v")
    await play.tap(town.max, "Settings", desk, card)
    assert card.text == (
        "GTA V\n\nOwn stock stands among the others, by price.\nOwn stock is never called low.\n"
        "No price of a key asks for approval by itself."
    )
    await play.tap(town.max, "Own stock first", desk, card)
    assert "Own stock goes first." in card.text
    wrong = await answer(play, "Low mark", "few")
    assert (
        wrong.text
        == "“few” is no number of keys. Write one from 0 to 100,000, such as 5, or “none”."
    )
    await play.tap(town.max, "Low mark", desk, card)
    card = await play.say(town.max, "5", desk, play.shown(desk))
    wrong = await answer(play, "Price ceiling", "49.90 EURO")
    assert "I know no currency “EURO”." in wrong.text
    two_ways = await play.say(town.max, "4,000 KZT", desk, play.shown(desk))
    assert two_ways.text.startswith(
        "“4,000” can be read as two amounts, so I take neither. Write 4000 or 4.00"
    )
    await play.tap(town.max, "Price ceiling", desk, card)
    card = await play.say(town.max, "49,90 eur", desk, play.shown(desk))
    assert card.text == (
        "GTA V\n\nOwn stock goes first.\nOwn stock is low with 5 keys or fewer.\n"
        "A key that costs more than €49.90 asks for approval. ⚠️ It holds nothing back that is priced in KZT: "
        "a ceiling is in one currency. Set it with “Price ceiling” in that of the offers, such as 500 KZT."
    )
    await play.tap(town.max, "Price ceiling", desk, card)
    card = await play.say(town.max, "500 KZT", desk, play.shown(desk))
    assert "⚠️" not in card.text
    card = await answer(play, "Low mark", "None")
    assert "Own stock is never called low." in card.text


@pytest.mark.steps(
    "tap catalog.move", "answer catalog.move", "tap catalog.move-to", "tap catalog.move-now"
)
async def test_an_offer_is_moved_to_another_product(play: Play) -> None:
    """Asked first; a product that loses its last offer goes."""
    town, desk = play.town, play.desk
    await card_of(play, "elden")
    which = await answer(play, "Move 1", "gta v")
    await play.tap(town.max, "GTA V", desk, which)
    assert which.text == (
        "Move the offer CodeGames 572 KZT to GTA V? It is the last one of Elden Ring, which goes; "
        "its orders stay as they are."
    )
    await play.tap(town.max, "Confirm", desk, which)
    assert which.text.startswith("GTA V")
    assert "CodeGames 572 KZT" in which.text
    assert "12 products" in (await play.say(town.max, "/catalog", desk)).text


@pytest.mark.steps("tap catalog.find", "answer catalog.words")
async def test_a_product_is_found_by_asking(play: Play) -> None:
    """One that is meant is shown, several are offered, and nothing is said to be nothing."""
    town, desk = play.town, play.desk
    await play.say(town.max, "/catalog", desk)
    card = await answer(play, "Find", "elden")
    assert card.text.startswith("Elden Ring")
    assert (await card_of(play, "frob")).text.startswith("Nothing in the catalog is called “frob”.")
