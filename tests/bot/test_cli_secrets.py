"""The commands about secrets and the audit, as a person meets them: processes of their own."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import update

from bot.doctor_secrets import what_secrets_open
from bot.settings import Settings
from services.audit import Audit
from services.clock import system_clock
from services.seals import Seals
from services.vault import Vault, secret_id
from storage.database import Database
from storage.tables.audit import audit as audit_table
from storage.tables.keys import keys
from tests.clock import ManualClock
from tests.databases import run
from tests.program import keydesk
from tests.services.sealed import store

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
TOKEN = "7000000001:AAKeydeskTokenForTestsOnly0000000000"
BASE = {"KEYDESK_BOT_TOKEN": TOKEN, "KEYDESK_OWNERS": "1"}


def with_secrets(*secrets: str) -> dict[str, str]:
    """The settings, with these secrets, newest first."""
    return {**BASE, "KEYDESK_SECRET_KEYS": ",".join(secrets)}


def settings(folder: Path, *secrets: str) -> Settings:
    """The same, read."""
    return Settings.load(
        {**with_secrets(*secrets), "KEYDESK_DATA_DIR": str(folder / "data")}, folder / "no.env"
    )


async def begin(folder: Path, *secrets: str, plain: int = 0) -> None:
    """What a start of the desk with these secrets leaves, and an order of so many keys."""
    db = Database(f"sqlite+aiosqlite:///{folder / 'data' / 'keydesk.db'}")
    vault = Vault(secrets)
    seals = Seals(db, system_clock, vault)
    await seals.check()
    await db.open()
    await seals.note_start()
    if plain:
        await store(db, ManualClock(), vault, [f"KEY-{n}-ABCD" for n in range(plain)], 1)
        async with db.write() as tx:
            for number in range(3):
                await Audit(db, system_clock, vault).write(tx, None, "order.tested", f"K-{number}")
    await db.close()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The folder of a desk that was started with the old secret and has three keys."""
    run(begin(tmp_path, OLD, plain=3))
    return tmp_path


def test_run_refuses_wrong_secrets_and_says_what_to_do(desk: Path) -> None:
    """Before anything is opened: exit status 1, which secret is missing, and no secret shown."""
    stopped = keydesk("run", cwd=desk, **with_secrets(NEW))
    assert stopped.returncode == 1
    assert f"It needs: {secret_id(OLD)}" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert OLD not in stopped.stderr and NEW not in stopped.stderr


def test_doctor_tells_of_wrong_secrets(desk: Path) -> None:
    """The same is a finding that says what to mend; the right ones are good."""
    told = run(what_secrets_open(settings(desk, NEW)))
    assert told is not None
    assert told[:2] == (False, "The desk's secrets do not open what is stored in this database.")
    assert "Put the right secret.keys back" in told[2]
    assert run(what_secrets_open(settings(desk, OLD))) == (True, "opens (3 keys tried)", "")


def test_secrets_are_rotated_from_the_command_line(desk: Path) -> None:
    """Refused before the restart; then done, once; doctor names the one that may go; it may."""
    both = with_secrets(NEW, OLD)
    early = keydesk("rotate-secrets", cwd=desk, **both)
    assert early.returncode == 1
    assert "Restart it (keydesk run), then run this again" in early.stderr
    run(begin(desk, NEW, OLD))
    done = keydesk("rotate-secrets", cwd=desk, **both)
    assert done.returncode == 0, done.stderr
    assert ", 8 sealed anew." in done.stdout
    place = f"{secret_id(OLD)}, key 2 in KEYDESK_SECRET_KEYS"
    assert f"No longer needed: {place}" in done.stdout
    told = run(what_secrets_open(settings(desk, NEW, OLD)))
    assert told is not None
    assert told[0] and f"no longer needed: {place}" in told[1]
    run(begin(desk, NEW))


def test_commands_beside_a_desk_make_none(tmp_path: Path) -> None:
    """Where there is no desk yet, or an older one, they say so and write nothing."""
    told = keydesk("rotate-secrets", cwd=tmp_path, **with_secrets(NEW))
    assert told.returncode == 1
    assert "There is no desk yet" in told.stderr
    assert list(tmp_path.iterdir()) == []
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'data' / 'keydesk.db'}")
    run(db.migrate("0002"))
    told = keydesk("audit", "verify", cwd=tmp_path, **with_secrets(NEW))
    assert told.returncode == 1
    assert "has schema 0002" in told.stderr
    assert run(db.revision())[0] == "0002"


def test_the_audit_is_verified_from_the_command_line(desk: Path) -> None:
    """Whole, it says how many rows; changed, it says where and what stands there, with status 1."""
    whole = keydesk("audit", "verify", cwd=desk, **with_secrets(OLD))
    first, *limits, end = whole.stdout.splitlines()
    assert whole.returncode == 0
    assert first == (
        "The audit is whole: 3 rows, none changed, put in, moved or missing, by the desk's secrets."
    )
    assert limits[0].startswith("This does not show whether an older copy")
    kept = keydesk("audit", "verify", "--head", end, cwd=desk, **with_secrets(OLD))
    assert "The end kept elsewhere, behind 3 rows, is in it." in kept.stdout
    (desk / "head").write_text(f"9-{'ab' * 32}\n")
    outside = {**with_secrets(OLD), "KEYDESK_AUDIT_HEAD": "head"}
    other = keydesk("audit", "verify", cwd=desk, **outside)
    assert other.returncode == 1
    assert "is not the one whose end was kept elsewhere, behind 9 rows. Its 3 rows" in other.stderr

    async def tamper() -> None:
        db = Database(f"sqlite+aiosqlite:///{desk / 'data' / 'keydesk.db'}")
        await db.open()
        async with db.write() as tx:
            changed = update(audit_table).where(audit_table.c.id == 2)
            await tx.connection.execute(changed.values(subject="K-forged"))
        await db.close()

    run(tamper())
    broken = keydesk("audit", "verify", cwd=desk, **with_secrets(OLD))
    assert broken.returncode == 1
    assert "breaks at row 2, after 1 row that fits" in broken.stderr
    assert "order.tested, K-forged" in broken.stderr


def test_a_key_that_nothing_opens_is_named(desk: Path) -> None:
    """Doctor says whose it is; the desk itself starts."""

    async def tear() -> None:
        db = Database(f"sqlite+aiosqlite:///{desk / 'data' / 'keydesk.db'}")
        await db.open()
        async with db.write() as tx:
            await tx.connection.execute(update(keys).where(keys.c.id == 1).values(sealed=b"torn"))
        await db.close()

    run(tear())
    told = keydesk(
        "doctor", cwd=desk, **with_secrets(OLD), KEYDESK_TELEGRAM_API="http://127.0.0.1:9"
    )
    assert "BAD  what is stored: no secret opens a key of K-1" in told.stdout
    run(begin(desk, OLD))
