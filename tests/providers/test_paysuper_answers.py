"""Whatever PaySuper answers: a sound result or an error of the tree; its own examples are understood."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.administration import (
    KeyProduct,
    KeyProductChange,
    KeyProductFilter,
    Platform,
    PricedPlatform,
    RegionPrice,
)
from providers.errors import OutcomeUnknown, ProviderError, Refused, Unavailable
from providers.jsontext import decode
from providers.paysuper.provider import PaySuper
from tests.providers.answers import anything, examples, one_of_words, statuses
from tests.providers.examples import example as document_example
from tests.providers.parrot import Parrot
from tests.providers.patience import TRUSTING
from tests.providers.paysuper_desk import CONTENT, ID, settings

NAMES = one_of_words(
    "id sku name platforms prices region amount currency images cover items products count "
    "enabled total_count metadata price code created_at default_currency"
)
VALUES = anything | st.sampled_from([ID, "USD", "steam", "kp000017", "ma000003", Decimal("29.99")])
bodies = st.recursive(
    VALUES, lambda inner: st.dictionaries(NAMES, inner) | st.lists(inner, max_size=3), max_leaves=15
)
many = examples(80)


@pytest.fixture
async def provider(url: str) -> AsyncIterator[PaySuper]:
    """Ours, talking to the parrot."""
    made = PaySuper(settings(url), patience=TRUSTING)
    yield made
    await made.close()


def example(name: str) -> bytes:
    """The bytes of an example, without the comma too many that the page has in most of them."""
    return re.sub(rb",(\s*[}\]])", rb"\1", document_example(f"paysuper/{name}"))


async def test_the_object(parrot: Parrot, provider: PaySuper) -> None:
    """The document's key product, field by field."""
    parrot.told(200, example("key-product.json"))
    product = await provider.key_product(ID)
    then = datetime(2019, 8, 13, 8, 23, 25, tzinfo=UTC)
    assert (product.id, product.sku, product.enabled) == (ID, "gta_3_common", True)
    assert (product.created_at, product.updated_at, product.published_at) == (then, then, then)
    assert product.content.names == {"en": "GTA 3"}
    assert product.content.long_descriptions == {"en": "GTA 3 long description"}
    assert len(product.content.images) == 2
    assert (product.content.url, product.content.pricing) == (
        "http://mylanding.ru/games/gta3",
        "steam",
    )
    assert product.content.metadata == {"some_key": "some_data"}
    price = RegionPrice("string", Decimal("29.99"), "EUR")
    assert product.platforms == (PricedPlatform("gog", "Good old games.com", (price,)),)


async def test_list_and_platforms(parrot: Parrot, provider: PaySuper) -> None:
    """The document's lists."""
    parrot.told(200, example("list.response.txt"))
    page = await provider.key_products(KeyProductFilter(), 0, 10)
    assert (page.total, [item.sku for item in page.items]) == (1, ["en_awesome_game"])
    parrot.told(200, example("platforms.response.json"))
    assert await provider.platforms() == (Platform("steam", "Steam"), Platform("gog", "GOG.com"))


@pytest.mark.parametrize("name", ["create", "get", "publish", "update"])
async def test_other_products(parrot: Parrot, provider: PaySuper, name: str) -> None:
    """Every other example of a product is one."""
    parrot.told(200, example(f"{name}.response.txt"))
    product = await provider.key_product(ID)
    assert product.content.names == {"en": "The Awesome Game"}
    assert product.enabled == (name in {"get", "publish"})


async def test_public(parrot: Parrot, provider: PaySuper) -> None:
    """The document's public view, its fallback included."""
    parrot.told(200, example("public.response.json"))
    view = await provider.public_view(ID, "", "EUR")
    assert view.name == "The Awesome Game"
    assert [(p.platform.name, p.amount, p.currency, p.is_fallback) for p in view.prices] == [
        ("Steam", Decimal("29.99"), "EUR", False),
        ("GOG.com", Decimal("29.99"), "USD", True),
    ]


async def test_our_requests_have_the_fields_of_the_examples(
    parrot: Parrot, provider: PaySuper
) -> None:
    """Whatever the examples send, we send by the same name."""
    parrot.told(201, example("create.response.txt"))
    await provider.create_key_product("gta-5", CONTENT)
    sent = decode(parrot.heard[-1].body)
    shown = decode(example("create.request.txt"))
    assert isinstance(sent, dict) and isinstance(shown, dict)
    assert shown.keys() <= sent.keys()


