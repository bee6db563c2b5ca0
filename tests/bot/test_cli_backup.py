"""``keydesk backup`` and ``keydesk restore`` as a person meets them."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.commands.restore import _tell_sales
from bot.commands.screen import Screen
from bot.doctor_backups import how_backups_stand
from bot.secrets import FILE_NAME, load, take_in
from providers.base import Sale
from services.backups.sold_since import Answer
from storage.database import Database
from tests.bot.test_cli_secrets import BASE, begin, settings
from tests.databases import run
from tests.program import keydesk


def test_a_desk_moves_to_another_folder(tmp_path: Path) -> None:
    """Backed up with its secrets, restored where nothing is: what is said at each step."""
    here, there = tmp_path / "here", tmp_path / "there"
    secret = Fernet.generate_key().decode()
    for folder in (here, there):
        folder.mkdir()
    (here / "data").mkdir(mode=0o700)
    (here / "data" / FILE_NAME).touch(mode=0o600)
    (here / "data" / FILE_NAME).write_text(f"{secret}\n")
    run(begin(here, secret, plain=3))

    made = keydesk("backup", str(tmp_path / "b"), "--with-secrets", cwd=here, **BASE)
    assert made.returncode == 0, made.stderr
    [file] = (tmp_path / "b").glob("keydesk-*.zip")
    [secrets] = (tmp_path / "b").glob("keydesk-*.secrets")
    assert f"{file} (" in made.stdout
    assert "looked through, whole: 1 order, 3 keys, 3 audit rows." in made.stdout
    assert "Together the two are every key in plain: part them." in made.stdout
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    assert secret not in made.stdout

    lost = keydesk("restore", str(file), cwd=there, **BASE)
    assert lost.returncode == 1
    assert "There are no secrets here" in lost.stderr and "--secrets" in lost.stderr

    missing = keydesk("restore", "nothere.zip", cwd=there, **BASE)
    assert missing.returncode == 1
    assert missing.stderr == "nothere.zip is not there. Name a file.\n"
    odd = keydesk("restore", os.devnull, cwd=there, **BASE)
    assert odd.stderr == f"{os.devnull} is no plain file. Name a file.\n"

    done = keydesk("restore", str(file), "--secrets", str(secrets), cwd=there, **BASE)
    assert done.returncode == 0, done.stderr
    assert "Restored: the desk of " in done.stdout
    assert "with 1 order and 3 keys." in done.stdout
    assert "1 order was open then" in done.stdout and "K-1" in done.stdout
    assert load(there / "data" / FILE_NAME) == (SecretStr(secret),)
    run(begin(there, secret))

    again = keydesk("restore", str(file), cwd=there, **BASE)
    assert again.returncode == 1
    assert "There is a desk already" in again.stderr


def test_doctor_says_how_backups_stand(tmp_path: Path) -> None:
    """None yet, one lately, one long ago: only the last is bad, and only where one is wanted a night."""
    secret = Fernet.generate_key().decode()
    desk = settings(tmp_path, secret)
    nightly = desk.model_copy(update={"backup_at": time(3, 30)})
    assert run(how_backups_stand(nightly)) is None
    run(begin(tmp_path, secret))

    async def made(at: datetime) -> None:
        db = Database(desk.database_url.get_secret_value())
        await db.open()
        async with db.write() as tx:
            await tx.backups.end(await tx.backups.begin(at), at, "x.zip", 1)
        await db.close()

    assert run(how_backups_stand(desk)) == (
        True,
        "none was made yet; none is made by itself (KEYDESK_BACKUP_AT)",
        "",
    )
    now = datetime.now(UTC)
    run(made(now - timedelta(days=3)))
    told = run(how_backups_stand(nightly))
    assert told is not None
    assert told[0] is False and "every night at 03:30" in told[1]
    run(made(now))
    told = run(how_backups_stand(nightly))
    assert told is not None
    assert told[0] is True


def test_secrets_that_are_taken_in_push_none_out(tmp_path: Path) -> None:
    """Whichever of two desks stands there in the end, its secrets are there."""
    one, two = (Fernet.generate_key().decode() for _ in range(2))
    desk = settings(tmp_path)
    given = tmp_path / "given"
    given.touch(mode=0o600)
    given.write_text(f"{one}\n")
    take_in(desk, given)
    assert [each.get_secret_value() for each in load(desk.data_dir / FILE_NAME)] == [one]
    given.write_text(f"{two}\n{one}\n")
    take_in(desk, given)
    take_in(desk, given)
    assert [each.get_secret_value() for each in load(desk.data_dir / FILE_NAME)] == [two, one]
    assert stat.S_IMODE((desk.data_dir / FILE_NAME).stat().st_mode) == 0o600


def _sale(number: int) -> Sale:
    return Sale(
        reference=f"70{number}",
        txn_id=f"txn{number}",
        external_id="101",
        product="GTA V",
        status="Completed",
        sold_at=datetime(2030, 1, 15, 12, 0, tzinfo=UTC) + timedelta(minutes=number),
        sales_price=Decimal("66.49"),
        cost=Decimal("60.10"),
        currency="BRL",
        country="BR",
        key=SecretStr("AAAA-BBBB-CCCC"),
        key_sent=None,
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer("hype", 12), ["hype sold 12 since, and the desk knows of all of them."]),
        (
            Answer("hype", trouble="does not answer"),
            ["could not be asked what it sold since (does not answer)", "/books hype"],
        ),
        (
            Answer("hype", 3, unknown=(_sale(1), _sale(2))),
            [
                "hype has 2 sales since that this desk does not know of:",
                "2030-01-15 12:01 UTC  60.10 BRL  GTA V  reference 701  Completed",
                "reference 702",
                "/books hype <reference>",
            ],
        ),
        (
            Answer("hype", 1, denied=(_sale(3),)),
            ["hype has 1 sale since that this desk takes to be not charged:", "reference 703"],
        ),
        (Answer("hype", 270, unknown=tuple(map(_sale, range(270)))), ["and 70 more"]),
    ],
)
def test_what_was_sold_since_is_listed_without_keys(
    answer: Answer, said: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reference, time and amount of each, bounded and counted; never a key."""
    _tell_sales(Screen(settings(tmp_path)), answer)
    shown = capsys.readouterr().out
    for words in said:
        assert words in shown
    assert "AAAA" not in shown


@pytest.mark.parametrize("command", [["backup"], ["audit", "verify"]])
def test_a_newer_desk_is_refused_as_such(tmp_path: Path, command: list[str]) -> None:
    """Nothing is copied or read of what this version does not know, and it says which version to run."""
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / FILE_NAME).touch(mode=0o600)
    (tmp_path / "data" / FILE_NAME).write_text(f"{Fernet.generate_key().decode()}\n")
    with closing(sqlite3.connect(tmp_path / "data" / "keydesk.db")) as made, made:
        made.execute("CREATE TABLE alembic_version (version_num TEXT)")
        made.execute("INSERT INTO alembic_version VALUES ('9999')")
    ended = keydesk(*command, cwd=tmp_path, **BASE)
    assert "was written by a newer Keydesk (schema 9999, this one knows " in ended.stderr
    assert "Run the newer version" in ended.stderr
    assert ended.returncode == 1
    assert not (tmp_path / "data" / "backups").exists()
