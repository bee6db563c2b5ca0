"""Files on their way to more than one person: what in them can be read is looked through for keys.

What cannot be looked through is not sent: whoever makes files of another kind says here how they are read.
"""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from aiogram.types import BufferedInputFile, FSInputFile, InputFile

from services.backups.sealing import is_sealed
from services.long_texts import MOST

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")
_ZIPPED = b"PK\x03\x04"
_MOST_PARTS = 500


class CannotLookThroughError(Exception):
    """A file would have gone to a group without anybody having looked what is in it."""


@dataclass(frozen=True, slots=True)
class Words:
    """What can be read of a file. ``is_text``: it is its text as it stands, so it can be masked in place."""

    texts: tuple[str, ...]
    is_text: bool = False


def words_of(file: InputFile) -> Words:
    """What can be read of it; nothing in pictures, and in backups that only their passphrase opens.

    Slow for packed ones. Raises CannotLookThroughError, OSError.
    """
    if isinstance(file, FSInputFile) and is_sealed(Path(file.path)):
        return Words(())
    if not isinstance(file, BufferedInputFile):
        raise CannotLookThroughError("a file that is not in memory")
    if file.data.startswith(_PICTURES):
        return Words(())
    if file.data.startswith(_ZIPPED):
        return Words(_unpacked(file.data))
    if len(file.data) > MOST:
        raise CannotLookThroughError(f"{len(file.data)} bytes")
    try:
        return Words((file.data.decode(),), is_text=True)
    except UnicodeDecodeError as error:
        raise CannotLookThroughError("not UTF-8") from error


def _unpacked(data: bytes) -> tuple[str, ...]:
    """The parts of a workbook: its cells stand in XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST:
                raise CannotLookThroughError("a packed file that is too big")
            return tuple(packed.read(part).decode("utf-8", "replace") for part in parts)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError) as error:
        raise CannotLookThroughError("a packed file that is damaged") from error
