"""keydesk doctor names what a start would stumble over, and what to do about it."""

import socket
from pathlib import Path

import pytest

from bot.doctor_listening import can_be_listened_on
from bot.setting_kinds import Listening
from bot.web import Web
from tests.bot.first_start import GOOD, Setting, no_database, secrets_in, with_room_for
from tests.program import keydesk, keydesk_anew


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
