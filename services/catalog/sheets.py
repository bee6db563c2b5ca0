"""The catalog as a table, one row an offer: written, and read back as a plan of what would change.

What stands in a table is put there; what is not in it stays, offers too. A column that is missing says
nothing, an empty cell of a setting takes it away. What a product is like is said by each of its rows alike.
A plan is made of what memory holds and changes nothing; it is bound to that by its digest.
"""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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
from services.catalog.texts import good_ceiling, good_mark, good_name, good_word
from services.errors import DeskError
from services.product_words import fold

COLUMNS = (
    "product",
    "provider",
    "external id",
    "currency",
    "country",
    "also found by",
    "paused",
    "own first",
    "low mark",
    "ceiling",
)
NEEDED = COLUMNS[:3]
MOST_ROWS = 100_000
MOST_ERRORS = 1_000
"""Rows that are named; nobody mends more at once."""
_COLUMN_OF = {PAUSED: "paused", OWN_FIRST: "own first", LOW_MARK: "low mark", CEILING: "ceiling"}
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0", ""})
Fields = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that cannot be taken, by the number that a spreadsheet gives it, and why."""

    row: int
    column: str
    error: DeskError


@dataclass(frozen=True, slots=True)
class NewOffer:
    """An offer that comes into the catalog, and where its product is named."""

    row: int
    product: str
    provider: str
    external_id: str
    currency: str
    country: str


@dataclass(frozen=True, slots=True)
class MovedOffer:
    """An offer that goes to another product."""

    row: int
    offer: Offer
    product: str


@dataclass(frozen=True, slots=True)
class ProductChange:
    """What becomes of a product: by field, what stands there and what comes. ``id`` is None for a new one."""

    row: int
    name: str
    id: int | None
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]


@dataclass(slots=True)
class Plan:
    """What a table would change. With ``errors`` nothing can be done."""

    basis: int
    """The newest change of the catalog that it was made of."""

    added: list[NewOffer] = field(default_factory=list)
    moved: list[MovedOffer] = field(default_factory=list)
    changed: list[ProductChange] = field(default_factory=list)
    untouched: int = 0
    """Offers that stand where the table has them, of products that are not changed."""
    errors: list[RowError] = field(default_factory=list)
    more_errors: int = 0

    @property
    def new_products(self) -> int:
        """How many products there would be more."""
        return sum(change.id is None for change in self.changed)

    @property
    def changes(self) -> int:
        """How many things would change; none: it all stands so."""
        return len(self.added) + len(self.moved) + len(self.changed)

    def digest(self) -> str:
        """The same plan has the same, so what it found is what is still there."""
        told = hashlib.sha256()
        for part in (self.added, self.moved, self.changed):
            for each in part:
                told.update(repr(each).encode())
        return told.hexdigest()


def column_of(field: str) -> str:
    """The column in which a field stands; nothing where it has none."""
    return "also found by" if field.startswith(WORD) else _COLUMN_OF.get(field, "")


def rows_of(products: Iterable[Product]) -> Iterator[tuple[str, ...]]:
    """The cells of the table, in the order of the products."""
    for product in products:
        said = fields_of_settings(product.settings)
        traits = (
            _in_one(product.words),
            YES if product.paused else "no",
            said[OWN_FIRST] or "no",
            said[LOW_MARK] or "",
            said[CEILING] or "",
        )
        for offer in product.offers:
            place = (offer.provider, offer.external_id, offer.currency, offer.country)
            yield (product.name, *place, *traits)


def plan_of(catalog: Catalog, rows: Iterator[tuple[int, Sequence[str]]]) -> Plan:
    """Read a table with its heading. Slow for very many rows: run it in a thread.

    Raises BadSheetError for what is no such table; what is wrong with its rows is in the plan.
    """
    _, heading = next(rows, (0, []))
    columns = [" ".join(cell.replace("_", " ").casefold().split()) for cell in heading]
    unknown = [cell for cell in columns if cell not in COLUMNS]
    missing = [cell for cell in NEEDED if cell not in columns]
    if unknown or missing or len(set(columns)) < len(columns):
        raise BadSheetError(problem="heading", text=(unknown or missing or columns)[0][:40])
    reading = _Reading(catalog)
    for count, (number, cells) in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise BadSheetError(problem="too-long", most=MOST_ROWS)
        reading.row(number, dict(zip(columns, cells, strict=False)), columns, len(cells))
    return reading.end()


class _Reading:
    """Takes rows, one after another."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._plan = Plan(catalog.newest)
        self._said: dict[str, tuple[int, str, Fields]] = {}
        """By a product's folded name: the row it was first in, its name, and what is said of it."""
        self._there: Counter[str] = Counter()
        """Offers that stand already, by the folded name of their product."""
        self._seen: set[tuple[object, ...]] = set()

    def row(self, number: int, cells: dict[str, str], columns: list[str], width: int) -> None:
        """Take one row, or note why not."""
        if width > len(columns):
            self._wrong(number, "", BadSheetError(problem="wide", most=len(columns)))
            return
        column = "product"
        try:
            name = good_name(cells.get("product", ""))
            said: Fields = {}
            for column, read in _READ.items():
                if column in columns:
                    said |= read(cells.get(column, ""))
            column = "product"
            self._product(number, name, said, "also found by" in columns)
            column = "external id"
            self._offer(number, name, cells)
        except DeskError as error:
            self._wrong(number, column, error)

    def end(self) -> Plan:
        """The plan, when all rows were taken."""
        plan = self._plan
        for key, (number, name, said) in self._said.items():
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

    def _product(self, number: int, name: str, said: Fields, all_words: bool) -> None:
        """What is said of a product is the same in all its rows."""
        key = fold(name)
        if all_words and (known := self._catalog.named(name)) is not None:
            said = {**{WORD + fold(word): None for word in known.words}, **said}
        said.pop(WORD + key, None)  # its own name
        if sum(f.startswith(WORD) and text is not None for f, text in said.items()) > MOST_WORDS:
            raise TooManyWordsError(product=name, most=MOST_WORDS)
        first, _, before = self._said.setdefault(key, (number, name, said))
        if before != said:
            raise ToldOtherwiseError(product=name, row=first)

    def _offer(self, number: int, name: str, cells: Mapping[str, str]) -> None:
        provider = cells.get("provider", "").strip().lower()
        external_id = cells.get("external id", "")
        place = (provider, external_id, cells.get("currency", ""), cells.get("country", ""))
        # What stands so may be of a provider that has no settings any more.
        exact = (part.strip() for part in place)
        offer = self._catalog.listed(*exact)
        if offer is None:
            place = self._catalog.good_offer(*place)
            offer = self._catalog.standing(*place)
        mark: tuple[object, ...] = (offer.id,) if offer else place
        if mark in self._seen:
            raise OfferTwiceError(text=external_id[:40])
        self._seen.add(mark)
        if offer is None:
            self._plan.added.append(NewOffer(number, name, *place))
        elif fold(offer.product_name) != fold(name):
            self._plan.moved.append(MovedOffer(number, offer, name))
        else:
            self._there[fold(name)] += 1

    def _wrong(self, number: int, column: str, error: DeskError) -> None:
        if len(self._plan.errors) < MOST_ERRORS:
            self._plan.errors.append(RowError(number, column, error))
        else:
            self._plan.more_errors += 1


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


def _in_one(words: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow(words)
    return out.getvalue() if words else ""


def _flag(name: str) -> Callable[[str], Fields]:
    def read(text: str) -> Fields:
        said = text.strip().casefold()
        if said not in _YES | _NO:
            raise BadYesError(text=text[:20])
        return {name: YES if said in _YES else None}

    return read


def _mark(text: str) -> Fields:
    return {LOW_MARK: str(good_mark(text)) if text.strip() else None}


def _ceiling(text: str) -> Fields:
    return {CEILING: text_of_money(good_ceiling(text)) if text.strip() else None}


_READ: Mapping[str, Callable[[str], Fields]] = {
    "also found by": _words,
    "paused": _flag(PAUSED),
    "own first": _flag(OWN_FIRST),
    "low mark": _mark,
    "ceiling": _ceiling,
}
