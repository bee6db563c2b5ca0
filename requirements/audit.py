"""What is known against the packages of the locks, and how old they are.

Asks the index whose address stands in PACKAGE_INDEX_JSON for <address>/<name>/<version>/json. Where none is
named, or it is not reached, that is said in a line and fails nothing. An advisory makes the status 1.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

FOLDER = Path(__file__).parent
VARIABLE = "PACKAGE_INDEX_JSON"
SECONDS = 10
MOST_BYTES = 4 << 20
OLDEST = 5
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", re.MULTILINE)


def pins(folder: Path) -> list[tuple[str, str]]:
    """Each package of the locks with its version, once."""
    locks = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.lock")))
    return sorted({found for lock in locks for found in _PIN.findall(lock)})


def known(address: str, name: str, version: str) -> Mapping[str, Any]:
    """What the index says of it; nothing where it does not know it. Raises OSError, ValueError, TypeError."""
    request = Request(f"{address.rstrip('/')}/{name}/{version}/json")  # noqa: S310 - the operator's own
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - likewise
            said = json.loads(answer.read(MOST_BYTES))
    except HTTPError as error:
        if error.code == 404:
            return {}
        raise
    if not isinstance(said, dict):
        raise TypeError("no object")
    return said


def advisories(said: Mapping[str, Any]) -> Iterator[str]:
    """Each that was not withdrawn, with the versions that mend it."""
    for each in said.get("vulnerabilities") or ():
        if not each.get("withdrawn"):
            mended = ", ".join(each.get("fixed_in") or ()) or "no version yet"
            yield f"{each.get('id', 'an advisory')}, mended in {mended}"


def released(said: Mapping[str, Any]) -> datetime | None:
    """When its first file came out."""
    times = [each["upload_time_iso_8601"] for each in said.get("urls") or ()]
    return min((datetime.fromisoformat(time) for time in times), default=None)


def main() -> int:
    """Look, and tell. Gives 1 if there is an advisory, else 0."""
    address = os.environ.get(VARIABLE, "")
    if not address.startswith(("https://", "http://")):
        print(f"advisories: not looked for, {VARIABLE} names no index")
        return 0
    found, ages = [], []
    everything = pins(FOLDER)
    for name, version in everything:
        try:
            said = known(address, name, version)
            found += [f"{name} {version}: {each}" for each in advisories(said)]
            at = released(said)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            print(f"advisories: looked for no further than {name} ({type(error).__name__})")
            break
        if at is not None:
            ages.append((at, name, version))
    for line in found:
        print(f"ADVISORY {line}")
    today = datetime.now(UTC)
    for at, name, version in sorted(ages)[:OLDEST]:
        print(f"age: {name} {version} is {(today - at).days} days old")
    print(f"advisories: {len(found)} for {len(ages)} of {len(everything)} packages")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
