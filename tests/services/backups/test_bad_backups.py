"""What is no good backup is refused in a sentence, and changes nothing."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from services.backups.errors import BackupError
from services.backups.manifest import FORMAT
from services.vault import secret_id
from tests.clock import ManualClock
from tests.databases import SqliteFiles
from tests.services.backups.desks import another_desk, people, restored
from tests.services.sealed import NEW, OLD


def _newer_schema(backup: Path) -> None:
    _repacked(backup, lambda facts: facts.update(revision="9999"))


def _newer_format(backup: Path) -> None:
    _repacked(backup, lambda facts: facts.update(format=FORMAT + 1))


def _other_sum(backup: Path) -> None:
    _repacked(backup, lambda facts: facts.update(sha256="0" * 64))


def _other_kind(backup: Path) -> None:
    _repacked(backup, lambda facts: facts.update(kind="postgres"))


def _no_manifest(backup: Path) -> None:
    with zipfile.ZipFile(backup, "w") as packed:
        packed.writestr("keydesk.db", b"SQLite")


def _deep_manifest(backup: Path) -> None:
    with zipfile.ZipFile(backup, "w") as packed:
        packed.writestr("manifest.json", "[" * 100_000)
        packed.writestr("keydesk.db", b"SQLite")


def _half(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-1000])


def _text(backup: Path) -> None:
    backup.write_text("not a backup")


def _repacked(backup: Path, change: Callable[[dict[str, object]], object]) -> None:
    with zipfile.ZipFile(backup) as packed:
        content = {name: packed.read(name) for name in packed.namelist()}
    facts = json.loads(content["manifest.json"])
    change(facts)
    content["manifest.json"] = json.dumps(facts).encode()
    with zipfile.ZipFile(backup, "w") as packed:
        for name, data in content.items():
            packed.writestr(name, data)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_newer_schema, "schema 9999, this one knows"),
        (_newer_format, "made by a newer Keydesk"),
        (_other_sum, "not the one it names"),
        (_other_kind, "is of PostgreSQL"),
        (_no_manifest, "damaged, or no backup of Keydesk"),
        (_deep_manifest, "its manifest cannot be read"),
        (_half, "damaged, or no backup of Keydesk"),
        (_text, "damaged, or no backup of Keydesk"),
        (Path.unlink, "There is no file"),
    ],
)
async def test_what_is_no_good_backup_changes_nothing(
    harm: Callable[[Path], object],
    said: str,
    file_backup: Path,
    sqlite_files: SqliteFiles,
    clock: ManualClock,
) -> None:
    """Each is refused in a sentence, and the desk that is there is as it was."""
    url = sqlite_files.fresh()
    await another_desk(url, clock)
    harm(file_backup)
    with pytest.raises(BackupError, match=said):
        await restored(url, clock, file_backup, replace=True)
    assert await people(url) == [77]
    home = Path(url.removeprefix("sqlite+aiosqlite:///"))
    assert list(home.parent.glob(".restoring-*")) == []
    assert list(home.parent.glob(f"{home.name}.before-*")) == []
    sqlite_files.drop(url)


async def test_secrets_that_do_not_open_it_are_named(
    file_backup: Path, tmp_path: Path, clock: ManualClock
) -> None:
    """Which it needs, and that nothing was changed; no secret is in the message."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'other' / 'desk.db'}"
    with pytest.raises(BackupError) as refused:
        await restored(url, clock, file_backup, OLD)
    assert f"not here: {secret_id(NEW)}" in str(refused.value)
    assert NEW not in str(refused.value)
    assert not (tmp_path / "other" / "desk.db").exists()
