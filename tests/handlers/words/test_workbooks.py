"""Workbooks of Excel: cells as people wrote them, and nothing that fills the memory."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handlers.words.csv_files import numbered_rows
from handlers.words.file_kinds import kind_of
from handlers.words.unreadable_file import UnreadableFileError
from handlers.words.workbooks import MOST_COLUMNS, MOST_ROWS, read_workbook


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these sheets."""
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_are_as_people_wrote_them() -> None:
    """Whole numbers have no point, days are days, and rows keep their numbers."""
    moment = datetime(2026, 11, 20, 14, 5)  # noqa: DTZ001 - a workbook knows no zones
    numbers = ["12", "12", "0.3", "-1.5", "98400.25", "12.3450", "TRUE"]
    cells = [
        12,
        12.0,
        0.1 + 0.2,
        -1.5,
        98400.25,
        12.345,
        True,
        date(2026, 11, 20),
        moment,
        time(9, 30),
    ]
    content = workbook([["factor", "a, “b”"], [], [*cells, None, "line\nbreak", None, None]])
    assert kind_of(content) == "workbook"
    assert numbered_rows(read_workbook(content).text) == [
        (1, ["factor", "a, “b”"]),
        (
            3,
            [*numbers, "2026-11-20", "2026-11-20 14:05", "09:30:00", "", "line\nbreak"],
        ),
    ]


def test_the_first_sheet_that_holds_anything_is_read() -> None:
    """It is said when there are more."""
    sheet = read_workbook(workbook([], [["a"]], [["b"]]))
    assert (sheet.text, sheet.name, sheet.others) == ("a\n", "Sheet 2", True)
    assert not read_workbook(workbook([["a"]])).others


def _with_part(content: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for each in old.namelist():
            new.writestr(each, part if each == name else old.read(each))
        if name not in old.namelist():
            new.writestr(name, part)
    return out.getvalue()


SOUND = workbook([["a"]])
REFUSED = {
    "empty": workbook([[None]]),
    "rounded": workbook([["1", 12345678901234567]]),
    "formula": workbook([["=1+1"]]),
    "too-long": workbook([["x"]] * (MOST_ROWS + 1)),
    "too-wide": workbook([["x"] * (MOST_COLUMNS + 1)]),
    "too-big": _with_part(SOUND, "xl/media/bomb", b"\0" * (21 * 1024 * 1024)),
    "broken": SOUND[: len(SOUND) // 2],
}


@pytest.mark.parametrize("problem", REFUSED)
def test_what_would_be_read_wrongly_is_refused_by_name(problem: str) -> None:
    """A rounded id, a formula without its result, more than there is room for, a damaged file."""
    with pytest.raises(UnreadableFileError) as refused:
        read_workbook(REFUSED[problem])
    assert refused.value.problem == problem


def test_xml_that_grows_is_not_read() -> None:
    """A document type in a part of a workbook has no honest use."""
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><sst>&a;</sst>'
    with pytest.raises(UnreadableFileError):
        read_workbook(_with_part(SOUND, "xl/sharedStrings.xml", laughs))


def _zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return out.getvalue()


OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


OTHERS: list[tuple[bytes, str]] = [
    (b"", "empty"),
    (b"\r\n \r\n", "empty"),
    (OLE_MARK + b"Workbook", "xls"),
    (OLE_MARK + "EncryptedPackage".encode("utf-16-le"), "protected"),
    (_zipped("mimetype", "content.xml"), "ods"),
    (_zipped("Index/Document.iwa"), "numbers"),
    (_zipped("xl/workbook.bin"), "xlsb"),
    (_zipped("word/document.xml"), "word"),
    (_zipped("scores.csv"), "archive"),
    (b"PK\x03\x04 cut off", "broken"),
    (b"%PDF-1.7", "pdf"),
    (b"{\\rtf1", "word"),
    (b"\x1f\x8b\x08", "archive"),
    (b"\x89PNG\r\n", "picture"),
    (b"  <html><table>", "page"),
    (b"\xef\xbb\xbf<?xml version='1.0'?>", "page"),
]


def test_other_files_are_refused_by_their_name() -> None:
    """By what is in them; what they are called does not matter."""
    for content, problem in OTHERS:
        with pytest.raises(UnreadableFileError) as refused:
            kind_of(content)
        assert refused.value.problem == problem


@pytest.mark.parametrize("content", [b"1,2,3", b'{"sku": 1}', "ж".encode("cp1251")])
def test_text_is_text(content: bytes) -> None:
    """CSV and JSON alike."""
    assert kind_of(content) == "text"


VERSION = SOUND.index(b"PK\x01\x02") + 6
"""Where the archive says which version of the format it needs."""


@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, len(SOUND)))
@example(b"\x40", VERSION)
def test_no_damage_is_too_odd(junk: bytes, at: int) -> None:
    """A workbook with anything written over a part of it is read, or is called damaged."""
    content = SOUND[:at] + junk + SOUND[at + len(junk) :]
    try:
        if kind_of(content) == "workbook":
            read_workbook(content)
    except UnreadableFileError as refused:
        assert refused.problem
