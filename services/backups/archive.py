"""A backup as one file: a zip with the database and the manifest. Appears whole or not at all."""

import hashlib
import os
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from services.backups.errors import BackupError
from services.backups.manifest import NAME, Manifest
from storage import durable
from storage.copying.sqlite import settle

SEALED = ".sealed"
"""Behind the name of a backup that only its passphrase opens."""
SECRETS = ".secrets"
_NAMES = re.compile(r"keydesk-(\d{8}T\d{6}Z)\.zip(\.sealed)?|keydesk-(\d{8}T\d{6}Z)\.secrets")
_BLOCK = 1 << 20


def name_of(moment: datetime) -> str:
    """The name of a backup of that moment, in UTC: names in order are moments in order."""
    return f"keydesk-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"


def moment_in(name: str) -> str | None:
    """The moment in the name of a backup, or of what lies beside one; None for any other file."""
    found = _NAMES.fullmatch(name)
    return (found[1] or found[3]) if found else None


def write(target: Path, manifest: Manifest, payload: Path) -> int:
    """Pack a backup and give its bytes. Runs for long: call it in a thread. OSError."""
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    try:
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
                packed.writestr(NAME, manifest.to_json())
                packed.write(payload, manifest.file)
            stream.flush()
            durable.sync_file(stream.fileno())
            size = stream.tell()
        appear(draft, target)
        return size
    finally:
        draft.unlink(missing_ok=True)


def appear(draft: Path, target: Path) -> None:
    """Give a file that is on the disk its name, for good. OSError."""
    draft.replace(target)
    durable.sync_directory(target.parent)


def manifest_in(source: Path) -> Manifest:
    """What a backup says of itself, unchecked. BackupError, OSError."""
    try:
        with zipfile.ZipFile(source) as packed:
            return Manifest.from_json(packed.read(NAME))
    except (zipfile.BadZipFile, KeyError) as error:
        raise BackupError(f"{source.name} is damaged, or no backup of Keydesk.") from error


def take_out(source: Path, folder: Path) -> tuple[Manifest, Path]:
    """Unpack a backup into a folder, checked byte by byte against its manifest. BackupError, OSError."""
    try:
        with zipfile.ZipFile(source) as packed:
            manifest = Manifest.from_json(packed.read(NAME))
            target = folder / "database"
            descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as out, packed.open(manifest.file) as stream:
                # No more than it says: a few bytes can be packed so that they fill a disk.
                left = manifest.size + 1
                while block := stream.read(min(_BLOCK, left)):
                    out.write(block)
                    left -= len(block)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, ValueError) as error:
        raise BackupError(f"{source.name} is damaged, or no backup of Keydesk.") from error
    if (target.stat().st_size, digest(target)) != (manifest.size, manifest.sha256):
        raise BackupError(f"{source.name} is damaged: the database in it is not the one it names.")
    settle(target)
    return manifest, target


def size_of(path: Path) -> int:
    """The bytes of a file."""
    return path.stat().st_size


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    found = hashlib.sha256()
    for block in blocks(path):
        found.update(block)
    return found.hexdigest()


def blocks(path: Path) -> Iterator[bytes]:
    """A file in pieces."""
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block


def thin_out(folder: Path, keep: int, made: Path) -> int:
    """Delete all but the newest ``keep`` backups of a folder, and drafts that were left; gives how many.

    ``made`` stays in any case: by a clock that was wrong it may bear an older name than others.
    """
    if not folder.is_dir():
        return 0
    moments: dict[str, list[Path]] = {}
    for path in folder.iterdir():
        if (moment := moment_in(path.name)) is not None:
            moments.setdefault(moment, []).append(path)
    mine = moment_in(made.name)
    old = [each for each in sorted(moments, reverse=True) if each != mine][max(keep - 1, 0) :]
    for moment in old:
        for path in moments[moment]:
            path.unlink(missing_ok=True)
    if old:
        durable.sync_directory(folder)
    return len(old)
