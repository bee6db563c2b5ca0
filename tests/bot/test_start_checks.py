"""What stands in the environment or on the disk ends in a sentence that names it, never in a traceback."""

import asyncio
import contextlib
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.doctor_listening import can_be_listened_on
from bot.setting_kinds import Listening
from bot.web import Web
from tests.campaigns.process import Keydesk
from tests.databases import PostgresServer
from tests.program import keydesk, keydesk_anew

GOOD = {
    "KEYDESK_BOT_TOKEN": "7000000001:AAKeydeskTokenForTestsOnly0000000000",
    "KEYDESK_OWNERS": "1",
    "KEYDESK_LISTEN": "127.0.0.1:0",
    "KEYDESK_TELEGRAM_API": "http://127.0.0.1:9",
}
Setting = Callable[[Path], dict[str, str]]


def secrets_in(folder: Path) -> None:
    """The desk's secrets, as an earlier start has made them."""
    keys = folder / "data" / "secret.keys"
    keys.touch(mode=0o600)
    keys.write_text("A" * 43 + "=\n")


def with_room_for(blocks: int, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Our program, which may write files of so many blocks of 512 bytes (RLIMIT_FSIZE), in a folder."""
    return subprocess.run(  # noqa: S603 - our own program
        [
            *("/bin/sh", "-c", f'ulimit -f {blocks}; exec "$0" "$@"'),
            str(Path(sys.executable).parent / "keydesk"),
            *command,
        ],
        cwd=folder,
        # Else it writes half a module into the cache, which the next process stumbles over.
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **GOOD},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def a_file(folder: Path) -> dict[str, str]:
    """The data directory is a file."""
    (folder / "data").write_text("I was here first.")
    return {}


def below_a_file(folder: Path) -> dict[str, str]:
    """The data directory cannot be made."""
    (folder / "file").write_text("I was here first.")
    return {"KEYDESK_DATA_DIR": str(folder / "file" / "data")}


def no_database(folder: Path) -> dict[str, str]:
    """The database file holds something else."""
    (folder / "data").mkdir(mode=0o700)
    (folder / "data" / "keydesk.db").write_text("Dear diary, " * 500)
    secrets_in(folder)
    return {}


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


@pytest.mark.parametrize("setting", [no_database])
def test_doctor_says_what_is_bad(tmp_path: Path, setting: Setting) -> None:
    """It goes on after what is bad, and ends with status 1."""
    ended = keydesk("doctor", cwd=tmp_path, **{**GOOD, **setting(tmp_path)})
    assert "BAD  database: cannot be" in ended.stdout, ended.stdout + ended.stderr
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr + ended.stdout


def nowhere_to_make_it(folder: Path) -> dict[str, str]:
    """The database would lie below a file."""
    (folder / "file").write_text("I was here first.")
    return {"KEYDESK_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/file/keydesk.db"}


def secrets_gone(folder: Path) -> dict[str, str]:
    """A database is there, the secrets it was made with are not."""
    (folder / "data").mkdir(mode=0o700)
    (folder / "data" / "keydesk.db").touch()
    return {}


def secrets_are_a_folder(folder: Path) -> dict[str, str]:
    """Where the secrets file should be lies a folder."""
    (folder / "data" / "secret.keys").mkdir(mode=0o700, parents=True)
    return {}


def no_place_for_the_end(folder: Path) -> dict[str, str]:
    """The end of the audit is to be kept in a folder that is not there."""
    return {"KEYDESK_AUDIT_HEAD": str(folder / "nowhere" / "head")}


def an_end_over_a_file(folder: Path) -> dict[str, str]:
    """The end of the audit is to be kept in a file that is somebody else's."""
    (folder / "notes").write_text("I was here first. " * 9)
    return {"KEYDESK_AUDIT_HEAD": str(folder / "notes")}


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (secrets_are_a_folder, "BAD  secrets: data/secret.keys: cannot be used (Is a directory)."),
        (no_place_for_the_end, "BAD  audit's end: cannot be kept in "),
        (an_end_over_a_file, "notes holds something else, and is left alone → "),
        (nowhere_to_make_it, "BAD  database: "),
        (secrets_gone, "BAD  secrets: data/secret.keys is missing"),
    ],
)
def test_doctor_tries_what_is_not_there_yet(tmp_path: Path, setting: Setting, words: str) -> None:
    """What the first start would stumble over is not called ok."""
    ended = keydesk("doctor", cwd=tmp_path, **{**GOOD, **setting(tmp_path)})
    assert words in ended.stdout, ended.stdout + ended.stderr
    assert ended.returncode == 1


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


