"""The lock of a process on its database file: one desk a file, and the lock ends with the process.

A server's database has no such file; whoever wants to be alone on it asks the server who else is there.
"""

import errno
import fcntl
import os
from pathlib import Path

from sqlalchemy import URL

from storage import durable

NO_LOCKS_HERE = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
"""What file systems without locks answer."""


class OccupiedError(Exception):
    """A desk runs on this database. ``str`` is the whole message."""


class Occupied:
    """The database file while it is ours. Raises OccupiedError, OSError."""

    def __init__(self, url: URL) -> None:
        path = Path(url.database or "")
        durable.make_directory(path.parent)
        self._descriptor = os.open(f"{path}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._descriptor)
            raise OccupiedError(
                f"Another Keydesk is at work on {path}. Stop it first; only one may be."
            ) from None
        except OSError as error:
            if error.errno not in NO_LOCKS_HERE:
                os.close(self._descriptor)
                raise

    def leave(self) -> None:
        """Let others have it. The file stays: taking it away would let two hold two locks."""
        os.close(self._descriptor)
