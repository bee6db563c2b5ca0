"""What is known against the packages of the locks, and how old they are.

Two kinds of index can be named. ``PACKAGE_INDEX_JSON``: asked for <address>/<name>/<version>/json, which
tells of advisories. ``PACKAGE_INDEX``: a simple index, as pip takes one, that answers in JSON (PEP 691,
700): it tells when a version came out and whether it was taken back. Where none is named, or it does not
answer, or in another way, or too slowly, that is said in a line and fails nothing. An advisory makes the
status 1.
"""

import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

FOLDER = Path(__file__).parent
SECONDS = 10
"""For one answer to begin; all together have ``SECONDS_IN_ALL``, or what is given as an argument."""
SECONDS_IN_ALL = 120.0
MOST_BYTES = 32 << 20
OLDEST = 5
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", re.MULTILINE)
_ODD = re.compile(r"[^\x21-\x7e]+")
_TROUBLE = (OSError, HTTPException, ValueError, KeyError, TypeError, AttributeError, RecursionError)


class TooSlowError(OSError):
    """The time for all of it is over."""


def pins(folder: Path) -> list[tuple[str, str]]:
    """Each package of the locks with its version, once."""
    locks = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.lock")))
    return sorted({found for lock in locks for found in _PIN.findall(lock)})


def answer_of(address: str, until: float) -> Mapping[str, Any]:
    """What the index says there; nothing where it knows nothing. Raises one of ``_TROUBLE``."""
    if time.monotonic() > until:
        raise TooSlowError
    accept = {"Accept": "application/vnd.pypi.simple.v1+json, application/json;q=0.9"}
    request = Request(address, headers=accept)  # noqa: S310 - the operator's own
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - likewise
            parts: list[bytes] = []
            while part := answer.read1(1 << 16):
                parts.append(part)
                if time.monotonic() > until:
                    raise TooSlowError
                if sum(map(len, parts)) > MOST_BYTES:
                    raise ValueError("too long")
    except HTTPError as error:
        if error.code == 404:
            return {}
        raise
    said = json.loads(b"".join(parts))
    if not isinstance(said, dict):
        raise TypeError("no object")
    return said


def advisories(said: Mapping[str, Any]) -> Iterator[str]:
    """Each that was not withdrawn, with the versions that mend it."""
    for each in said.get("vulnerabilities") or ():
        if not each.get("withdrawn"):
            mended = ", ".join(each.get("fixed_in") or ()) or "no version yet"
            yield f"{each.get('id', 'an advisory')}, mended in {mended}"


def files_of(said: Mapping[str, Any], name: str, version: str) -> list[Mapping[str, Any]]:
    """The files of one version on a page of a simple index."""
    wanted = re.compile(rf"(.+?)-{re.escape(version)}(?:-|\.tar|\.zip)")
    return [
        file
        for file in said.get("files") or ()
        if (of := wanted.match(file["filename"])) and plain(of[1]) == plain(name)
    ]


def plain(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def moment(said: str) -> datetime:
    """A moment as an index writes it; without a zone it is of UTC."""
    found = datetime.fromisoformat(said)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def released(files: Iterable[Mapping[str, Any]], key: str) -> datetime | None:
    """When the first of these files came out; ``key`` is how the index calls that."""
    return min((moment(each[key]) for each in files if each.get(key)), default=None)


def main(seconds: float = SECONDS_IN_ALL) -> int:
    """Look, and tell. Gives 1 if there is an advisory, else 0."""
    until = time.monotonic() + seconds
    everything = pins(FOLDER)
    found = _advisories(everything, os.environ.get("PACKAGE_INDEX_JSON", ""), until)
    _ages(everything, os.environ.get("PACKAGE_INDEX", ""), until)
    return 1 if found else 0


def _advisories(everything: list[tuple[str, str]], address: str, until: float) -> list[str]:
    found: list[str] = []
    ages: list[tuple[datetime, str, str]] = []
    known = 0
    if not _is_index(address):
        print("advisories: not looked for, PACKAGE_INDEX_JSON names no index")
        return found
    for name, version in everything:
        try:
            said = answer_of(f"{address.rstrip('/')}/{name}/{version}/json", until)
            found += [f"{name} {version}: {each}" for each in advisories(said)]
            at = released(said.get("urls") or (), "upload_time_iso_8601")
        except _TROUBLE as error:
            print(f"advisories: looked for no further than {name} ({_why(error)})")
            break
        known += bool(said)
        if at is not None:
            ages.append((at, name, version))
    for line in found:
        print("ADVISORY", _ODD.sub(" ", line))
    _tell_ages(ages)
    print(
        f"advisories: {len(found)} for {known} of {len(everything)} packages that the index knows"
    )
    return found


def _ages(everything: list[tuple[str, str]], address: str, until: float) -> None:
    ages: list[tuple[datetime, str, str]] = []
    if not _is_index(address):
        return
    for name, version in everything:
        try:
            said = answer_of(f"{address.rstrip('/')}/{plain(name)}/", until)
            files = files_of(said, name, version)
            at = released(files, "upload-time")
            taken_back = bool(files) and all(file.get("yanked") for file in files)
        except _TROUBLE as error:
            print(f"ages: looked for no further than {name} ({_why(error)})")
            break
        if taken_back:
            print(f"TAKEN BACK {name} {version}: {_ODD.sub(' ', str(files[0]['yanked']))[:200]}")
        if at is not None:
            ages.append((at, name, version))
    _tell_ages(ages)
    print(f"ages: of {len(ages)} of {len(everything)} packages")


def _tell_ages(ages: list[tuple[datetime, str, str]]) -> None:
    today = datetime.now(UTC)
    for at, name, version in sorted(ages)[:OLDEST]:
        print(f"age: {name} {version} is {(today - at).days} days old")


def _is_index(address: str) -> bool:
    return address.startswith(("https://", "http://"))


def _why(error: Exception) -> str:
    return f"HTTP {error.code}" if isinstance(error, HTTPError) else type(error).__name__


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:2])))
