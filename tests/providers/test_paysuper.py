"""PaySuper's key products over HTTP, in both dialects: made, changed, published, deleted, shown to buyers."""

from collections.abc import Awaitable
from dataclasses import replace
from decimal import Decimal

import pytest

from providers.administration import (
    KeyProductChange,
    PricedPlatform,
    SellsKeyProducts,
)
from providers.errors import AlreadyDone, NotAllowed, NotFound, Rejected
from providers.paysuper.provider import PaySuper
from tests.providers.patience import QUICK
from tests.providers.paysuper_desk import (
    CONTENT,
    GOG,
    ID,
    NO_ID,
    USD,
    Dialect,
    Shop,
    sent,
    settings,
)


async def test_it_has_the_capability(both: Shop) -> None:
    """It is found by what it can do."""
    provider: SellsKeyProducts = both[1]
    assert isinstance(provider, SellsKeyProducts)
    await both[1].check()


async def test_created_as_it_was_told(both: Shop, dialect: Dialect) -> None:
    """What is created is what is read; it is not published; ``object`` is always sent (2.2, 2.4)."""
    stand_in, provider = both
    made = await provider.create_key_product("gta-5", CONTENT)
    assert not made.found
    assert made.what.content == CONTENT
    assert (made.what.sku, made.what.enabled, made.what.platforms) == ("gta-5", False, ())
    assert await provider.key_product(made.what.id) == made.what
    (body,) = sent(stand_in, "create")
    assert isinstance(body, dict)
    assert body["object"] == "product"
    assert ("images" in body, "cover" in body) == (dialect == "document", dialect == "server")


async def test_what_is_empty_is_not_sent_at_a_creation(both: Shop, dialect: Dialect) -> None:
    """Only the fields that are required go out where nothing else is told."""
    stand_in, provider = both
    bare = replace(CONTENT, long_descriptions={}, pricing="", images=(), url="", metadata={})
    await provider.create_key_product("gta-5", bare)
    required = {"project_id", "object", "sku", "name", "default_currency", "description"}
    required |= {"pricing"} if dialect == "server" else set()
    (body,) = sent(stand_in, "create")
    assert isinstance(body, dict)
    assert set(body) == required


async def test_a_sku_is_there_once(both: Shop) -> None:
    """Another product of the sku is no creation of ours; one of the same content is."""
    stand_in, provider = both
    with pytest.raises(AlreadyDone) as caught:
        await provider.create_key_product("gta-4", CONTENT)
    assert caught.value.reason == "sku-taken"
    first = await provider.create_key_product("gta-5", CONTENT)
    again = await provider.create_key_product("gta-5", CONTENT)
    assert again == replace(first, found=True)
    assert [change.endpoint for change in stand_in.changes] == ["create"]


async def test_only_what_is_named_is_changed(both: Shop) -> None:
    """Languages are added and taken away; the rest, platforms included, stays (2.3)."""
    _, provider = both
    made = (await provider.create_key_product("gta-5", CONTENT)).what
    await provider.set_platform(made.id, GOG)
    change = KeyProductChange(names={"fr": "GTA 5", "de": ""}, url="", default_currency="EUR")
    after = await provider.edit_key_product(made.id, change)
    assert after.content == replace(
        CONTENT, names={"en": "GTA V", "fr": "GTA 5"}, url="", default_currency="EUR"
    )
    assert after.platforms == (GOG,)
    assert await provider.key_product(made.id) == after
    assert (await provider.key_product(ID)).content.names == {"en": "GTA IV"}


async def test_more_than_one_image(both: Shop, dialect: Dialect) -> None:
    """The document keeps as many as are sent; the server has one, so more are refused unsent (f)."""
    stand_in, provider = both
    two = KeyProductChange(images=("https://i.example/1.jpg", "https://i.example/2.jpg"))
    if dialect == "document":
        assert (await provider.edit_key_product(ID, two)).content.images == two.images
        return
    with pytest.raises(Rejected) as caught:
        await provider.edit_key_product(ID, two)
    assert caught.value.reason == "one-image"
    assert stand_in.changes == []


