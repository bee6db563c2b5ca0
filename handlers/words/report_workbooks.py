"""A report as a workbook of Excel: sheets with real dates and numbers, and a row of totals below each."""

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Cell = str | int | Decimal | date | None
"""A datetime is one as the wall showed it, without its zone."""
_EXACT = 15
"""Digits of a number that a spreadsheet keeps; one with more is written as a text."""
_WIDTHS = {str: 22, int: 10, Decimal: 14, date: 12, datetime: 18}
_FORMATS = {Decimal: "#,##0.00####", int: "#,##0", date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm"}


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A table. ``summed``: the columns, from 0, that have a total."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    summed: Collection[int] = ()


def report_workbook(sheets: Sequence[ReportSheet], total: str) -> bytes:
    """The workbook; ``total`` is what the last row of a sheet is called. Slow: run it in a thread."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "constant_memory": True})
    formats = {kind: book.add_format({"num_format": each}) for kind, each in _FORMATS.items()}
    bold = {
        kind: book.add_format({"num_format": each, "bold": True, "top": 1})
        for kind, each in _FORMATS.items()
    }
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    strong = book.add_format({"bold": True, "top": 1})
    for table in sheets:
        sheet = book.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        for column, cell in enumerate(table.rows[0] if table.rows else ()):
            sheet.set_column(column, column, _WIDTHS.get(type(cell), 14))
        for column, text in enumerate(table.head):
            sheet.write_string(0, column, text, heading)
        for at, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, at, column, cell, formats)
        if table.rows and table.summed:
            _totals(sheet, table, total, strong, bold)
    book.close()
    return out.getvalue()


def _totals(sheet: Any, table: ReportSheet, total: str, strong: Any, bold: Any) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    last = len(table.rows)
    sheet.write_string(last + 1, 0, total, strong)
    for column in sorted(table.summed):
        values = [row[column] for row in table.rows]
        numbers = [each for each in values if isinstance(each, int | Decimal)]
        cells = f"{xl_rowcol_to_cell(1, column)}:{xl_rowcol_to_cell(last, column)}"
        kind = Decimal if any(isinstance(each, Decimal) for each in numbers) else int
        # A program that does not count by itself shows the value that is written with it.
        value = float(sum(map(Decimal, numbers), Decimal(0)))
        sheet.write_formula(last + 1, column, f"=SUM({cells})", bold[kind], value)


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[type, Any]) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, formats[datetime])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), formats[date])  # noqa: DTZ001 - a day of no zone
    elif isinstance(cell, Decimal):
        if len(cell.normalize().as_tuple().digits) > _EXACT:
            sheet.write_string(row, column, format(cell, "f"))
        else:
            sheet.write_number(row, column, float(cell), formats[Decimal])
    else:
        sheet.write_number(row, column, cell, formats[int])
