"""Errors of the disk, the database and the environment as sentences for whoever gave the command."""

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.start_checks import StartCheckError
from storage.errors import Cause, TroubleError

_DISK = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG, errno.EMFILE, errno.ENFILE}
)
"""What the system says of a file that is open already, and so without its name."""

_MEND = {
    errno.ENOSPC: "Make room on that disk.",
    errno.EDQUOT: "Make room there: what this user may store is used up.",
    errno.EROFS: "That disk takes no writes: mount it for writing, or set another place.",
    errno.ENOENT: "Make the folder, or name another one.",
    errno.EIO: "Look at that disk, and at the log of its machine.",
}


def sentence(error: BaseException) -> str | None:
    """What to tell whoever gave the command; None for a mistake of ours, which is shown whole."""
    if isinstance(error, StartCheckError):
        return str(error)
    if isinstance(error, TroubleError):
        said, remedy = database_trouble(error.cause)
        return f"The database cannot be used: {said}. Please {remedy}. keydesk doctor looks again."
    if isinstance(error, SQLAlchemyError | sqlite3.Error):
        return f"The database cannot be used: {_driver_said(error)}. keydesk doctor says more."
    if isinstance(error, OSError) and error.filename is not None:
        why = error.strerror or "no reason given"
        mend = _MEND.get(error.errno or 0, "See that Keydesk may read and write there.")
        return f"{error.filename}: cannot be used ({why}). {mend}"
    if isinstance(error, OSError) and error.errno in _DISK:
        return (
            f"A file could not be written or opened ({error.strerror}). Make room where "
            "KEYDESK_DATA_DIR lies, or see what is the matter with that disk."
        )
    return None


def _driver_said(error: SQLAlchemyError | sqlite3.Error) -> str:
    """The driver's own words without a statement and its values: "no such table: orders"."""
    driver = error.orig if isinstance(error, DBAPIError) else error
    said = str(driver).partition("\n")[0] if isinstance(driver, sqlite3.Error) else ""
    return said or "its answer makes no sense"


def database_trouble(cause: Cause) -> tuple[str, str]:
    """What is the matter with a database, and what to do, as parts of a sentence."""
    return {
        Cause.LOCKED: (
            "another program holds it and does not let go",
            "find what else has it open, and stop it",
        ),
        Cause.FULL: ("its disk is full", "make room there"),
        Cause.READ_ONLY: ("it takes no writes", "see why its disk, file or server is read-only"),
        Cause.FORBIDDEN: (
            "we may not read or write its file, or make others beside it",
            "see whose the file and its folder are",
        ),
        Cause.IO: (
            "its file cannot be opened, or its disk reports errors",
            "look at KEYDESK_DATABASE_URL, the file and its disk",
        ),
        Cause.GONE: (
            "its server does not answer",
            "look at KEYDESK_DATABASE_URL, the server and the way to it",
        ),
        Cause.REFUSED: (
            "its server does not let us in, or does not have it",
            "look at the user, the password and the name in KEYDESK_DATABASE_URL",
        ),
        Cause.DAMAGED: (
            "the file is no database, or is damaged",
            "set another KEYDESK_DATA_DIR, or restore the newest backup",
        ),
    }[cause]
