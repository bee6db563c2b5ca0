"""Directories that are made one above the other. That they outlive a power cut, a campaign shows."""

import stat
from pathlib import Path

import pytest

from storage import durable


def test_missing_directories_are_made_and_present_ones_left(tmp_path: Path) -> None:
    """Only the last is private; a second time changes nothing; what is no directory is refused."""
    wanted = tmp_path / "a" / "b" / "c"
    durable.make_directory(wanted)
    assert stat.S_IMODE(wanted.stat().st_mode) == 0o700
    wanted.chmod(0o750)
    durable.make_directory(wanted)
    assert stat.S_IMODE(wanted.stat().st_mode) == 0o750
    (wanted / "file").touch()
    with pytest.raises(OSError, match="file"):
        durable.make_directory(wanted / "file" / "deeper")


def test_a_directory_below_one_we_may_not_look_into(tmp_path: Path) -> None:
    """The desk's directory may stand where its user may pass and not read."""
    above = tmp_path / "above"
    (above / "data").mkdir(parents=True)
    above.chmod(0o300)
    try:
        durable.make_directory(above / "data")
        durable.sync_directory(above / "data")
    finally:
        above.chmod(0o700)


def test_what_is_no_directory_cannot_be_synced(tmp_path: Path) -> None:
    """A mistake is an error, not a promise that does not hold."""
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        durable.sync_directory(tmp_path / "file")
