"""What stands in the environment or on the disk ends in a sentence that names it, never in a traceback."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.first_start import GOOD, Setting, no_database, secrets_in, with_room_for
from tests.campaigns.process import Keydesk
from tests.databases import PostgresServer
from tests.program import keydesk


def a_file(folder: Path) -> dict[str, str]:
    """The data directory is a file."""
    (folder / "data").write_text("I was here first.")
    return {}


def below_a_file(folder: Path) -> dict[str, str]:
    """The data directory cannot be made."""
    (folder / "file").write_text("I was here first.")
    return {"KEYDESK_DATA_DIR": str(folder / "file" / "data")}


def a_folder_for_a_database(folder: Path) -> dict[str, str]:
    """The database file is a folder."""
    (folder / "data" / "keydesk.db").mkdir(mode=0o700, parents=True)
    secrets_in(folder)
    return {}


def no_certificates(folder: Path) -> dict[str, str]:
    """SSL_CERT_FILE names a file that holds none."""
    (folder / "ca.pem").write_text("none here")
    return {"SSL_CERT_FILE": str(folder / "ca.pem")}


TABLE: list[tuple[Setting, int, str]] = [
    (a_file, 2, "KEYDESK_DATA_DIR: data is no directory"),
    (below_a_file, 2, "is no directory. Move it out of the way"),
    (no_database, 1, "the file is no database, or is damaged"),
    (a_folder_for_a_database, 2, "keydesk.db is a folder"),
    (no_certificates, 2, "holds no certificates that can be read"),
    (
        lambda _: {"SSL_CERT_FILE": "/nowhere/ca.pem"},
        2,
        "SSL_CERT_FILE: /nowhere/ca.pem is not there",
    ),
    (
        lambda _: {"SSL_CERT_FILE": "", "SSL_CERT_DIR": "/nowhere"},
        2,
        "SSL_CERT_DIR: /nowhere is no directory",
    ),
    (lambda _: {"HTTPS_PROXY": "socks4://one:1"}, 2, "HTTPS_PROXY: begins with socks4"),
    (lambda _: {"HTTPS_PROXY": "one:99999"}, 2, "HTTPS_PROXY: names port 99999"),
    (lambda _: {"all_proxy": "http://"}, 2, "all_proxy: names no host"),
    (
        lambda _: {"HTTP_PROXY": "http://sam:pass-word-7Q@one:x"},
        2,
        "HTTP_PROXY: is not the address",
    ),
    (lambda _: {"KEYDESK_PROXY": "ftp://one"}, 2, "KEYDESK_PROXY: begins with ftp"),
    (lambda _: {"KEYDESK_TELEGRAM_PROXY": "one:1080"}, 2, "KEYDESK_TELEGRAM_PROXY: "),
]


@pytest.mark.parametrize(("setting", "status", "words"), TABLE)
def test_run_ends_in_a_sentence(tmp_path: Path, setting: Setting, status: int, words: str) -> None:
    """The exit status, the words on standard error, no traceback and no password."""
    ended = keydesk("run", cwd=tmp_path, **{**GOOD, **setting(tmp_path)})
    assert words in ended.stderr, ended.stderr
    assert ended.returncode == status
    assert "Traceback" not in ended.stderr + ended.stdout
    assert "pass-word-7Q" not in ended.stderr + ended.stdout


def test_a_disk_that_takes_nothing_at_the_first_start(tmp_path: Path) -> None:
    """The system names no file where one that is open cannot be written: still a sentence."""
    ended = with_room_for(0, tmp_path, "run")
    assert "A file could not be written or opened (" in ended.stderr, ended.stderr
    assert "KEYDESK_DATA_DIR" in ended.stderr
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr + ended.stdout


@pytest.mark.parametrize("command", [["doctor"], ["backup"]])
def test_a_full_disk_under_a_desk_is_called_full(tmp_path: Path, command: list[str]) -> None:
    """SQLite says that it cannot open the file; the command says what is the matter."""
    (tmp_path / "data").mkdir(mode=0o700)
    path = tmp_path / "data" / "keydesk.db"
    made = sqlite3.connect(path)
    made.execute("PRAGMA journal_mode=WAL")
    made.execute("CREATE TABLE alembic_version (version_num TEXT)")
    made.commit()
    made.close()
    secrets_in(tmp_path)
    ended = with_room_for(1, tmp_path, *command)
    told = ended.stdout + ended.stderr
    assert "its disk is full" in told, told
    assert "reports errors" not in told
    assert "Traceback" not in told
    assert ended.returncode == 1


def test_the_demo_too(tmp_path: Path) -> None:
    """It needs no settings, but what stands in the environment may be wrong all the same."""
    ended = keydesk("demo", "--tour", cwd=tmp_path, SSL_CERT_FILE="/nowhere/ca.pem")
    assert "SSL_CERT_FILE: /nowhere/ca.pem is not there" in ended.stderr
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr


def test_a_server_that_does_not_let_us_in(tmp_path: Path, postgres_server: PostgresServer) -> None:
    """No such database: a sentence, and what to look at."""
    url = postgres_server.fresh()
    name = url.partition("?")[0].rpartition("/")[2]
    ended = keydesk("run", cwd=tmp_path, **GOOD, KEYDESK_DATABASE_URL=url.replace(name, "nosuch"))
    assert "its server does not let us in, or does not have it" in ended.stderr, ended.stderr
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr


async def test_a_server_that_is_down_is_waited_for(tmp_path: Path) -> None:
    """A line in the log says what is waited for; a stop ends the waiting at once."""
    bot = Keydesk(
        tmp_path,
        {**GOOD, "KEYDESK_DATABASE_URL": "postgresql+asyncpg://desk:word-7Q@127.0.0.1:9/desk"},
    )
    await bot.start()
    try:
        async with asyncio.timeout(40):
            await until(lambda: "waiting for the database" in bot.log)
        assert bot.running
        bot.terminate()
        assert await bot.ended() == 0
    finally:
        with contextlib.suppress(AssertionError):
            await bot.clear()
    assert "word-7Q" not in bot.log
    assert "Traceback" not in bot.log


async def until(so: Callable[[], bool]) -> None:
    """Wait until it is so."""
    for _ in range(400):
        if so():
            return
        await asyncio.sleep(0.1)
    raise AssertionError("it never was so")
