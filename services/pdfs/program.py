"""Reads one PDF from its input and writes what is in it: a line that says how that went, then the words.

It runs alone, by its path, and imports nothing of the desk: a PDF may unpack to anything, go in circles, or
take hours, and pypdf promises nothing about those. What it takes of the machine is bounded here, how long it
may take by who starts it (:mod:`services.pdfs.reading`).
"""

import io
import logging
import os
import sys
from collections.abc import Iterator
from typing import Any

try:
    import resource
except ImportError:  # there is none on Windows
    resource = None  # type: ignore[assignment]

MOST_SECONDS = 20
"""Of the processor's time."""
MOST_MEMORY = 1 << 29
"""Bytes of addresses."""
MOST_PAGES = 2_000
_BY_NUMBER = ("/Identity-H", "/Identity-V")
"""Letters are numbers of drawings in the font: without a table nobody knows which they are."""


def main() -> None:
    """Read what stands in the input."""
    bound()
    logging.disable()
    said, words = read(sys.stdin.buffer.read(), int(sys.argv[1]))
    sys.stdout.buffer.write(f"{said}\n{words}".encode(errors="replace"))


def bound() -> None:
    """Take no more of the machine than this; give way to whatever else there is to do."""
    if resource is None:
        return
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content: bytes, most: int) -> tuple[str, str]:
    """``whole`` or ``part`` with the words, or why there are none: ``protected``, ``too-big``, ``broken``."""
    from pypdf import PasswordType, PdfReader

    words, length, whole = list[str](), 0, True
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            return "protected", ""
        if len(reader.pages) > MOST_PAGES:
            return "too-big", ""
        for said in _said(reader):
            whole &= said is not None
            words.append(said or "")
            length += len(said or "") + 1
            if length > most:
                return "too-big", ""
    except Exception:  # noqa: BLE001 - of a hostile file anything may come
        if not words:
            return "broken", ""
        whole = False
    return ("whole" if whole else "part"), "\n".join(words)


def _said(reader: Any) -> Iterator[str | None]:
    """What its pages show, then what is written elsewhere in it. None: something nobody can read."""
    for page in reader.pages:
        try:
            yield page.extract_text()
        except Exception:  # noqa: BLE001 - the others may be read
            yield None
    yield from _written(reader)


def _written(reader: Any) -> Iterator[str | None]:
    """Titles, notes, links, what was filled in, texts that were attached."""
    from pypdf.generic import ByteStringObject, IndirectObject, TextStringObject

    seen, left = set[int](), [reader.trailer]
    while left:
        each = left.pop()
        if isinstance(each, IndirectObject):
            if each.idnum in seen:
                continue
            seen.add(each.idnum)
            each = each.get_object()
        if isinstance(each, TextStringObject):
            yield str(each)
        elif isinstance(each, ByteStringObject):
            yield each.decode("latin-1")
        elif isinstance(each, list):
            left += each
        elif isinstance(each, dict):
            if "/EF" in each:
                yield from map(_attached, each["/EF"].values())
            if each.get("/Subtype") == "/Type0" and "/ToUnicode" not in each:
                encoding = each["/Encoding"]
                if not isinstance(encoding, str) or encoding in _BY_NUMBER:
                    yield None
            left += [value for name, value in each.items() if name != "/ID"]


def _attached(file: Any) -> str | None:
    """A text, which most are that programs attach; what else there may be is not opened."""
    try:
        text: str = file.get_object().get_data().decode("utf-8-sig")
    except ValueError:
        return None
    return None if "\0" in text else text


if __name__ == "__main__":
    main()