async def test_images_are_taken_away(both: Shop) -> None:
    """An empty list of images is a change like any other."""
    _, provider = both
    made = (await provider.create_key_product("gta-5", CONTENT)).what
    after = await provider.edit_key_product(made.id, KeyProductChange(images=()))
    assert after.content.images == ()


async def test_publish_and_delete(both: Shop) -> None:
    """Published it is enabled and dated; deleted it is gone for good (2.5, 2.6)."""
    stand_in, provider = both
    after = await provider.publish_key_product(ID)
    assert after.enabled
    assert after.published_at is not None
    assert after.published_at.tzinfo is not None
    await provider.delete_key_product(ID)
    for call in (provider.key_product(ID), provider.delete_key_product(ID)):
        with pytest.raises(NotFound) as caught:
            await call
        assert caught.value.code == "kp000017"
    assert [change.endpoint for change in stand_in.changes] == ["publish", "delete"]


async def test_metadata_of_texts_only_at_the_server(both: Shop, dialect: Dialect) -> None:
    """The document keeps any JSON; the server texts, so all else is refused unsent."""
    stand_in, provider = both
    change = KeyProductChange(metadata={"shelf": 7})
    if dialect == "document":
        assert (await provider.edit_key_product(ID, change)).content.metadata == {"shelf": 7}
        return
    with pytest.raises(Rejected) as caught:
        await provider.edit_key_product(ID, change)
    assert caught.value.reason == "metadata-texts"
    assert stand_in.changes == []


async def test_the_public_view(both: Shop) -> None:
    """By currency, by country, and with a fallback where there is no such price (2.7)."""
    _, provider = both
    with pytest.raises(Rejected) as caught:
        await provider.public_view(ID, "", "USD")
    assert caught.value.reason == "not-published"
    await provider.publish_key_product(ID)
    await provider.set_platform(ID, GOG)
    by_currency = await provider.public_view(ID, "", "EUR")
    assert (by_currency.name, by_currency.description) == ("GTA IV", "A game")
    prices = {p.platform.id: (p.amount, p.currency, p.is_fallback) for p in by_currency.prices}
    assert prices == {
        "steam": (Decimal("19.99"), "USD", True),
        "gog": (Decimal("27.5"), "EUR", False),
    }
    by_country = await provider.public_view(ID, "DE", "")
    assert by_country.prices == by_currency.prices
    with pytest.raises(NotFound):
        await provider.public_view(NO_ID, "", "USD")


@pytest.mark.parametrize("wrong", ["", ".", "..", "a/b", "a b", "a?b", "x" * 200])
async def test_what_cannot_be_an_id_is_not_sent(both: Shop, wrong: str) -> None:
    """An id never leads to another endpoint."""
    stand_in, provider = both
    for call in (
        provider.key_product(wrong),
        provider.delete_key_product(wrong),
        provider.publish_key_product(wrong),
        provider.public_view(wrong, "", ""),
        provider.remove_platform(ID, wrong),
        provider.set_platform(wrong, PricedPlatform("steam", "Steam", (USD,))),
    ):
        with pytest.raises(Rejected):
            await call
    assert stand_in.changes == []


async def test_a_token_that_is_not_accepted(both: Shop, dialect: Dialect) -> None:
    """Nothing is done, and the error says whose fault it is."""
    stand_in, _ = both
    other = PaySuper(settings(stand_in.base_url, dialect, "another-token-1"), patience=QUICK)
    calls: list[Awaitable[object]] = [
        other.check(),
        other.create_key_product("x", CONTENT),
        other.key_product(ID),
    ]
    if dialect == "server":  # the public view is behind a check of the user there
        calls.append(other.public_view(ID, "DE", ""))
    for call in calls:
        with pytest.raises(NotAllowed):
            await call
    await other.close()
    assert stand_in.changes == []
