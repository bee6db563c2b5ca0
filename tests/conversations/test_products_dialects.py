"""/products in the dialect of PaySuper's document and in that of its server: one setting switches."""

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

import pytest

from bot.redact import Redactor
from tests.conversations.conftest import none_leaked
from tests.conversations.play import Play
from tests.conversations.products_play import opened, product
from tests.furnished import Furnished

Dialect = Literal["document", "server"]
LINKS: dict[str, Any] = {"activation_url": "https://a.example/", "eula_url": "https://a.example/"}
HEAD = "field,language,platform,region,currency,value\n"


@pytest.fixture(params=["document", "server"])
def dialect(request: pytest.FixtureRequest) -> Dialect:
    """The document's, then the server's."""
    chosen: Dialect = request.param
    return chosen


@pytest.fixture
async def play(
    log: io.StringIO,
    redactor: Redactor,
    dialect: Dialect,
    furnished: Furnished,
    request: pytest.FixtureRequest,
) -> AsyncIterator[Play]:
    """The working day with a PaySuper and a desk that both speak the dialect."""
    stage = await furnished.stage(
        redactor=redactor,
        settings={"KEYDESK_PAYSUPER__DIALECT": dialect},
        prepared=lambda town: town.paysuper.speak(dialect),
    )
    played = Play(stage)
    yield played
    marks = request.node.iter_markers("steps")
    await played.at_end({step for mark in marks for step in mark.args})
    await stage.stop()
    none_leaked(stage, log)


