"""What is written in a packed file (a workbook, a document, an archive of texts), for whoever looks for keys.

Every sheet, hidden ones too, comments, links and names are in it, as they stand: it is no table to be read,
and nothing of it is refused. No more is unpacked than fits the bounds, whatever the file says of itself.
"""

import io
import re
import zipfile
import zlib
from html import unescape

from handlers.words.file_kinds import text_name
from handlers.words.unreadable_file import UnreadableFileError

BEGINS = b"PK\x03\x04"
MOST_UNPACKED = 20 * 1024 * 1024
_MOST_PARTS = 500
_LOCKED = 1
"""The flag of a part that a password is needed for."""
_XML = (".xml", ".rels")
_LOOKS = ("/styles.xml", "/theme", "/calcChain.xml", "/fontTable.xml")
"""How it looks: no words of anybody."""
_ENDS = re.compile(
    r"</(?:\w+:)?(?:si|is|v|f|c|row|text|p|h|title|table-cell|definedName)>", re.IGNORECASE
)
"""What is in different cells, or lines, does not touch."""
_NAMES = re.compile(
    r"(?:name|Target|title|descr|tooltip|display|href)\s*=\s*\"([^\"]*)\"", re.IGNORECASE
)
"""What people write that stands inside a tag."""
_TAG = re.compile(r"<[^<>]*>")
_BLANKS = re.compile(r"\s*\n\s*")


def packed_words(content: bytes, most: int, most_unpacked: int = MOST_UNPACKED) -> str:
    """The words of it. Slow: run it in a thread.

    Raises UnreadableFileError: ``too-big`` where they are more than so many characters, ``protected``
    where a password is needed, else ``broken``.
    """
    words: list[str] = []
    length, left = 0, most_unpacked
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if any(part.flag_bits & _LOCKED for part in parts):
                raise UnreadableFileError("protected")
            if len(parts) > _MOST_PARTS:
                raise UnreadableFileError("too-big", most=most // 1024)
            for part in parts:
                said = part.filename
                xml = said.lower().endswith(_XML)
                if (xml or text_name(said)) and not any(each in said for each in _LOOKS):
                    with packed.open(part) as opened:
                        unpacked = opened.read(left + 1)
                    left -= len(unpacked)
                    if left < 0:
                        raise UnreadableFileError("too-big", most=most // 1024)
                    said = f"{said}\n{_words(unpacked, xml=xml)}"
                words.append(said)
                length += len(said)
                if length > most:
                    raise UnreadableFileError("too-big", most=most // 1024)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as error:
        # RuntimeError: NotImplementedError is one, packed in a newer way
        raise UnreadableFileError("broken", "zip") from error
    return "\n".join(words)


def _words(unpacked: bytes, *, xml: bool) -> str:
    text = unpacked.replace(b"\0", b"").decode("utf-8", "replace")
    if not xml:
        return text
    names = "\n".join(_NAMES.findall(text))
    words = _TAG.sub("", _ENDS.sub("\n", text))
    return _BLANKS.sub("\n", unescape(f"{words}\n{names}"))
