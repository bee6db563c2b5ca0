"""What the two drivers raise when the database itself cannot do its work, as errors of our own.

::

    TroubleError            ``cause`` says what is the matter with the database
    ├── NotReadableError    nothing could be read
    ├── NotWritableError    nothing was written, unless ``unsure``
    └── NotKeptError        an answer was not written before the process had to end

This is the one place that knows SQLite's result codes (https://sqlite.org/rescode.html), PostgreSQL's
SQLSTATEs (its manual, appendix A) and how a lost connection shows. Whatever is not in its tables is a
mistake of ours, such as a broken constraint, and is left as the driver raised it.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage import disk


class Cause(StrEnum):
    """What is the matter with the database."""

    LOCKED = "locked"
    """Somebody else holds it for longer than we wait."""
    FULL = "full"
    """Its disk is full, or its share of it."""
    READ_ONLY = "read-only"
    """It, or its disk, takes no writes."""
    FORBIDDEN = "forbidden"
    """We may not read or write its file, or make others beside it."""
    IO = "io"
    """The disk reports errors, or the file is not to be opened."""
    GONE = "gone"
    """The server does not answer, or has ended the connection."""
    REFUSED = "refused"
    """The server does not let us in, or does not have such a database."""
    DAMAGED = "damaged"
    """The file is no database, or its contents are broken."""


class TroubleError(Exception):
    """The database cannot do its work. ``str`` is for the log."""

    def __init__(self, cause: Cause, said: str = "") -> None:
        super().__init__(f"{cause}: {said}" if said else str(cause))
        self.cause = cause


class NotReadableError(TroubleError):
    """Nothing could be read."""


class NotWritableError(TroubleError):
    """Nothing was written. ``unsure``: the connection was lost at the commit, so it may have been."""

    def __init__(self, cause: Cause, said: str = "", *, unsure: bool = False) -> None:
        super().__init__(cause, said)
        self.unsure = unsure

    @property
    def crossed(self) -> bool:
        """Whether only this transaction had to give way to another one; the next may be committed."""
        driver = self.__cause__.orig if isinstance(self.__cause__, DBAPIError) else None
        return getattr(driver, "sqlstate", None) in _CROSSED


class NotKeptError(TroubleError):
    """What was answered could not be written down before the process had to end; the log names it."""


@contextmanager
def translated(kind: type[TroubleError], file: Path | None = None) -> Iterator[None]:
    """Raise what the drivers raise in the block as ``kind``, where it is the database's own trouble.

    ``file`` is that of a SQLite database: where SQLite does not say what is wrong, the disk is asked.
    """
    try:
        yield
    except (DBAPIError, OSError, PoolTimeoutError) as error:
        cause = cause_of(error)
        # A write in a transaction that only reads is our mistake, whichever way SQLite puts it.
        if cause is None or (cause is Cause.READ_ONLY and kind is NotReadableError):
            raise
        if cause is Cause.IO and file is not None:
            cause = _ERRNOS.get(disk.errno_at(file), cause)
        raise kind(cause, _said(error)) from error


def cause_of(error: BaseException) -> Cause | None:
    """Tell what the matter is; None: nothing that the database itself is to blame for."""
    if isinstance(error, PoolTimeoutError):
        return Cause.LOCKED  # all connections wait, for a lock or for the server
    if isinstance(error, OSError):
        return Cause.GONE  # only asyncpg raises it as it is, from the attempt to connect
    if not isinstance(error, DBAPIError):
        return None
    driver = error.orig
    if isinstance(driver, sqlite3.Error):
        code = getattr(driver, "sqlite_errorcode", None)
        return _SQLITE.get(code & 0xFF) if isinstance(code, int) else None
    state = getattr(driver, "sqlstate", None)
    if isinstance(state, str):
        return _STATES.get(state) or _CLASSES.get(state[:2])
    return Cause.GONE if error.connection_invalidated or isinstance(driver, OSError) else None


_SQLITE = {
    sqlite3.SQLITE_BUSY: Cause.LOCKED,
    sqlite3.SQLITE_LOCKED: Cause.LOCKED,
    sqlite3.SQLITE_FULL: Cause.FULL,
    sqlite3.SQLITE_READONLY: Cause.READ_ONLY,
    sqlite3.SQLITE_PERM: Cause.READ_ONLY,
    sqlite3.SQLITE_IOERR: Cause.IO,
    sqlite3.SQLITE_CANTOPEN: Cause.IO,
    sqlite3.SQLITE_PROTOCOL: Cause.LOCKED,
    sqlite3.SQLITE_CORRUPT: Cause.DAMAGED,
    sqlite3.SQLITE_NOTADB: Cause.DAMAGED,
}

_ERRNOS: dict[int | None, Cause] = {
    errno.ENOSPC: Cause.FULL,
    errno.EDQUOT: Cause.FULL,
    errno.EFBIG: Cause.FULL,
    errno.EROFS: Cause.READ_ONLY,
    errno.EACCES: Cause.FORBIDDEN,
    errno.EPERM: Cause.FORBIDDEN,
}

_STATES = {
    "3D000": Cause.REFUSED,  # invalid_catalog_name: no such database
    "25006": Cause.READ_ONLY,  # read_only_sql_transaction: a standby, or default_transaction_read_only
    "53100": Cause.FULL,  # disk_full
    "53300": Cause.GONE,  # too_many_connections
    "55P03": Cause.LOCKED,  # lock_not_available
    "25P03": Cause.GONE,  # idle_in_transaction_session_timeout
    "57014": Cause.LOCKED,  # query_canceled: it took longer than a statement may
    "57P01": Cause.GONE,  # admin_shutdown
    "57P02": Cause.GONE,  # crash_shutdown
    "57P03": Cause.GONE,  # cannot_connect_now: it starts or stops
    "57P05": Cause.GONE,  # idle_session_timeout
    "58030": Cause.IO,  # io_error
    "40001": Cause.LOCKED,  # serialization_failure
    "40P01": Cause.LOCKED,  # deadlock_detected
    "XX001": Cause.DAMAGED,  # data_corrupted
    "XX002": Cause.DAMAGED,  # index_corrupted
}
_CROSSED = frozenset({"40001", "40P01"})
"""Of two transactions the server let the other one go on."""
_CLASSES = {
    "08": Cause.GONE,  # connection exceptions
    "28": Cause.REFUSED,  # invalid authorization: no such user, or not this password
    "58": Cause.IO,  # errors outside of PostgreSQL itself
}


def _said(error: BaseException) -> str:
    """The driver's own words, without the statement and its values."""
    driver = error.orig if isinstance(error, DBAPIError) else error
    return f"{type(driver).__name__}: {driver}".partition("\n")[0][:200]
