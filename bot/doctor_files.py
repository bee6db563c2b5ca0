"""For ``keydesk doctor``: are the files the desk's alone, and can those that lie elsewhere be written?"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from services.audit_head import holds_something_else

SHOWN = 5
"""So many of what is wrong are named."""
MOST = 10_000
"""So many files and folders are looked at."""


def whose_the_data_are(folder: Path) -> tuple[bool, str, str] | None:
    """Whether it is good, what was found, and what to do; None where there is nothing to look at.

    Whoever may read the database and the secrets beside it has every key in plain.
    """
    if not hasattr(os, "geteuid") or not folder.is_dir():
        return None
    try:
        owner = folder.stat().st_uid
        open_to_others, of_others, looked_at = [], [], 0
        for path in _everything(folder):
            found = path.lstat()
            looked_at += 1
            if found.st_uid != owner:
                of_others.append(path)
            if not stat.S_ISLNK(found.st_mode) and found.st_mode & 0o077:
                open_to_others.append(path)
    except OSError as error:
        said = f"{error.filename}: {error.strerror or type(error).__name__}"
        return False, said, "see that everything there belongs to the user who runs Keydesk"
    if os.geteuid() not in {owner, 0}:
        said = f"{folder} belongs to {_name(owner)}, and this runs as {_name(os.geteuid())}"
        return False, said, f"run Keydesk as {_name(owner)}, or chown -R the directory"
    if of_others:
        remedy = f"chown -R {_name(owner)} '{folder}'"
        return False, f"not {_name(owner)}'s, as the directory is: {_named(of_others)}", remedy
    if open_to_others:
        said = f"others may get at {_named(open_to_others)}"
        return False, said, f"chmod -R go= '{folder}'"
    return True, f"{folder} and what is in it ({looked_at - 1}) are {_name(owner)}'s alone", ""


def where_the_audit_ends(file: Path | None) -> tuple[bool, str, str] | None:
    """Whether the end of the audit can be kept there; None where it is not kept.

    Tries the folder with a file that has no name and is gone at once.
    """
    if file is None:
        return None
    try:
        strange = holds_something_else(file)
        with TemporaryFile(dir=file.parent) as trial:
            trial.write(bytes(128))
    except OSError as error:
        said = f"cannot be kept in {file}: {error.strerror or 'no reason given'}"
        return False, said, "set another KEYDESK_AUDIT_HEAD, or see that Keydesk may write there"
    if strange:
        said = f"{file} holds something else, and is left alone"
        return False, said, "move it away, or set another KEYDESK_AUDIT_HEAD"
    return True, f"can be kept in {file}", ""


def _everything(folder: Path) -> Iterator[Path]:
    yield folder
    number = 0
    for place, folders, files in os.walk(folder, onerror=_raise):
        for name in sorted((*folders, *files)):
            number += 1
            if number > MOST:
                return
            yield Path(place, name)


def _raise(error: OSError) -> None:
    raise error


def _named(paths: list[Path]) -> str:
    named = ", ".join(
        f"{path} (mode {stat.S_IMODE(path.lstat().st_mode):04o})" for path in paths[:SHOWN]
    )
    more = len(paths) - SHOWN
    return f"{named} and {more} more" if more > 0 else named


def _name(user: int) -> str:
    import pwd  # not on every system

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"
