"""Documents and texts by language: read as they are meant, or refused with the field at fault."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.products.json_document import read_document, texts_of
from services.administration.errors import BadFieldError
from services.administration.product_checks import good_change, good_content

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    [
        "sku",
        "name",
        "description",
        "long_description",
        "default_currency",
        "pricing",
        "images",
        "url",
        "metadata",
        "object",
        "id",
        "platforms",
    ]
)
LANGUAGES = st.sampled_from(["en", "de", "pt-BR", "zh_CN", "fil"])
LINE = st.text(st.characters(categories=["L", "N"]), min_size=1)


@given(st.text() | JSON.map(json.dumps) | st.dictionaries(FIELDS, JSON).map(json.dumps))
def test_a_document_is_read_or_refused(text: str) -> None:
    """Whatever is sent, it is a document that can be checked, or an error that names a field."""
    try:
        document = read_document(text)
        good_change(document.change)
        good_content(document.content)
    except BadFieldError as error:
        assert error.facts["field"]
        assert error.facts["problem"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000])
def test_numbers_that_cannot_be_sent_are_refused(number: str) -> None:
    """They would be no JSON on their way to the provider, or are too long to be read."""
    with pytest.raises(BadFieldError):
        read_document(f'{{"metadata": {{"a": {number}}}}}')


@given(st.dictionaries(LANGUAGES, st.lists(LINE, min_size=1, max_size=3), min_size=1))
def test_texts_by_language_are_read_as_they_are_written(texts: dict[str, list[str]]) -> None:
    """A line for each language begins its text, which goes on until the next."""
    typed = "\n".join(f"{language}: " + "\n".join(lines) for language, lines in texts.items())
    assert texts_of(typed) == {language: "\n".join(lines) for language, lines in texts.items()}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("GTA V", {"en": "GTA V"}),
        ("Doom: Eternal", {"en": "Doom: Eternal"}),
        ("GTA V\nde: GTA 5", {"en": "GTA V", "de": "GTA 5"}),
        ("de: -", {"de": ""}),
        ("de:", {"de": ""}),
        ("en: Cars\n\nand more", {"en": "Cars\n\nand more"}),
        ("de:x", {"en": "de:x"}),
    ],
)
def test_spellings_of_texts(typed: str, meant: dict[str, str]) -> None:
    """English where no language is named; a dash or nothing takes a language away."""
    assert texts_of(typed) == meant


@pytest.mark.parametrize(
    ("amount", "read"),
    [
        ('"18,99"', "18.99"),
        ('"1.000,50"', "1000.50"),
        ("1.500", "1.5"),
        ('"1.000"', ""),
        ('"1,000"', ""),
    ],
)
def test_amounts_of_a_document_are_read_as_typed_ones(amount: str, read: str) -> None:
    """A number is one; a text that can be read in two ways is refused with both."""
    price = f'{{"region": "EUR", "currency": "EUR", "amount": {amount}}}'
    text = f'{{"platforms": [{{"id": "steam", "prices": [{price}]}}]}}'
    if read:
        [platform] = read_document(text).platforms
        assert [price.amount for price in platform.prices.values() if price] == [Decimal(read)]
        return
    with pytest.raises(BadFieldError) as caught:
        read_document(text)
    assert (caught.value.facts["problem"], caught.value.facts["near"]) == (
        "two-ways",
        "1000 / 1.00",
    )
