"""The locks as they are read, and what a set of pins lacks to be closed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "requirements"
EMPTY = ""
"""The extra that is asked for when none is."""

Environment = Mapping[str, str]


@dataclass(frozen=True)
class Pin:
    """One package of a lock."""

    name: NormalizedName
    version: Version
    marker: Marker | None
    hashes: tuple[str, ...]

    def counts_in(self, environment: Environment) -> bool:
        """Say whether it is installed there."""
        return self.marker is None or self.marker.evaluate(dict(environment))


@dataclass(frozen=True)
class Package:
    """What an installed package says of itself."""

    version: Version
    wants: tuple[Requirement, ...]
    takes: SpecifierSet


def logical_lines(text: str) -> list[str]:
    """Give the lines that are no comments, those that go on joined."""
    kept = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return [
        line.strip() for line in "\n".join(kept).replace("\\\n", " ").splitlines() if line.strip()
    ]


def pins_of(text: str) -> list[Pin]:
    """Read a lock. Raises ValueError for a line that is no pin to one version."""
    return [_pin(line) for line in logical_lines(text)]


def asked_in(text: str) -> list[Requirement]:
    """Read what a ``.in`` file asks for."""
    return [Requirement(line) for line in logical_lines(text) if not line.startswith("-")]


@cache
def installed() -> Mapping[NormalizedName, Package]:
    """Give what is installed beside this test, by name."""
    return {canonicalize_name(found.name): _package(found) for found in metadata.distributions()}


def gaps(
    pins: Iterable[Pin], asked: Iterable[Requirement], environment: Environment
) -> Iterator[str]:
    """Name each requirement, of those asked for or of a pinned package, that the pins do not meet.

    Extras count as asked for once anybody asks for them, markers as the environment has them. A package
    that is pinned for other machines only has no metadata here; what it asks for is not looked at.
    """
    chosen: dict[NormalizedName, Pin] = {}
    for pin in pins:
        if pin.counts_in(environment) and chosen.setdefault(pin.name, pin) != pin:
            yield f"{pin.name} is pinned twice"
    waiting = [("the .in file", one) for one in asked if _counts(one, environment, EMPTY)]
    waiting += [(str(name), one) for name in chosen for one in _wants(name, EMPTY, environment)]
    seen: set[tuple[NormalizedName, str]] = set()
    while waiting:
        who, wish = waiting.pop()
        name = canonicalize_name(wish.name)
        pinned = chosen.get(name)
        if pinned is None:
            yield f"{who} asks for {wish}, which is not pinned"
        elif not wish.specifier.contains(pinned.version, prereleases=True):
            yield f"{who} asks for {wish}, and {pinned.version} is pinned"
        for extra in {canonicalize_name(one) for one in wish.extras if pinned}:
            if (name, extra) not in seen:
                seen.add((name, extra))
                waiting += [(f"{name}[{extra}]", one) for one in _wants(name, extra, environment)]


def _wants(name: NormalizedName, extra: str, environment: Environment) -> Iterator[Requirement]:
    """Give what a package asks for in an environment, or what one extra of it asks for besides."""
    for wish in installed()[name].wants if name in installed() else ():
        if _counts(wish, environment, extra) and not (extra and _counts(wish, environment, EMPTY)):
            yield wish


def _counts(wish: Requirement, environment: Environment, extra: str) -> bool:
    return wish.marker is None or wish.marker.evaluate({**environment, "extra": extra})


def _package(found: metadata.Distribution) -> Package:
    wants = tuple(Requirement(line) for line in found.requires or ())
    takes = SpecifierSet(found.metadata["Requires-Python"] or "")
    return Package(Version(found.version), wants, takes)


def _pin(line: str) -> Pin:
    head, *hashes = line.split("--hash=")
    wish = Requirement(head.strip())
    [one] = wish.specifier
    if one.operator != "==" or wish.extras or wish.url or one.version.endswith("*"):
        raise ValueError(f"no pin: {head}")
    name = canonicalize_name(wish.name)
    return Pin(name, Version(one.version), wish.marker, tuple(each.strip() for each in hashes))
