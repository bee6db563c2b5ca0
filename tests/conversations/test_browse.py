"""/browse: Hype's tree walked by buttons, and an offer put into our catalog from it."""

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play


@pytest.mark.steps("/browse", "tap browse.at", "tap browse.item")
async def test_the_tree_is_walked_down_and_up_again(play: Play) -> None:
    """Collections with their sizes, pages, a product's card with prices, and Back all the way."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/browse", desk)
    assert card.text.startswith("Hype\n2 collections, page 1 of 1.")
    assert card.labels() == ["📁 Games (13)", "📁 Gift cards (3)", "Refresh", "Collections only"]
    await play.tap(town.max, "📁 Games (13)", desk)
    assert card.labels() == ["📁 PC (11)", "📁 Mobile (2)", "Refresh", "Back"]
    await play.tap(town.max, "📁 PC (11)", desk)
    assert card.text.startswith("Hype › Games › PC\n11 products, page 1 of 2.")
    await play.tap(town.max, "Next", desk)
    await play.tap(town.max, "Indie Hits, volume 6 – R$15.90", desk)
    assert card.text.startswith("Indie Hits, volume 6\nHype, id 2126\n")
    assert "Price for customers: R$15.90 (BRL)" in card.text
    assert "Costs us" not in card.text, "others of the group read it too"
    assert "Read today" in card.text
    await play.tap(town.max, "Back", desk)
    assert "page 2 of 2" in card.text
    await play.tap(town.max, "Back", desk)
    await play.tap(town.max, "Back", desk)
    assert card.labels()[0] == "📁 Games (13)"


@pytest.mark.steps("tap browse.add")
async def test_add_to_catalog_puts_the_offer_in(play: Play) -> None:
    """It is found by /stock at once; the card says it is there, and offers no second adding."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/browse hype", desk)
    for label in ("📁 Gift cards (3)", "Razer Gold 100 BRL – R$100.00", "Add to catalog"):
        await play.tap(town.max, label, desk, card)
    assert play.shown(desk).text == ("Added to the catalog: Razer Gold 100 BRL – Hype 2303 BRL BR.")
    stock = await play.say(town.sam, "/stock razer gold", desk)
    assert "1. Hype (BR) – R$100.00, 40 in stock" in stock.text
    await play.tap(town.max, "Back", desk, card)
    await play.tap(town.max, "Razer Gold 100 BRL – R$100.00", desk, card)
    assert "✅ In our catalog as Razer Gold 100 BRL." in card.text
    assert card.labels() == ["See the product", "Details", "Back"]


@pytest.mark.steps("tap browse.rename", "answer browse.name")
async def test_under_the_name_of_another_offer_prices_stand_side_by_side(play: Play) -> None:
    """The name is answered; one of ours puts both offers on one card."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/browse Hype", desk)
    for label in ("📁 Games (13)", "📁 PC (11)", "Grand Theft Auto V – R$66.49"):
        await play.tap(town.max, label, desk, card)
    await play.tap(town.max, "Add under another name", desk, card)
    assert "Under which name should Grand Theft Auto V be in our catalog?" in play.shown(desk).text
    question = play.shown(desk)
    wrong = await play.say(town.max, "???", desk, question)
    assert wrong.text.startswith("A product’s name needs a letter or a digit")
    added = await play.say(town.max, "GTA V", desk, question)
    assert added.text == "Added to the catalog: GTA V – Hype 2101 BRL BR."
    stock = await play.say(town.sam, "/stock gta v", desk)
    assert "1. Hype (BR) – R$66.49, always in stock" in stock.text
    assert "2. CodeGames – KZT\xa0956.30, 7 in stock" in stock.text


@pytest.mark.steps("tap browse.fresh")
async def test_refresh_reads_anew_and_an_old_tree_is_better_than_none(play: Play) -> None:
    """A new product shows after Refresh only; while Hype is down the last reading stays."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/browse", desk)
    await play.tap(town.max, "📁 Gift cards (3)", desk)
    town.hype.product(2304, "Blizzard 50 BRL", "50.00", collection=2)
    await play.tap(town.max, "Back", desk)
    assert "📁 Gift cards (3)" in card.labels()
    await play.tap(town.max, "Refresh", desk)
    assert "📁 Gift cards (4)" in card.labels()
    await town.hype.stop()
    await play.tap(town.max, "Refresh", desk)
    assert "📁 Gift cards (4)" in card.labels()
    assert "Read today" in card.text


async def test_what_is_gone_is_said_to_be_gone(play: Play) -> None:
    """A product that another reading does not have any more leads back to the top."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/browse", desk)
    await play.tap(town.max, "📁 Gift cards (3)", desk)
    item = next(b.data for row in card.keyboard for b in row if b.label.startswith("Razer"))
    assert item is not None
    await play.forge(town.max, item.replace("2303", "9999"), card)
    assert card.text == "That is not in the provider’s catalog any more."
    await play.tap(town.max, "Back", desk)
    assert "📁 Games (13)" in card.labels()


async def test_trouble_before_the_first_reading_is_told(play: Play) -> None:
    """Without any tree there is nothing to show but what is the matter."""
    play.town.hype.faults.add("auth", Fault.refusal(400, "Bad credentials"), times=None)
    said = await play.say(play.town.max, "/browse", play.desk)
    assert "Hype" in said.text
    assert "credentials" in said.text


async def test_support_may_not_browse(play: Play) -> None:
    """It is the catalog's editors who do."""
    said = await play.say(play.town.sam, "/browse", play.desk)
    assert "change the catalog" in said.text


async def test_a_provider_without_collections_is_told_as_one(play: Play) -> None:
    """It is known, and has nothing to be walked through; a word that is no provider gets the usage."""
    town, desk = play.town, play.desk
    said = await play.say(town.max, "/browse codegames", desk)
    assert said.text == "CodeGames has no collections to walk through. Those that have: Hype."
    said = await play.say(town.max, "/browse steam", desk)
    assert said.text == "Usage: /browse [provider]\nExample: /browse hype"
