"""The catalog as a table, one row an offer: how it is written, and the plan of what a table would change.

What stands in a table is put there; what is not in it stays, offers too. A column that is missing says
nothing, an empty cell of a setting takes it away. What a product is like is said by each of its rows alike.
A plan is made of what memory holds (:mod:`services.catalog.sheet_reading`) and changes nothing; it is bound
to that by its digest.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from services.catalog.entries import Offer, Product
from services.catalog.fields import (
    CEILING,
    LOW_MARK,
    OWN_FIRST,
    PAUSED,
    WORD,
    YES,
    fields_of_settings,
)
from services.errors import DeskError
from services.money import Money
from services.typed_money import plainly

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
_COLUMN_OF = {PAUSED: "paused", OWN_FIRST: "own first", LOW_MARK: "low mark", CEILING: "ceiling"}


@dataclass(frozen=True, slots=True)
class RowError:
    """A cell that cannot be taken, by the number that a spreadsheet gives its row, and why."""

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
    bad_rows: int = 0

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


def rows_of(products: Iterable[Product], ours: str = "") -> Iterator[tuple[str, ...]]:
    """The cells of the table, in the order of the products.

    ``ours``: the provider whose ids are the desk's own. They mean nothing anywhere else and are left out: a
    product has one offer of it in a currency.
    """
    for product in products:
        mine: set[str] = set()
        said = fields_of_settings(product.settings)
        traits = (
            _in_one(product.words),
            YES if product.paused else "no",
            said[OWN_FIRST] or "no",
            said[LOW_MARK] or "",
            _readable(product.settings.ceiling),
        )
        for offer in product.offers:
            id_ = offer.external_id
            if offer.provider == ours:
                if offer.currency in mine:
                    continue
                mine.add(offer.currency)
                id_ = ""
            place = (offer.provider, id_, offer.currency, offer.country)
            yield (product.name, *place, *traits)


def _readable(ceiling: Money | None) -> str:
    """In the one form that cannot be read otherwise when the file comes in again."""
    return "" if ceiling is None else f"{plainly(ceiling.amount)} {ceiling.currency}"


def _in_one(words: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow(words)
    return out.getvalue() if words else ""
