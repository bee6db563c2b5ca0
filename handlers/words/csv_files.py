"""CSV as spreadsheets write and read it."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DELIMITERS = (";", "\t", ",")


def csv_file(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A file with a heading, in UTF-8 with the mark by which spreadsheets know it.

    Texts come from outside: one that a spreadsheet would take for a formula gets a quote before it.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def csv_rows(text: str) -> list[list[str]]:
    """The rows of a text, blanks around each cell taken away; empty rows are left out.

    Cells are parted by semicolons or tabs where the first row has one, else by commas. Raises
    ValueError for what is no CSV.
    """
    return [row for _, row in numbered_rows(text)]


def numbered_rows(text: str) -> list[tuple[int, list[str]]]:
    """The same, each row with the number that a spreadsheet gives it: empty rows count too."""
    lines = "\n".join(text.removeprefix("\ufeff").splitlines())
    first = lines.lstrip().partition("\n")[0]
    delimiter = next((each for each in _DELIMITERS if each in first), ",")
    read = csv.reader(io.StringIO(lines), delimiter=delimiter, skipinitialspace=True)
    try:
        rows = [[cell.strip() for cell in row] for row in read]
    except csv.Error as error:
        raise ValueError(f"no CSV: {error}") from error
    return [(number, row) for number, row in enumerate(rows, start=1) if any(row)]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
