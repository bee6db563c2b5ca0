"""A backup that only its passphrase opens, so that it may lie in a chat.

The format (numbers big-endian)::

    18 bytes  "keydesk-sealed-1\\n" and a zero byte
    16 bytes  salt of scrypt
     3 bytes  scrypt's cost: the exponent of n, then r, then p
     7 bytes  nonce prefix
    pieces    of 65,536 bytes of the backup each (the last may be shorter, down to nothing), sealed with
              AES-256-GCM, so 16 bytes longer; the nonce is the prefix, the piece's number (4 bytes, from
              0) and one byte that is 1 for the last piece, else 0; the 44 bytes above are the additional
              data of every piece

The key is 32 bytes of scrypt (RFC 7914) over the passphrase in UTF-8. Pieces with a mark on the last are
the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, 2015): pieces cannot be moved, taken
out or cut off without that showing, and neither side holds more than one in memory.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from services.backups.archive import appear
from services.backups.errors import BackupError
from storage import durable

MAGIC = b"keydesk-sealed-1\n\0"
_SALT, _PREFIX, _TAG = 16, 7, 16
_HEADER = len(MAGIC) + _SALT + 3 + _PREFIX
_PIECE = 65_536
COST = bytes((16, 8, 2))
"""n = 65,536, r = 8, p = 2: 64 MB and some tenths of a second, as OWASP's cheat sheet on passwords has it."""
_DEAREST = (20, 16, 8)
"""What a file may ask for: else one that somebody made up takes all of the memory."""


class WrongPassphraseError(BackupError):
    """The passphrase does not open the file."""


def is_sealed(path: Path) -> bool:
    """Whether a file is one of these. OSError."""
    with path.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC


def seal(source: Path, target: Path, passphrase: str, cost: bytes = COST) -> int:
    """Seal a file and give the bytes of the sealed one. Runs for long: call it in a thread. OSError."""
    header = MAGIC + os.urandom(_SALT) + cost + os.urandom(_PREFIX)
    cipher = _cipher(header, passphrase)
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    try:
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with source.open("rb") as stream, os.fdopen(descriptor, "wb") as out:
            out.write(header)
            number, piece, following = 0, stream.read(_PIECE), stream.read(_PIECE)
            while following:
                out.write(cipher.encrypt(_nonce(header, number, last=False), piece, header))
                number, piece, following = number + 1, following, stream.read(_PIECE)
            out.write(cipher.encrypt(_nonce(header, number, last=True), piece, header))
            out.flush()
            durable.sync_file(out.fileno())
            size = out.tell()
        appear(draft, target)
        return size
    finally:
        draft.unlink(missing_ok=True)


def unseal(source: Path, target: Path, passphrase: str) -> None:
    """Open a sealed file into a new one of mode 0600. WrongPassphraseError, BackupError, OSError."""
    with source.open("rb") as stream:
        header = stream.read(_HEADER)
        cost = header[len(MAGIC) + _SALT :][:3]
        bounded = all(1 <= asked <= most for asked, most in zip(cost, _DEAREST, strict=False))
        if len(header) < _HEADER or not header.startswith(MAGIC) or not bounded:
            raise BackupError(f"{source.name} is damaged at its beginning.")
        cipher = _cipher(header, passphrase)
        descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            number, piece = 0, stream.read(_PIECE + _TAG)
            while True:
                following = stream.read(_PIECE + _TAG)
                nonce = _nonce(header, number, last=not following)
                try:
                    out.write(cipher.decrypt(nonce, piece, header))
                except InvalidTag:
                    raise _unopened(source, number) from None
                if not following:
                    return
                number, piece = number + 1, following


def _unopened(source: Path, number: int) -> BackupError:
    if number == 0:
        return WrongPassphraseError(
            f"The passphrase does not open {source.name} (or the file is damaged at its beginning)."
        )
    return BackupError(f"{source.name} is damaged, or its end is missing.")


def _cipher(header: bytes, passphrase: str) -> AESGCM:
    salt = header[len(MAGIC) :][:_SALT]
    exponent, r, p = header[len(MAGIC) + _SALT :][:3]
    return AESGCM(Scrypt(salt, 32, 2**exponent, r, p).derive(passphrase.encode()))


def _nonce(header: bytes, number: int, *, last: bool) -> bytes:
    return header[-_PREFIX:] + number.to_bytes(4, "big") + bytes((last,))
