"""A provider that is installed beside Keydesk: seen, quoted, bought from and browsed like any other."""

import io
from collections.abc import AsyncIterator

import pytest

from bot.redact import Redactor
from tests.conversations.installed import beside
from tests.conversations.play import Play
from tests.furnished import Furnished

TOKEN = "sample-token-that-no-log-may-show"
LONG = "Sample Game, Long Edition"
KEY = "SAMPLE-0001-KEY"


@pytest.fixture
async def play(
    log: io.StringIO, redactor: Redactor, monkeypatch: pytest.MonkeyPatch, furnished: Furnished
) -> AsyncIterator[Play]:
    """The working day of a desk beside which the sample package is installed and has settings."""
    settings = {
        "KEYDESK_SAMPLE__PRICE": "9.50",
        "KEYDESK_SAMPLE__PRICE_KZT": "900",
        "KEYDESK_SAMPLE__STOCK": "2",
        "KEYDESK_SAMPLE__TOKEN": TOKEN,
        "KEYDESK_ARCADE__SECRET": TOKEN,
    }
    async with beside(settings, log, redactor, monkeypatch, furnished) as played:
        yield played
    assert TOKEN not in log.getvalue()


async def added(play: Play, *offers: str) -> None:
    """Let Max add the sample game under GTA V, in these currencies."""
    for offer in offers:
        line = f'/catalog add "GTA V" | sample game {offer}'
        said = await play.say(play.town.max, line, play.desk)
        assert said.text == f"Added to the catalog: GTA V – sample game {offer}."


async def test_providers_shows_it(play: Play) -> None:
    """It has a line among ours, under its own name."""
    card = await play.say(play.town.max, "/providers", play.desk)
    for name in ("CodeGames", "Hype", "sample", "arcade"):
        assert f"✅ {name} – working" in card.text


async def test_its_offers_stand_beside_ours(play: Play) -> None:
    """Cheapest first within a currency, each currency by itself, whichever was added first."""
    town, desk = play.town, play.desk
    await added(play, "EUR", "KZT")
    card = await play.say(town.sam, "/stock gta v", desk)
    assert "1. sample – €9.50, 2 in stock\n2. sample – KZT\xa0900.00, 2 in stock\n" in card.text
    assert "3. CodeGames – KZT\xa0956.30, 7 in stock" in card.text
    assert card.labels() == [
        "Buy",
        "Buy from sample, KZT\xa0900.00",
        "Buy from CodeGames, KZT\xa0956.30",
        "Refresh",
    ]
    town.codegames.set_price("562", "899.99")
    await play.tap(town.sam, "Refresh", desk)
    assert "2. CodeGames – KZT\xa0899.99, 7 in stock\n3. sample – KZT\xa0900.00" in card.text


async def test_it_is_bought_from_and_the_customer_takes_the_key(play: Play) -> None:
    """Buy, Confirm, the key masked in the group, the claim link, the key with the customer."""
    town, desk = play.town, play.desk
    await added(play, "KZT")
    card = await play.say(town.sam, "/stock gta v", desk)
    await play.tap(town.sam, "Buy", desk)
    assert "How many keys of GTA V from sample?" in card.text
    await play.tap(town.sam, "1", desk)
    assert "From sample\nPrice: KZT\xa0900.00" in card.text
    await play.tap(town.sam, "Confirm", desk)
    assert "✅ Bought. The key is ready to hand over." in card.text
    assert "sample · KZT\xa0900.00" in card.text
    assert "Key: •••••EY" in card.text
    assert "Reverse" not in card.labels()
    assert play.showing(KEY) == []
    await play.tap(town.sam, "Claim link", desk)
    town.sam.taps("Copy link")
    shown = await play.start(town.cara, (town.sam.clipboard or "").partition("?start=")[2])
    assert play.spoilers(shown) == [KEY]
    assert "📬 Delivered." in card.text
    assert "Customer: Cara Customer" in card.text
    assert {chat.id for chat in play.showing(KEY)} == {town.cara.private.id}
    stock = await play.say(town.sam, "/stock gta v", desk)
    assert "1. sample – KZT\xa0900.00, 1 in stock" in stock.text


async def test_what_it_refuses_is_told_like_a_refusal_of_ours(play: Play) -> None:
    """An offer it does not know, a currency it does not sell in, more than it has."""
    town, desk = play.town, play.desk
    said = await play.say(town.max, "/catalog add Chess | sample game USD", desk)
    assert said.text == "sample does not sell in “USD”. Write one that it sells in: EUR and KZT."
    await play.say(town.max, "/catalog add Chess | sample chess EUR", desk)
    card = await play.say(town.sam, "/stock chess", desk)
    assert "1. sample – does not sell it any more" in card.text
    assert card.labels() == ["Refresh"]
    await play.say(town.max, "/catalog add Go | sample game EUR", desk)
    said = await play.say(town.sam, "/buy go 3", desk)
    assert said.text == "Only 2 left of Go. Nothing was bought."


async def test_a_price_in_another_currency_is_not_believed(play: Play) -> None:
    """A number of dollars is never taken for one of euros, on the card as at the till."""
    town, desk = play.town, play.desk
    await play.say(town.max, "/catalog add Chess | sample odd EUR", desk)
    card = await play.say(town.sam, "/stock chess", desk)
    assert "1. sample – answers, but not in a way I can read" in card.text
    assert card.labels() == ["Refresh"]
    said = await play.say(town.sam, "/buy chess 1", desk)
    assert "sample" in said.text
    assert said.labels() == []


