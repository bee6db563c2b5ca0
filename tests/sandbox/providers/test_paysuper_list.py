"""Finding key products and paging through them, in both dialects."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.paysuper import EXAMPLE_PROJECT, Dialect, PaySuper
from tests.sandbox.providers.paysuper_merchant import ABSENT, Merchant, merchant_of

OTHER_PROJECT = "5bdc39a95d1e1100019fb7df"
PAGES = st.integers(0, 8)


def stocked(dialect: Dialect = "document", *, most: int = 100) -> PaySuper:
    """Three products, the second on sale and the third in another project."""
    paysuper = PaySuper(dialect=dialect, most=most, projects=(EXAMPLE_PROJECT, OTHER_PROJECT))
    paysuper.product("gta_3", "GTA 3", project_id=EXAMPLE_PROJECT, pricing="steam")
    paysuper.product(
        "gta_3_common",
        {"en": "GTA 3 Common", "ru": "ГТА 3"},
        project_id=EXAMPLE_PROJECT,
        published=True,
    )
    paysuper.product("ru_0", "Cars", project_id=OTHER_PROJECT)
    return paysuper


async def skus(merchant: Merchant, **query: str) -> list[str]:
    """The skus of what is found."""
    body = (await merchant.list(**query)).json()
    return [item["sku"] for item in body.get("items", body.get("products"))]


@pytest.mark.parametrize("dialect", ["document", "server"])
async def test_filters_are_parts_of_name_and_sku_and_exact_otherwise(dialect: Dialect) -> None:
    """Names count in every language; a sku finds longer ones too."""
    paysuper = stocked(dialect)
    async with merchant_of(paysuper) as merchant:
        assert await skus(merchant) == ["gta_3", "gta_3_common", "ru_0"]
        assert await skus(merchant, sku="gta_3") == ["gta_3", "gta_3_common"]
        assert await skus(merchant, name="car") == ["ru_0"]
        assert await skus(merchant, name="гта") == ["gta_3_common"]
        assert await skus(merchant, project_id=OTHER_PROJECT) == ["ru_0"]
        assert await skus(merchant, project_id=ABSENT) == []
        assert await skus(merchant, name="gta", sku="common") == ["gta_3_common"]
    assert paysuper.complaints == []


async def test_pricing_is_a_filter_of_the_document_and_enabled_of_the_server() -> None:
    """Each is ignored by the other one, and complained of."""
    document, server = stocked(), stocked("server")
    async with merchant_of(document) as merchant:
        assert await skus(merchant, pricing="steam") == ["gta_3"]
        assert len(await skus(merchant, enabled="true")) == 3
    async with merchant_of(server) as merchant:
        assert await skus(merchant, enabled="true") == ["gta_3_common"]
        assert await skus(merchant, enabled="false") == ["gta_3", "ru_0"]
        assert len(await skus(merchant, pricing="steam")) == 3
    assert document.complaints == ["list: enabled is not in the document"]
    assert server.complaints == ["list: pricing is not in the document"]


async def test_the_two_dialects_wrap_the_list_differently() -> None:
    """The server tells the page and how many keys are left."""
    document, server = stocked(), stocked("server", most=2)
    server.product("keys", "Keys", prices={"steam": []}, project_id=EXAMPLE_PROJECT)
    server.set_keys(server.products[-1].product_id, "steam", 7)
    async with merchant_of(document) as merchant:
        body = (await merchant.list(limit="1")).json()
        assert body.keys() == {"total_count", "items"}
        assert (body["total_count"], len(body["items"])) == (3, 1)
    async with merchant_of(server) as merchant:
        body = (await merchant.list(offset="2")).json()
        assert body.keys() == {"limit", "offset", "count", "products"}
        assert (body["limit"], body["offset"], body["count"]) == (2, 2, 4)
        assert body["products"][1]["platforms"] == [
            {"id": "steam", "name": "Steam", "prices": [], "count": 7}
        ]


PAGES_ASKED: list[tuple[str, str, tuple[int, int, int]]] = [
    ("1000", "0", (2, 0, 2)),
    ("0", "1", (2, 1, 2)),
    ("-5", "-5", (2, 0, 2)),
    ("1", "9", (1, 9, 0)),
]


async def test_the_server_clamps_pages() -> None:
    """Nothing is refused or complained of."""
    server = stocked("server", most=2)
    async with merchant_of(server) as merchant:
        for limit, offset, got in PAGES_ASKED:
            body = (await merchant.list(limit=limit, offset=offset)).json()
            assert (body["limit"], body["offset"], len(body["products"])) == got
            assert body["count"] == 3
            assert server.complaints == []


@settings(max_examples=25)
@given(products=PAGES, offset=PAGES, limit=PAGES)
async def test_a_page_is_a_part_of_the_whole_list(products: int, offset: int, limit: int) -> None:
    """And the total is of all that was found, wherever the page lies."""
    paysuper = PaySuper()
    for index in range(products):
        paysuper.product(f"sku-{index}", f"Game {index}")
    async with merchant_of(paysuper) as merchant:
        whole = await skus(merchant)
        body = (await merchant.list(offset=str(offset), limit=str(limit))).json()
    assert [item["sku"] for item in body["items"]] == whole[offset : offset + limit]
    assert (body["total_count"], len(whole)) == (products, products)
    assert paysuper.complaints == []
