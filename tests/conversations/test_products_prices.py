"""Platforms and prices of a key product: added, changed and taken away; each asks first."""

from decimal import Decimal

import pytest

from sandbox.paysuper.goods import Platform, Price
from sandbox.telegram import Message
from tests.conversations.play import Play
from tests.conversations.products_play import opened, product
from tests.one_day import one_day


@pytest.mark.steps(
    "tap product.platforms",
    "tap product.add",
    "tap product.on",
    "tap product.price",
    "answer product.region-price",
    "tap product.do",
)
async def test_platforms_and_prices_are_added_and_changed(play: Play) -> None:
    """The first price puts a product on a platform; others are added, and changed."""
    desk, max_ = play.desk, play.town.max
    card = await opened(play, "Space Miner")
    await play.tap(max_, "Platforms and prices", desk)
    assert card.labels() == ["Steam", "Add a platform", "Back"]
    await play.tap(max_, "Add a platform", desk)
    assert card.labels() == ["GOG.com", "Another platform", "Back"]
    await play.tap(max_, "GOG.com", desk)
    asked = await play.answer(max_, "USD USD 21.50", desk)
    assert asked.text.startswith("Put Space Miner on GOG.com with the price USD: US$21.50?")
    await play.tap(max_, "Confirm", desk, asked)
    assert asked.text.startswith("✅ Changed.")
    await play.tap(max_, "Set a price", desk, asked)
    asked = await play.answer(max_, "eur 18,99", desk)
    assert asked.text.startswith("Add the price EUR: €18.99 for Space Miner on GOG.com?")
    await play.tap(max_, "Confirm", desk, asked)
    await play.tap(max_, "Back", desk, asked)
    await play.tap(max_, "Steam", desk, asked)
    await play.tap(max_, "Set a price", desk, asked)
    asked = await play.answer(max_, "EUR EUR 16.49", desk)
    assert "EUR: €17.99 → EUR: €16.49?" in asked.text
    await play.tap(max_, "Confirm", desk, asked)
    there = {
        (platform.platform_id, price.region): price.amount
        for platform in product(play, "space-miner").platforms
        for price in platform.prices
    }
    assert there == {
        ("steam", "USD"): Decimal("19.99"),
        ("steam", "EUR"): Decimal("16.49"),
        ("gog", "USD"): Decimal("21.50"),
        ("gog", "EUR"): Decimal("18.99"),
    }
    await play.tap(max_, "Back", desk, asked)
    await play.tap(max_, "Add a platform", desk, asked)
    assert asked.text == "Space Miner is on all platforms there are."


@pytest.mark.steps("answer product.region-price")
@one_day(
    ("said", "answer"),
    [
        ("18.99", "Usage: <region> [currency] <amount>\nExample: EUR EUR 18.99"),
        ("Atlantis 5", "Currency: “ATLANTIS” is no currency;"),
        ("EUR EUR much", "Price: “much” is no number; write it like 18.99. Nothing was sent."),
        ("EUR EUR 0", "Price: 0 is out of range."),
        ("EUR EUR 18.9999", "Price: 18.9999 has more places than there are."),
        ("EUR 1.000", "Price: “1.000” can be read in two ways; write one of 1000 / 1.00. Nothing"),
        ("EUR XXQ 1", "Currency: “XXQ” is no currency;"),
    ],
)
async def test_mistakes_in_a_price_are_named(play: Play, said: str, answer: str) -> None:
    """Nothing is sent, and the question stays open."""
    town, desk = play.town, play.desk
    card = await opened(play, "Space Miner")
    for label in ("Platforms and prices", "Steam", "Set a price"):
        await play.tap(town.max, label, desk, card)
    assert (await play.answer(town.max, said, desk)).text.startswith(answer)
    assert town.paysuper.changes == []
    assert (await play.answer(town.max, "EUR €9,00", desk)).text.startswith("Change the price")


