"""The tree, its parts, and what one product says of itself."""

from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.hype import Quirks
from tests.sandbox.providers.hype_partner import GTA, partner_of, stocked


def walk(collections: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give every product of a tree, however deep."""
    for collection in collections:
        yield from collection["products"]
        yield from walk(collection["collections"])


async def test_products_lie_in_collections_below_collections() -> None:
    """The top one of GTA V is empty itself."""
    async with partner_of(stocked()) as partner:
        games, cards = (await partner.get("catalog")).json()
    assert (games["name"], games["tags"], games["products"]) == ("Games", ["hot"], [])
    product = games["collections"][0]["products"][0]
    assert product["id"] == GTA
    assert (product["adultsOnly"], product["isAvailable"]) == (True, True)
    assert product["tags"] == ["action"]
    assert product["description"] is None
    assert "createadAt" in product
    assert [each["id"] for each in cards["products"]] == [2]


async def test_a_catalog_is_of_one_country_and_currency() -> None:
    """BR and BRL unless told; what is sold elsewhere only is not in it."""
    hype = stocked()
    hype.set_price(2, "9.90", currency="USD", country="BR")
    async with partner_of(hype) as partner:
        found = {}
        for country, currency in (("BR", "BRL"), ("CO", "COP"), ("BR", "USD"), ("CO", "BRL")):
            tree = (await partner.get("catalog", country=country, currency=currency)).json()
            found[country, currency] = {each["id"]: each["salesPrice"] for each in walk(tree)}
            labels = {each["salesCurrencyCode"] for each in walk(tree)}
            assert labels <= {currency}
        default = (await partner.get("catalog")).json()
    assert {each["countryCode"] for each in walk(default)} == {"BR"}
    assert found == {
        ("BR", "BRL"): {1: 66.49, 2: 50.0},
        ("CO", "COP"): {3: 40000.0},
        ("BR", "USD"): {2: 9.9},
        ("CO", "BRL"): {},
    }


async def test_currencies_can_be_mixed_in_one_tree() -> None:
    """Each product then says in which it is: the asked one if it is sold in that."""
    hype = stocked(quirks=Quirks(mixed_currencies=True))
    hype.set_price(GTA, "14.99", currency="USD")
    async with partner_of(hype) as partner:
        tree = (await partner.get("catalog", currency="BRL")).json()
        in_usd = (await partner.get("catalog", currency="USD")).json()
        shelf = (await partner.get("catalog/collections/20", currency="BRL")).json()
    labels = {each["id"]: each["salesCurrencyCode"] for each in walk(tree)}
    assert labels == {1: "BRL", 2: "BRL", 3: "COP"}
    labels = {each["id"]: each["salesCurrencyCode"] for each in walk(in_usd)}
    assert labels == {1: "USD", 2: "BRL", 3: "COP"}
    assert [each["id"] for each in shelf] == [2, 3]


async def test_collections_alone_miss_what_lies_deeper() -> None:
    """Only top collections are listed, and each answers with its own products only."""
    async with partner_of(stocked()) as partner:
        tops = (await partner.get("catalog/collections")).json()
        assert [each["id"] for each in tops] == [10, 20]
        assert all(not {"products", "collections"} & each.keys() for each in tops)
        assert (await partner.get("catalog/collections/10")).json() == []
        assert [p["id"] for p in (await partner.get("catalog/collections/11")).json()] == [GTA]
        assert (await partner.get("catalog/collections/12")).status_code == 404


async def test_a_collection_comes_as_an_array_or_as_an_object() -> None:
    """The products are the same."""
    hype = stocked()
    async with partner_of(hype) as partner:
        array = (await partner.get("catalog/collections/20")).json()
        hype.quirks.collection_as_object = True
        whole = (await partner.get("catalog/collections/20")).json()
    assert whole == {"id": 20, "name": "Cards", "products": array}


@pytest.mark.parametrize("currency", ["BRL", "COP", "USD"])
async def test_a_product_answers_dollars_without_a_label(currency: str) -> None:
    """Whatever was asked, as the real API was seen to."""
    async with partner_of(stocked()) as partner:
        product = (await partner.get("catalog/products/1", currency=currency)).json()
    assert product["salesPrice"] == 13.3
    assert product["description"] == "Explore Los Santos"
    assert not [name for name in product if "urrency" in name or name == "countryCode"]
    assert product["collection"]["name"] == "PC"
    assert product["collection"]["collection"]["name"] == "Games"
    assert product["collection"]["collection"]["collection"] is None


async def test_the_unlabelled_price_is_the_dollar_price_if_there_is_one() -> None:
    """Not a converted one."""
    hype = stocked()
    hype.set_price(GTA, "14.99", currency="USD", country="US")
    async with partner_of(hype) as partner:
        assert (await partner.get("catalog/products/1")).json()["salesPrice"] == 14.99


async def test_a_product_by_the_document_keeps_to_what_was_asked() -> None:
    """Or is not found where it is not sold."""
    hype = stocked(quirks=Quirks(product_in_usd=False))
    hype.place(GTA, 20)
    async with partner_of(hype) as partner:
        product = (await partner.get("catalog/products/1", currency="BRL")).json()
        missing = await partner.get("catalog/products/1", currency="COP", country="CO")
    assert [each["name"] for each in product["collections"]] == ["PC", "Cards"]
    assert missing.status_code == 404


STOCK: list[tuple[int, bool]] = [(-1, True), (0, False), (7, True)]


async def test_stock_tells_unlimited_from_none() -> None:
    """-1 is unlimited."""
    hype = stocked()
    async with partner_of(hype) as partner:
        for stock, has in STOCK:
            hype.set_stock(2, stock)
            answer = (await partner.get("catalog/products/2/stock")).json()
            assert answer == {"hasStock": has, "amount": stock}
            assert (await partner.get("catalog/products/99/stock")).status_code == 404
            assert (await partner.get("catalog/products/99")).status_code == 404


async def test_a_product_in_two_collections_is_found_in_both() -> None:
    """A walk of the tree meets it twice."""
    hype = stocked()
    hype.place(GTA, 20)
    async with partner_of(hype) as partner:
        tree = (await partner.get("catalog")).json()
    assert sorted(each["id"] for each in walk(tree)) == [1, 1, 2]


def test_what_is_put_up_needs_its_place() -> None:
    """A mistake of the test."""
    hype = stocked()
    with pytest.raises(KeyError):
        hype.collection(30, "Nowhere", parent=99)
    with pytest.raises(KeyError):
        hype.product(9, "Nowhere", "1", collection=99)
    with pytest.raises(KeyError):
        hype.set_price(99, "1")
