"""The platforms and prices of a product, as the open-source server of PaySuper has them (FACTS 2, a to n)."""

from typing import Any

import pytest

from sandbox.paysuper import PaySuper
from tests.sandbox.providers.paysuper_merchant import (
    DOLLARS,
    EUROS,
    GAME,
    GOG,
    STEAM,
    merchant_of,
    without,
)

COVER = {"images": {"en": "https://game.example/1.png"}, "use_one_for_all": True}
BOTH = STEAM | {"prices": [DOLLARS, EUROS]}


async def test_platforms_are_wrapped_and_never_counted() -> None:
    """They come in pages."""
    server = PaySuper(dialect="server")
    async with merchant_of(server) as merchant:
        whole = (await merchant.platforms()).json()
        page = (await merchant.send("GET", "/admin/api/v1/platforms", offset="1", limit="1")).json()
    listed = [{"id": "steam", "name": "Steam"}, {"id": "gog", "name": "GOG.com"}]
    assert whole == {"limit": 100, "offset": 0, "count": 0, "platforms": listed}
    assert page == {"limit": 1, "offset": 1, "count": 0, "platforms": listed[1:]}
    assert server.complaints == []


async def test_platforms_are_written_with_the_product_and_erased_by_leaving_them_out() -> None:
    """The keys uploaded for a platform outlive its being written again."""
    server = PaySuper(dialect="server")
    async with merchant_of(server) as merchant:
        product_id = await merchant.made(platforms=[BOTH])
        server.set_keys(product_id, "steam", 5)
        two = await merchant.update(product_id, GAME | {"platforms": [BOTH, GOG]})
        assert two.json()["platforms"] == [BOTH, GOG]
        assert [each.keys for each in server.products[0].platforms] == [5, 0]
        none = await merchant.update(product_id, GAME)
        assert none.json()["platforms"] == []
    assert server.complaints == []


async def test_in_the_document_a_product_does_not_write_platforms() -> None:
    """They are complained of and left alone, as is a sku on update and a cover."""
    document = PaySuper()
    async with merchant_of(document) as merchant:
        product_id = await merchant.made(platforms=[GOG], cover=COVER)
        await merchant.add_platform(product_id)
        body = (await merchant.update(product_id, GAME | {"sku": "x", "platforms": []})).json()
    assert (body["platforms"], body["sku"]) == ([STEAM], GAME["sku"])
    assert "cover" not in body
    assert document.complaints == [
        "create: platforms is not in the document",
        "create: cover is not in the document",
        "update: sku is not in the document",
        "update: platforms is not in the document",
    ]


@pytest.mark.parametrize(
    ("prices", "code"),
    [
        ([EUROS], "kp000020"),
        ([DOLLARS, EUROS | {"currency": "USD"}], "kp000021"),
        ([DOLLARS, EUROS | {"region": "Atlantis"}], "kp000021"),
    ],
)
async def test_prices_fit_their_region_and_one_is_for_the_payout(
    prices: list[dict[str, Any]], code: str
) -> None:
    """Refused, but no request was wrong by its form; the document asks for neither."""
    server, document = PaySuper(dialect="server"), PaySuper()
    platform = STEAM | {"prices": prices}
    async with merchant_of(server) as merchant:
        assert await merchant.refusal(platforms=[platform]) == (400, code)
    async with merchant_of(document) as merchant:
        answer = await merchant.add_platform(await merchant.made(), platform)
        assert answer.status_code == 200
    assert server.products == []
    assert server.complaints == document.complaints == []


@pytest.mark.parametrize("prices", [[], [DOLLARS | {"amount": 0}]])
async def test_a_platform_has_a_price_above_zero(prices: list[dict[str, Any]]) -> None:
    """The form is refused before a price is looked for."""
    server = PaySuper(dialect="server")
    async with merchant_of(server) as merchant:
        assert await merchant.refusal(platforms=[STEAM | {"prices": prices}]) == (400, "ma000002")
    assert len(server.complaints) == 1


MINE: dict[str, Any] = {
    "id": "my-shop",
    "name": "My Shop",
    "prices": [DOLLARS],
    "activation_url": "https://shop.example/activate",
    "eula_url": "https://shop.example/eula",
}


@pytest.mark.parametrize(
    ("platforms", "code"),
    [
        ([without(MINE, "activation_url")], "kp000009"),
        ([without(MINE, "eula_url")], "kp000010"),
        ([without(MINE, "name")], "kp000011"),
        ([MINE, BOTH, MINE | {"id": "other-shop"}], "kp000008"),
    ],
)
async def test_one_own_platform_with_name_and_addresses(
    platforms: list[dict[str, Any]], code: str
) -> None:
    """Whole it is kept as it was sent; a known one gets the name it is known by."""
    server = PaySuper(dialect="server")
    async with merchant_of(server) as merchant:
        assert await merchant.refusal(platforms=platforms) == (400, code)
        answer = await merchant.create(platforms=[MINE, BOTH | {"name": "Vapour"}])
        assert answer.json()["platforms"] == [MINE, BOTH]
    assert server.complaints == []


async def test_a_region_can_be_added() -> None:
    """Its prices are then in its currency."""
    server = PaySuper(dialect="server")
    server.regions.currencies["CIS"] = "USD"
    server.regions.countries["AM"] = "CIS"
    platform = STEAM | {"prices": [DOLLARS, DOLLARS | {"region": "CIS", "amount": 5}]}
    async with merchant_of(server) as merchant:
        product_id = await merchant.made(platforms=[platform])
        await merchant.publish(product_id)
        public = (await merchant.public(product_id, country="AM")).json()
    assert public["platforms"][0]["price"] == {
        "amount": 5,
        "currency": "USD",
        "region": "CIS",
        "is_fallback": False,
    }
