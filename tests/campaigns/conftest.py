"""What campaigns share: a stage, and a desk whose process may be killed.

A process takes seconds to start, so all tests of a module share one desk and go on with the process
that the test before has left running, each in a group of its own.
"""

import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import pytest_asyncio
import structlog

from bot.demo.stage import Stage
from bot.telegram.rates import Rates
from sandbox.telegram import Rates as TelegramRates
from tests.campaigns.desk import KilledDesk
from tests.conftest import BOTH
from tests.databases import PostgresServer
from tests.furnished import Furnished


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Keeps a line of what a campaign tried and saw; ``make campaigns`` prints them at its end."""
    return lambda line: record_property("figure", line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures of the campaigns that ran."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    figures = [
        line
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, line in report.user_properties
        if name == "figure"
    ]
    if figures:
        terminalreporter.section("campaigns")
        for line in figures:
            terminalreporter.write_line(str(line))


@pytest.fixture
def logging_kept() -> Iterator[None]:
    """Puts back what ``logs.configure`` changes for the whole process."""
    root = logging.getLogger()
    handlers, level, hook = root.handlers, root.level, sys.excepthook
    structure = structlog.get_config()
    yield
    root.handlers, sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.configure(**structure)


@pytest.fixture
async def bare_stage() -> AsyncIterator[Stage]:
    """Keydesk just installed, among its people and providers, everything at full speed."""
    made = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
    await made.start()
    yield made
    await made.stop()
    assert made.town.complaints == []


@pytest.fixture
async def stage(furnished: Furnished) -> AsyncIterator[Stage]:
    """The same in its working day."""
    made = await furnished.stage()
    yield made
    await made.stop()
    assert made.town.complaints == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sqlite_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[KilledDesk]:
    """A desk whose database is a file of its own."""
    async for made in _opened(tmp_path_factory, None):
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def postgres_desk(
    tmp_path_factory: pytest.TempPathFactory, postgres_url: str
) -> AsyncIterator[KilledDesk]:
    """A desk whose database is a server's."""
    async for made in _opened(tmp_path_factory, postgres_url):
        yield made


@pytest.fixture(scope="module")
def postgres_url(postgres_server: PostgresServer) -> str:
    """A database that was made before the module's event loop runs."""
    return postgres_server.fresh()


@pytest_asyncio.fixture(loop_scope="module")
async def desk(sqlite_desk: KilledDesk) -> AsyncIterator[KilledDesk]:
    """The desk on SQLite, at work in a new group; nothing odd may be found at the end."""
    await sqlite_desk.move_in()
    yield sqlite_desk
    sqlite_desk.assert_nothing_odd()


@pytest.fixture(params=BOTH)
def standing_desk(request: pytest.FixtureRequest) -> KilledDesk:
    """The desks on both kinds of database in turn, as the test before has left them."""
    made = request.getfixturevalue(f"{request.param}_desk")
    assert isinstance(made, KilledDesk)
    return made


@pytest_asyncio.fixture(loop_scope="module")
async def any_desk(standing_desk: KilledDesk) -> AsyncIterator[KilledDesk]:
    """The same as ``desk`` on each kind of database."""
    await standing_desk.move_in()
    yield standing_desk
    standing_desk.assert_nothing_odd()


async def _opened(
    folders: pytest.TempPathFactory, database_url: str | None
) -> AsyncIterator[KilledDesk]:
    made = KilledDesk(folders.mktemp("desk"), database_url)
    try:
        await made.open()
        yield made
    finally:
        await made.close()
