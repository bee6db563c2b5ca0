"""A key product as a table for a spreadsheet: a row for each thing that can be said of it.

====================  ==================================================================
field                 value
====================  ==================================================================
sku                   of a new product; of one that is there, only to tell that it is meant
name, description,    the text in the row's ``language`` (English if there is none)
long_description
default_currency,     as in the JSON document
pricing, url
image                 an address; as many rows as there are images
metadata.<name>       a text; ``metadata-json.<name>`` anything else, as JSON
platform              the name of the row's ``platform``, which stands there by its id
activation_url,       the addresses of a ``platform`` of one's own
eula_url
price                 the amount on the row's ``platform`` in its ``region`` and ``currency``
====================  ==================================================================

A row without a value says nothing, a dash takes away what stands there, and what has no row stays;
only images are all replaced where there is a row of one.
"""

import json
from collections.abc import Iterator

from handlers.words.csv_files import csv_file, hidden
from providers.administration import LANGUAGE, KeyProduct, PricedPlatform
from services.typed_money import plainly

COLUMNS = ("field", "language", "platform", "region", "currency", "value")
TEXTS = ("name", "description", "long_description")
LINKS = ("activation_url", "eula_url")
METADATA, METADATA_JSON = "metadata", "metadata-json"


def sheet_of(product: KeyProduct) -> bytes:
    """The table of a product as a CSV file. What can be filled in has an empty row."""
    rows = [tuple(hidden(settled(cell)) for cell in row) for row in _rows(product)]
    return csv_file(COLUMNS, rows)


def settled(text: str) -> str:
    """A text as it comes back out of a table: ends of lines and blanks around it are not kept."""
    return "\n".join(text.splitlines()).strip()


def _rows(product: KeyProduct) -> Iterator[tuple[str, ...]]:
    content = product.content
    yield _row("sku", product.sku)
    by_field = (content.names, content.descriptions, content.long_descriptions)
    for field, texts in zip(TEXTS, by_field, strict=True):
        for language, text in (texts or {LANGUAGE: ""}).items():
            yield _row(field, text, language=language)
    yield _row("default_currency", content.default_currency)
    yield _row("pricing", content.pricing)
    yield _row("url", content.url)
    for image in content.images or ("",):
        yield _row("image", image)
    for name, value in content.metadata.items():
        if isinstance(value, str):
            yield _row(f"{METADATA}.{name}", value)
        else:
            yield _row(f"{METADATA_JSON}.{name}", json.dumps(value))
    for platform in product.platforms:
        yield from _platform_rows(platform)


def _platform_rows(platform: PricedPlatform) -> Iterator[tuple[str, ...]]:
    yield _row("platform", platform.name, platform=platform.id)
    for field, url in zip(LINKS, (platform.activation_url, platform.eula_url), strict=True):
        if url:
            yield _row(field, url, platform=platform.id)
    for price in platform.prices:
        yield _row(
            "price",
            plainly(price.amount),
            platform=platform.id,
            region=price.region,
            currency=price.currency,
        )


def _row(field: str, value: str, **cells: str) -> tuple[str, ...]:
    return (field, *(cells.get(column, "") for column in COLUMNS[1:-1]), value)
