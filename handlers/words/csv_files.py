"""CSV as spreadsheets write and read it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTED_FORMULA = re.compile(r"'+[=+\-@\t\r]")
_DELIMITERS = (";", "\t", ",")
_SEPARATOR = re.compile(r'"?sep=(.)"?[;,\t\s]*', re.IGNORECASE)
"""A first line by which Excel is told what parts the cells; it is no row."""
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def csv_file(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A file with a heading, in UTF-8 with the mark by which spreadsheets know it.

    Texts come from outside: one that a spreadsheet would take for a formula gets a quote before it.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def hidden(cell: str) -> str:
    """A quote before what begins like a formula behind quotes, so that ``shown`` undoes one only."""
    return f"'{cell}" if _QUOTED_FORMULA.match(cell) else cell


def shown(cell: str) -> str:
    """A cell without the quote that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if _QUOTED_FORMULA.match(cell) else cell


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; ``shown(harmless(hidden(cell)))`` is the cell."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def numbered_rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows of a text, each with the number that a spreadsheet gives it.

    Blanks around cells are taken away. Empty rows count and are left out; so are empty cells at the end of a
    row: spreadsheets write those of every column that was ever used. Cells are parted by what a line
    ``sep=`` says, by semicolons or tabs where the first row has one outside quotes, else by commas.
    Raises ValueError for what is no CSV.
    """
    return list(each_row(text))


def heading(text: str) -> list[str]:
    """The first row alone, nothing where there is none or it is no CSV."""
    try:
        return next((row for _, row in each_row(text)), [])
    except ValueError:
        return []


def each_row(text: str) -> Iterator[tuple[int, list[str]]]:
    """The same one by one, for a text of very many. Raises ValueError on its way."""
    lines = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
    first, _, behind = lines.partition("\n")
    said = _SEPARATOR.fullmatch(first.strip(" "))
    if said is not None:
        delimiter, lines = said[1], behind
    else:
        delimiter = _delimiter_of(lines)
    if delimiter in '"\n':
        raise ValueError(f"cells cannot be parted by {delimiter!r}")
    read = csv.reader(io.StringIO(lines), delimiter=delimiter, skipinitialspace=delimiter != " ")
    try:
        for number, cells in enumerate(read, start=1):
            row = _row(cells)
            if row:
                yield number, row
    except csv.Error as error:
        raise ValueError(f"no CSV: {error}") from error


def _row(cells: list[str]) -> list[str]:
    row = ["\n".join(cell.splitlines()).strip() for cell in cells]
    while row and not row[-1]:
        row.pop()
    return row


def _delimiter_of(lines: str) -> str:
    first = _QUOTED.sub("", lines.lstrip("\n\r ")).partition("\n")[0]
    return next((each for each in _DELIMITERS if each in first), ",")
