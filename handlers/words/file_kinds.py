"""What kind of file it is, by what stands in it: its name may say anything."""

import io
import zipfile
from typing import Literal

from handlers.words.unreadable_file import UnreadableFileError

Kind = Literal["text", "workbook"]
_TEXTS = (
    *(".txt", ".csv", ".tsv", ".tab", ".log", ".md", ".json", ".xml", ".html", ".htm"),
    *(".eml", ".ini", ".cfg", ".conf", ".yml", ".yaml"),
)
"""How the names of texts end: of files as they come, and of those in packed ones."""

_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""A compound file: Office before 2007, or a newer one that is locked with a password."""
_BEGINS = {
    b"%PDF": "pdf",
    b"{\\rtf": "word",
    b"\x1f\x8b": "archive",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"Rar!": "archive",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"RIFF": "picture",
}
_UNSEEN = b"\0 \t\r\n,;\xfe\xff"
"""Of these alone are files without words: blanks, rows of empty cells, the mark of UTF-16."""
_PAGES = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta")
"""Many programs give a web page the name of a spreadsheet."""


def text_name(name: str) -> bool:
    """Whether a file of this name is a text; one whose name has no ending may be."""
    last = name.lower().rpartition("/")[2]
    return last.endswith(_TEXTS) or ("." not in last and bool(last))


def kind_of(content: bytes) -> Kind:
    """``text`` or ``workbook``. Raises UnreadableFileError for everything that is neither, by its name."""
    if not content.removeprefix(b"\xef\xbb\xbf").strip(_UNSEEN):
        raise UnreadableFileError("empty")
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if content.startswith(_OFFICE):
        raise UnreadableFileError("protected" if is_locked(content) else "xls")
    for mark, problem in _BEGINS.items():
        if content.startswith(mark):
            raise UnreadableFileError(problem)
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_PAGES):
        raise UnreadableFileError("page")
    return "text"


def is_locked(content: bytes) -> bool:
    """Whether it is a file of Office that is locked with a password: nobody sees what is in it."""
    return content.startswith(_OFFICE) and "EncryptedPackage".encode("utf-16-le") in content


def _zipped(content: bytes) -> Kind:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
        OSError,
    ):  # also of a newer version
        raise UnreadableFileError("broken", "xlsx") from None
    if "xl/workbook.xml" in names:
        return "workbook"
    if "xl/workbook.bin" in names:
        raise UnreadableFileError("xlsb")
    if any(name.startswith("word/") for name in names):
        raise UnreadableFileError("word")
    if "mimetype" in names:
        raise UnreadableFileError("ods")
    if any(name.startswith("Index") for name in names):
        raise UnreadableFileError("numbers")
    raise UnreadableFileError("archive")
