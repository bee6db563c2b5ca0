"""All words of a packed file, within bounds."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment

from handlers.words.file_kinds import text_name
from handlers.words.packed import packed_words
from handlers.words.unreadable_file import UnreadableFileError

MOST = 100_000


def book() -> bytes:
    """Two sheets, one of them hidden, with whatever people put into cells and beside them."""
    made = Workbook()
    first = made.active
    assert first is not None
    first.append(["AAAAA-11111", "BBBBB-22222", 123456789012345])
    first["A9"] = "Über & co"
    first["B9"].comment = Comment("CCCCC-33333", "Sam")
    first["C9"] = '=IF(1,"DDDDD-44444")'
    first["D9"].hyperlink = "https://shop.example/EEEEE-55555"
    hidden = made.create_sheet("FFFFF-66666")
    hidden.sheet_state = "hidden"
    hidden["Z99"] = "GGGGG-77777"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    """An archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("_", "."), content)
    return out.getvalue()


def test_of_a_workbook_everything_is_there() -> None:
    """Each cell apart from the next; hidden sheets, comments, formulas, links and names of sheets."""
    words = packed_words(book(), MOST)
    assert "AAAAA-11111\nBBBBB-22222\n" in words
    for each in (
        "123456789012345",
        "Über & co",
        *(f"{c * 5}-{n * 5}" for c, n in zip("CDEFG", "34567", strict=True)),
    ):
        assert each in words


@pytest.mark.parametrize(
    "name", ["KEYS.TXT", "a.yml", "mail/a.eml", "a.ini", "page.htm", "notes", "old.d/README"]
)
def test_texts_are_looked_into_by_whatever_name_they_go(name: str) -> None:
    """The same endings as those of files that come by themselves; pictures are let be."""
    assert text_name(name) and not text_name("a.png") and not text_name("old.d/")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, "AAAAA-11111")
        made.writestr("a.png", "BBBBB-22222")
    words = packed_words(out.getvalue(), MOST)
    assert "AAAAA-11111" in words and "BBBBB" not in words


def test_more_than_the_bounds_is_unpacked_by_nobody() -> None:
    """A bomb of noughts, too many parts, and too many words; what lies about its size is damaged."""
    bomb = packed(a_xml=b"<a>" + b"0" * 3_000_000)
    assert len(bomb) < 10_000
    many = packed(**{f"n{at}_bin": b"" for at in range(501)})
    lying = bytearray(packed(a_txt=b"A" * 1000))
    at = lying.rindex(b"PK\x01\x02") + 24
    lying[at : at + 4] = (10).to_bytes(4, "little")
    for content, problem in ((bomb, "too-big"), (many, "too-big"), (bytes(lying), "broken")):
        with pytest.raises(UnreadableFileError) as caught:
            packed_words(content, MOST, 1_000_000)
        assert caught.value.problem == problem
    with pytest.raises(UnreadableFileError):
        packed_words(packed(a_txt=b"A" * (MOST + 1)), MOST)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.binary(max_size=40), st.booleans())
def test_a_damaged_file_is_refused_or_read(at: int, bytes_there: bytes, cut: bool) -> None:
    """Whatever stands in it, it ends in words or in the one error."""
    whole = _BOOK
    at %= len(whole)
    damaged = whole[:at] + bytes_there + (b"" if cut else whole[at + len(bytes_there) :])
    try:
        assert len(packed_words(damaged, MOST)) <= 2 * MOST
    except UnreadableFileError as error:
        assert error.problem in {"broken", "too-big"}


_BOOK = book()
