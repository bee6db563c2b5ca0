"""A table of a key product, read against what stands there: row by row, every fault named."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from handlers.products.json_document import REMOVE, Document, no_number
from handlers.products.sheet_writing import (
    COLUMNS,
    LINKS,
    METADATA,
    METADATA_JSON,
    TEXTS,
    settled,
)
from handlers.words.csv_files import heading, numbered_rows, shown
from providers.administration import (
    LANGUAGE,
    KeyProduct,
    KeyProductChange,
    KeyProductContent,
    PricedPlatform,
    RegionPrice,
)
from services.administration import checks
from services.administration.errors import BadFieldError
from services.administration.platform_changes import PlatformWish
from services.administration.product_checks import good_change, platform_id
from services.typed_money import BadMoneyError, amount_typed, plainly

_NOTHING = KeyProductContent({}, {}, "")


@dataclass(frozen=True, slots=True)
class BadCell:
    """A fault: in which row, as a spreadsheet counts them, and in which column."""

    row: int
    column: str
    problem: str
    text: str
    near: str = ""


class BadSheetError(Exception):
    """A table of which nothing is taken."""

    def __init__(self, cells: tuple[BadCell, ...]) -> None:
        super().__init__(cells)
        self.cells = cells


def is_sheet(text: str) -> bool:
    """Whether a text begins like a table of ours."""
    return {"field", "value"} <= {cell.casefold() for cell in heading(text)}


def read_sheet(text: str, standing: KeyProduct | None) -> Document:
    """What shall be different from what stands there, or all of a new product.

    Raises BadSheetError; BadFieldError for what is no table.
    """
    try:
        rows = numbered_rows(text)
    except ValueError:
        raise checks.bad("document", "no-document") from None
    number, names = rows[0]
    columns = [cell.casefold() for cell in names]
    bad = [
        BadCell(number, column, "no-such-column", column[: checks.MOST_WORD])
        for column in columns
        if column not in {*COLUMNS, ""}
    ]
    reading = _Reading(standing)
    for number, cells in rows[1:] if not bad else ():
        if any(cells[len(columns) :]):
            bad.append(BadCell(number, "value", "too-many-cells", ""))
            continue
        row = dict(zip(columns, cells, strict=False))
        try:
            reading.take(row)
        except BadFieldError as error:
            said = [str(error.facts.get(name, "")) for name in ("problem", "text", "near")]
            bad.append(BadCell(number, _column(str(error.facts["field"]), said[0]), *said))
    if bad:
        raise BadSheetError(tuple(bad))
    return reading.document()


def _column(name: str, problem: str) -> str:
    if problem == "no-language":
        return "language"
    return name if name in COLUMNS else "value"


@dataclass
class _Reading:
    """What the rows read so far say."""

    standing: KeyProduct | None
    sku: str = ""
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in TEXTS})
    lines: dict[str, str] = field(default_factory=dict)
    images: list[str] = field(default_factory=list)
    no_images: bool = False
    metadata: dict[str, Any] = field(default_factory=dict)
    wishes: dict[str, PlatformWish] = field(default_factory=dict)
    seen: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def content(self) -> KeyProductContent:
        """What stands there."""
        return self.standing.content if self.standing else _NOTHING

    def take(self, row: Mapping[str, str]) -> None:
        """Read a row. Raises BadFieldError."""
        head, dot, tail = row.get("field", "").partition(".")
        name = head.strip().casefold().replace(" ", "_")
        raw = row.get("value", "")
        cells = {column: shown(row.get(column, "")) for column in COLUMNS}
        value = cells["value"]
        if dot and name in {METADATA, METADATA_JSON}:
            self._metadata(settled(tail), raw, parsed=name == METADATA_JSON)
        elif name in TEXTS:
            self._text(name, cells["language"] or LANGUAGE, raw, value)
        elif name in {"default_currency", "pricing", "url"}:
            self._line(name, raw, value)
        elif name in {"image", "images"}:
            self._image(raw, value)
        elif name == "sku":
            self.sku = value
        elif name in {"platform", *LINKS}:
            self._platform(name, cells["platform"], raw, value)
        elif name == "price":
            self._price(cells, raw)
        else:
            raise checks.bad("field", "no-such-field", row.get("field", "")[: checks.MOST_WORD])

    def document(self) -> Document:
        """What all rows say together."""
        old = self.content
        images = tuple(dict.fromkeys(self.images))
        replaced = bool(images or self.no_images) and images != tuple(map(settled, old.images))
        metadata = {k: v for k, v in {**old.metadata, **self.metadata}.items() if v is not None}
        change = KeyProductChange(
            names=self.texts["name"],
            descriptions=self.texts["description"],
            long_descriptions=self.texts["long_description"],
            default_currency=self.lines.get("default_currency"),
            pricing=self.lines.get("pricing"),
            images=images if replaced else None,
            url=self.lines.get("url"),
            metadata=metadata if self.metadata else None,
        )
        return Document(self.sku, change, tuple(self.wishes.values()), ())

    def _text(self, name: str, language: str, raw: str, value: str) -> None:
        standing = dict(zip(TEXTS, _texts_of(self.content), strict=True))[name]
        language = _as_standing(language, standing)
        if not raw or settled(standing.get(language, "")) == value:
            return
        self._once(name, language)
        text = "" if raw == REMOVE else value
        check = checks.long_texts if name == "long_description" else _needed_texts
        self.texts[name] |= check(name, {language: text})

    def _line(self, name: str, raw: str, value: str) -> None:
        if not raw or settled(str(getattr(self.content, name))) == value:
            return
        self._once(name)
        if raw == REMOVE:
            if name != "url":
                raise checks.bad(name, "stays")
            if self.content.url:
                self.lines[name] = ""
            return
        check = {"default_currency": checks.currency, "pricing": checks.pricing, "url": checks.url}
        self.lines[name] = check[name](name, value)

    def _image(self, raw: str, value: str) -> None:
        if raw == REMOVE:
            self.no_images = True
        elif raw:
            known = value in map(settled, self.content.images)
            self.images.append(value if known else checks.url("images", value))

    def _metadata(self, name: str, raw: str, *, parsed: bool) -> None:
        old = self.content.metadata
        name = _as_standing(name, old)
        if not raw:
            return
        self._once(METADATA, name)
        value: Any = shown(raw)
        if raw == REMOVE:
            value = None
        elif parsed:
            try:
                value = json.loads(value, parse_constant=no_number)
            except (ValueError, RecursionError):
                raise checks.bad("metadata", "no-value", value[:20]) from None
        elif isinstance(old.get(name), str) and settled(str(old[name])) == value:
            return
        if old.get(name) != value or type(old.get(name)) is not type(value):
            good_change(KeyProductChange(metadata={name: value}))
            self.metadata[name] = value

    def _platform(self, name: str, where: str, raw: str, value: str) -> None:
        platform, wish = self._on(where)
        if not raw:
            return
        self._once(name, wish.id)
        if name == "platform":
            if raw == REMOVE:
                self.wishes[wish.id] = replace(wish, gone=True)
            elif not platform or settled(platform.name) != value:
                self.wishes[wish.id] = replace(wish, name=checks.line("platform", value))
        elif not platform or settled(str(getattr(platform, name))) != value:
            if not checks.url(name, value):
                raise checks.bad(name, "missing")
            links: dict[str, Any] = {name: value}
            self.wishes[wish.id] = replace(wish, **links)

    def _price(self, cells: Mapping[str, str], raw: str) -> None:
        platform, wish = self._on(cells["platform"])
        prices = platform.prices if platform else ()
        region = cells["region"]
        if not raw or any(_is(price, region, cells["currency"], raw) for price in prices):
            return
        region = next((p.region for p in prices if settled(p.region).upper() == region.upper()), "")
        region = region or checks.line("region", cells["region"]).upper()
        self._once("price", wish.id, region)
        price = None
        if raw != REMOVE:
            currency = checks.currency("currency", cells["currency"])
            price = checks.price(region, checks.amount("value", raw, currency), currency)
        elif all(each.region != region for each in prices):
            raise checks.bad("region", "no-region", region)
        self.wishes[wish.id] = replace(wish, prices={**wish.prices, region: price})

    def _on(self, where: str) -> tuple[PricedPlatform | None, PlatformWish]:
        there = (
            {settled(each.id): each for each in self.standing.platforms} if self.standing else {}
        )
        platform = there.get(where)
        key = platform.id if platform else platform_id(where)
        return platform, self.wishes.get(key, PlatformWish(key))

    def _once(self, *place: str) -> None:
        if place in self.seen:
            raise checks.bad("field", "twice")
        self.seen.add(place)


def _texts_of(content: KeyProductContent) -> tuple[Mapping[str, str], ...]:
    return content.names, content.descriptions, content.long_descriptions


def _needed_texts(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    return checks.texts(name, texts, all_of_them=False)


def _as_standing(name: str, standing: Mapping[str, object]) -> str:
    """The name as it stands there, where only a table has changed it."""
    return next((each for each in standing if settled(each) == name), name)


def _is(price: RegionPrice, region: str, currency: str, raw: str) -> bool:
    """Whether a cell says what stands there, be it in the form in which a table of ours has it."""
    if (settled(price.region).upper(), settled(price.currency).upper()) != (
        region.upper(),
        currency.upper(),
    ):
        return False
    if raw in {plainly(price.amount), f"{price.amount:f}"}:
        return True
    try:
        return amount_typed(raw, price.currency, as_fine=True) == price.amount
    except BadMoneyError:
        return False
