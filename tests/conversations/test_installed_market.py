"""Two providers that sell key products and show books: whose is asked, and kept to ever after."""

import io
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.redact import Redactor
from storage.tables.conversations import dialogs
from tests.conversations.conftest import promised
from tests.conversations.installed import beside
from tests.conversations.play import Play
from tests.conversations.test_books import bought
from tests.conversations.test_games_secrets import rows
from tests.furnished import Furnished

BOTH = ["PaySuper", "market"]
ID = "market:products/of a merchant with a long name/00000001"
KEY = "MARKET-0001-KEY"
CHESS = {
    "sku": "chess",
    "name": {"en": "Chess"},
    "description": {"en": "A game"},
    "default_currency": "EUR",
}


@pytest.fixture
async def play(
    log: io.StringIO,
    redactor: Redactor,
    monkeypatch: pytest.MonkeyPatch,
    furnished: Furnished,
    request: pytest.FixtureRequest,
) -> AsyncIterator[Play]:
    """The working day of a desk beside which the market is installed."""
    settings = {"KEYDESK_MARKET__SECRET": "market-secret"}
    async with beside(settings, log, redactor, monkeypatch, furnished, promised(request)) as played:
        yield played


async def made(play: Play) -> None:
    """Let Max put a product on the market by a document, and keep its card."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, f"/products market new {json.dumps(CHESS)}", desk)
    assert card.text.startswith("Create the key product chess at market?")
    await play.tap(town.max, "Confirm", desk)
    assert f"SKU chess, id {ID}, at market" in card.text


@pytest.mark.steps(
    "/products",
    "tap products.at",
    "tap products.new",
    "answer product.sku",
    "answer product.name",
    "answer product.currency",
    "answer product.description",
    "tap product.do",
    "tap product.edit",
    "tap product.field",
    "answer product.value",
    "tap product.platforms",
    "tap product.add",
    "tap product.own",
    "answer product.own-platform",
    "answer product.region-price",
    "tap product.price",
    "tap product.unprice",
    "tap product.on",
    "tap product.publish",
    "tap product.public",
    "answer product.viewer",
    "tap product.show",
    "tap product.file",
    "tap product.delete",
)
async def test_products_asks_whose_and_keeps_to_it(play: Play) -> None:
    """Made step by step, opened, edited, priced, published, seen, filed, deleted: at one and the same."""
    town, desk = play.town, play.desk
    max_ = town.max
    card = await play.say(max_, "/products", desk)
    assert card.text == "Whose key products?"
    assert card.labels() == BOTH
    await play.tap(max_, "market", desk)
    assert card.text.startswith("There is no key product at market yet.")
    await play.tap(max_, "New product", desk)
    for answer in ("chess", "Chess", "EUR", "A game"):
        card = await play.answer(max_, answer, desk)
    assert card.text.startswith("Create the key product chess at market?")
    await play.tap(max_, "Confirm", desk)
    assert f"SKU chess, id {ID}, at market" in card.text
    await play.tap(max_, "Edit", desk)
    await play.tap(max_, "Description", desk)
    asked = await play.answer(max_, "A very old game", desk)
    await play.tap(max_, "Confirm", desk, asked)
    assert "Description (en): A very old game" in asked.text
    await play.tap(max_, "Platforms and prices", desk, asked)
    await play.tap(max_, "Add a platform", desk, asked)
    await play.tap(max_, "Another platform", desk, asked)
    priced = await play.answer(max_, "own My shop", desk)
    assert priced.text.startswith("Which price on My shop for Chess?")
    priced = await play.answer(max_, "EUR EUR 5", desk)
    await play.tap(max_, "Confirm", desk, priced)
    assert "My shop – Chess\n• EUR: €5.00" in priced.text
    await play.tap(max_, "Set a price", desk, priced)
    priced = await play.answer(max_, "EUR EUR 6", desk)
    await play.tap(max_, "Confirm", desk, priced)
    await play.tap(max_, "Remove EUR", desk, priced)
    await play.tap(max_, "Cancel", desk, priced)
    await play.tap(max_, "Back", desk, asked)
    await play.tap(max_, "My shop", desk, asked)
    await play.tap(max_, "Back", desk, asked)
    await play.tap(max_, "Back", desk, asked)
    assert "My shop: EUR: €6.00" in asked.text
    await play.tap(max_, "Publish", desk, asked)
    await play.tap(max_, "Confirm", desk, asked)
    assert "it is on sale" in asked.text
    await play.tap(max_, "Public view", desk, asked)
    seen = await play.answer(max_, "DE", desk)
    assert "€6.00" in seen.text
    await play.tap(max_, "Back", desk, seen)
    assert f"id {ID}" in seen.text
    await play.tap(max_, "As JSON", desk, seen)
    document = play.shown(desk).document
    assert document is not None
    assert json.loads(document.content)["sku"] == "chess"
    await play.tap(max_, "Delete", desk, seen)
    await play.tap(max_, "Confirm", desk, seen)
    assert "Chess" in seen.text
    card = await play.say(max_, "/products market", desk)
    assert card.text.startswith("There is no key product at market yet.")
    assert town.paysuper.changes == []
    assert town.paysuper.calls == []


@pytest.mark.steps(
    "tap products.at", "tap products.filter", "tap product.open", "tap products.page"
)
async def test_products_by_name_of_the_provider_with_words_and_without(play: Play) -> None:
    """The provider first goes there at once; words alone ask whose, and a tap looks there for them."""
    town, desk = play.town, play.desk
    await made(play)
    card = await play.say(town.sam, "/products PAYSUPER tea-party", desk)
    assert card.text.startswith("Key products at PaySuper")
    assert "Only SKU with “tea-party”." in card.text
    card = await play.say(town.sam, "/products chess", desk)
    assert (card.text, card.labels()) == ("Whose key products?", BOTH)
    await play.tap(town.sam, "market", desk)
    assert card.text.startswith("Key products at market")
    assert "Only name with “chess”." in card.text
    await play.tap(town.sam, "Show all", desk)
    await play.tap(town.sam, "Chess", desk)
    assert f"id {ID}" in play.shown(desk).text
    await play.tap(town.sam, "Refresh", desk)
    card = await play.say(town.sam, "/products", desk)
    await play.tap(town.sam, "PaySuper", desk)
    assert "12 products, page 1 of 2." in card.text
    await play.tap(town.sam, "Next", desk)
    assert "page 2 of 2." in card.text


async def test_a_document_waits_for_the_provider(play: Play) -> None:
    """Typed with the command or sent as a file, it is held until somebody says whose it is."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, f"/products new {json.dumps(CHESS)}", desk)
    assert (card.text, card.labels()) == ("Whose key products?", BOTH)
    await play.tap(town.max, "market", desk)
    asked = play.shown(desk)
    assert asked.text.startswith("Create the key product chess at market?")
    town.max.sends_file("chess.json", json.dumps(CHESS).encode(), "/products new", desk)
    await play.stage.quiet()
    await play.tap(town.max, "PaySuper", desk)
    other = play.shown(desk)
    assert other.text.startswith("Create the key product chess at PaySuper?")
    await play.tap(town.max, "Confirm", desk, other)
    await play.tap(town.max, "Confirm", desk, asked)
    assert "at PaySuper" in other.text
    assert f"id {ID}, at market" in asked.text
    await play.say(town.max, "/products new", desk)
    await play.tap(town.max, "market", desk)
    async with play.stage.app.house.db.read() as tx:
        facts = (await tx.connection.execute(select(dialogs.c.facts))).scalars().all()
    assert [each["seller"] for each in facts] == ["market"]


