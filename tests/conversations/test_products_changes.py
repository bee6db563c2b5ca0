"""Key products changed from the chat: created, edited, published, deleted; each asks first."""

import json
from datetime import timedelta

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play
from tests.conversations.products_play import opened, product
from tests.one_day import one_day

DOCUMENT = {
    "object": "product",
    "sku": "half-life-3",
    "name": {"en": "Half-Life 3", "de": "Halbwertszeit 3"},
    "description": "At last",
    "default_currency": "usd",
    "pricing": "manual",
    "images": ["https://images.example/3.jpg"],
    "url": "https://shop.example/3",
    "metadata": {"shelf": "A 7"},
}


@pytest.mark.steps(
    "tap products.new",
    "answer product.sku",
    "answer product.name",
    "answer product.currency",
    "answer product.description",
    "tap product.do",
)
async def test_a_product_is_created_step_by_step(play: Play) -> None:
    """Four answers, each checked at once; nothing is sent before Confirm, and only once."""
    town, desk, max_ = play.town, play.desk, play.town.max
    await play.say(max_, "/products", desk)
    await play.tap(max_, "New product", desk)
    assert "Which SKU shall it have?" in play.shown(desk).text
    long = await play.answer(max_, "x" * 256, desk)
    assert long.text.startswith("SKU: it is too long: “xxxxx")
    await play.answer(max_, "half-life-3", desk)
    assert (await play.answer(max_, "de: nur deutsch", desk)).text == (
        "Name: a text in the language “en” is needed. Nothing was sent."
    )
    await play.answer(max_, "Half-Life 3\nde: Halbwertszeit 3", desk)
    assert (await play.answer(max_, "dollars", desk)).text.startswith(
        "Default currency: “DOLLARS” is no currency; write its three letters, such as EUR."
    )
    await play.answer(max_, "usd", desk)
    card = await play.answer(max_, "At last\n\nThe third", desk)
    assert card.text.startswith("Create the key product half-life-3 at PaySuper?")
    assert "Name (de): Halbwertszeit 3" in card.text
    assert town.paysuper.changes == []
    await play.tap(max_, "Confirm", desk, card)
    assert card.text.startswith("✅ Created.")
    made = product(play, "half-life-3").details
    assert made.name == {"en": "Half-Life 3", "de": "Halbwertszeit 3"}
    assert made.description == {"en": "At last\n\nThe third"}
    assert [change.endpoint for change in town.paysuper.changes] == ["create"]


@pytest.mark.steps("/products", "tap product.do")
async def test_a_product_is_created_by_one_message(play: Play) -> None:
    """The document behind the command; what is not taken from it is named."""
    card = await play.say(play.town.max, f"/products new {json.dumps(DOCUMENT)}", play.desk)
    assert "Web page: https://shop.example/3" in card.text
    assert "Not taken from the document: object." in card.text
    await play.tap(play.town.max, "Confirm", play.desk, card)
    made = product(play, "half-life-3")
    assert made.details.images == ("https://images.example/3.jpg",)
    assert made.details.metadata == {"shelf": "A 7"}
    assert made.details.default_currency == "USD"
    assert not made.enabled


@pytest.mark.parametrize("by", ["command", "answer"])
async def test_a_product_is_created_by_a_file(play: Play, by: str) -> None:
    """The document as a file, with the command as its caption or as the answer to the question."""
    max_, desk = play.town.max, play.desk
    asked = await play.say(max_, "/products new", desk) if by == "answer" else None
    caption = "" if asked else "/products new"
    text = json.dumps(DOCUMENT).encode()
    max_.sends_file("product.json", text, caption, desk, reply_to=asked)
    await play.stage.quiet()
    card = play.shown(desk)
    assert card.text.startswith("Create the key product half-life-3 at PaySuper?")
    await play.tap(max_, "Confirm", desk)
    assert product(play, "half-life-3").details.url == "https://shop.example/3"


