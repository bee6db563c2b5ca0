"""What a PDF shows is found as far as its letters stand in it, and within bounds."""

import zlib

import pytest

from handlers.words.pdf_words import pdf_words
from handlers.words.unreadable_file import UnreadableFileError

KEY = "OWN1A-BBBBB-CCCCC"
MOST = 10_000


def pdf(page: bytes, *, packed: bool = True) -> bytes:
    """A file with one page."""
    stream = zlib.compress(page) if packed else page
    return b"%PDF-1.7\n1 0 obj <</Length 1>>\nstream\r\n" + stream + b"\r\nendstream\nendobj\n%%EOF"


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    "page",
    [
        f"BT ({KEY}) Tj ET",
        "BT [(OWN1A-) -20 (BBBBB\\-CCC) 3 (CC)] TJ ET",
        f"[(many) 1 (pieces)] TJ\n({KEY})'",
    ],
)
def test_what_a_page_shows_is_found(page: str, packed: bool) -> None:
    """In one piece or several, packed or not; what is written about the file as well."""
    assert KEY in pdf_words(pdf(page.encode(), packed=packed), MOST).splitlines()
    assert KEY in pdf_words(b"%PDF /Title (" + KEY.encode() + b")", MOST)


def test_nothing_is_unpacked_without_bounds() -> None:
    """A small file may unpack to a large one; one that is cut off or odd says nothing, and breaks nothing."""
    with pytest.raises(UnreadableFileError, match="unreadable-file"):
        pdf_words(pdf(b"(x) Tj " * 10_000), MOST)
    with pytest.raises(UnreadableFileError):
        pdf_words(pdf(b" " * 1_000_000), MOST, most_unpacked=1000)
    for odd in (
        b"%PDF",
        b"%PDF stream",
        b"stream" * 1000,
        b"[" * 5000 + b"(" * 5000,
        b"\xff" * 100,
    ):
        assert isinstance(pdf_words(odd, MOST), str)