async def test_the_servers_forms(parrot: Parrot, provider: PaySuper) -> None:
    """Other names of lists, null for nothing, a cover for images, protobuf's moments."""
    product = {
        "id": ID,
        "name": {"en": "x"},
        "platforms": None,
        "images": None,
        "metadata": None,
        "cover": {"images": {"en": "https://i.example/1"}, "use_one_for_all": True},
        "created_at": {"seconds": 1565684605, "nanos": 5},
        "published_at": "0001-01-01T00:00:00Z",
    }
    parrot.told(200, {"limit": 10, "offset": 0, "count": 37, "products": [product]})
    page = await provider.key_products(KeyProductFilter(), 0, 10)
    (item,) = page.items
    assert (page.total, item.platforms, item.published_at) == (37, (), None)
    assert item.content.images == ("https://i.example/1",)
    assert item.created_at == datetime(2019, 8, 13, 8, 23, 25, tzinfo=UTC)
    parrot.told(200, {"limit": 10, "offset": 0, "count": 0, "products": None})
    assert (await provider.key_products(KeyProductFilter(), 0, 10)).total == 0
    parrot.told(200, {"count": 0, "platforms": [{"id": "steam", "name": "Steam"}]})
    assert await provider.platforms() == (Platform("steam", "Steam"),)


async def test_what_the_server_keeps_besides_is_sent_back(parrot: Parrot, url: str) -> None:
    """A change in the server's dialect loses neither a cover nor a platform's further fields (e)."""
    provider = PaySuper(settings(url, "server"), patience=TRUSTING)
    own = {
        "id": "own",
        "name": "Own",
        "prices": [{"region": "USD", "amount": Decimal("1.50"), "currency": "USD"}],
        "eula_url": "https://e.example",
        "activation_url": "https://a.example",
        "count": 7,
    }
    cover = {"images": {"en": "https://i/1", "de": "https://i/2"}, "use_one_for_all": False}
    parrot.told(
        200, {"id": ID, "sku": "s", "name": {"en": "x"}, "platforms": [own], "cover": cover}
    )
    await provider.edit_key_product(ID, KeyProductChange(names={"en": "y"}))
    sent = decode(parrot.heard[-1].body)
    assert isinstance(sent, dict)
    own.pop("count")
    assert (sent["platforms"], sent["cover"], sent["sku"]) == ([own], cover, "s")
    await provider.close()


async def test_a_list_without_end_is_not_read_for_ever(parrot: Parrot, provider: PaySuper) -> None:
    """A provider that shows the same page whatever is asked cannot hold a creation up."""
    parrot.told(200, {"total_count": 9999, "items": [{"id": ID, "sku": "another"}]})
    with pytest.raises(OutcomeUnknown):
        await provider.create_key_product("gta-5", CONTENT)
    assert [heard.method for heard in parrot.heard] == ["POST", "GET", "GET", "POST", "GET", "GET"]


@many
@given(status=statuses, body=bodies)
async def test_any_json_at_a_read(
    parrot: Parrot, provider: PaySuper, status: int, body: object
) -> None:
    """A read ends in a sound result, a refusal or Unavailable: never unknown, never a crash."""
    parrot.told(status, body)
    for call in (
        provider.key_products(KeyProductFilter(), 0, 10),
        provider.key_product(ID),
        provider.public_view(ID, "", ""),
        provider.platforms(),
    ):
        try:
            result = await call
        except (Refused, Unavailable):
            continue
        assert 200 <= status < 300
        if isinstance(result, KeyProduct):
            _assert_sound(result)


@many
@given(status=statuses, body=bodies)
async def test_any_json_at_a_creation(
    parrot: Parrot, provider: PaySuper, status: int, body: object
) -> None:
    """A creation is done, refused by a code of 4xx, 401 or 403, or else unknown."""
    parrot.told(status, body)
    parrot.heard.clear()
    try:
        made = await provider.create_key_product("gta-5", CONTENT)
    except ProviderError as error:
        if isinstance(error, Refused):
            assert 400 <= status < 500
        else:
            assert isinstance(error, OutcomeUnknown)
    else:
        _assert_sound(made.what)
    assert len([heard for heard in parrot.heard if heard.method == "POST"]) <= 2


def _assert_sound(product: KeyProduct) -> None:
    assert product.id
    for platform in product.platforms:
        assert platform.id
        assert all(price.amount >= 0 and price.currency for price in platform.prices)
