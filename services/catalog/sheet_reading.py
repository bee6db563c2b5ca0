"""A table of the catalog, read as a plan of what would change: every cell that cannot be taken is named."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from providers.base import Quoting
from services.catalog.editing import MOST_WORDS
from services.catalog.entries import Offer, Product
from services.catalog.errors import TooManyWordsError
from services.catalog.fields import (
    CEILING,
    LOW_MARK,
    OWN_FIRST,
    PAUSED,
    WORD,
    YES,
    fields_of_settings,
    text_of_money,
)
from services.catalog.service import Catalog
from services.catalog.sheet_errors import (
    BadSheetError,
    BadYesError,
    OfferTwiceError,
    ToldOtherwiseError,
)
from services.catalog.sheets import (
    COLUMNS,
    NEEDED,
    MovedOffer,
    NewOffer,
    Plan,
    ProductChange,
    RowError,
    column_of,
)
from services.catalog.texts import (
    LONGEST_KEY,
    good_ceiling,
    good_country,
    good_currency,
    good_external_id,
    good_mark,
    good_name,
    good_word,
)
from services.errors import DeskError
from services.product_words import fold

MOST_ROWS = 100_000
MOST_ERRORS = 1_000
"""Cells that are named; nobody mends more at once."""
_PLACE = COLUMNS[1:5]
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0", ""})
_NONE = frozenset({"", "none", "-", "–"})
Fields = dict[str, str | None]
_T = TypeVar("_T")


def plan_of(catalog: Catalog, rows: Iterator[tuple[int, Sequence[str]]], ours: str = "") -> Plan:
    """Read a table with its heading. Slow for very many rows: run it in a thread.

    ``ours``: as of ``rows_of``.

    Raises BadSheetError for what is no such table; what is wrong with its rows is in the plan.
    """
    _, heading = next(rows, (0, []))
    columns = [" ".join(cell.replace("_", " ").casefold().split()) for cell in heading]
    unknown = [cell for cell in columns if cell not in COLUMNS]
    missing = [cell for cell in NEEDED if cell not in columns]
    if unknown or missing or len(set(columns)) < len(columns):
        raise BadSheetError(problem="heading", text=(unknown or missing or columns)[0][:40])
    reading, count = _Reading(catalog, ours), 0
    for count, (number, cells) in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise BadSheetError(problem="too-long", most=MOST_ROWS)
        reading.row(number, dict(zip(columns, cells, strict=False)), columns, len(cells))
    if not count:
        raise BadSheetError(problem="no-rows")
    return reading.end()


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of a product, in the row that names it first."""

    row: int
    name: str
    fields: Fields
    cells: Mapping[str, str]


