"""A desk with a few orders, and who makes its backups."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from services.backups.making import BackupMaker
from services.seals import Seals
from services.vault import Vault
from storage.database import Database
from tests.clock import ManualClock
from tests.databases import PostgresServer, SqliteFiles
from tests.services.sealed import NEW, OLD, PLAIN, store

PASSPHRASE = "correct horse battery staple"
CHEAP = bytes((8, 8, 1))
"""The key out of the passphrase for a thousandth: how hard it is to guess is not the question here."""


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
def maker(
    database: Database,
    clock: ManualClock,
    vault: Vault,
    tmp_path: Path,
    postgres_programs: None,
) -> BackupMaker:
    """Makes backups into a folder of its own, with a sealed copy of each."""
    folder = tmp_path / "backups"
    return BackupMaker(database, clock, vault, folder, SecretStr(PASSPHRASE), CHEAP)


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


@pytest.fixture
async def file_backup(file_maker: BackupMaker) -> Path:
    """A backup of a desk that is a file."""
    return (await file_maker.make()).path


@pytest.fixture
def other_url(databases: SqliteFiles | PostgresServer) -> Iterator[str]:
    """A second migrated database of the same kind, to which nobody is connected."""
    url = databases.fresh(unused=True)
    yield url
    databases.drop(url)


@pytest.fixture
def broken_url(sqlite_files: SqliteFiles) -> Iterator[str]:
    """A file that is no database any more, with a log beside it."""
    url = sqlite_files.fresh()
    path = Path(url.removeprefix("sqlite+aiosqlite:///"))
    path.write_bytes(b"not a database any more" * 400)
    Path(f"{path}-wal").write_bytes(b"a log of something")
    yield url
    sqlite_files.drop(url)
