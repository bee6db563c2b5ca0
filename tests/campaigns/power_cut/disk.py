"""A disk on which a power cut leaves all that was synced, and of the rest whatever chance wills.

As POSIX has it, and no kinder: the content of a file is safe when the file was synced, its name when the
directory was. What was not synced may be there wholly, in part (sector by sector), in any order, or not
at all. SQLite's -shm is memory, so no power cut leaves it.
"""

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from tests.campaigns.power_cut.recording import Act, Gone, Made, Sync, Truncate, Write

SECTOR = 512
Image = dict[str, bytes]
"""The files by their path below the folder; a folder that is not there itself has none."""
Change = Write | Truncate


@dataclass(eq=False)
class _File:
    """The content that is safe, and what was done to it since."""

    safe: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, Change]] = field(default_factory=list)
    size: int = 0


@dataclass(frozen=True, eq=False)
class _Naming:
    """A name given to a file or directory (None), or taken away."""

    path: str
    file: _File | None
    gone: bool = False


def put(image: Image, folder: Path) -> Path:
    """The folder with these files and no others; not there at all if there is none of them."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in image.items():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)
    return folder


class Disk:
    """What is on it, act by act. ``base`` is safe from the beginning; without it the folder is not there."""

    def __init__(self, folder: str, base: Image) -> None:
        self._folder = folder
        self._now: dict[str, _File | None] = {}
        """What the running machine sees; None is a directory."""
        if base:
            self._now[folder] = None
            for path, content in base.items():
                self._now[f"{folder}/{path}"] = _File(bytearray(content), size=len(content))
        self._safe = dict(self._now)
        self._names: list[tuple[int, _Naming]] = []

    def take(self, number: int, act: Act) -> bool:
        """Do the act with this number. True: it could make a difference to what a cut leaves."""
        path = getattr(act, "path", "")
        if path.endswith("-shm"):
            return False
        match act:
            case Write() | Truncate():
                return self._write(number, act)
            case Made():
                return self._make(number, act)
            case Gone():
                if path in self._now:
                    del self._now[path]
                    self._names.append((number, _Naming(path, None, gone=True)))
            case Sync():
                self._sync(act)
            case _:
                return False
        return True

    def left(self, mode: str, dice: random.Random) -> Image:
        """What a cut leaves now; ``mode`` is one of MODES, the dice decide what it leaves open."""
        keep = MODES[mode](self._last(), dice)
        names = dict(self._safe)
        for number, naming in self._names:
            if not keep(number, None):
                continue
            if naming.gone:
                names.pop(naming.path, None)
            else:
                names[naming.path] = naming.file
        return {
            str(PurePath(path).relative_to(self._folder)): _content(file, keep)
            for path, file in names.items()
            if file is not None and self._reachable(path, names)
        }

    def _reachable(self, path: str, names: Mapping[str, _File | None]) -> bool:
        return all(
            str(above) in names
            for above in PurePath(path).parents
            if str(above) == self._folder or str(above).startswith(f"{self._folder}/")
        )

    def _last(self) -> int:
        files = {id(file): file for file in self._now.values() if file is not None}
        numbers = [number for file in files.values() for number, _ in file.since]
        return max(numbers, default=-1)

    def _write(self, number: int, act: Change) -> bool:
        file = self._now.get(act.path)
        if file is None:
            return False
        if isinstance(act, Write) and act.offset is None:
            act = Write(act.path, file.size, act.data)
        if isinstance(act, Write):
            assert act.offset is not None
            file.size = max(file.size, act.offset + len(act.data))
        else:
            file.size = act.size
        file.since.append((number, act))
        return True

    def _make(self, number: int, act: Made) -> bool:
        if act.of is None and act.path in self._now:
            return False
        file = self._now[act.of] if act.of else None if act.directory else _File()
        self._now[act.path] = file
        self._names.append((number, _Naming(act.path, file)))
        return True

    def _sync(self, act: Sync) -> None:
        file = self._now.get(act.path)
        if file is not None:
            for number, change in file.since:
                if number < act.upto:
                    _do(file.safe, change)
            file.since = [each for each in file.since if each[0] >= act.upto]
            return
        kept = []
        for number, naming in self._names:
            if number >= act.upto or str(PurePath(naming.path).parent) != act.path:
                kept.append((number, naming))
            elif naming.gone:
                self._safe.pop(naming.path, None)
            else:
                self._safe[naming.path] = naming.file
        self._names = kept


Keep = Callable[[int, Change | None], list[Change] | bool]
"""What is left of the act with this number: parts of a change to content; of a name, whether it holds."""


def _none(_last: int, _dice: random.Random) -> Keep:
    return lambda _number, _change: False


def _all(_last: int, _dice: random.Random) -> Keep:
    return lambda _number, change: True if change is None else [change]


def _torn(last: int, dice: random.Random) -> Keep:
    """All but the last write, of which there is a beginning."""

    def keep(number: int, change: Change | None) -> list[Change] | bool:
        if change is None:
            return True
        if number != last or isinstance(change, Truncate):
            return [change]
        return [Write(change.path, change.offset, change.data[: dice.randrange(len(change.data))])]

    return keep


def _any(_last: int, dice: random.Random) -> Keep:
    """Any of it, some only in some of its sectors."""
    share = dice.choice((0.1, 0.5, 0.9))

    def keep(_number: int, change: Change | None) -> list[Change] | bool:
        if change is None:
            return dice.random() < share
        if isinstance(change, Truncate) or dice.random() < 0.7:
            return [change] if dice.random() < share else []
        return [part for part in _sectors(change) if dice.random() < share]

    return keep


MODES: dict[str, Callable[[int, random.Random], Keep]] = {
    "none": _none,
    "all": _all,
    "torn": _torn,
    "any": _any,
}


def _sectors(write: Write) -> Iterator[Change]:
    assert write.offset is not None
    first = write.offset // SECTOR * SECTOR
    for start in range(first, write.offset + len(write.data), SECTOR):
        begin, end = max(start, write.offset), min(start + SECTOR, write.offset + len(write.data))
        yield Write(write.path, begin, write.data[begin - write.offset : end - write.offset])


def _content(file: _File, keep: Keep) -> bytes:
    content = bytearray(file.safe)
    for number, change in file.since:
        parts = keep(number, change)
        for part in parts if isinstance(parts, list) else ():
            _do(content, part)
    return bytes(content)


def _do(content: bytearray, change: Change) -> None:
    if isinstance(change, Truncate):
        del content[change.size :]
        content.extend(bytes(max(0, change.size - len(content))))
        return
    assert change.offset is not None
    content.extend(bytes(max(0, change.offset - len(content))))
    content[change.offset : change.offset + len(change.data)] = change.data