@one_day(
    ("document", "said"),
    [
        (
            "{",
            "Document: it is no JSON; reading it stopped at 1:2 (line:column). Nothing was sent.",
        ),
        ("[1]", "Document: it has the wrong type; an object belongs there. Nothing was sent."),
        ({"Name": "x"}, "Document: there is no field “Name”; there are sku, name,"),
        ({"sku": 5}, "SKU: it has the wrong type; a text belongs there."),
        ({"sku": None}, "SKU: it is missing."),
        ({"name": ["x"]}, "Name: it has the wrong type; a text, or an object of texts by language"),
        ({"name": {"en": 1}}, "Name: it has the wrong type"),
        ({"name": {"English": "x", "en": "y"}}, "Name: “English” is no language; write it like en"),
        ({"name": {"de": "x"}}, "Name: a text in the language “en” is needed."),
        ({"description": " "}, "Description: a text in the language “en” is needed."),
        ({"default_currency": "US"}, "Default currency: “US” is no currency;"),
        ({"default_currency": ""}, "Default currency: it is missing."),
        ({"pricing": "cheap"}, "Pricing: “cheap” is no pricing;"),
        ({"images": "x"}, "Images: it has the wrong type; a list of texts belongs there."),
        ({"images": ["x"]}, "Images: this is no web address;"),
        ({"url": "shop"}, "Web page: this is no web address;"),
        ({"metadata": []}, "Metadata: it has the wrong type; an object belongs there."),
    ],
)
async def test_each_fault_of_a_document_is_named(
    play: Play, document: str | dict[str, object], said: str
) -> None:
    """The field and what is wrong with it, before anything is sent."""
    text = document if isinstance(document, str) else json.dumps({**DOCUMENT, **document})
    card = await play.say(play.town.max, f"/products new {text}", play.desk)
    assert card.text.startswith(said)
    assert play.town.paysuper.calls == []


async def test_a_file_that_is_no_text_is_told(play: Play) -> None:
    """Bytes that are no text are not guessed at."""
    play.town.max.sends_file("product.json", b"\xff\xfe1\x00,", "/products new", play.desk)
    await play.stage.quiet()
    shown = play.shown(play.desk)
    assert "it is damaged, or cut off (UTF-16)." in shown.text


async def test_a_sku_that_is_taken_is_told(play: Play) -> None:
    """The second product of a SKU is refused, and none is made."""
    text = json.dumps({**DOCUMENT, "sku": "tea-party"})
    card = await play.say(play.town.max, f"/products new {text}", play.desk)
    await play.tap(play.town.max, "Confirm", play.desk, card)
    assert card.text == (
        "Another key product at PaySuper has the SKU tea-party already. Nothing was created."
    )


async def test_a_lost_answer_to_a_creation_makes_no_second_one(play: Play) -> None:
    """It is looked for, found, and shown."""
    play.town.paysuper.faults.add("create", Fault.lost_after())
    card = await play.say(play.town.max, f"/products new {json.dumps(DOCUMENT)}", play.desk)
    await play.tap(play.town.max, "Confirm", play.desk, card)
    assert "SKU half-life-3" in card.text
    assert [change.endpoint for change in play.town.paysuper.changes] == ["create"]


FIELDS = [
    ("Name", "de: Kohle\nfr: -", "Name (de): Weltraumbergbau → Kohle", "name"),
    ("Description", "Dig", "Description (en): Dig on the moons of Jupiter → Dig", "description"),
    ("Long description", "Dig deep", "Long description (en): nothing → Dig deep", "long"),
    ("Default currency", "eur", "Default currency: USD → EUR", "currency"),
    ("Pricing", "Steam", "Pricing: manual → steam", "pricing"),
    ("Web page", "https://a.example/", "Web page: nothing → https://a.example/", "url"),
    ("Images", "https://a.example/1 https://a.example/2", "Images: nothing → https:", "images"),
    (
        "All in one document",
        '{"sku": "space-miner", "id": "x", "metadata": {"a": 1}}',
        "Metadata: 0 → 1 entry",
        "json",
    ),
]


@pytest.mark.steps(
    "tap product.edit", "tap product.field", "answer product.value", "tap product.do"
)
@pytest.mark.parametrize(("button", "said", "difference", "field"), FIELDS)
async def test_each_field_is_edited(
    play: Play, button: str, said: str, difference: str, field: str
) -> None:
    """What was and what will be stand in the question; prices and all else stay."""
    town, desk = play.town, play.desk
    before = product(play, "space-miner").details
    card = await opened(play, "Space Miner")
    await play.tap(town.max, "Edit", desk)
    await play.tap(town.max, button, desk, card)
    asked = await play.answer(town.max, said, desk)
    assert "It is on sale: buyers see it at once." in asked.text
    assert difference in asked.text
    assert ("Not taken from the document: id." in asked.text) is (field == "json")
    assert town.paysuper.changes == []
    await play.tap(town.max, "Confirm", desk, asked)
    assert asked.text.startswith("✅ Changed.")
    after = product(play, "space-miner")
    assert after.details != before
    assert [platform.platform_id for platform in after.platforms] == ["steam"]
    assert len(after.platforms[0].prices) == 2