async def test_a_button_of_a_provider_that_is_off_now_is_old(play: Play) -> None:
    """Nothing of it goes to the other one: neither a card's button nor what waits for Confirm."""
    town, desk = play.town, play.desk
    await made(play)
    product = play.shown(desk)
    question = await play.say(town.max, f"/products market new {json.dumps(CHESS)}", desk)
    listed = await play.say(town.max, "/products market", desk)
    books = await play.say(town.max, "/books market", town.managers)
    await play.restart()
    for chat, card, label in (
        (desk, product, "Refresh"),
        (desk, product, "Edit"),
        (desk, listed, "Chess"),
        (desk, listed, "New product"),
        (town.managers, books, "Week"),
    ):
        await play.tap(town.max, label, chat, card)
        assert play.shown(chat).text.startswith("This menu is from an earlier version.")
    await play.tap(town.max, "Confirm", desk, question)
    assert "market" in question.text
    assert town.paysuper.changes == []


async def test_a_long_id_is_held_for_an_hour(play: Play) -> None:
    """After that the list has to be asked for again; it serves no other person's button."""
    town, desk = play.town, play.desk
    await made(play)
    card = play.shown(desk)
    data = card.button("Refresh")
    assert data is not None
    assert data.data is not None
    verb, _, *args = data.data.split(":")
    await play.forge(town.sam, ":".join((verb, "", *args)), card)
    assert play.shown(desk).text.startswith("I do not know this list any more.")
    await play.later(timedelta(hours=2))
    await play.tap(town.max, "Refresh", desk, card)
    assert play.shown(desk).text.startswith("I do not know this list any more.")


