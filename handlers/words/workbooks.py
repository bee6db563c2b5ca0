"""A workbook of Excel (.xlsx) as the rows of a table, cells as people wrote them; and such rows as one."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from handlers.words.unreadable_file import UnreadableFileError

MOST_ROWS, MOST_COLUMNS = 5_000, 60
MOST_IN_CELL = 10_000
_MOST_UNPACKED = 20 * 1024 * 1024
_MOST_PARTS = 500
_MOST_LINES = 30_000
"""Rows looked at: spreadsheets format many that hold nothing."""
_EXACT = 10**15
"""A spreadsheet keeps fifteen digits of a number, and writes noughts in place of the rest."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as CSV, with a line for each row. ``others``: there are more sheets, which are not read."""

    text: str
    name: str
    others: bool


def read_workbook(content: bytes, most_rows: int = MOST_ROWS) -> Sheet:
    """The first sheet that holds anything. Slow: run it in a thread.

    Raises UnreadableFileError for what is no workbook, is too big, or does not hold what it shows.
    """
    import openpyxl  # only here: most desks are sent no workbook, and it takes 5 MiB

    try:
        _check_parts(content)
        # Read once for the results of formulas, and once to see where a formula has none.
        results = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        written = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        return _first_sheet(results, written, most_rows)
    except UnreadableFileError:
        raise
    except Exception as error:  # whatever a broken file makes of a reader of XML is one thing here
        raise UnreadableFileError("broken", "xlsx") from error


def written_workbook(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook with a heading. Slow for many rows: run it in a thread.

    Every cell is a text: nothing in it is a formula, a number or a link, whatever it looks like.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "constant_memory": True})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for at, row in enumerate((header, *rows)):
        for column, cell in enumerate(row):
            sheet.write_string(at, column, cell)
    book.close()
    return out.getvalue()


def _check_parts(content: bytes) -> None:
    """Nothing is unpacked that would fill the memory, and no XML that grows while it is read."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise UnreadableFileError("too-big", most=_MOST_UNPACKED // 1024)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in packed.read(part):
                raise UnreadableFileError("broken", "xlsx")


def _first_sheet(results: Any, written: Any, most_rows: int) -> Sheet:  # openpyxl ships no types
    shown = [sheet for sheet in results.worksheets if sheet.sheet_state == "visible"]
    for sheet in shown:
        rows = list(_rows(sheet, written[sheet.title], most_rows))
        while rows and not any(rows[-1]):
            rows.pop()
        if rows:
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerows(rows)
            return Sheet(out.getvalue(), sheet.title, len(shown) > 1)
    raise UnreadableFileError("empty")


def _rows(results: Any, written: Any, most_rows: int) -> Iterator[list[str]]:
    """Every row in its place, so that its number is the one the spreadsheet shows."""
    from openpyxl.utils import get_column_letter

    full = 0
    for sheet in (results, written):
        sheet.reset_dimensions()  # what a file says of its size may be wrong
    cells = zip(
        results.iter_rows(max_row=_MOST_LINES + 1, max_col=MOST_COLUMNS + 1),
        written.iter_rows(max_row=_MOST_LINES + 1, max_col=MOST_COLUMNS + 1),
        strict=True,
    )
    for number, (found, typed) in enumerate(cells, start=1):
        row = [
            _text(cell, formula.value, f"{get_column_letter(column)}{number}")
            for column, (cell, formula) in enumerate(zip(found, typed, strict=True), start=1)
        ]
        while row and not row[-1]:
            row.pop()
        full += bool(row)
        if full > most_rows or (row and number > _MOST_LINES):
            raise UnreadableFileError("too-long", most=most_rows)
        if len(row) > MOST_COLUMNS:
            raise UnreadableFileError("too-wide", most=MOST_COLUMNS)
        yield row


def _text(cell: Any, typed: object, place: str) -> str:
    value = cell.value
    if value is None:
        if isinstance(typed, str) and typed.startswith("="):
            raise UnreadableFileError("formula", place)
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, place)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)[:MOST_IN_CELL]


def _number(value: float, place: str) -> str:
    """As it is typed: 12 and not 12.0, 0.1 and not what a computer makes of it.

    A nought is put behind three places, as in 12.3450: it is a number, and no thousands are parted in it.
    """
    if abs(value) >= _EXACT:
        raise UnreadableFileError("rounded", place)
    plain = format(Decimal(format(value, ".15g")), "f")
    text = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"{text}0" if text[-4:-3] == "." else text
