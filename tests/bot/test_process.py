"""What the operating system may take from the process, and what its children inherit."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.doctor_files import whose_the_data_are
from storage.copying import postgres

ROOT = Path(__file__).parents[2]
KEPT = """
import gc
from bot.process import keep_what_is_there
before = gc.get_freeze_count()
keep_what_is_there()
print(gc.get_freeze_count() > before + 1000, gc.isenabled())
"""
ASKED = """
import ctypes, resource, sys
from bot.cli import main
sys.argv = ["keydesk", "--help"]
try:
    main()
except SystemExit:
    pass
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what it holds of the process")
def test_no_command_leaves_a_core() -> None:
    """Whatever command is given: no core is written, and no other process of the user reads its memory."""
    ended = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", ASKED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    limit, _, dumpable = ended.stdout.splitlines()[-1].rpartition(" ")
    assert limit.startswith("(0, ")
    assert dumpable == "0"


async def test_children_get_nothing_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that is started is told the way, what libpq knows, and no setting of ours."""
    seen = tmp_path / "seen"
    program = tmp_path / "pg_restore"
    program.write_text(f"#!/bin/sh\nenv > '{seen}'\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("KEYDESK_BOT_TOKEN", "a-token")
    monkeypatch.setenv("HTTPS_PROXY", "http://user:password@proxy.example")
    monkeypatch.setenv("PGSSLMODE", "require")
    await postgres.list_dump(tmp_path / "dump")
    names = {line.partition("=")[0] for line in seen.read_text().splitlines()}
    assert {"PATH", "PGSSLMODE"} <= names
    assert not {name for name in names if name.startswith("KEYDESK") or "PROXY" in name}


def test_doctor_finds_what_others_may_read(tmp_path: Path) -> None:
    """Deep inside too: what is named, with its mode, and what to do; then all is well."""
    data = tmp_path / "data"
    (data / "backups").mkdir(parents=True)
    data.chmod(0o700)
    (data / "backups").chmod(0o700)
    for number in range(7):
        (data / "backups" / f"{number}.zip").write_bytes(b"")
        (data / "backups" / f"{number}.zip").chmod(0o640)
    good, said, remedy = found(data)
    assert not good
    assert f"{data}/backups/0.zip (mode 0640)" in said
    assert "and 2 more" in said
    assert remedy == f"chmod -R go= '{data}'"
    for path in data.rglob("*.zip"):
        path.chmod(0o600)
    good, said, _ = found(data)
    assert (good, "(8)" in said) == (True, True)


def test_doctor_looks_at_the_directory_itself_and_follows_no_link(tmp_path: Path) -> None:
    """A link's own mode says nothing, and what it leads to is elsewhere."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    (data / "elsewhere").symlink_to("/usr")
    assert found(data)[0]
    data.chmod(0o750)
    assert f"others may get at {data} (mode 0750)" in found(data)[1]
    assert whose_the_data_are(tmp_path / "none") is None


def found(data: Path) -> tuple[bool, str, str]:
    """What doctor says of this data directory."""
    finding = whose_the_data_are(data)
    assert finding is not None
    return finding


def test_what_stays_until_the_end_is_not_collected_again_and_again() -> None:
    """The collector goes on, without what was there when the desk had started."""
    asked = [sys.executable, "-c", KEPT]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert done.stdout == "True True\n"