@pytest.mark.parametrize("made", [False, True], ids=["no file yet", "an empty schema"])
def test_doctor_finds_that_there_is_no_room_for_the_schema(tmp_path: Path, made: bool) -> None:
    """Fifty kilobytes let a trial through and no start: the doctor asks for what a start takes."""
    if made:
        (tmp_path / "data").mkdir(mode=0o700)
        (tmp_path / "data" / "keydesk.db").touch(mode=0o600)
        secrets_in(tmp_path)
    ended = with_room_for(100, tmp_path, "doctor")
    assert "BAD  database: " in ended.stdout, ended.stdout + ended.stderr
    assert ended.returncode == 1


def test_doctor_tries_where_it_would_listen(tmp_path: Path) -> None:
    """An address in use is bad unless a desk holds it; one this machine does not have is named."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        where = f"127.0.0.1:{held.getsockname()[1]}"
        ended = keydesk("doctor", cwd=tmp_path, **{**GOOD, "KEYDESK_LISTEN": where})
    assert f"BAD  web side: KEYDESK_LISTEN: {where} cannot be listened on" in ended.stdout
    assert "(address already in use) → Stop what holds it" in ended.stdout
    elsewhere = {**GOOD, "KEYDESK_LISTEN": "192.0.2.1:8090"}
    ended = keydesk("doctor", cwd=tmp_path, **elsewhere)
    assert "→ This machine has no such address" in ended.stdout, ended.stdout
    assert "telegram: cannot be reached (connection refused)" in ended.stdout


async def test_doctor_knows_a_desk_that_runs(tmp_path: Path) -> None:
    """Beside a running one the address is in use, and that is well."""
    web = Web(Listening("127.0.0.1", 0), {})
    await web.start()
    where = Listening("127.0.0.1", int(web.address.rpartition(":")[2]))
    assert (await can_be_listened_on(where))[:2] == (True, "a Keydesk that runs listens there")
    await web.stop()
    assert (await can_be_listened_on(where))[:2] == (
        True,
        f"http://127.0.0.1:{where.port} can be listened on",
    )


def test_doctor_names_the_proxy_that_cannot_be_reached(tmp_path: Path) -> None:
    """The way that was tried, and which variable to look at; never its password."""
    names = {**GOOD, "KEYDESK_TELEGRAM_PROXY": "socks5://sam:pass-word-7Q@127.0.0.1:9"}
    ended = keydesk("doctor", cwd=tmp_path, **names)
    assert "by the proxy socks5://127.0.0.1:9 (KEYDESK_TELEGRAM_PROXY)" in ended.stdout
    assert "pass-word-7Q" not in ended.stdout + ended.stderr
    assert ended.returncode == 1


def test_doctor_names_the_proxy_of_a_provider(tmp_path: Path) -> None:
    """Who cannot reach a provider by a proxy looks at the proxy too."""
    login = {
        "KEYDESK_CODEGAMES__BASE_URL": "http://codegames.example",
        "KEYDESK_CODEGAMES__LOGIN": "sam",
        "KEYDESK_CODEGAMES__PASSWORD": "pass-word-7Q",
    }
    ended = keydesk("doctor", cwd=tmp_path, **GOOD, **login, KEYDESK_PROXY="http://127.0.0.1:9")
    assert "__BASE_URL and the proxy of KEYDESK_PROXY" in ended.stdout, ended.stdout
    assert "pass-word-7Q" not in ended.stdout + ended.stderr


def test_a_terminal_that_knows_only_ascii(tmp_path: Path) -> None:
    """What it cannot show is a question mark, and not the end of the command."""
    ended = keydesk_anew("doctor", cwd=tmp_path, **GOOD, PYTHONIOENCODING="ascii")
    assert "BAD  telegram: cannot be reached (connection refused) ? check" in ended.stdout
    assert "Traceback" not in ended.stderr


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
