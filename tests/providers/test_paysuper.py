"""PaySuper over HTTP: every endpoint, in both dialects, against the stand-in."""

from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace
from decimal import Decimal

import pytest

from providers.administration import (
    KeyProductChange,
    KeyProductFilter,
    Platform,
    PricedPlatform,
    SellsKeyProducts,
)
from providers.errors import AlreadyDone, NotAllowed, NotFound, Rejected
from providers.paysuper.provider import PaySuper
from sandbox import paysuper
from tests.providers.conftest import QUICK
from tests.providers.paysuper_desk import (
    CONTENT,
    DIALECTS,
    EUR,
    GOG,
    ID,
    NO_ID,
    STEAM,
    USD,
    Dialect,
    settings,
    shop,
)

Shop = tuple[paysuper.PaySuper, PaySuper]


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> Dialect:
    """The document's, then the server's."""
    chosen: Dialect = request.param
    return chosen


@pytest.fixture
async def both(dialect: Dialect) -> AsyncIterator[Shop]:
    """Stand-in and provider; what the former has to complain of fails the test."""
    async with shop(dialect) as pair:
        yield pair
        assert pair[0].complaints == []


def sent(stand_in: paysuper.PaySuper, endpoint: str) -> list[object]:
    """The bodies that were sent to an endpoint."""
    return [call.body for call in stand_in.calls if call.endpoint == endpoint]


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


async def test_platforms(both: Shop, dialect: Dialect) -> None:
    """There are platforms to choose from; they are added, changed and removed (2.8, 2.9, 2.10)."""
    stand_in, provider = both
    assert await provider.platforms() == (Platform("steam", "Steam"), Platform("gog", "GOG.com"))
    await provider.set_platform(ID, GOG)
    dearer = replace(STEAM, prices=(replace(USD, amount=Decimal("31.05")), EUR))
    await provider.set_platform(ID, dearer)
    assert (await provider.key_product(ID)).platforms == (dearer, GOG)
    await provider.remove_platform(ID, "steam")
    assert (await provider.key_product(ID)).platforms == (GOG,)
    with pytest.raises(Rejected):
        await provider.remove_platform(ID, "steam")
    by = "update" if dialect == "server" else "add_platform"
    assert len(sent(stand_in, by)) == (3 if dialect == "server" else 2)


MINE = PricedPlatform(
    "my-shop", "My Shop", (USD,), "https://shop.example/activate", "https://shop.example/eula"
)


async def test_a_platform_of_ones_own(both: Shop, dialect: Dialect) -> None:
    """The server wants its two addresses, and keeps them; a second one is refused in either."""
    _, provider = both
    assert provider.own_platform_links == (dialect == "server")
    mine = MINE if provider.own_platform_links else replace(MINE, activation_url="", eula_url="")
    await provider.set_platform(ID, mine)
    dearer = replace(mine, prices=(replace(USD, amount=Decimal(31)),))
    await provider.set_platform(ID, dearer)
    await provider.set_platform(ID, replace(STEAM, prices=(USD, EUR)))
    now = (await provider.key_product(ID)).platforms
    assert now == (replace(STEAM, prices=(USD, EUR)), dearer)
    with pytest.raises(Rejected) as caught:
        await provider.set_platform(ID, replace(mine, id="other-shop"))
    assert (caught.value.code, caught.value.reason) == ("kp000008", "second-own-platform")
    assert (await provider.key_product(ID)).platforms == now


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ({"activation_url": ""}, "no-activation-url"),
        ({"eula_url": ""}, "no-eula-url"),
        ({"name": ""}, "no-platform-name"),
        ({"prices": ()}, "no-prices"),
    ],
)
async def test_what_the_server_wants_of_a_platform(missing: dict[str, object], reason: str) -> None:
    """Each lack has its own word."""
    async with shop("server") as (stand_in, provider):
        with pytest.raises(Rejected) as caught:
            await provider.set_platform(ID, replace(MINE, **missing))  # type: ignore[arg-type]  # by name
        assert caught.value.reason == reason
        assert stand_in.changes == []


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


