"""Files in whatever encoding: read as what they are, or refused by name."""

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.words.encodings import Decoded, decoded
from handlers.words.unreadable_file import UnreadableFileError

RUSSIAN = "игрок;счёт\nВася;12\nСъешь ещё этих мягких булок\n"
FRENCH = "joueur;score\nFrançois;12\nÉlodie Müller;3\nça va\n"


TOLD: list[tuple[bytes, Decoded]] = [
    ("a;ж;é;😀".encode(), Decoded("a;ж;é;😀")),
    ("a;ж".encode("utf-8-sig"), Decoded("a;ж")),
    (codecs.BOM_UTF16_LE + "a;ж\n".encode("utf-16-le"), Decoded("a;ж\n")),
    (codecs.BOM_UTF16_BE + "a;ж\n".encode("utf-16-be"), Decoded("a;ж\n")),
    (codecs.BOM_UTF32_LE + "a;ж\n".encode("utf-32-le"), Decoded("a;ж\n")),
    ("factor,player\n1,x\n".encode("utf-16-le"), Decoded("factor,player\n1,x\n", "UTF-16")),
    ("factor,player\n1,x\n".encode("utf-16-be"), Decoded("factor,player\n1,x\n", "UTF-16")),
    (RUSSIAN.encode("cp1251"), Decoded(RUSSIAN, "Windows-1251")),
    (
        "Ціна; ґава, їжак — 5\n".encode("cp1251"),
        Decoded("Ціна; ґава, їжак — 5\n", "Windows-1251"),
    ),
    (FRENCH.encode("cp1252"), Decoded(FRENCH, "Windows-1252")),
    ("Preço €5 – São Paulo".encode("cp1252"), Decoded("Preço €5 – São Paulo", "Windows-1252")),
    ("a – b “c”…".encode("cp1252"), Decoded("a – b “c”…", "Windows-1252")),
    (b"1,PZ1,5\x1a", Decoded("1,PZ1,5")),
]


def test_what_can_be_told_is_read() -> None:
    """With a mark or in UTF-8 without a word; else it is said what was assumed."""
    for content, read in TOLD:
        assert decoded(content) == read


NOT_TOLD: list[tuple[bytes, str]] = [
    (b"\xff\xfe\x00", "broken"),
    ("Привет Мир".encode("koi8-r"), "encoding"),
    ("Привет, мир".encode("cp866"), "encoding"),
    ("Zażółć gęślą jaźń".encode("cp1250"), "encoding"),
    ("Işık ve ağaç".encode("cp1254"), "encoding"),
    ("à".encode("cp1252"), "encoding"),
    (b"caf\xe9 \xcf\xf0\xe8\xe2\xe5\xf2", "encoding"),
    (b"\x00\x01\x02\xff\xfe", "binary"),
    (b"abc\x00\x00\x00\x05def", "binary"),
]


def test_what_cannot_be_told_is_refused_by_name() -> None:
    """A guess would put wrong letters where they stay."""
    for content, problem in NOT_TOLD:
        with pytest.raises(UnreadableFileError) as refused:
            decoded(content)
        assert refused.value.problem == problem


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
def test_every_text_in_unicode_comes_back(text: str) -> None:
    """In UTF-8, and in UTF-16 with its mark; a table has a line end."""
    text = text.removeprefix("\ufeff") + "\n"
    assert decoded(text.encode("utf-8-sig")).text == text
    assert decoded(codecs.BOM_UTF16_LE + text.encode("utf-16-le")).text == text


@example("юяа", 10)  # its first two letters are the mark of UTF-16
@example("яюн", 0)
@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=3, max_size=12), st.integers(0, 999))
def test_a_russian_word_is_never_read_as_western(word: str, number: int) -> None:
    """It is read as it was written."""
    text = f"{word};{number}\n{word.capitalize()};{number}\n"
    assert decoded(text.encode("cp1251")) == Decoded(text, "Windows-1251")


@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd(content: bytes) -> None:
    """Any bytes are a text, or a file that cannot be read."""
    try:
        assert isinstance(decoded(content).text, str)
    except UnreadableFileError as refused:
        assert refused.problem in {"binary", "broken", "encoding"}
