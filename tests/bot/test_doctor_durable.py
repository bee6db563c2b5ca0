"""What the doctor says of a PostgreSQL that would lose committed rows in a power cut."""

from collections.abc import Iterator

import asyncpg
import pytest
from pydantic import SecretStr

from bot.doctor import Finding, findings
from bot.settings import Settings
from tests.databases import PostgresServer


@pytest.fixture
def safe_postgres() -> Iterator[str]:
    """A database on a server with PostgreSQL's own defaults."""
    server = PostgresServer(options=())
    yield server.fresh()
    server.stop()


@pytest.fixture
def quick_postgres(postgres_server: PostgresServer) -> str:
    """A database on the tests' own server, which syncs nothing."""
    return postgres_server.fresh()


async def database_finding(url: str) -> Finding:
    """What it says of this database; nothing else is set up."""
    settings = Settings(
        bot_token=SecretStr("7000000001:AAKeydeskTokenForTestsOnly0000000000"),
        owners=(11,),
        database_url=SecretStr(url),
        telegram_api="http://127.0.0.1:9",  # nobody listens there
    )
    async for finding in findings(settings, lambda _: None):
        if finding.name == "database":
            return finding
    raise AssertionError("nothing was said of the database")


@pytest.mark.postgres
async def test_a_server_that_does_not_sync_is_bad(quick_postgres: str) -> None:
    """Each setting that is off for our connections is named: the tests' server has all three off."""
    found = await database_finding(quick_postgres)
    assert not found.good
    assert "fsync and full_page_writes and synchronous_commit off" in found.said
    assert "power cut" in found.said

    connection = await asyncpg.connect(quick_postgres.replace("+asyncpg", ""))
    name = await connection.fetchval("SELECT current_database()")
    await connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = 'on'")
    await connection.close()
    assert "synchronous_commit" not in (await database_finding(quick_postgres)).said


@pytest.mark.postgres
async def test_a_server_that_syncs_is_well(safe_postgres: str) -> None:
    """With PostgreSQL's own defaults nothing is said but that the database was reached."""
    found = await database_finding(safe_postgres)
    assert found.good, found
    connection = await asyncpg.connect(safe_postgres.replace("+asyncpg", ""))
    await connection.execute("ALTER ROLE CURRENT_USER SET synchronous_commit = off")
    await connection.close()
    found = await database_finding(safe_postgres)
    assert not found.good
    assert "what was committed: synchronous_commit off" in found.said
