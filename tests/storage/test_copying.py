"""A copy of a file is one moment of it, and is made however often others write meanwhile."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.copying.sqlite import DamagedError, copy, fold_log, look_through

PAGES = 400
MOST = 5_000
"""Steps after which the writer gives up waiting for the copy's end."""


def fill(path: Path) -> None:
    """A file with a log, of so many pages."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, words TEXT)")
        connection.executemany(
            "INSERT INTO things (words) VALUES (?)", [("x" * 3900,) for _ in range(PAGES)]
        )
        connection.commit()


def names_in(folder: Path) -> list[str]:
    """What lies there."""
    return sorted(each.name for each in folder.iterdir())


async def test_a_copy_is_not_begun_anew_by_every_write(tmp_path: Path) -> None:
    """Somebody commits after every twentieth page: each page is read once, all of one moment."""
    source, target = tmp_path / "desk.db", tmp_path / "copy.db"
    fill(source)
    left_then: list[int] = []
    with closing(sqlite3.connect(source, isolation_level=None, check_same_thread=False)) as writer:

        def write(left: int, _total: int) -> None:
            left_then.append(left)
            if len(left_then) % 20 == 0 and len(left_then) <= MOST:
                writer.execute("INSERT INTO things (words) VALUES ('later')")

        await copy(source, target, write, pages=1)
    assert left_then == sorted(left_then, reverse=True)
    assert look_through(target) == {"things": PAGES}


async def test_a_copy_is_one_file_by_itself(tmp_path: Path) -> None:
    """Nothing lies beside it, and whoever opens it looks for no log."""
    fill(tmp_path / "desk.db")
    (tmp_path / "copies").mkdir()
    await copy(tmp_path / "desk.db", tmp_path / "copies" / "copy.db")
    assert names_in(tmp_path / "copies") == ["copy.db"]
    with closing(sqlite3.connect(tmp_path / "copies" / "copy.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


async def test_a_copy_takes_nobody_elses_place(tmp_path: Path) -> None:
    """A file that is there already is left as it is."""
    fill(tmp_path / "desk.db")
    (tmp_path / "there").write_text("mine")
    with pytest.raises(FileExistsError):
        await copy(tmp_path / "desk.db", tmp_path / "there")
    assert (tmp_path / "there").read_text() == "mine"


async def test_what_is_no_database_is_not_made_one(tmp_path: Path) -> None:
    """A source that is missing stays missing; one that is no database is told as that."""
    with pytest.raises(sqlite3.OperationalError):
        await copy(tmp_path / "missing.db", tmp_path / "copy.db")
    assert not (tmp_path / "missing.db").exists()
    (tmp_path / "text.db").write_text("not a database" * 100)
    for look in (look_through, fold_log):
        with pytest.raises(DamagedError):
            look(tmp_path / "text.db")
