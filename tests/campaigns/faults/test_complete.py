"""The table is whole: every endpoint of every provider has a cell in every column."""

import pytest

from docs.endpoints_table import TABLE
from tests.campaigns.faults import codegames, gamebase, hype, openapigames, paysuper
from tests.campaigns.faults.launches import CALLS
from tests.campaigns.faults.launches import NUMBER as LAUNCH
from tests.campaigns.faults.table import ALIKE, TURNS, Column, Effect, Row, in_turn

ROWS = (*codegames.ROWS, *paysuper.ROWS, *openapigames.ROWS, *gamebase.ROWS, *hype.ROWS)


SPENDING = {
    *("1.3", "2.2", "2.6", "2.10", "3.1", "4.10", "4.12", "4.13", "4.24", "5.8", "5.9", "5.10"),
}
"""What buys, makes, consumes, deletes or takes back, so that a second time is once too often."""
SHORTEST = 8
"""Letters of a text that says something."""


def test_every_endpoint_is_in_the_table() -> None:
    """All 55 numbers; "3.1 add" is a use of 3.1."""
    numbers = [row.number for row in TABLE]
    assert len(numbers) == len(set(numbers)) == 55
    assert {row.number.split()[0] for row in ROWS} | {LAUNCH} == set(numbers)
    assert set(CALLS) == set(Column)


def test_every_column_has_its_turn() -> None:
    """The short form passes no fault by: six rows of a provider meet all of them."""
    assert sorted(column.value for kind in ALIKE for column in kind) == sorted(
        column.value for column in Column
    )
    assert {column for turn in range(TURNS) for column in in_turn(turn)} == set(Column)


def test_no_row_stands_for_another() -> None:
    """Numbers are unique, and a row's endpoint is that of its number, by the docs."""
    assert len({row.number for row in ROWS}) == len(ROWS)
    names = {row.number: row.short for row in TABLE}
    for row in ROWS:
        assert row.endpoint == names[row.number.split()[0]], row.number


def test_what_spends_is_counted() -> None:
    """Neither is an endpoint taken for a harmless one, nor is its effect left uncounted."""
    rows = [row for row in ROWS if row.effect is Effect.SPENDS]
    assert {row.number.split()[0] for row in rows} == SPENDING
    uncounted = Row.__dataclass_fields__["effects"].default
    assert not [row.number for row in rows if row.effects is uncounted]


@pytest.mark.parametrize("row", [pytest.param(row, id=row.number) for row in ROWS])
def test_every_cell_says_what_is_read(row: Row) -> None:
    """There is a text for each of the eleven columns, none of which would fit anything."""
    assert len(Column) == 11
    assert set(row.reads) == set(Column)
    assert all(len(text) >= SHORTEST for text in row.reads.values())
