"""``keydesk revoke-all`` as a person meets it: a process of its own."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from services.access import Access
from services.actor import Actor
from services.audit import Audit
from services.clock import system_clock
from services.seals import Seals
from services.vault import Vault
from storage.database import Database
from storage.tables.access import grants
from tests.databases import run
from tests.program import keydesk

SECRET = Fernet.generate_key().decode()
NAMES = {
    "KEYDESK_BOT_TOKEN": "7000000001:AAKeydeskTokenForTestsOnly0000000000",
    "KEYDESK_OWNERS": "1",
    "KEYDESK_SECRET_KEYS": SECRET,
}


async def furnish(folder: Path) -> None:
    """A desk that was started once: Sam is a supporter of a group, and a manager everywhere."""
    db = Database(f"sqlite+aiosqlite:///{folder / 'data' / 'keydesk.db'}")
    vault = Vault([SECRET])
    seals = Seals(db, system_clock, vault)
    await seals.check()
    await db.open()
    await seals.note_start()
    audit = Audit(db, system_clock, vault)
    access = Access(db, system_clock, frozenset({1}), audit)
    await access.load()
    async with db.write() as tx:
        await tx.users.note(5, "Sam Support", "Sam", system_clock())
    owner = Actor(1, -100, "Olga")
    await access.set_up(owner, "supergroup", "Support desk")
    await access.grant(owner, 5, "support")
    await access.grant(owner, 5, "manager", everywhere=True)
    await db.close()


async def left(folder: Path) -> int:
    """How many grants there are."""
    db = Database(f"sqlite+aiosqlite:///{folder / 'data' / 'keydesk.db'}")
    await db.open()
    async with db.read() as tx:
        found = len((await tx.connection.execute(grants.select())).all())
    await db.close()
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Its folder."""
    run(furnish(tmp_path))
    return tmp_path


def test_it_says_what_it_took(desk: Path) -> None:
    """A name is only looked up and an owner refused, which changes nothing; then all goes, once."""
    named = keydesk("revoke-all", "@sam", cwd=desk, **NAMES)
    assert named.returncode == 1
    assert "keydesk revoke-all 5" in named.stderr
    owner = keydesk("revoke-all", "1", cwd=desk, **NAMES)
    assert owner.returncode == 1
    assert "KEYDESK_OWNERS" in owner.stderr
    assert run(left(desk)) == 2
    done = keydesk("revoke-all", "5", cwd=desk, **NAMES)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Taken away from Sam Support (5):\n")
    assert "  support, Support desk\n" in done.stdout
    assert "  manager, in every chat\n" in done.stdout
    assert run(left(desk)) == 0
    again = keydesk("revoke-all", "5", cwd=desk, **NAMES)
    assert again.stdout == "Nobody has granted Sam Support (5) a role.\n"
    assert keydesk("audit", "verify", cwd=desk, **NAMES).returncode == 0
