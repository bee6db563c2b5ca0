"""PaySuper read by its document: lists, products, the public view, a sign of life."""

import pytest

from tests.conversations.play import Play
from tests.documents.paysuper.desk import NAME, PRODUCT, PROJECT, opened
from tests.documents.server import DocumentServer
from tests.one_day import one_day

pytestmark = pytest.mark.usefixtures("by_the_document")


@pytest.mark.operations("2.1")
@one_day(
    ("words", "query"),
    [
        ("", {"limit": 8}),
        (" awesome", {"limit": 8, "name": "awesome"}),
        (" sku en_awe", {"limit": 8, "sku": "en_awe"}),
    ],
)
async def test_the_list_is_read_by_filters(
    play: Play, server: DocumentServer, words: str, query: dict[str, object]
) -> None:
    """/products asks for the project's products by offset and limit, as numbers."""
    card = await play.say(play.town.sam, f"/products{words}", play.desk)
    assert "One product, page 1 of 1." in card.text
    assert f"{NAME} · en_awesome_game · published" in card.text
    assert server.called("2.1")[-1].query == {"project_id": PROJECT, "offset": 0, **query}


@pytest.mark.operations("2.1")
async def test_the_list_is_narrowed_by_pricing(play: Play, server: DocumentServer) -> None:
    """Each kind of pricing is a filter of the document."""
    max_, desk = play.town.max, play.desk
    for pricing in ("currency", "manual", "steam", "default"):
        card = await play.say(max_, "/products", desk)
        await play.tap(max_, f"pricing: {pricing}", desk)
        assert f"Only pricing “{pricing}”." in card.text
        assert server.called("2.1")[-1].query["pricing"] == pricing


@pytest.mark.operations("2.1")
async def test_an_empty_list_is_told(play: Play, server: DocumentServer) -> None:
    """Nothing at PaySuper is no fault."""
    server.answers("2.1", "none")
    card = await play.say(play.town.sam, "/products awesome", play.desk)
    assert "No key product fits." in card.text


@pytest.mark.operations("2.1", "2.4")
async def test_a_product_is_opened(play: Play, server: DocumentServer) -> None:
    """The card has what the example of this call has."""
    card = await opened(play)
    for line in (
        "SKU en_awesome_game, id 5ca5124868add448289e432e, at PaySuper",
        "Name (en): The Awesome Game",
        "Description (en): The Awesome Game Description",
        "Default currency: USD",
        "Pricing: currency",
        "Steam: EUR: €29.99",
        "Created 13 Aug 2019, 08:23\u00a0UTC",
    ):
        assert line in card.text.splitlines()
    assert server.called("2.4")[0].path == PRODUCT


@pytest.mark.operations("2.4")
async def test_all_fields_of_a_product_are_shown(play: Play, server: DocumentServer) -> None:
    """The example that opens the document, with a region that is no region."""
    server.answers("2.4", "whole")
    card = await opened(play)
    for line in (
        "GTA 3",
        "Published 13 Aug 2019, 08:23\u00a0UTC: it is on sale.",
        "Long description (en): GTA 3 long description",
        "Pricing: steam",
        "Web page: http://mylanding.ru/games/gta3",
        "Images: 2",
        "Good old games.com: string: €29.99",
    ):
        assert line in card.text.splitlines()


@pytest.mark.operations("2.4")
async def test_a_product_that_is_gone_is_told(play: Play, server: DocumentServer) -> None:
    """The refusal of the open-source server, since the document shows none."""
    server.answers("2.4", "unknown")
    card = await opened(play)
    assert card.text.startswith("PaySuper has no key product 5ca5124868add448289e432e")


@pytest.mark.operations("2.7")
@pytest.mark.parametrize(
    ("said", "query"),
    [
        ("DE EUR", {"country": "DE", "currency": "EUR"}),
        ("DE", {"country": "DE"}),
        ("- EUR", {"currency": "EUR"}),
    ],
)
async def test_the_public_view_is_asked_for_without_a_token(
    play: Play, server: DocumentServer, said: str, query: dict[str, str]
) -> None:
    """It is for everybody, so the token stays here; country and currency may be left out."""
    await opened(play, "Public view")
    card = await play.answer(play.town.max, said, play.desk)
    assert "Steam: €29.99 (region EUR)" in card.text
    assert "GOG.com: US$29.99 (region USD; there is no price for what was asked)" in card.text
    (call,) = server.called("2.7")
    assert (call.path, call.query) == (PRODUCT, query)
    assert "Authorization" not in call.headers


@pytest.mark.operations("2.8")
async def test_a_sign_of_life_asks_for_the_platforms(play: Play, server: DocumentServer) -> None:
    """/providers, with the token."""
    card = await play.say(play.town.max, "/providers", play.desk)
    assert "✅ PaySuper – working" in card.text


@pytest.mark.operations("2.8")
async def test_a_refused_token_is_told(play: Play, server: DocumentServer) -> None:
    """The answer of the open-source server to a token that does not count."""
    server.answers("2.8", "unauthorized")
    card = await play.say(play.town.max, "/providers", play.desk)
    assert "⚠️ PaySuper – does not accept our credentials" in card.text
