"""/stock: found by words and slips, all offers of a product on one card, the catalog by pages."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play
from tests.one_day import one_day


@pytest.mark.steps("/stock", "tap stock.product")
async def test_a_word_finds_the_product_and_refresh_reads_it_again(play: Play) -> None:
    """/stock shows price, stock and time of the reading; Refresh edits the same card."""
    sam, desk = play.town.sam, play.desk
    card = await play.say(sam, "/stock gta", desk)
    assert "GTA V" in card.text
    assert "KZT\u00a0956.30, 7 in stock" in card.text
    assert "Read today" in card.text
    assert card.labels() == ["Buy", "Refresh"]

    play.town.codegames.set_price("562", "1000.5")
    play.town.codegames.set_stock("562", 2)
    await play.tap(sam, "Refresh", desk)
    assert card.edits == 1
    assert "KZT\u00a01,000.50, 2 in stock" in card.text


@one_day(
    ("typed", "price"),
    [
        ("gtav", "956.30"),
        ("GTA  v", "956.30"),
        ("elden rign", "21,990.00"),
        ("cyberpnk", "15,990.00"),
        ("redemtion", "8,900.90"),
    ],
)
async def test_a_slip_of_the_fingers_finds_it_all_the_same(
    play: Play, typed: str, price: str
) -> None:
    """Case, spaces, swapped and missing letters do not matter."""
    card = await play.say(play.town.sam, f"/stock {typed}", play.desk)
    assert price in card.text


@pytest.mark.steps("tap stock.product")
async def test_several_hits_are_offered_to_choose_from(play: Play) -> None:
    """Words that fit two products ask which one, and a tap shows it."""
    sam, desk = play.town.sam, play.desk
    card = await play.say(sam, "/stock stem wallet", desk)
    assert card.labels() == ["Steam Wallet 5 000 KZT", "Steam Wallet 10 000 KZT"]
    await play.tap(sam, "Steam Wallet 10 000 KZT", desk)
    assert "KZT\u00a010,450.00, 60 in stock" in card.text


@pytest.mark.steps("tap stock.page")
async def test_nothing_found_says_so_and_offers_everything(play: Play) -> None:
    """Unknown words get no guess, and a way to the whole catalog."""
    sam, desk = play.town.sam, play.desk
    card = await play.say(sam, "/stock zzzzqq", desk)
    assert card.text == "Nothing in the catalog is called “zzzzqq”."
    await play.tap(sam, "See everything", desk)
    assert "There are 13; this is page 1 of 2." in card.text


async def test_one_word_in_common_is_offered_as_near(play: Play) -> None:
    """Where no product has all the words, those with one of them are offered."""
    card = await play.say(play.town.sam, "/stock minecraft qwxyzk", play.desk)
    assert "This has something of it" in card.text
    assert "Minecraft: Java & Bedrock" in card.labels()


@pytest.mark.steps("/stock", "tap stock.page", "tap stock.again")
async def test_the_overview_shows_what_was_read_last_and_refresh_asks_for_all(play: Play) -> None:
    """Price, stock and age of a page; what is out is marked; a provider in trouble hides nothing."""
    town, sam, desk = play.town, play.town.sam, play.desk
    await play.say(sam, "/stock gta v", desk)
    await play.later(timedelta(hours=2))
    card = await play.say(sam, "/stock", desk)
    assert "• GTA V – KZT\u00a0956.30, 7 in stock, 2 hours ago" in card.text
    assert "• Cyberpunk 2077 – not read yet" in card.text
    town.codegames.set_stock("562", 0)
    asked = len(town.codegames.calls)
    await play.tap(sam, "Refresh", desk, card)
    assert "🚫 GTA V – sold out, KZT\u00a0956.30 last, just now" in card.text
    assert "not read yet" not in card.text
    assert len(town.codegames.calls) - asked >= 8, "all products of the page were asked for"
    town.codegames.faults.add("check", Fault.status(503), times=None)
    await play.tap(sam, "Refresh", desk, card)
    assert "(⚠️ is not available at the moment)" in card.text
    assert "Cyberpunk 2077 – KZT" in card.text, "the price of before stands there still"
    await play.tap(sam, "Next", desk, card)
    assert "page 2 of 2" in card.text and "not read yet" in card.text


@pytest.mark.steps("/stock", "tap stock.page", "tap stock.product")
async def test_stock_alone_pages_through_the_catalog(play: Play) -> None:
    """Next and Previous turn the pages of one message; a product on any page can be read."""
    sam, desk = play.town.sam, play.desk
    card = await play.say(sam, "/stock", desk)
    assert "Cyberpunk 2077" in card.labels()
    assert "Previous" not in card.labels()
    await play.tap(sam, "Next", desk)
    assert "Roblox 800 Robux" in card.labels()
    assert "Next" not in card.labels()
    await play.tap(sam, "Previous", desk)
    assert "GTA V" in card.labels()
    await play.tap(sam, "GTA V", desk)
    assert "956.30" in card.text


async def test_sold_out_has_no_buy_button(play: Play) -> None:
    """What is sold out is shown as such and cannot be bought."""
    card = await play.say(play.town.sam, "/stock eshop", play.desk)
    assert "sold out" in card.text
    assert card.labels() == ["Refresh", "Tell me when back"]


@pytest.mark.steps("tap stock.product")
async def test_a_provider_in_trouble_is_named_on_the_card(play: Play) -> None:
    """While CodeGames is down the card names it; a Refresh after that shows the price again."""
    sam, desk = play.town.sam, play.desk
    play.town.codegames.faults.add("check", Fault.status(503), times=None)
    card = await play.say(sam, "/stock gta", desk)
    assert "CodeGames – is not available at the moment" in card.text
    assert card.labels() == ["Refresh"]
    play.town.codegames.faults.clear()
    await play.tap(sam, "Refresh", desk)
    assert "956.30" in card.text


async def test_one_bad_offer_hides_nothing_of_the_other(play: Play) -> None:
    """Two offers stand side by side, and what fails is named beside what works."""
    town, desk = play.town, play.desk
    await play.say(town.max, '/catalog add "GTA V" | codegames 563 KZT', desk)
    town.codegames.offer("563", title="GTA V Premium", price="1200", stock=5)
    both = await play.say(town.sam, "/stock gta v", desk)
    assert both.labels() == ["Buy", "Buy from CodeGames, KZT\u00a01,200.00", "Refresh"]
    town.codegames.faults.add(
        "check", Fault.status(503), times=None, when=lambda body: body["id"] == "562"
    )
    await play.tap(town.sam, "Refresh", desk)
    assert "1. CodeGames – KZT\u00a01,200.00, 5 in stock" in both.text
    assert "2. CodeGames – is not available at the moment" in both.text
    assert both.labels() == ["Buy", "Refresh"]


async def test_an_empty_catalog_says_who_can_fill_it(bare_play: Play) -> None:
    """On the first day /stock points to /catalog."""
    town = bare_play.town
    await bare_play.say(town.olga, "/setup", bare_play.desk)
    card = await bare_play.say(town.olga, "/stock", bare_play.desk)
    assert card.text == "The catalog is empty. A manager can add products with /catalog."
