"""A key product as a table and as JSON: what is given changes nothing, and what is changed is found."""

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.products.json_document import Document, document_of, read_document
from handlers.products.new_in_document import differing
from handlers.products.sheet_reading import BadCell, BadSheetError, is_sheet, read_sheet
from handlers.products.sheet_writing import settled, sheet_of
from providers.administration import (
    KeyProduct,
    KeyProductChange,
    KeyProductContent,
    PricedPlatform,
    RegionPrice,
)
from services.administration.errors import BadFieldError
from services.administration.platform_changes import PlatformWish, platform_steps

USD = RegionPrice("USD", Decimal("19.99"), "USD")
EUR = RegionPrice("EUR", Decimal("17.90"), "EUR")
CONTENT = KeyProductContent(
    names={"en": "Space Miner", "de": "=Bergbau"},
    descriptions={"en": "Dig\n\non the moons"},
    default_currency="USD",
    pricing="manual",
    images=("https://i.example/1.png",),
    metadata={"shelf": "A 7", "rank": 7},
)
PRODUCT = KeyProduct(
    id="1",
    project_id="p",
    sku="space-miner",
    content=CONTENT,
    enabled=True,
    platforms=(PricedPlatform("steam", "Steam", (USD, EUR)),),
    created_at=None,
    updated_at=None,
    published_at=None,
)

ODD = st.text(st.sampled_from("ab'=+-@\t\r\n ;,\"\u2028é.")) | st.text()
KEYS = ODD.map(settled).filter(bool)
CODES = st.sampled_from(["", "USD", "usd", "manual"])
NAMES = st.dictionaries(KEYS, ODD, max_size=3)
AMOUNTS = st.decimals(0, 10**9, places=4) | st.decimals(0, 10**20, places=2)
PRICES = st.lists(
    st.builds(RegionPrice, st.just("") | KEYS, AMOUNTS, CODES),
    max_size=3,
    unique_by=lambda each: each.region.upper(),
).map(tuple)
PLATFORMS = st.lists(
    st.builds(PricedPlatform, KEYS, ODD, PRICES, ODD, ODD),
    max_size=3,
    unique_by=lambda each: each.id,
).map(tuple)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | ODD,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(ODD, inner, max_size=2),
    max_leaves=4,
)
PRODUCTS = st.builds(
    replace,
    st.just(PRODUCT),
    sku=ODD,
    content=st.builds(
        KeyProductContent,
        names=NAMES,
        descriptions=NAMES,
        long_descriptions=NAMES,
        default_currency=CODES,
        pricing=CODES,
        images=st.lists(KEYS, max_size=3, unique=True).map(tuple),
        url=ODD,
        metadata=st.dictionaries(KEYS, JSON.filter(lambda value: value is not None), max_size=3),
    ),
    platforms=PLATFORMS,
)


def sheet(product: KeyProduct) -> str:
    """The table as text."""
    return sheet_of(product).decode("utf-8-sig")


def said_by(text: str, product: KeyProduct = PRODUCT) -> Document:
    """What a table says besides what stands there."""
    return differing(read_sheet(text, product), product)


@settings(max_examples=60)
@given(PRODUCTS)
def test_a_table_that_comes_back_changes_nothing(product: KeyProduct) -> None:
    """However odd what stands there is: a formula, ends of lines, quotes, an amount of four places."""
    text = sheet(product)
    assert is_sheet(text)
    said = said_by(text, product)
    assert said.change == KeyProductChange()
    assert platform_steps(product.platforms, said.platforms, ()) == ()


