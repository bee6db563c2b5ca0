"""One desk on one file."""

import stat
from pathlib import Path

import pytest

from storage.database import Database
from storage.process_lock import OccupiedError


async def test_only_one_desk_is_at_work_on_a_file(tmp_path: Path) -> None:
    """The second is refused until the first has closed; the lock's file tells nobody anything."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'data' / 'desk.db'}"
    one, two = Database(url), Database(url)
    one.occupy()
    one.occupy()
    with pytest.raises(OccupiedError, match=r"desk\.db"):
        two.occupy()
    await one.close()
    two.occupy()
    await two.close()
    lock = tmp_path / "data" / "desk.db.lock"
    assert (stat.S_IMODE(lock.stat().st_mode), lock.read_bytes()) == (0o600, b"")


async def test_others_may_read_and_write_beside_it(tmp_path: Path) -> None:
    """A backup or a rotation works beside the desk: the lock is between desks only."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}"
    desk, beside = Database(url), Database(url)
    desk.occupy()
    await desk.open()
    await beside.open()
    async with beside.write() as tx:
        assert await tx.secrets.all() == []
    await beside.close()
    await desk.close()
