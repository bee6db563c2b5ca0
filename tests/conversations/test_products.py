"""/products: key products listed, opened, and how buyers see them."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play
from tests.one_day import one_day


@pytest.mark.steps("/products", "tap products.page")
async def test_the_list_has_pages(play: Play) -> None:
    """Twelve products take two pages; each has its state."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/products", desk)
    assert "12 products, page 1 of 2." in card.text
    assert "Space Miner · space-miner · published" in card.text
    assert "Tea Party · tea-party · not published" in card.text
    assert "New product" not in card.labels()  # support may look only
    await play.tap(town.sam, "Next", desk)
    assert "page 2 of 2." in card.text
    await play.tap(town.sam, "Previous", desk)
    assert "page 1 of 2." in card.text


@pytest.mark.steps("/products")
@one_day(
    ("words", "shown", "filter_"),
    [
        ("miner", ["Space Miner"], "Only name with “miner”."),
        ("tea-party", ["Tea Party"], "Only SKU with “tea-party”."),
        ("sku tea-", ["Tea Party"], "Only SKU with “tea-”."),
        ('name "Tea Party"', ["Tea Party"], "Only name with “Tea Party”."),
        ("nothing like it", [], "No key product fits."),
    ],
)
async def test_words_find_by_name_and_by_sku(
    play: Play, words: str, shown: list[str], filter_: str
) -> None:
    """A name is looked for first, then a SKU; either may be named."""
    card = await play.say(play.town.sam, f"/products {words}", play.desk)
    assert filter_ in card.text
    assert [label for label in card.labels() if label in {"Space Miner", "Tea Party"}] == shown


@pytest.mark.steps("tap products.filter", "tap products.page")
async def test_the_list_is_narrowed_and_widened_by_buttons(play: Play) -> None:
    """By pricing, with pages of what is left, and back to all."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/products", desk)
    await play.tap(town.sam, "pricing: manual", desk)
    assert "One product, page 1 of 1." in card.text
    assert "Only pricing “manual”." in card.text
    await play.tap(town.sam, "pricing: default", desk)
    assert "11 products, page 1 of 2." in card.text
    await play.tap(town.sam, "Next", desk)
    assert "page 2 of 2." in card.text
    await play.tap(town.sam, "Show all", desk)
    assert "12 products" in card.text


async def test_a_filter_outlives_a_restart_and_is_forgotten_after_an_hour(play: Play) -> None:
    """Words are written down for an hour; after that the list has to be asked for again."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/products postcard", desk)
    assert "10 products, page 1 of 2." in card.text
    await play.restart()
    await play.tap(town.sam, "Next", desk, card)
    assert "10 products, page 2 of 2." in card.text
    await play.later(timedelta(hours=2))
    await play.tap(town.sam, "Previous", desk, card)
    assert play.shown(desk).text.startswith("I do not know this list any more.")


@pytest.mark.steps("tap product.open", "tap product.show")
async def test_a_product_is_opened_and_refreshed(play: Play) -> None:
    """The card has all that is written of it; the list stays."""
    town, desk = play.town, play.desk
    before = await play.say(town.max, "/products", desk)
    await play.tap(town.max, "Space Miner", desk)
    card = play.shown(desk)
    assert card is not before
    for line in (
        "Name (en): Space Miner",
        "Name (de): Weltraumbergbau",
        "Description (en): Dig on the moons of Jupiter",
        "Default currency: USD",
        "Pricing: manual",
        "Steam: USD: US$19.99 and EUR: €17.99",
        "it is on sale",
    ):
        assert line in card.text
    looks = ["Public view", "Refresh", "As CSV", "As JSON"]
    assert card.labels() == ["Edit", "Delete", "Platforms and prices", *looks]
    await play.say(town.sam, "/products tea", desk)
    await play.tap(town.sam, "Tea Party", desk)
    shown = play.shown(desk)
    assert "Not published: nobody can buy it yet." in shown.text
    assert shown.labels() == looks  # support may look only
    await play.tap(town.sam, "Refresh", desk)
    assert "Tea Party" in shown.text


async def test_a_product_that_is_gone_is_told(play: Play) -> None:
    """Deleted at PaySuper meanwhile: the button says so."""
    town, desk = play.town, play.desk
    await play.say(town.max, "/products tea", desk)
    for product in town.paysuper.products:
        product.deleted = product.details.sku == "tea-party"
    await play.tap(town.max, "Tea Party", desk)
    assert play.shown(desk).text.startswith("PaySuper has no key product 0000")


@pytest.mark.steps("tap product.public", "answer product.viewer")
async def test_the_public_view_by_country_and_currency(play: Play) -> None:
    """The price a buyer there pays, and where there is none for what was asked."""
    town, desk = play.town, play.desk
    await play.say(town.sam, "/products miner", desk)
    await play.tap(town.sam, "Space Miner", desk)
    await play.tap(town.sam, "Public view", desk)
    assert "DE EUR" in play.shown(desk).text
    wrong = await play.answer(town.sam, "DE EUR now", desk)
    assert wrong.text == "Usage: <country> [currency]\nExample: DE EUR"
    for said, expected in (
        ("XX", "Country: “XX” is no country; write its two letters, such as DE. Nothing was sent."),
        ("DE XXQ", "Currency: “XXQ” is no currency"),
    ):
        assert (await play.answer(town.sam, said, desk)).text.startswith(expected)
    card = await play.answer(town.sam, "de eur", desk)
    assert "Country: DE, currency: EUR" in card.text
    assert "Steam: €17.99 (region EUR)" in card.text
    await play.tap(town.sam, "Another country", desk)
    card = await play.answer(town.sam, "JP", desk)
    assert "Country: JP, currency: any" in card.text
    assert "there is no price for what was asked" in card.text
    await play.tap(town.sam, "Back", desk)
    assert "SKU space-miner" in card.text


async def test_the_public_view_of_what_is_not_published(play: Play) -> None:
    """PaySuper refuses, and its reason is told in words."""
    town, desk = play.town, play.desk
    await play.say(town.sam, "/products tea", desk)
    await play.tap(town.sam, "Tea Party", desk)
    await play.tap(town.sam, "Public view", desk)
    card = await play.answer(town.sam, "DE", desk)
    assert card.text.startswith(
        "PaySuper refused this, and nothing was changed: the product is not"
    )
    assert card.text.endswith("Code kp000023")


async def test_paysuper_out_of_order_is_told(play: Play) -> None:
    """An unavailable provider is named, and nothing else happens."""
    town, desk = play.town, play.desk
    town.paysuper.faults.add("list", Fault.status(503), times=9)
    card = await play.say(town.sam, "/products", desk)
    assert card.text.startswith("PaySuper is not available at the moment.")
