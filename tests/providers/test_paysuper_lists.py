"""PaySuper's lists of key products over HTTP, in both dialects: filters, pages, other projects."""

import pytest

from providers.administration import (
    KeyProductFilter,
)
from providers.errors import Rejected
from tests.providers.paysuper_desk import (
    CONTENT,
    Dialect,
    Shop,
)


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
