"""PaySuper changed by its document: each button sends what it allows, and nothing besides."""

import json
import sys
from typing import Any

import pytest

from sandbox.telegram import Message
from tests.conversations.play import Play
from tests.documents.coverage import promised
from tests.documents.paysuper import test_reading
from tests.documents.paysuper.desk import NAME, PRODUCT, PROJECT, opened
from tests.documents.server import DocumentServer

pytestmark = pytest.mark.usefixtures("by_the_document")


async def confirmed(play: Play, answer: str) -> Message:
    """Let Max answer what was asked last and confirm; gives the card of it."""
    asked = await play.answer(play.town.max, answer, play.desk)
    await play.tap(play.town.max, "Confirm", play.desk, asked)
    return asked


def sent(server: DocumentServer, number: str) -> Any:
    """The body of the one call of an operation."""
    (call,) = server.called(number)
    return call.body


WHOLE = {
    "sku": "en_awesome_game",
    "name": {"en": NAME, "de": "Das Spiel"},
    "default_currency": "USD",
    "description": {"en": "The Awesome Game Description"},
    "long_description": {"en": "All of it"},
    "images": ["https://images.example/3.jpg"],
    "url": "https://shop.example/3",
    "metadata": {"shelf": "A 7"},
    "pricing": "currency",
}
LEAST = ("sku", "name", "default_currency", "description")


@pytest.mark.operations("2.2")
@pytest.mark.parametrize("fields", [LEAST, tuple(WHOLE)], ids=["least", "whole"])
@pytest.mark.parametrize("answer", ["made", "made-200"])
async def test_a_product_is_created(
    play: Play, server: DocumentServer, fields: tuple[str, ...], answer: str
) -> None:
    """What was written is sent, with project and object, and no field besides the document's."""
    server.answers("2.1", "none")
    server.answers("2.2", answer)
    server.answers("2.4", "idle")
    document = {name: WHOLE[name] for name in fields}
    card = await play.say(play.town.max, f"/products new {json.dumps(document)}", play.desk)
    await play.tap(play.town.max, "Confirm", play.desk, card)
    assert card.text.startswith("✅ Created.")
    assert "Not published: nobody can buy it yet." in card.text
    body = sent(server, "2.2")
    assert {**document, "project_id": PROJECT, "object": "product"}.items() <= body.items()


@pytest.mark.operations("2.2")
async def test_a_taken_sku_is_told(play: Play, server: DocumentServer) -> None:
    """The refusal of the open-source server, since the document shows none."""
    server.answers("2.1", "none")
    server.answers("2.2", "taken")
    document = json.dumps({name: WHOLE[name] for name in LEAST})
    card = await play.say(play.town.max, f"/products new {document}", play.desk)
    await play.tap(play.town.max, "Confirm", play.desk, card)
    assert "has the SKU en_awesome_game already. Nothing was created." in card.text


@pytest.mark.operations("2.3")
@pytest.mark.parametrize(
    ("field", "said", "name", "value"),
    [
        ("Name", "de: Das Spiel", "name", {"en": "GTA 3", "de": "Das Spiel"}),
        ("Description", "Fine", "description", {"en": "Fine"}),
        ("Long description", "en: -", "long_description", {}),
        ("Default currency", "eur", "default_currency", "EUR"),
        ("Pricing", "default", "pricing", "default"),
        ("Web page", "https://shop.example/", "url", "https://shop.example/"),
        ("Images", "-", "images", []),
        ("All in one document", '{"metadata": {"a": "b"}}', "metadata", {"a": "b"}),
    ],
)
async def test_each_field_is_changed(
    play: Play, server: DocumentServer, field: str, said: str, name: str, value: object
) -> None:
    """The changed field goes out with all others as they stood, and nothing the table has not."""
    server.answers("2.4", "whole")
    await opened(play, "Edit", field)
    card = await confirmed(play, said)
    assert card.text.startswith("✅ Changed.")
    stood = server.document.answers("2.4")["whole"].payload
    kept = {key: stood[key] for key in WHOLE if key != "sku"}
    body = sent(server, "2.3")
    assert body == {**kept, "project_id": PROJECT, "object": "product", name: value}


@pytest.mark.operations("2.5")
async def test_a_product_is_published(play: Play, server: DocumentServer) -> None:
    """Publish asks, then posts without a body; the card says since when it is on sale."""
    server.answers("2.4", "idle")
    card = await opened(play, "Publish")
    server.answers("2.4", "whole")
    await play.tap(play.town.max, "Confirm", play.desk, card)
    assert card.text.startswith("✅ Published.")
    assert "Published 13 Aug 2019, 08:23\u00a0UTC: it is on sale." in card.text
    assert [(call.path, call.raw) for call in server.called("2.5")] == [(PRODUCT, b"")]


@pytest.mark.operations("2.6")
@pytest.mark.parametrize("answer", ["204", "200"])
async def test_a_product_is_deleted(play: Play, server: DocumentServer, answer: str) -> None:
    """No content is a yes, with either status."""
    server.answers("2.6", answer)
    card = await opened(play, "Delete", "Confirm")
    assert card.text == "Deleted: The Awesome Game (SKU en_awesome_game)."
    assert [call.path for call in server.called("2.6")] == [PRODUCT]


@pytest.mark.operations("2.8", "2.9")
@pytest.mark.parametrize("answer", ["204", "200"])
async def test_a_platform_is_added(play: Play, server: DocumentServer, answer: str) -> None:
    """The platforms to choose from are the document's; the body is its example but for a name."""
    server.answers("2.9", answer)
    card = await opened(play, "Platforms and prices", "Add a platform")
    assert card.labels()[0] == "GOG.com"
    assert "Steam" not in card.labels()
    await play.tap(play.town.max, "GOG.com", play.desk, card)
    assert (await confirmed(play, "EUR EUR 29.99")).text.startswith("✅ Changed.")
    assert sent(server, "2.9") == {
        "platform": {
            "id": "gog",
            "name": "GOG.com",
            "prices": [{"region": "EUR", "amount": 29.99, "currency": "EUR"}],
        }
    }


@pytest.mark.operations("2.9")
async def test_a_price_is_added_beside_those_that_stand(play: Play, server: DocumentServer) -> None:
    """Since a price may replace the others of its platform, they are sent with it."""
    await opened(play, "Platforms and prices", "Steam", "Set a price")
    assert (await confirmed(play, "USD USD 31.50")).text.startswith("✅ Changed.")
    assert sent(server, "2.9")["platform"]["prices"] == [
        {"region": "EUR", "amount": 29.99, "currency": "EUR"},
        {"region": "USD", "amount": 31.5, "currency": "USD"},
    ]


@pytest.mark.operations("2.10")
@pytest.mark.parametrize("answer", ["204", "200"])
async def test_a_platform_is_removed(play: Play, server: DocumentServer, answer: str) -> None:
    """By its id in the path."""
    server.answers("2.10", answer)
    labels = ("Platforms and prices", "Steam", "Remove the platform", "Confirm")
    card = await opened(play, *labels)
    assert card.text.startswith("✅ Taken off Steam.")
    assert [call.path for call in server.called("2.10")] == [{**PRODUCT, "platform_id": "steam"}]


def test_every_operation_is_covered(server: DocumentServer) -> None:
    """No call of the document is left out, here or where it is only read."""
    here = promised(sys.modules[__name__])
    assert here | promised(test_reading) == server.document.numbers
    assert len(server.document.numbers) == 10
