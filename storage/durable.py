"""Making files and directories outlive a power cut, which closing them does not.

A file's content is on the disk once the file is synced; that it exists, and under which name, only once
the directory it stands in is synced too (fsync(2)). macOS keeps what it synced in the drive's own cache
unless it is asked with F_FULLFSYNC.
"""

import errno
import fcntl
import os
from pathlib import Path

_FULL = getattr(fcntl, "F_FULLFSYNC", None)


def sync_file(descriptor: int) -> None:
    """Have an open file's content on the disk. OSError where it could not be put there."""
    if _FULL is None:
        os.fsync(descriptor)
    else:
        fcntl.fcntl(descriptor, _FULL)


def sync_directory(path: Path) -> None:
    """Have the names in a directory on the disk: what was made, moved or removed in it. OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync_file(descriptor)
    except OSError as error:
        # Some network file systems sync no directories, and one mounted read-only has nothing to sync.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EROFS}:
            raise
    finally:
        os.close(descriptor)


def make_directory(path: Path, mode: int = 0o700) -> None:
    """Make a directory and those above it that are missing, each with its name on the disk. OSError.

    That it is there already does not say that its name is on the disk: whoever made it may not have
    synced it. So its name is synced in any case, where we may look into the directory above.
    """
    path = path.absolute()
    missing = [place for place in (path, *path.parents) if not place.exists()]
    for place in reversed(missing):
        # The mode of parents is left to the umask, as mkdir(parents=True) does.
        place.mkdir(mode=mode if place == path else 0o777, exist_ok=True)
        sync_directory(place.parent)
    if path.parent not in missing and os.access(path.parent, os.R_OK):
        sync_directory(path.parent)
