"""PDFs are read as their readers see them, by a process of its own that ends, and within bounds."""

import sys
from pathlib import Path

import pytest

from services.pdfs import NotReadError, Pdf, Pdfs
from tests.pdfs_made import KEY, NUMBERED, NUMBERS, UNMAPPED, UNREAD, line, pdf

MOST = 10_000
UNHURRIED = 250.0
OCTAL = "".join(f"\\{ord(each):03o}" for each in KEY)
SHOWN = {
    "letters": pdf(line(f"({KEY}) Tj")),
    "pieces": pdf(line(f"[({KEY[:7]}) -20 ({KEY[7:]})] TJ")),
    "hexadecimal": pdf(line(f"<{KEY.encode().hex()}> Tj")),
    "octal": pdf(line(f"({OCTAL}) Tj")),
    "numbers of a font": pdf(line(f"<{NUMBERS}> Tj"), NUMBERED + b" /ToUnicode 6 0 R"),
    "a title": pdf("", last=f"/Info << /Title ({KEY}) >>".encode()),
    "a note": pdf(
        "", more=f"/Annots [<< /Type /Annot /Contents <{KEY.encode().hex()}> >>]".encode()
    ),
}


@pytest.mark.parametrize("how", SHOWN)
async def test_what_is_shown_is_read_however_it_is_written(how: str) -> None:
    """As programs write it that print into a PDF, and as others do."""
    found = await Pdfs(time_limit=UNHURRIED).read(SHOWN[how], MOST)
    assert KEY in found.text and found.whole
    assert "pypdf" not in sys.modules, "the desk's own process has pypdf"


@pytest.mark.parametrize("problem", UNREAD)
async def test_what_nobody_can_read_says_why(problem: str) -> None:
    """Locked, no PDF at all, or more than is looked through."""
    with pytest.raises(NotReadError) as told:
        await Pdfs(time_limit=UNHURRIED).read(UNREAD[problem], MOST)
    assert told.value.problem == problem


async def test_a_page_that_cannot_be_read_is_known_and_a_picture_is_none() -> None:
    """Letters without a table of what they are, and what unpacks to more than anybody wrote."""
    pdfs = Pdfs(time_limit=UNHURRIED)
    assert not (await pdfs.read(UNMAPPED, MOST)).whole
    assert await pdfs.read(pdf("0 0 600 800 re f"), MOST) == Pdf("", whole=True)
    bomb = pdf(b" " * 90_000_000)
    assert len(bomb) < 100_000
    assert not (await pdfs.read(bomb, MOST)).whole


async def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    """Also where it waits for one that does."""
    program = tmp_path / "program.py"
    program.write_text("while True: pass")
    with pytest.raises(NotReadError) as told:
        await Pdfs(program, time_limit=0.5).read(b"", MOST)
    assert told.value.problem == "slow"
    program.write_text("import os; os.kill(os.getpid(), 9)")
    with pytest.raises(NotReadError) as told:
        await Pdfs(program, time_limit=UNHURRIED).read(b"", MOST)
    assert told.value.problem == "slow"
