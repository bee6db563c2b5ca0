"""The catalog as a table: what goes out comes in without a change; what is changed is done whole or not."""

import csv
import io
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.words.csv_files import csv_file, each_row, hidden, shown
from handlers.words.workbooks import read_workbook, written_workbook
from providers.registry import Providers
from services.catalog import Catalog, Product
from services.catalog.editing import CatalogEditing
from services.catalog.importing import CatalogImporting
from services.catalog.sheet_errors import BadSheetError, CatalogMovedError
from services.catalog.sheet_reading import plan_of
from services.catalog.sheets import COLUMNS, Plan, rows_of
from services.catalog.undoing import CatalogUndoing
from services.errors import DeskError
from services.visible import visible
from storage.database import Database
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.services.standins import MAX


def numbered(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows as a file gives them."""
    return enumerate(rows, start=1)


def read_back(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of a file's text."""
    return ((n, [shown(cell) for cell in row]) for n, row in each_row(text))


def cells(catalog: Catalog) -> list[list[str]]:
    """What is written into a file."""
    return [[hidden(cell) for cell in row] for row in rows_of(catalog.all())]


def everything(catalog: Catalog) -> tuple[Product, ...]:
    """All products."""
    return catalog.products(1, 1000).items


async def last_row(database: Database) -> int:
    """The newest row of the audit."""
    async with database.read() as tx:
        return (await tx.audit.latest(1))[0].id


FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
CEILINGS = ("12.3450 KWD", "9.50 EUR", "1 000 JPY")
ODD = st.text(st.sampled_from("=+-@'\";,|\t x1Aя\u2028"), min_size=1, max_size=12)


@FEW
@given(st.lists(st.tuples(ODD, ODD, ODD), min_size=1, max_size=4))
async def test_what_goes_out_comes_in_without_a_change(
    sqlite_database: Database,
    clock: ManualClock,
    providers: Providers,
    said: list[tuple[str, str, str]],
) -> None:
    """Whatever names, words and ids look like, formulas and quotes among them, as CSV and as a workbook."""
    catalog = Catalog(sqlite_database, clock, providers, audit_of(sqlite_database, clock))
    await catalog.load()
    editing = CatalogEditing(catalog)
    for name, external_id, word in said:
        try:
            offer = await catalog.add(MAX, name, "codegames", external_id)
            await editing.add_word(MAX, offer.product_id, word)
            await editing.ceiling(MAX, offer.product_id, CEILINGS[len(word) % len(CEILINGS)])
        except DeskError:
            continue
    table = cells(catalog)
    as_csv = csv_file(COLUMNS, table).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(as_csv, newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
    as_workbook = read_workbook(written_workbook(COLUMNS, table)).text
    for text in (as_csv, as_workbook):
        plan = plan_of(catalog, read_back(visible(text)))
        assert (plan.errors, plan.changes, plan.untouched) == ([], 0, len(table))


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(st.lists(st.text(max_size=8), max_size=12)).map(str))
)
def test_no_text_breaks_the_reading(text: str) -> None:
    """It is a plan, or an error that says what is wrong."""
    catalog = Catalog.__new__(Catalog)  # it is not even asked before the heading fits
    try:
        plan_of(catalog, read_back(text))
    except (DeskError, ValueError) as error:
        assert str(error)


@FEW
@given(
    st.lists(
        st.lists(
            st.one_of(ODD, st.sampled_from(["codegames", "yes", "5 EUR", "KZT"])), max_size=11
        ),
        min_size=1,
    )
)
async def test_no_rows_break_the_plan(
    sqlite_database: Database, clock: ManualClock, providers: Providers, rows: list[list[str]]
) -> None:
    """Each row is a change, or named with what is wrong."""
    catalog = Catalog(sqlite_database, clock, providers, audit_of(sqlite_database, clock))
    plan = plan_of(catalog, numbered([COLUMNS, *rows]))
    wrong = {each.row for each in plan.errors}
    assert len(wrong) + len(plan.added) == len(rows)


ROWS = [
    ("product", "provider", "external_id", "paused", "also found by", "low mark"),
    ("GTA V", "codegames", "1", "yes", "gta; los santos", "5"),
    ("gta v", "CodeGames", "2", "yes", "los santos;gta", "5"),
    ("New one", "codegames", "3", "", "", ""),
    ("Back again", "codegames", "4", "no", "back", ""),
    ("Untouched", "codegames", "5", "", "", ""),
]


@pytest.fixture
async def standing(catalog: Catalog) -> Catalog:
    """A catalog in which some of it stands, and one product is gone."""
    editing = CatalogEditing(catalog)
    await catalog.add(MAX, "GTA V", "codegames", "1")
    await catalog.add(MAX, "Other", "codegames", "2")
    await catalog.add(MAX, "Untouched", "codegames", "5")
    gone = await catalog.add(MAX, "back AGAIN", "codegames", "4")
    await editing.add_word(MAX, gone.product_id, "once")
    await catalog.remove(MAX, gone.id)
    return catalog