class _Reading:
    """Takes rows, one after another."""

    def __init__(self, catalog: Catalog, ours: str) -> None:
        self._catalog = catalog
        self._ours = ours
        self._plan = Plan(catalog.newest)
        self._said: dict[str, _Said] = {}
        """By a product's folded name."""
        self._there: Counter[str] = Counter()
        """Offers that stand already, by the folded name of their product."""
        self._seen: set[tuple[object, ...]] = set()

    def row(self, number: int, cells: dict[str, str], columns: list[str], width: int) -> None:
        """Take one row, or note each of its cells that cannot be taken, and why."""
        if width > len(columns):
            self._wrong(number, [("", BadSheetError(problem="wide", most=len(columns)))])
            return
        bad: list[tuple[str, DeskError]] = []

        def read(column: str, how: Callable[[str], _T]) -> _T | None:
            try:
                return how(cells.get(column, ""))
            except DeskError as error:
                bad.append((column, error))
                return None

        name = read("product", good_name)
        said: Fields = {}
        for column, how in _READ.items():
            if column in columns:
                said |= read(column, how) or {}
        if name is not None and not bad:
            bad += self._product(number, name, said, cells, all_words="also found by" in columns)
        offer = self._standing(cells)
        place = None if offer else self._place(cells, read)
        if place is not None and not bad:
            offer = self._catalog.standing(*place)
        if name is not None and not bad:
            bad += self._offer(number, name, offer, place)
        if bad:
            self._wrong(number, bad)

    def end(self) -> Plan:
        """The plan, when all rows were taken."""
        plan = self._plan
        for key, told in self._said.items():
            number, name, said = told.row, told.name, told.fields
            product = self._catalog.named(name)
            before = {} if product is None else _fields_of(product)
            changed = {f: said[f] for f in sorted(said) if said[f] != before.get(f)}
            if product is None or changed:
                old = {f: before.get(f) for f in changed}
                id_ = None if product is None else product.id
                shown = name if product is None else product.name
                plan.changed.append(ProductChange(number, shown, id_, old, changed))
            else:
                plan.untouched += self._there[key]
        return plan

    def _product(
        self, number: int, name: str, said: Fields, cells: dict[str, str], *, all_words: bool
    ) -> list[tuple[str, DeskError]]:
        """What is said of a product is the same in all its rows; gives what is wrong with it."""
        key = fold(name)
        if all_words and (known := self._catalog.named(name)) is not None:
            said = {**{WORD + fold(word): None for word in known.words}, **said}
        said.pop(WORD + key, None)  # its own name
        if sum(f.startswith(WORD) and text is not None for f, text in said.items()) > MOST_WORDS:
            return [("also found by", TooManyWordsError(product=name, most=MOST_WORDS))]
        first = self._said.setdefault(key, _Said(number, name, said, cells))
        before = first.fields
        others = {column_of(f) for f in {*before, *said} if before.get(f) != said.get(f)}
        return [
            (
                column,
                ToldOtherwiseError(
                    product=name, row=first.row, said="yes" if text else "no", text=text
                ),
            )
            for column in others
            for text in [first.cells.get(column, "").strip()[:40]]
        ]

    def _standing(self, cells: Mapping[str, str]) -> Offer | None:
        """The offer that is written exactly so: it may be of a provider that has no settings any more."""
        provider, *place = (cells.get(column, "").strip() for column in _PLACE)
        return self._catalog.listed(provider.lower(), *place)

    def _place(
        self,
        cells: Mapping[str, str],
        read: Callable[[str, Callable[[str], Any]], Any],
    ) -> tuple[str, str, str, str] | None:
        """Provider, id, currency and country in the one form that is kept; None: one of them is wrong."""
        seller: Quoting | None = read("provider", self._catalog.seller)
        is_ours = seller is not None and seller.name == self._ours
        id_ = "" if is_ours else read("external id", good_external_id)
        currency = None
        if seller is not None:
            currency = read("currency", lambda text: good_currency(text, seller))
        country = read("country", good_country)
        if seller is None or id_ is None or currency is None or country is None:
            return None
        return seller.name, id_ or self._our_id(cells, currency), currency, country

    def _our_id(self, cells: Mapping[str, str], currency: str) -> str:
        """That of the product's own offer in this currency; else one that no other has."""
        name = cells.get("product", "")
        product = self._catalog.named(name)
        for offer in () if product is None else product.offers:
            if (offer.provider, offer.currency) == (self._ours, currency):
                return offer.external_id
        id_ = fold(name)[:LONGEST_KEY]
        while self._catalog.listed(self._ours, id_, currency, "") is not None:
            id_ += "-"
        return id_

    def _offer(
        self, number: int, name: str, offer: Offer | None, place: tuple[str, ...] | None
    ) -> list[tuple[str, DeskError]]:
        """Take an offer: one that stands, or that is new there; gives what is wrong with it."""
        mark: tuple[object, ...] = (offer.id,) if offer else place or ()
        if mark in self._seen:
            text = offer.external_id if offer else str(mark[1])
            return [("external id", OfferTwiceError(text=text[:40]))]
        self._seen.add(mark)
        if offer is not None and fold(offer.product_name) != fold(name):
            self._plan.moved.append(MovedOffer(number, offer, name))
        elif offer is not None:
            self._there[fold(name)] += 1
        elif place is not None:
            self._plan.added.append(NewOffer(number, name, *place))
        return []

    def _wrong(self, number: int, bad: Sequence[tuple[str, DeskError]]) -> None:
        plan = self._plan
        plan.bad_rows += 1
        for column, error in sorted(bad, key=lambda each: (*COLUMNS, "").index(each[0])):
            if len(plan.errors) < MOST_ERRORS:
                plan.errors.append(RowError(number, column, error))
            else:
                plan.more_errors += 1


def _fields_of(product: Product) -> Fields:
    return {
        PAUSED: YES if product.paused else None,
        **fields_of_settings(product.settings),
        **{WORD + fold(word): word for word in product.words},
    }


def _words(text: str) -> Fields:
    try:
        pieces = next(
            csv.reader([" ".join(text.split())], delimiter=";", skipinitialspace=True), []
        )
    except csv.Error:
        pieces = [text]
    words = [good_word(piece) for piece in pieces if piece.strip()]
    return {WORD + fold(word): word for word in words}


def _flag(name: str) -> Callable[[str], Fields]:
    def read(text: str) -> Fields:
        said = text.strip().casefold()
        if said not in _YES | _NO:
            raise BadYesError(text=text[:20])
        return {name: YES if said in _YES else None}

    return read


def _mark(text: str) -> Fields:
    return {LOW_MARK: str(good_mark(text)) if text.strip().casefold() not in _NONE else None}


def _ceiling(text: str) -> Fields:
    return {
        CEILING: text_of_money(good_ceiling(text)) if text.strip().casefold() not in _NONE else None
    }


_READ: Mapping[str, Callable[[str], Fields]] = {
    "also found by": _words,
    "paused": _flag(PAUSED),
    "own first": _flag(OWN_FIRST),
    "low mark": _mark,
    "ceiling": _ceiling,
}