async def test_a_mistake_in_the_package_hides_nothing_of_the_others(play: Play) -> None:
    """What breaks its promise is in trouble like what is down: the card comes with all the rest."""
    town, desk = play.town, play.desk
    await play.say(town.max, '/catalog add "GTA V" | sample faulty KZT', desk)
    card = await play.say(town.sam, "/stock gta v", desk)
    assert "1. CodeGames – KZT\xa0956.30, 7 in stock\n2. sample – has a problem" in card.text
    assert card.labels() == ["Buy", "Refresh"]


async def test_browse_asks_whose_and_adds_from_it(play: Play) -> None:
    """Two can be browsed, so buttons ask; a product of either currency is added, once."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/browse", desk)
    assert card.text == "Whose catalog?"
    assert card.labels() == ["Hype", "sample"]
    await play.tap(town.max, "sample", desk)
    assert card.text.startswith("sample\n2 collections, page 1 of 1.")
    await play.tap(town.max, "📁 Sample Game (2)", desk)
    assert card.labels()[:2] == ["Sample Game – €9.50", "Sample Game – KZT\xa0900.00"]
    await play.tap(town.max, "Sample Game – KZT\xa0900.00", desk)
    assert "Price for customers: KZT\xa0900.00 (KZT)" in card.text
    await play.tap(town.max, "Details", desk)
    assert "Played by samples." in card.text
    await play.tap(town.max, "Back", desk)
    await play.tap(town.max, "Add to catalog", desk)
    assert play.shown(desk).text == "Added to the catalog: Sample Game – sample game KZT."
    await play.tap(town.max, "Back", desk, card)
    await play.tap(town.max, "Sample Game – €9.50", desk, card)
    assert "In our catalog" not in card.text
    await play.tap(town.max, "Add to catalog", desk, card)
    stock = await play.say(town.sam, "/stock sample game", desk)
    assert "1. sample – €9.50" in stock.text
    assert "2. sample – KZT\xa0900.00" in stock.text


async def test_an_id_longer_than_a_button_is_opened_added_and_bought(play: Play) -> None:
    """Blanks, colons and percent signs in it too; every button of every card can be made."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/browse sample", desk)
    await play.tap(town.max, "Collections only", desk)
    await play.tap(town.max, f"📁 {LONG}", desk)
    await play.tap(town.max, LONG, desk)
    assert "id urn:sample:editions/with 100% of a name: with" in card.text
    await play.tap(town.max, "Add under another name", desk)
    named = await play.answer(town.max, "Chess", desk)
    assert named.text.startswith('Added to the catalog: Chess – sample "urn:sample:editions/with')
    await play.tap(town.max, "See the product", desk)
    assert 'a name: standard" EUR' in named.text
    await play.tap(town.sam, "Refresh", desk, await play.say(town.sam, "/stock chess", desk))
    bought = await play.buy("chess")
    assert "✅ Bought." in bought.text


async def test_accounts_asks_whose_and_keeps_to_it(play: Play) -> None:
    """List, add, open by an id longer than a button, change: all at the platform that was chosen."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/accounts", desk)
    assert card.text == "Whose game accounts?"
    assert card.labels() == ["Open API Games", "arcade"]
    await play.tap(town.max, "arcade", desk)
    assert card.text == "There are no game accounts at arcade yet."
    await play.tap(town.max, "Add an account", desk)
    assert "{{GAME}} {{SESSION}}" in play.shown(desk).text
    await play.answer(town.max, "https://arcade.example/{{GAME}}", desk)
    for answer in ("5", "EUR", "all"):
        made = await play.answer(town.max, answer, desk)
    assert "https://arcade.example/sample-game" in made.text
    await play.tap(town.max, "Confirm", desk)
    assert made.text.startswith("✅ Added.")
    await play.tap(town.max, "Change", desk)
    await play.tap(town.max, "Royalty", desk)
    await play.answer(town.max, "7", desk)
    changed = play.shown(desk)
    await play.tap(town.max, "Confirm", desk)
    assert changed.text.startswith("✅ Changed.")
    assert "arcade:accounts/of a partner with a long name/00000001" in changed.text
    await play.tap(town.max, "Launch link", desk)
    assert "GAME = sample-game" in changed.text
    assert "SESSION" not in changed.text
    await play.tap(town.max, "Back", desk)
    await play.tap(town.max, "Back", desk)
    assert changed.text.startswith("Game accounts at arcade (1)")
    assert town.openapigames.changes == []


async def test_an_account_is_asked_for_with_or_without_the_platform(play: Play) -> None:
    """Its name first goes there at once; an id alone asks whose, and a tap looks there."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/accounts openapigames 1002", desk)
    assert "Game account 1002" in card.text
    card = await play.say(town.max, '/accounts "open api games"', desk)
    assert card.text.startswith("Game accounts at Open API Games (2)")
    card = await play.say(town.max, "/accounts 1002", desk)
    assert card.text == "Whose game accounts?"
    await play.tap(town.max, "arcade", desk)
    assert play.shown(desk).text.startswith("arcade has no game account 1002.")
    await play.tap(town.max, "Open API Games", desk, card)
    assert "Game account 1002" in card.text


async def test_taken_out_of_the_settings_it_is_off_and_its_offers_stay(play: Play) -> None:
    """After a start without its settings the offer is told to be off, and an old button is old."""
    town, desk = play.town, play.desk
    await added(play, "KZT")
    shelf = await play.say(town.max, "/browse sample", desk)
    await play.restart()
    card = await play.say(town.sam, "/stock gta v", desk)
    assert "2. sample – is switched off in the settings" in card.text
    assert card.labels() == ["Buy", "Refresh"]
    await play.tap(town.max, "Refresh", desk, shelf)
    assert play.shown(desk).text.startswith("This menu is from an earlier version.")