@pytest.mark.steps("/books", "tap books.page")
async def test_books_asks_whose_and_keeps_to_it(play: Play) -> None:
    """A period by day and by word, each at the provider that was chosen; never a key.

    An owner asks: no order of ours is known for the market's sale.
    """
    town, chat = play.town, play.town.managers
    txn_id = await bought(play)
    card = await play.say(town.olga, "/books", chat)
    assert card.text == "Whose books?"
    assert card.labels() == ["Hype", "market"]
    await play.tap(town.olga, "market", chat)
    assert card.text.startswith("Books of market, ")
    assert "market-txn" in card.text
    await play.tap(town.olga, "Week", chat)
    assert card.text.startswith("Books of market, ")
    card = await play.say(town.olga, "/books week", chat)
    await play.tap(town.olga, "Hype", chat)
    assert card.text.startswith("Books of Hype, ")
    assert txn_id in card.text
    await play.tap(town.olga, "Today", chat)
    assert txn_id in card.text
    assert play.showing(KEY) == []


@pytest.mark.steps("tap books.find")
@pytest.mark.parametrize("said", ["908070605", "txn market-txn"])
async def test_a_sale_is_looked_for_at_one_and_at_the_other(play: Play, said: str) -> None:
    """What was typed is on no button and in no row; the question stays for the next look."""
    town, chat = play.town, play.town.managers
    card = await play.say(town.olga, f"/books {said}", chat)
    assert (card.text, card.labels()) == ("Whose books?", ["Hype", "market"])
    word = said.split()[-1]
    assert all(word not in (button.data or "") for row in card.keyboard for button in row)
    assert word not in await rows(play)
    await play.tap(town.olga, "Hype", chat)
    assert play.shown(chat).text == "The books of Hype show no such sale."
    await play.tap(town.olga, "market", chat, card)
    assert play.shown(chat).text.startswith("Books of market: one sale")
    assert "Reference 908070605, our transaction market-txn" in play.shown(chat).text
    named = await play.say(town.olga, f"/books market {said}", chat)
    assert named.text.startswith("Books of market: one sale")
    assert play.showing(KEY) == []


async def test_a_mistake_is_told_before_whose_is_asked(play: Play) -> None:
    """The usage and an example, at once."""
    wrong = await play.say(play.town.max, "/books by moonlight and stars", play.town.managers)
    assert wrong.text.startswith("Usage: /books")
