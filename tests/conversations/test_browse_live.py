"""/browse without the tree: collections alone, what is in one, and what buyers are told."""

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play


@pytest.mark.steps("tap browse.heads", "tap browse.goods")
async def test_collections_are_listed_alone(play: Play) -> None:
    """What is new is there at once; a product leads to its card in the tree, with the price."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/browse", desk)
    town.hype.collection(3, "Music")
    await play.tap(town.max, "Collections only", desk)
    assert card.text == "Hype\n3 in all, page 1 of 1."
    assert card.labels() == ["📁 Games", "📁 Gift cards", "📁 Music", "Back"]
    await play.tap(town.max, "📁 Music", desk)
    assert card.text == "Hype › Music\nNothing is here."
    await play.tap(town.max, "Back", desk)
    await play.tap(town.max, "📁 Gift cards", desk)
    assert card.text == "Hype › Gift cards\n3 in all, page 1 of 1."
    await play.tap(town.max, "Razer Gold 100 BRL", desk)
    assert "Price for customers: R$100.00 (BRL)" in card.text
    called = [call.endpoint for call in town.hype.calls]
    assert called.count("collections") == 4  # twice for the list, twice for the name of one
    assert called.count("collection") == 2


@pytest.mark.steps("tap browse.details")
async def test_details_are_what_buyers_are_told(play: Play) -> None:
    """Description, how to redeem, terms: what looks like markup stays text; Back leads back."""
    town, desk = play.town, play.desk
    told = "For <b>all</b> & sundry. " + "Long " * 400
    town.hype.product(2305, "Spotify 3 months", "60.00", collection=2, description=told)
    card = await play.say(town.max, "/browse", desk)
    await play.tap(town.max, "📁 Gift cards (4)", desk)
    await play.tap(town.max, "Spotify 3 months – R$60.00", desk)
    await play.tap(town.max, "Details", desk)
    assert card.text.startswith(
        "Spotify 3 months\nHype, id 2305\n\nDescription\nFor <b>all</b> & sundry. Long"
    )
    assert card.text.endswith(
        "…\n\nHow to redeem\nOpen the redeem page and enter the pin."
        "\n\nTerms\nNo refund once the pin is redeemed."
    )
    await play.tap(town.max, "Back", desk)
    assert "Price for customers: R$60.00 (BRL)" in card.text
    assert town.hype.calls[-1].endpoint == "product"


async def test_a_collection_that_is_gone_leads_back(play: Play) -> None:
    """An old button says so, and its Back leads to those there are."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/browse", desk)
    await play.tap(town.max, "Collections only", desk)
    data = next(b.data for row in card.keyboard for b in row if b.label == "📁 Gift cards")
    assert data is not None
    await play.forge(town.max, data.replace(":2:", ":999:"), card)
    assert card.text == "That is not in the provider’s catalog any more."
    await play.tap(town.max, "Back", desk)
    assert "📁 Gift cards" in card.labels()


@pytest.mark.parametrize(
    ("endpoint", "labels"),
    [
        ("collections", ["Collections only"]),
        ("collection", ["Collections only", "📁 Gift cards"]),
        ("product", ["📁 Gift cards (3)", "Razer Gold 100 BRL – R$100.00", "Details"]),
    ],
)
async def test_a_refusal_is_told_and_the_card_stays(
    play: Play, endpoint: str, labels: list[str]
) -> None:
    """What the provider will not tell is said in words; the buttons can be pressed again."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/browse", desk)
    for label in labels[:-1]:
        await play.tap(town.max, label, desk, card)
    before = card.text
    town.hype.faults.add(endpoint, Fault.refusal(404, "Not here"))
    await play.tap(town.max, labels[-1], desk, card)
    assert play.shown(desk).text == "Hype does not know this."
    assert card.text == before
    await play.tap(town.max, labels[-1], desk, card)
    assert card.text != before


async def test_what_is_inside_a_collection_is_reached_there_too(play: Play) -> None:
    """Collections below a listed one, at any depth, are opened from it, and Back leads up by one."""
    town, desk = play.town, play.desk
    town.hype.collection(7, "Music", parent=2)
    town.hype.collection(8, "Streaming", parent=7)
    town.hype.product(2305, "Spotify 3 months", "60.00", collection=8)
    card = await play.say(town.max, "/browse", desk)
    await play.tap(town.max, "Collections only", desk)
    assert "📁 Music" not in card.labels()
    for label in ("📁 Gift cards", "📁 Music", "📁 Streaming"):
        await play.tap(town.max, label, desk, card)
    assert card.text.startswith("Hype › Gift cards › Music › Streaming\n")
    await play.tap(town.max, "Spotify 3 months", desk, card)
    assert "Price for customers: R$60.00 (BRL)" in card.text
    await play.tap(town.max, "Back", desk, card)
    assert card.text.startswith("Hype › Gift cards › Music › Streaming")
