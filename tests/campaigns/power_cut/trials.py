"""Cutting the power at every point of a recording, and judging what each cut leaves."""

import hashlib
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.campaigns.power_cut import judge
from tests.campaigns.power_cut.disk import MODES, Disk, Image, put
from tests.campaigns.power_cut.judge import Promises
from tests.campaigns.power_cut.recording import Recording, Told


@dataclass
class Figures:
    """What was tried and what was seen."""

    points: int = 0
    cuts: int = 0
    images: int = 0
    states: set[str] = field(default_factory=set)
    broken: Counter[str] = field(default_factory=Counter)
    """What was found, and how many of the cuts it was found in."""
    where: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        found = sum(self.broken.values())
        return (
            f"{self.cuts} cuts at {self.points} points left {self.images} different folders and "
            f"{len(self.states)} different books; {found} promises broken"
        )


Kinds = dict[tuple[str, int], tuple[int, str, Image]]
"""One cut (where, mode, what it left) for each state of the books and number of things told."""


@dataclass(frozen=True)
class Trial:
    """Which cuts are tried: at each point a ``share`` of them, in every mode, ``any`` so often."""

    seed: int
    share: float = 1.0
    any_times: int = 3

    def points(self, recording: Recording, promises: Promises) -> set[int]:
        """The points drawn, and in any case those right after something was told first."""
        dice = random.Random(self.seed)  # noqa: S311 - a campaign is repeated by its seed
        told = {*promises.charges.values(), *promises.reversals.values(), *promises.links.values()}
        told |= {since for since, _ in promises.shown.values()}
        told |= {since for since, *_ in promises.orders}
        drawn = {at for at in range(len(recording.acts) + 1) if dice.random() < self.share}
        return drawn | {since + 1 for since in told}


def left_by_cuts(
    recording: Recording, base: Image, folder: Path, trial: Trial, points: set[int]
) -> Iterator[tuple[int, str, Image]]:
    """What each cut leaves: the number of the first act that was not done any more, mode and image."""
    dice = random.Random(trial.seed)  # noqa: S311 - as above
    disk = Disk(str(folder), base)
    matters = True
    for cut, act in enumerate([*recording.acts, None]):
        if cut in points and matters:
            for mode in MODES:
                for _ in range(trial.any_times if mode == "any" else 1):
                    yield cut, mode, disk.left(mode, dice)
            matters = False
        if act is not None:
            matters |= isinstance(act, Told) or disk.take(cut, act)


def judged(
    recording: Recording,
    base: Image,
    folder: Path,
    promises: Promises,
    trial: Trial,
    scratch: Path,
) -> tuple[Figures, Kinds]:
    """Judge every cut of a trial in the folder ``scratch``."""
    figures = Figures()
    seen: dict[str, list[str]] = {}
    kinds: Kinds = {}
    points = trial.points(recording, promises)
    sinces = _sinces(promises)
    tried = set()
    for cut, mode, image in left_by_cuts(recording, base, folder, trial, points):
        tried.add(cut)
        figures.cuts += 1
        told = sum(since < cut for since in sinces)
        name = f"{told} {_name(image)}"
        if name not in seen:
            books, seen[name] = judge.broken(put(image, scratch), promises, cut)
            if books is not None:
                figures.states.add(books.state)
                kinds.setdefault((books.state, told), (cut, mode, image))
        for problem in seen[name]:
            figures.broken[problem] += 1
            figures.where.append(f"cut {cut}, {mode} left: {problem}")
    figures.points, figures.images = len(tried), len(seen)
    return figures, kinds


def _name(image: Image) -> str:
    """The same for the same files."""
    digest = hashlib.sha256()
    for name, content in sorted(image.items()):
        digest.update(f"{name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()


def _sinces(promises: Promises) -> list[int]:
    return [
        *promises.charges.values(),
        *promises.reversals.values(),
        *promises.links.values(),
        *(since for since, _ in promises.shown.values()),
        *(since - 1 for since, *_ in promises.orders),
    ]
