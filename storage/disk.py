"""Trouble of the disk or the rights under a database file, where SQLite does not tell.

It says "unable to open" or "disk I/O error" alike for a full disk, for one that takes no writes, and for a
folder in which nothing may be made: its -wal and -shm files stand there.
"""

import errno
import os
from pathlib import Path
from tempfile import TemporaryFile

ROOM = 64 * 1024
"""What SQLite needs beside a database for its first steps, and a little more."""


def errno_at(file: Path) -> int | None:
    """What the system says to a try of ours there; None where it lets us write.

    The database file itself is not opened: closing it would take away the locks SQLite has on it.
    """
    try:
        with TemporaryFile(dir=file.absolute().parent) as trial:
            trial.write(bytes(ROOM))
            trial.flush()
    except OSError as error:
        return error.errno
    if file.exists() and not os.access(file, os.R_OK | os.W_OK):
        return errno.EACCES
    return None