@pytest.mark.steps("tap product.unprice", "tap product.off", "tap product.do")
async def test_prices_and_platforms_are_taken_away(play: Play) -> None:
    """One region first, then the platform with the rest."""
    desk, max_ = play.desk, play.town.max
    card = await opened(play, "Space Miner")
    for label in ("Platforms and prices", "Steam", "Remove EUR"):
        await play.tap(max_, label, desk, card)
    assert card.text == "Take the price EUR: €17.99 on Steam away? The other prices stay."
    await play.tap(max_, "Confirm", desk, card)
    assert card.labels() == ["Set a price", "Remove USD", "Remove the platform", "Back"]
    await play.tap(max_, "Remove the platform", desk, card)
    assert card.text == "Take Space Miner off Steam? Its price there goes with it."
    await play.tap(max_, "Confirm", desk, card)
    assert card.text.startswith("✅ Taken off Steam.")
    assert product(play, "space-miner").platforms == []


async def test_a_platform_that_is_gone_is_told(play: Play) -> None:
    """Taken away at PaySuper while its card stood there."""
    town, desk = play.town, play.desk
    card = await opened(play, "Space Miner")
    await play.tap(town.max, "Platforms and prices", desk, card)
    product(play, "space-miner").platforms.clear()
    await play.tap(town.max, "Steam", desk, card)
    assert play.shown(desk).text == "Platform: it is not there any more. Nothing was sent."


@pytest.mark.steps("tap product.platforms", "tap product.add", "tap product.on")
async def test_seventy_platforms_and_seventy_prices_have_pages(play: Play) -> None:
    """Each can be reached, the lines and the buttons of a page are the same, and the card counts."""
    desk, max_, paysuper = play.desk, play.town.max, play.town.paysuper
    mine = product(play, "space-miner")
    mine.platforms[0].prices[:] = [Price(f"R{at}", Decimal(at), "USD") for at in range(1, 71)]
    for at in range(69):
        paysuper.available_platforms.append(Platform(f"on{at}", f"On {at}"))
        paysuper.available_platforms.append(Platform(f"off{at}", f"Off {at}"))
        mine.platforms.append(Platform(f"on{at}", f"On {at}"))
    card = await opened(play, "Space Miner")
    assert "R8: US$8.00 and 62 more" in card.text.replace(",", "")
    assert "… and 62 more; “As CSV” has them all." in card.text
    await play.tap(max_, "Platforms and prices", desk, card)
    assert "70 in all, page 1 of 7." in card.text
    await _walked(play, card, 7, "On 68")
    await play.tap(max_, "Add a platform", desk, card)
    await _walked(play, card, 7, "Off 68")
    await play.tap(max_, "Back", desk, card)
    await play.tap(max_, "Steam", desk, card)
    assert "70 in all, page 1 of 7." in card.text
    await _walked(play, card, 7, "Remove R70")
    assert "• R70: US$70.00" in card.text
    assert "• R60: " not in card.text


async def _walked(play: Play, card: Message, pages: int, last: str) -> None:
    for _ in range(pages - 1):
        await play.tap(play.town.max, "Next", play.desk, card)
    assert last in card.labels()
    assert "Next" not in card.labels()


async def test_a_price_that_somebody_has_changed_meanwhile_is_not_overwritten(play: Play) -> None:
    """Of two who were asked at one price the second is told, with the way to what stands there now."""
    town, desk = play.town, play.desk
    asked = []
    for person, amount in ((town.max, "11"), (town.olga, "12")):
        await play.say(person, "/products Space Miner", desk)
        await play.tap(person, "Space Miner", desk)
        for label in ("Platforms and prices", "Steam", "Set a price"):
            await play.tap(person, label, desk)
        asked.append(await play.answer(person, f"EUR {amount}", desk))
    await play.tap(town.olga, "Confirm", desk, asked[1])
    await play.tap(town.max, "Confirm", desk, asked[0])
    assert asked[0].text.startswith("Price is not what it was when you were asked; Olga Owner")
    assert asked[0].labels() == ["Back"]
    [steam] = product(play, "space-miner").platforms
    assert [price.amount for price in steam.prices if price.region == "EUR"] == [Decimal(12)]
