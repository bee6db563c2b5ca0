"""What a process did to its files and told the world, in order, as strace saw it.

An act on a file counts from the moment the call returned; a sync covers what had returned when it was
called; what goes out by the network counts as told from the moment the call began.
"""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

CALLS = (
    "openat,pwrite64,write,ftruncate,fsync,fdatasync,link,linkat,rename,renameat,renameat2,"
    "unlink,unlinkat,mkdir,mkdirat,sendto,sendmsg"
)
"""Those by which Python, SQLite and asyncio do it; whatever else would change a file is refused below."""
UNEXPECTED = "creat,pwritev,pwritev2,writev,truncate,fallocate,sync_file_range,copy_file_range"
MISSING = "strace is missing, or may not trace here: apt-get install strace, and allow ptrace"
ENDS_WITHIN = 20.0
"""Seconds that strace may take to write the rest down after the process has ended."""


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at a place in a file; ``offset`` None: at its end."""

    path: str
    offset: int | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file is so long from now on."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """All that was done to a file or directory before act number ``upto`` is on the disk."""

    path: str
    upto: int


@dataclass(frozen=True, slots=True)
class Made:
    """A name is there: of a new empty file (if there was none), a directory, or another's file."""

    path: str
    directory: bool = False
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """A name is there no more."""

    path: str


@dataclass(frozen=True, slots=True)
class Told:
    """Bytes that left for another machine."""

    data: bytes


Act = Write | Truncate | Sync | Made | Gone | Told

_LINE = re.compile(r"(\d+) +(\d+\.\d+) (.*)", re.DOTALL)
_CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+)", re.DOTALL)
_RESUMED = re.compile(r"<\.\.\. (\w+) resumed>(.*)", re.DOTALL)
_UNFINISHED = " <unfinished ...>"
_TELLING = ("sendto", "sendmsg")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OPENED = re.compile(r"^(?:-?\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>(.*)$", re.DOTALL)


@dataclass(frozen=True)
class Recording:
    """The acts of one process, and when each was (Unix time)."""

    acts: list[Act]
    times: list[float]

    def first_told(self, *words: str) -> int | None:
        """The number of the first act that told all these words at once; None: never."""
        looked_for = [word.encode() for word in words]
        for number, act in enumerate(self.acts):
            if isinstance(act, Told) and all(word in act.data for word in looked_for):
                return number
        return None

    def at(self, moment: float) -> int:
        """The number of the first act after a moment."""
        later = (number for number, time_ in enumerate(self.times) if time_ > moment)
        return next(later, len(self.times))


def strace(output: Path) -> list[str]:
    """The command under which a process is recorded; skips, or fails, where that is not to be had."""
    if shutil.which("strace") is None:
        give_up()
    # Where ptrace is forbidden it is there and cannot do it.
    tried = ["strace", "-qq", "-o", os.devnull, "true"]
    if subprocess.run(tried, check=False, capture_output=True).returncode:  # noqa: S603 - all of it stands here
        give_up()
    options = ["-D", "-f", "--seccomp-bpf", "-q", "-ttt", "-y", "-xx", "-s", "10000000"]
    traced = f"trace={CALLS},{UNEXPECTED}"
    return ["strace", *options, "-e", traced, "-e", "signal=KILL", "-o", str(output)]


def give_up() -> None:
    """Skip the test; where none may be skipped, fail it."""
    if os.environ.get("TESTS_MUST_NOT_SKIP") == "1":
        pytest.fail(MISSING)
    pytest.skip(MISSING)


def read(output: Path, folder: Path) -> Recording:
    """What was done to the files below this folder, and told, by a process that has ended."""
    acts: list[Act] = []
    times: list[float] = []
    for moment, text, upto in _calls(output, acts):
        call = _CALL.match(text)
        if call is None or int(call[3]) < 0:
            continue
        for act in _acts(call[1], call[2], upto, str(folder)):
            acts.append(act)
            times.append(moment)
    return Recording(acts, times)


def _calls(output: Path, acts: Sequence[Act]) -> Iterator[tuple[float, str, int]]:
    """Each call when it counts, whole, and how many acts there were when it began."""
    begun: dict[str, tuple[str, int]] = {}
    for moment, process, text in _lines(output):
        if text.endswith(_UNFINISHED):
            call = text.removesuffix(_UNFINISHED)
            begun[process] = (call, len(acts))
            if call.startswith(_TELLING):
                yield moment, f"{call}) = 0", len(acts)
        elif resumed := _RESUMED.fullmatch(text):
            call, upto = begun.pop(process, ("", 0))
            if not call.startswith(_TELLING):
                yield moment, call + resumed[2], upto
        else:
            yield moment, text, len(acts)


def _lines(output: Path) -> Iterator[tuple[float, str, str]]:
    with output.open(encoding="ascii") as stream:
        for line in stream:
            if found := _LINE.fullmatch(line.rstrip("\n")):
                yield float(found[2]), found[1], found[3]


def _acts(call: str, arguments: str, upto: int, folder: str) -> Iterator[Act]:
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
    if call in _TELLING:
        if any(texts) and texts != [b"\0"]:  # which is how asyncio wakes itself
            yield Told(b"".join(texts))
        return
    opened = _OPENED.match(arguments)
    at = "" if opened is None else os.fsdecode(bytes.fromhex(opened[1].replace("\\x", "")))
    if call in {"openat", "link", "linkat", "rename", "renameat", "renameat2", "unlink"} or (
        call in {"unlinkat", "mkdir", "mkdirat"}
    ):
        # Whatever we do by a name is done by a whole one, so what it is relative to does not matter.
        names = [os.fsdecode(text) for text in texts]
        if any(_below(name, folder) for name in names):
            yield from _named(call, names, arguments)
        return
    # The folder's own name is made safe by a sync of the folder above it.
    if not _below(at, folder) and at != str(Path(folder).parent):
        return
    if call in UNEXPECTED.split(","):
        raise AssertionError(f"a cut cannot be tried through {call} of {at}")
    numbers = [int(part) for part in re.findall(r", (\d+)", _TEXT.sub("", arguments))]
    match call:
        case "pwrite64":
            yield Write(at, numbers[-1], texts[0])
        case "write":
            yield Write(at, None, texts[0])
        case "ftruncate":
            yield Truncate(at, numbers[-1])
        case "fsync" | "fdatasync":
            yield Sync(at, upto)


def _named(call: str, names: list[str], arguments: str) -> Iterator[Act]:
    match call:
        case "openat":
            if "O_CREAT" in arguments:
                yield Made(names[0])
            if "O_TRUNC" in arguments:
                yield Truncate(names[0], 0)
        case "mkdir" | "mkdirat":
            yield Made(names[0], directory=True)
        case "link" | "linkat":
            yield Made(names[1], of=names[0])
        case "unlink" | "unlinkat":
            yield Gone(names[0])
        case _:
            yield Made(names[1], of=names[0])
            yield Gone(names[0])


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def wait_for_end(output: Path, process: int) -> None:
    """Wait until strace has written down that the process ended; it writes on after that."""
    ends = (f"{process} ", "+++")
    for _ in range(int(ENDS_WITHIN * 20)):
        tail = output.read_bytes()[-2000:].decode("ascii", "replace") if output.exists() else ""
        if any(line.startswith(ends[0]) and ends[1] in line for line in tail.splitlines()):
            return
        time.sleep(0.05)
    raise AssertionError(f"strace does not end: {output}")