@pytest.mark.steps("tap products.filter", "tap products.page", "/products")
async def test_the_filters_are_those_of_the_dialect(play: Play, dialect: Dialect) -> None:
    """The document's by pricing, the server's by being published; both have pages, and a way back."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/products", desk)
    states = {"published", "not published"}
    pricings = {f"pricing: {mode}" for mode in ("currency", "manual", "steam", "default")}
    there = set(card.labels()) & (states | pricings)
    assert there == (pricings if dialect == "document" else states)
    few, many = ("pricing: manual", "pricing: default")
    if dialect == "server":
        few, many = ("published", "not published")
    await play.tap(town.sam, few, desk, card)
    assert "One product, page 1 of 1." in card.text
    assert "Space Miner" in card.labels()
    assert few not in card.labels()
    await play.tap(town.sam, many, desk, card)
    assert "11 products, page 1 of 2." in card.text
    await play.tap(town.sam, "Next", desk, card)
    assert "11 products, page 2 of 2." in card.text
    await play.tap(town.sam, "Show all", desk, card)
    assert "12 products, page 1 of 2." in card.text


@pytest.mark.steps("tap products.filter", "/products")
async def test_a_filter_on_top_of_words(play: Play, dialect: Dialect) -> None:
    """Words narrow first, signs in them mean themselves, and a button narrows further."""
    town, desk = play.town, play.desk
    town.paysuper.product("odd", "Miner (2) [beta]", pricing="steam")
    card = await play.say(town.sam, "/products (2) [beta", desk)
    assert "One product" in card.text
    card = await play.say(town.sam, "/products miner", desk)
    assert "2 products" in card.text
    label = "pricing: steam" if dialect == "document" else "not published"
    await play.tap(town.sam, label, desk, card)
    assert "Miner (2) [beta]" in card.labels()
    assert "Space Miner" not in card.labels()


@pytest.mark.steps("tap product.public", "answer product.viewer")
async def test_the_public_view_in_either(play: Play) -> None:
    """With a token at the server and without at the document; what is not published is told as such."""
    town, desk = play.town, play.desk
    card = await opened(play, "Space Miner")
    await play.tap(town.max, "Public view", desk, card)
    shown = await play.answer(town.max, "DE", desk)
    assert "Steam: €17.99 (region EUR)" in shown.text
    card = await opened(play, "Tea Party")
    await play.tap(town.max, "Public view", desk, card)
    shown = await play.answer(town.max, "DE", desk)
    assert "nothing was changed: the product is not published." in shown.text


@pytest.mark.steps(
    "tap product.add",
    "tap product.own",
    "answer product.own-platform",
    "answer product.region-price",
    "tap product.do",
)
async def test_another_platform(play: Play, dialect: Dialect) -> None:
    """Id, name, at the server two addresses, then the price that puts the product there."""
    desk, max_ = play.desk, play.town.max
    card = await opened(play, "Space Miner")
    for label in ("Platforms and prices", "Add a platform", "Another platform"):
        await play.tap(max_, label, desk, card)
    for said, answer in (
        ("my-shop", "Usage: <id> <name>\nExample: my-shop My Shop"),
        ("my/shop My Shop", "Platform: “my/shop” cannot be an id;"),
        ("Steam Steam", "Platform: “Steam” is a platform there is; choose it by its button."),
    ):
        assert (await play.answer(max_, said, desk)).text.startswith(answer)
    asked = await play.answer(max_, "my-shop My Shop", desk)
    if dialect == "server":
        links = "https://shop.example/a https://shop.example/l"
        asked = await play.answer(max_, links, desk)
    assert asked.text.startswith("Which price on My Shop for Space Miner?")
    asked = await play.answer(max_, "USD 21.50", desk)
    assert asked.text.startswith("Put Space Miner on My Shop with the price USD: US$21.50?")
    assert play.town.paysuper.changes == []
    await play.tap(max_, "Confirm", desk, asked)
    assert asked.text.startswith("✅ Changed.")
    made = product(play, "space-miner").platforms[-1]
    assert (made.platform_id, made.name) == ("my-shop", "My Shop")
    url = "https://shop.example/a" if dialect == "server" else ""
    assert made.activation_url == url
    await play.tap(max_, "Back", desk, asked)
    await play.tap(max_, "Add a platform", desk, asked)
    await play.tap(max_, "Another platform", desk, asked)
    assert play.shown(desk).text.startswith(
        "Platform: a product may be on one platform of your own, and this one is on My Shop already."
    )


@pytest.mark.steps("answer product.own-links", "tap product.own")
@pytest.mark.parametrize("dialect", ["server"], indirect=True)
async def test_the_addresses_of_another_platform(play: Play) -> None:
    """Two of them, and web addresses; the question stays open until they are."""
    desk, max_ = play.desk, play.town.max
    card = await opened(play, "Space Miner")
    for label in ("Platforms and prices", "Add a platform", "Another platform"):
        await play.tap(max_, label, desk, card)
    asked = await play.answer(max_, "my-shop My Shop", desk)
    assert asked.text.startswith("Where is a key activated on My Shop")
    for said, answer in (
        ("https://shop.example/a", "Usage: <activation address> <licence address>"),
        ("https://shop.example/a shop", "Licence URL: this is no web address"),
        ("https://shop.example/a https://shop.example/l", "Which price on My Shop"),
    ):
        assert (await play.answer(max_, said, desk)).text.startswith(answer)
    assert play.town.paysuper.changes == []


@pytest.mark.steps("answer product.region-price", "tap product.do")
async def test_a_second_platform_of_ones_own_is_refused_in_words(
    play: Play, dialect: Dialect
) -> None:
    """Another came to stand there meanwhile: PaySuper refuses, and its reason is told."""
    desk, max_ = play.desk, play.town.max
    card = await opened(play, "Space Miner")
    for label in ("Platforms and prices", "Add a platform", "Another platform"):
        await play.tap(max_, label, desk, card)
    await play.answer(max_, "my-shop My Shop", desk)
    if dialect == "server":
        await play.answer(max_, "https://shop.example/a https://shop.example/l", desk)
    asked = await play.answer(max_, "USD 21.50", desk)
    there = product(play, "space-miner")
    there.platforms.append(replace(there.platforms[0], platform_id="other", name="Other", **LINKS))
    await play.tap(max_, "Confirm", desk, asked)
    assert "there may be one platform of your own, and there is one already" in asked.text
    assert play.town.paysuper.changes == []


@pytest.mark.steps("tap product.price", "tap product.unprice", "tap product.off", "tap product.do")
async def test_prices_are_set_and_taken_away(play: Play, dialect: Dialect) -> None:
    """In either dialect the others stay; at the server the last one goes with its platform only."""
    desk, max_ = play.desk, play.town.max
    card = await opened(play, "Space Miner")
    for label in ("Platforms and prices", "Steam", "Set a price"):
        await play.tap(max_, label, desk, card)
    asked = await play.answer(max_, "GBP 15", desk)
    await play.tap(max_, "Confirm", desk, asked)
    for region in ("EUR", "GBP"):
        await play.tap(max_, f"Remove {region}", desk, asked)
        await play.tap(max_, "Confirm", desk, asked)
    assert [p.region for p in product(play, "space-miner").platforms[0].prices] == ["USD"]
    await play.tap(max_, "Remove USD", desk, asked)
    await play.tap(max_, "Confirm", desk, asked)
    if dialect == "server":
        assert "a platform needs a price; take the platform away instead" in asked.text
        asked = await opened(play, "Space Miner")
        await play.tap(max_, "Platforms and prices", desk, asked)
        await play.tap(max_, "Steam", desk, asked)
    await play.tap(max_, "Remove the platform", desk, asked)
    await play.tap(max_, "Confirm", desk, asked)
    assert product(play, "space-miner").platforms == []


@pytest.mark.steps("answer product.value", "tap product.file", "tap product.do")
async def test_a_document_in_either(play: Play, dialect: Dialect) -> None:
    """Given, sent back changed, a platform of one's own in it; addresses only where there are such."""
    desk, max_ = play.desk, play.town.max
    card = await opened(play, "Space Miner")
    await play.tap(max_, "As CSV", desk, card)
    file = play.shown(desk).document
    assert file is not None
    text = file.content.decode("utf-8-sig") + (
        "name,fr,,,,Mineur\n"
        "platform,,my-shop,,,My Shop\n"
        "activation_url,,my-shop,,,https://shop.example/a\n"
        "eula_url,,my-shop,,,https://shop.example/l\n"
        "price,,my-shop,USD,USD,5\n"
    )
    await play.tap(max_, "Edit", desk, card)
    await play.tap(max_, "All in one document", desk, card)
    asked = await play.answer(max_, text, desk)
    told = "Not taken from the document: activation_url and eula_url." in asked.text
    assert told is (dialect == "document")
    await play.tap(max_, "Confirm", desk, asked)
    assert asked.text.startswith("✅ Changed.")
    made = product(play, "space-miner")
    assert made.details.name["fr"] == "Mineur"
    assert [each.platform_id for each in made.platforms] == ["steam", "my-shop"]
    assert made.platforms[1].prices[0].amount == Decimal(5)


@pytest.mark.steps("/products", "tap product.do", "tap product.publish", "tap product.delete")
async def test_a_product_from_its_creation_to_its_end(play: Play) -> None:
    """Created without a pricing mode, published, deleted."""
    desk, max_ = play.desk, play.town.max
    rows = "sku,,,,,doom\nname,,,,,Doom\ndescription,,,,,Run\ndefault_currency,,,,,USD\n"
    card = await play.say(max_, f"/products new {HEAD}{rows}price,,steam,USD,USD,5", desk)
    for label in ("Confirm", "Publish", "Confirm"):
        await play.tap(max_, label, desk, card)
    assert product(play, "doom").enabled
    for label in ("Delete", "Confirm"):
        await play.tap(max_, label, desk, card)
    assert card.text == "Deleted: Doom (SKU doom)."
