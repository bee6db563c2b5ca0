"""CSV as spreadsheets write and read it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.games.scores import rows_of
from handlers.words.csv_files import csv_file, numbered_rows
from providers.games import ScoreEntry

CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1))
def test_what_is_written_is_read_again(rows: list[tuple[str, str]]) -> None:
    """Commas, quotes and the like included; a heading comes first."""
    safe = [row for row in rows if not any(cell[0] in "=+-@" for cell in row)]
    text = csv_file(("a", "b"), safe).decode("utf-8-sig")
    assert [row for _, row in numbered_rows(text)] == [["a", "b"], *map(list, safe)]


@given(st.sampled_from("=+-@\t\r"), st.text())
def test_no_cell_is_a_formula(first: str, rest: str) -> None:
    """A spreadsheet runs none of what comes from outside."""
    [_, row] = csv_file(("a",), [(first + rest,)]).decode("utf-8-sig").split("\r\n", 1)
    assert row.lstrip('"').startswith("'")


@given(st.text())
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    """Every row is a score, or is named by its number."""
    rows = rows_of(text)
    assert len(rows.entries) + len(rows.bad) + len(rows.twice) <= len(text.splitlines()) + 1


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("sep=;\r\na;b,c\r\n", [(1, ["a", "b,c"])]),
        ("\ufeffsep=|\na|b", [(1, ["a", "b"])]),
        ('"sep=,"\na,b;c', [(1, ["a", "b;c"])]),
        ("sep=\t\na\tb", [(1, ["a", "b"])]),
        ('"a;b",c\n1,2', [(1, ["a;b", "c"]), (2, ["1", "2"])]),
        ("a,b,,,\n,,,\n1,,3,\n", [(1, ["a", "b"]), (3, ["1", "", "3"])]),
        ('a,"x\r\ny"\r\n\r\nb,"q""q"', [(1, ["a", "x\ny"]), (3, ["b", 'q"q'])]),
        ("a,b\rc,d\r", [(1, ["a", "b"]), (2, ["c", "d"])]),
        ("", []),
    ],
)
def test_what_spreadsheets_make_is_read(text: str, rows: list[tuple[int, list[str]]]) -> None:
    """A line sep=, empty columns at the end, line breaks in quotes, and all ends of lines."""
    assert numbered_rows(text) == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_scores_are_read_with_and_without_a_heading(delimiter: str) -> None:
    """Blanks around cells and an empty extra do no harm."""
    lines = ["1, PZ1 ,98400,", '1,PZ2,-1.5,"lvl, 2"'] if delimiter == "," else ["1;PZ1;98400;"]
    text = "\n".join(lines).replace(";", delimiter)
    plain = rows_of(text)
    assert rows_of(f"Factor{delimiter}player{delimiter}score\n{text}").entries == plain.entries
    assert plain.bad == plain.twice == ()
    first = plain.entries[0]
    assert first == ScoreEntry(1, "PZ1", Decimal(98400))
