"""The Fernet keys that seal what is bought: from the settings, or kept in the data directory.

Losing them loses every key the desk has sold, so a new set is never made beside a database that was
written with another.
"""

import os
import stat
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.settings import Settings
from services.vault import secret_id
from storage import durable
from storage.database import Database
from storage.errors import TroubleError

FILE_NAME = "secret.keys"


class SecretsError(Exception):
    """The keys cannot be used. ``str`` is the whole message for the person who starts the desk."""


def secret_keys(settings: Settings) -> tuple[SecretStr, ...]:
    """The keys, newest first, on the disk before anything is sealed with them. SecretsError, OSError.

    Call it before the database is made.
    """
    if settings.secret_keys:
        return settings.secret_keys
    path = settings.data_dir / FILE_NAME
    if not path.exists():
        not_lost_beside_a_file(settings)
        generate(path)
    # Also where it was there: whoever made it may have died before this.
    durable.sync_directory(path.parent)
    return load(path)


def not_lost_beside_a_file(settings: Settings) -> None:
    """Raises SecretsError where there are no secrets, but a database file that was made with some."""
    path = settings.data_dir / FILE_NAME
    db = Database(settings.database_url.get_secret_value())
    if not path.exists() and db.is_sqlite and db.exists():
        raise SecretsError(_missing(path, db.url.database or ""))


async def secrets_not_lost(settings: Settings) -> None:
    """Before any are made: whether a server's database was written with secrets that are gone.

    Raises SecretsError. A file's database is looked at by ``not_lost_beside_a_file``; a server that does not
    answer is somebody else's matter.
    """
    path = settings.data_dir / FILE_NAME
    db = Database(settings.database_url.get_secret_value())
    if settings.secret_keys or path.exists() or db.is_sqlite:
        return
    try:
        async with db.peek() as tx:
            written = bool(await tx.secrets.all() or await tx.secrets.sample(1))
    except (TroubleError, OSError):
        return
    if written:
        raise SecretsError(_missing(path, "the database"))


def take_in(settings: Settings, given: Path) -> None:
    """Put the secrets of a file in front of those in the data directory, which stay behind them.

    So whichever of two databases stands there, its secrets are there. Raises SecretsError, OSError.
    """
    path = settings.data_dir / FILE_NAME
    present = load(path) if path.exists() else ()
    secrets = dict.fromkeys(each.get_secret_value() for each in (*load(given), *present))
    _write(path, "".join(f"{secret}\n" for secret in secrets), over=True)


def where_secrets_stand(settings: Settings, ids: Collection[str]) -> list[str]:
    """Where whoever keeps the secrets finds those with these ids."""
    path = settings.data_dir / FILE_NAME
    place = "in KEYDESK_SECRET_KEYS" if settings.secret_keys else f"in {path}"
    secrets = [secret_id(each.get_secret_value()) for each in secret_keys(settings)]
    return [f"{each}, key {n} {place}" for n, each in enumerate(secrets, start=1) if each in ids]


def load(path: Path) -> tuple[SecretStr, ...]:
    """Read the keys, one a line, newest first. SecretsError if others may read the file."""
    with path.open(encoding="ascii", errors="replace") as stream:
        mode = stat.S_IMODE(os.fstat(stream.fileno()).st_mode)
        if mode & 0o077:
            raise SecretsError(
                f"{path} may be read by others (mode {mode:04o}). Run:\n  chmod 600 '{path}'"
            )
        keys = [line.strip() for line in stream if line.strip()]
    if not keys:
        raise SecretsError(f"{path} is empty: put the keys back from a backup.")
    for number, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError:
            raise SecretsError(
                f"{path}: key {number} is not a Fernet key. Take what is no key out of the file, or "
                "put it back from a backup."
            ) from None
    return tuple(SecretStr(key) for key in keys)


def _missing(path: Path, database: str) -> str:
    return (
        f"{path} is missing, but {database} was written with those keys.\n"
        f"Put the file back from a backup, or set KEYDESK_SECRET_KEYS to the same keys."
    )


def generate(path: Path) -> None:
    """Write one new key, mode 0600, unless the file is there already. Safe against a second start.

    The file appears with its whole text or not at all: a process that dies here, or another that
    starts beside it, must not find half a key.
    """
    _write(path, f"{Fernet.generate_key().decode()}\n", over=False)


def _write(path: Path, text: str, *, over: bool) -> None:
    durable.make_directory(path.parent)
    descriptor, draft = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w") as stream:
            stream.write(text)
            stream.flush()
            durable.sync_file(stream.fileno())
        if over:
            Path(draft).replace(path)
        else:
            with suppress(FileExistsError):
                os.link(draft, path)
    finally:
        Path(draft).unlink(missing_ok=True)
    durable.sync_directory(path.parent)