@settings(max_examples=60)
@given(PRODUCTS)
def test_a_json_document_that_comes_back_changes_nothing(product: KeyProduct) -> None:
    """The same by the other form."""
    said = differing(read_document(document_of(product).decode()), product)
    assert said.change == KeyProductChange()
    assert platform_steps(product.platforms, said.platforms, ()) == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_is_changed_is_found(delimiter: str) -> None:
    """Whatever parts the cells; the rest stays."""
    rows = [
        ["field", "Language", "PLATFORM", "region", "currency", "value"],
        [],
        ["Name", "de", "", "", "", "Kohle"],
        ["description", "", "", "", "", '"Dig\n\ndeeper"'],
        ["long description", "fr", "", "", "", "Creuser"],
        ["metadata.shelf", "", "", "", "", "-"],
        ["metadata-json.size", "", "", "", "", "[1]"],
        ["image", "", "", "", "", "-"],
        ["price", "", "steam", "eur", "eur", '"16,49"'],
        ["price", "", "steam", "USD", "", "-"],
        ["price", "", "gog", "USD", "USD", "9"],
        ["url", "", "", "", "", ""],
    ]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    said = said_by("\ufeff" + text)
    assert said.change == KeyProductChange(
        names={"de": "Kohle"},
        descriptions={"en": "Dig\n\ndeeper"},
        long_descriptions={"fr": "Creuser"},
        images=(),
        metadata={"rank": 7, "size": [1]},
    )
    cheaper = RegionPrice("EUR", Decimal("16.49"), "EUR")
    nine = RegionPrice("USD", Decimal(9), "USD")
    assert said.platforms == (
        PlatformWish("steam", prices={"EUR": cheaper, "USD": None}),
        PlatformWish("gog", prices={"USD": nine}),
    )


BAD_ROWS: list[tuple[str, str, str, str]] = [
    ("colour,,,,,red", "field", "no-such-field", "colour"),
    ("name,English,,,,Coal", "language", "no-language", "English"),
    ("name,en,,,,-", "value", "needs-language", "en"),
    ("default_currency,,,,,XXQ", "value", "no-currency", "XXQ"),
    ("default_currency,,,,,-", "value", "stays", ""),
    ("pricing,,,,,cheap", "value", "no-pricing", "cheap"),
    ("url,,,,,shop", "value", "no-url", "shop"),
    ("image,,,,,shop", "value", "no-url", "shop"),
    ("metadata-json.size,,,,,[", "value", "no-value", "["),
    ("metadata.my size,,,,,7", "value", "no-field-name", "my size"),
    ("platform,,,,,GOG", "platform", "missing", ""),
    ("platform,,g/g,,,GOG", "platform", "no-id", "g/g"),
    ("price,,gog,,EUR,1", "region", "missing", ""),
    ("price,,gog,EUR,,1", "currency", "missing", ""),
    ("price,,gog,EUR,EUR,much", "value", "no-amount", "much"),
    ("price,,gog,EUR,EUR,0", "value", "out-of-range", "0"),
    ("price,,gog,EUR,EUR,1.9999", "value", "too-fine", "1.9999"),
    ("price,,gog,EUR,EUR,1.999", "value", "two-ways", "1.999"),
    ("price,,steam,GBP,,-", "region", "no-region", "GBP"),
    ("price,,steam,GBP,GBP,1,and more", "value", "too-many-cells", ""),
    ("name,fr,,,,A\nname,fr,,,,B", "field", "twice", ""),
]


def test_each_bad_row_is_named() -> None:
    """By the number a spreadsheet gives it and the column; a good row beside it is not taken."""
    for row, column, problem, text in BAD_ROWS:
        said = f"field,language,platform,region,currency,value\n\nname,de,,,,Kohle\n{row}"
        with pytest.raises(BadSheetError) as caught:
            read_sheet(said, PRODUCT)
        number = 5 if problem == "twice" else 4
        near = "1999 / 1.99" if problem == "two-ways" else ""
        assert caught.value.cells == (BadCell(number, column, problem, text, near),)


def test_a_column_that_there_is_not() -> None:
    """Told once, and not for every row."""
    with pytest.raises(BadSheetError) as caught:
        read_sheet("field,price,value\nname,,x\ncolour,,x", PRODUCT)
    assert caught.value.cells == (BadCell(1, "price", "no-such-column", "price"),)


@given(st.text(), st.booleans())
def test_whatever_stands_below_the_heading_is_read_or_named(text: str, new: bool) -> None:
    """No text is too odd."""
    head = "field,language,platform,region,currency,value\n"
    with suppress(BadSheetError, BadFieldError):
        said = read_sheet(head + text, None if new else PRODUCT)
        assert said == read_sheet(head + text, None if new else PRODUCT)