async def test_prices_are_exact(both: Shop) -> None:
    """What is sent is what was told, digit for digit; no float is made of it."""
    stand_in, provider = both
    for amount in ("0.10", "1234567.89"):
        price = replace(USD, amount=Decimal(amount))
        await provider.set_platform(ID, replace(STEAM, prices=(price,)))
        (platform,) = (await provider.key_product(ID)).platforms
        assert platform.prices == (price,)
    assert stand_in.products[0].platforms[0].prices[0].amount == Decimal("1234567.89")


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


async def test_lists_by_name_and_sku(both: Shop) -> None:
    """Parts of names and skus are enough (2.1)."""
    stand_in, provider = both
    stand_in.product("doom-3", "Doom 3")
    for wanted in (KeyProductFilter(name="doo"), KeyProductFilter(sku="m-3")):
        page = await provider.key_products(wanted, 0, 10)
        assert [item.sku for item in page.items] == ["doom-3"]
        assert page.total == 1


@pytest.mark.parametrize("name", ["Doom (3)", "C++ + you?", "[a-z", "a|b \\d"])
async def test_signs_in_a_filter_mean_themselves(both: Shop, name: str) -> None:
    """The server takes the filter for a pattern; a person does not."""
    stand_in, provider = both
    stand_in.product("odd", name)
    for wanted, found in (
        (KeyProductFilter(name=name), ["odd"]),
        (KeyProductFilter(name=f"{name}?"), []),
        (KeyProductFilter(name="."), []),
        (KeyProductFilter(sku="o.d"), []),
    ):
        page = await provider.key_products(wanted, 0, 10)
        assert [item.sku for item in page.items] == found


async def test_filters_of_the_dialect(both: Shop, dialect: Dialect) -> None:
    """The document filters by pricing, the server by being published (c); the other is Rejected."""
    stand_in, provider = both
    stand_in.product("doom-3", "Doom 3", pricing="steam", published=True)
    pricing, enabled = KeyProductFilter(pricing="steam"), KeyProductFilter(enabled=True)
    fits, odd = (pricing, enabled) if dialect == "document" else (enabled, pricing)
    assert [item.sku for item in (await provider.key_products(fits, 0, 9)).items] == ["doom-3"]
    before = len(stand_in.calls)
    with pytest.raises(Rejected) as caught:
        await provider.key_products(odd, 0, 9)
    assert caught.value.reason == "no-such-filter"
    assert len(stand_in.calls) == before
    assert provider.key_product_filters == {
        "name",
        "sku",
        "pricing" if dialect == "document" else "enabled",
    }


async def test_pages(both: Shop) -> None:
    """Pages are cut by offset and limit, and know how many there are in all."""
    stand_in, provider = both
    for number in range(5):
        stand_in.product(f"doom-{number}", f"Doom {number}")
    page = await provider.key_products(KeyProductFilter(), 4, 4)
    assert [item.sku for item in page.items] == ["doom-3", "doom-4"]
    assert (page.offset, page.total) == (4, 6)
    assert (await provider.key_products(KeyProductFilter(), 0, 2)).total == 6


async def test_products_of_another_project_are_not_ours(both: Shop) -> None:
    """Only the project of the settings is listed and looked in."""
    stand_in, provider = both
    stand_in.projects.add("f" * 24)
    stand_in.product("gta-5", "GTA V", project_id="f" * 24)
    assert (await provider.key_products(KeyProductFilter(sku="gta-5"), 0, 9)).items == ()
    assert not (await provider.create_key_product("gta-5", CONTENT)).found


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


async def test_the_wrong_dialect_is_told_as_such() -> None:
    """The document's platform calls are not there at the server: a refusal that says so (e)."""
    async with shop("server") as (stand_in, _):
        provider = PaySuper(settings(stand_in.base_url, "document"), patience=QUICK)
        with pytest.raises(Rejected) as caught:
            await provider.set_platform(ID, STEAM)
        assert caught.value.reason == "no-such-call"
        await provider.close()