@one_day(
    ("button", "said", "answer"),
    [
        ("Name", "Space Miner", "That is what stands there already. Nothing was sent."),
        ("Name", "-", "Name: a text in the language “en” is needed."),
        ("Default currency", "XXQ", "Default currency: “XXQ” is no currency"),
        ("Web page", "shop", "Web page: this is no web address"),
        ("Web page", "-", "That is what stands there already."),
        ("Images", "-", "That is what stands there already."),
        ("All in one document", "hello", "Document: it is neither JSON nor CSV; CSV begins with"),
        ("All in one document", '{"sku": "tea-party"}', "Document: it is of the product with the"),
    ],
)
async def test_mistakes_in_a_field_are_named(
    play: Play, button: str, said: str, answer: str
) -> None:
    """Nothing is sent by them."""
    town, desk = play.town, play.desk
    card = await opened(play, "Space Miner")
    await play.tap(town.max, "Edit", desk)
    await play.tap(town.max, button, desk, card)
    assert (await play.answer(town.max, said, desk)).text.startswith(answer)
    assert town.paysuper.changes == []


@pytest.mark.steps("tap product.publish", "tap product.do", "tap confirm.cancel")
async def test_a_product_is_published_after_a_question(play: Play) -> None:
    """Cancel leaves it; Confirm puts it on sale; that it has no price is said before."""
    town, desk = play.town, play.desk
    card = await opened(play, "Postcard 3")
    await play.tap(town.max, "Publish", desk)
    assert "It has no price yet." in card.text
    await play.tap(town.max, "Cancel", desk)
    assert not product(play, "postcard-3").enabled
    card = await opened(play, "Tea Party")
    await play.tap(town.max, "Publish", desk)
    assert card.text.startswith("Publish Tea Party? Buyers can buy it from then on")
    await play.tap(town.max, "Confirm", desk)
    assert card.text.startswith("✅ Published.")
    assert product(play, "tea-party").enabled
    assert "Publish" not in card.labels()


@pytest.mark.steps("tap product.delete", "tap product.do")
async def test_a_product_is_deleted_after_a_question(play: Play) -> None:
    """For ever, so the question says what goes with it; a second Confirm does nothing."""
    town, desk = play.town, play.desk
    card = await opened(play, "Tea Party")
    await play.tap(town.max, "Delete", desk)
    assert card.text.startswith("Delete Tea Party (SKU tea-party) for ever?")
    data = next(button.data for row in card.keyboard for button in row if button.data)
    await play.tap(town.max, "Confirm", desk)
    assert card.text == "Deleted: Tea Party (SKU tea-party)."
    await play.forge(town.max, data, card)
    assert [change.endpoint for change in town.paysuper.changes] == ["delete"]
    await play.say(town.max, "/products tea", desk)
    assert "No key product fits." in play.shown(desk).text


async def test_what_is_held_outlives_the_process_and_not_an_hour(play: Play) -> None:
    """A Remove from before a restart still asks; after an hour it and a Confirm do nothing."""
    town, desk = play.town, play.desk
    card = await opened(play, "Space Miner")
    for label in ("Platforms and prices", "Steam"):
        await play.tap(town.max, label, desk, card)
    other = await opened(play, "Tea Party")
    await play.tap(town.max, "Delete", desk, other)
    await play.restart()
    await play.tap(town.max, "Remove EUR", desk, card)
    assert card.text.startswith("Take the price EUR: €17.99 on Steam away?")
    await play.later(timedelta(hours=2))
    for held in (card, other):
        await play.tap(town.max, "Confirm", desk, held)
    assert town.paysuper.changes == []
    assert play.shown(desk).text.startswith("I do not hold this question any more.")


async def test_support_may_look_and_not_change(play: Play) -> None:
    """A button of somebody with the right does nothing for one without; `new` is but a word."""
    town, desk = play.town, play.desk
    card = await opened(play, "Tea Party")
    said = await play.say(town.sam, "/products new", desk)
    assert "No key product fits." in said.text
    forged = f"product.delete::{product(play, 'tea-party').product_id}"
    answer = await play.forge(town.sam, forged, card)
    assert answer.startswith(
        "You may not do this here. It takes the right to “change key products”"
    )
    assert town.paysuper.changes == []
