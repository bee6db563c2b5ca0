"""Whoever dies over a restore leaves the old desk or the new one, whole."""

import multiprocessing
import os
import signal
import sys
from pathlib import Path

from services.backups.making import BackupMaker
from storage.database import Database
from tests.clock import ManualClock
from tests.databases import SqliteFiles, run
from tests.services.backups.conftest import furnish
from tests.services.backups.desks import another_desk, people, plain_keys, restored
from tests.services.sealed import PLAIN

STEPS = {"os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir"}


def _die_at(step: int, url: str, backup: Path) -> None:
    """In a process of its own: restore, and die right before the step of that number."""
    taken = 0

    def hook(event: str, _: object) -> None:
        nonlocal taken
        if event in STEPS:
            taken += 1
            if taken == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    run(restored(url, ManualClock(), backup, replace=True))
    os._exit(0)


def test_whoever_dies_in_the_middle_leaves_the_old_or_the_new(
    sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    """Killed before each step that names, moves or removes a file: one whole desk is in the place."""
    clock = ManualClock()
    source = Database(sqlite_files.fresh())

    async def back_up() -> Path:
        await source.open()
        vault = await furnish(source, clock)
        made = await BackupMaker(source, clock, vault, tmp_path / "b").make()
        await source.close()
        return made.path

    backup = run(back_up())
    forked = multiprocessing.get_context("fork")
    seen = []
    for step in range(1, 60):
        url = sqlite_files.fresh()
        run(another_desk(url, clock))
        child = forked.Process(target=_die_at, args=(step, url, backup))
        child.start()
        child.join(120)
        old, new = run(people(url)) == [77], run(plain_keys(url)) == PLAIN[:5]
        assert old is not new, f"killed before step {step}"
        seen.append("old" if old else "new")
        sqlite_files.drop(url)
        if child.exitcode == 0:
            break
        assert child.exitcode == -signal.SIGKILL
    assert seen == sorted(seen, reverse=True), "once the new desk is there it stays"
    assert seen.count("old") >= 3 and seen[-1] == "new"