async def test_a_table_is_carried_out_and_undone_as_a_whole(
    standing: Catalog, database: Database
) -> None:
    """Offers come, move and stay, products change, and undoing restores all of it exactly."""
    before = everything(standing)
    plan = plan_of(standing, numbered(ROWS))
    assert plan.errors == []
    assert ([a.external_id for a in plan.added], len(plan.moved)) == (["3", "4"], 1)
    assert (len(plan.changed), plan.new_products, plan.untouched) == (3, 2, 1)
    await CatalogImporting(standing).carry_out(MAX, "catalog.csv", plan)
    after = everything(standing)
    await standing.load()
    assert everything(standing) == after
    assert [(p.name, p.paused, p.words, len(p.offers)) for p in after] == [
        ("Back again", False, ("back", "once"), 1),
        ("GTA V", True, ("gta", "los santos"), 2),
        ("New one", False, (), 1),
        ("Untouched", False, (), 1),
    ]
    again = plan_of(standing, numbered([row[:3] for row in ROWS]))
    assert (again.changes, again.untouched) == (0, 5)
    await CatalogUndoing(database, standing).undo(MAX, await last_row(database))
    assert everything(standing) == before
    await standing.load()
    assert everything(standing) == before


async def test_what_stands_there_now_must_be_what_the_plan_was_made_of(
    standing: Catalog, database: Database, clock: ManualClock, providers: Providers
) -> None:
    """A change by this process or another makes the plan void, and nothing of it is done."""
    plan = plan_of(standing, numbered(ROWS))
    other = Catalog(database, clock, providers, audit_of(database, clock))
    await other.load()
    await other.add(MAX, "Chess", "codegames", "77")
    with pytest.raises(CatalogMovedError):
        await CatalogImporting(standing).carry_out(MAX, "catalog.csv", plan)
    await standing.load()
    fresh = plan_of(standing, numbered(ROWS))
    assert fresh.digest() == plan.digest()
    await CatalogEditing(standing).rename(MAX, standing.search("chess")[0].id, "Go")
    with pytest.raises(CatalogMovedError):
        await CatalogImporting(standing).carry_out(MAX, "catalog.csv", fresh)
    assert [each.name for each in everything(standing)] == ["Go", "GTA V", "Other", "Untouched"]


def of(plan: Plan) -> list[tuple[int, str, str]]:
    """Its errors, short."""
    return [(each.row, each.column, each.error.code) for each in plan.errors]


async def test_each_wrong_row_is_named_with_what_is_wrong(catalog: Catalog) -> None:
    """By its number and its column."""
    heading = ("Product", "Provider", "External ID", "currency", "paused", "low mark", "ceiling")
    plan = plan_of(
        catalog,
        numbered(
            [
                heading,
                ("", "codegames", "1"),
                ("A", "steam", "1"),
                ("A", "codegames", ""),
                ("A", "codegames", "1", "USD"),
                ("A", "codegames", "2", "", "perhaps"),
                ("A", "codegames", "3", "", "", "few"),
                ("A", "codegames", "4", "", "", "", "4 apples"),
                ("A", "codegames", "5", "", "yes"),
                ("B", "codegames", "6"),
                ("C", "codegames", "6"),
                ("D", "codegames", "7", "", "", "", "", "too", "many"),
            ]
        ),
    )
    assert of(plan) == [
        (2, "product", "bad-name"),
        (3, "provider", "unknown-provider"),
        (4, "external id", "bad-external-id"),
        (5, "currency", "bad-currency"),
        (6, "paused", "bad-yes"),
        (7, "low mark", "bad-mark"),
        (8, "ceiling", "bad-money"),
        (9, "paused", "told-otherwise"),
        (11, "external id", "offer-twice"),
        (12, "", "bad-catalog-sheet"),
    ]
    assert plan.bad_rows == 10
    for wrong in ((), ("product", "provider"), (*heading, "colour"), (*heading, "paused")):
        with pytest.raises(BadSheetError):
            plan_of(catalog, numbered([wrong]))


async def test_every_wrong_cell_of_a_row_is_named_at_once(catalog: Catalog) -> None:
    """Nobody mends a file cell by cell, sending it each time."""
    row = ("", "codegames", "", "USD", "Kazakhstan", "", "perhaps", "maybe", "few", "4 apples")
    plan = plan_of(catalog, numbered([COLUMNS, row]))
    assert [column for _, column, _ in of(plan)] == [
        *("product", "external id", "currency", "country", "paused", "own first", "low mark"),
        "ceiling",
    ]
    assert plan.bad_rows == 1
    none = ("A", "codegames", "1", "KZT", "", "", "no", "no", "none", "none")
    assert plan_of(catalog, numbered([COLUMNS, none])).errors == []


async def test_ids_of_own_stock_are_left_out_and_made_anew(catalog: Catalog) -> None:
    """They are the desk's: a table has a row a currency without one, and another desk makes its own."""
    await catalog.add(MAX, "GTA V", "codegames", "1")
    await catalog.add(MAX, "GTA V", "codegames", "7-of-this-desk")
    await catalog.add(MAX, "GTA V", "codegames", "8-of-this-desk")
    table = list(rows_of(catalog.all(), "codegames"))
    assert [row[:4] for row in table] == [("GTA V", "codegames", "", "KZT")]
    plan = plan_of(catalog, numbered([COLUMNS, *table]), "codegames")
    assert (plan.errors, plan.changes, plan.untouched) == ([], 0, 1)
    table.append(("New", "codegames", "of another desk", "KZT", *table[0][4:]))
    plan = plan_of(catalog, numbered([COLUMNS, *table]), "codegames")
    assert [(each.product, each.external_id) for each in plan.added] == [("New", "new")]
    twice = plan_of(catalog, numbered([COLUMNS, table[0], table[0]]), "codegames")
    assert of(twice) == [(3, "external id", "offer-twice")]
