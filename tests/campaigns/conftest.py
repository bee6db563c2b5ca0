"""What campaigns share: a desk whose process may be killed, on a database of each kind."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.campaigns.desk import KilledDesk
from tests.conftest import BOTH
from tests.databases import PostgresServer


@pytest.fixture(params=BOTH)
def server_url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Where the database is, if it is not the process's own file: both kinds in turn."""
    if request.param == "sqlite":
        yield None
        return
    server = request.getfixturevalue("postgres_server")
    assert isinstance(server, PostgresServer)
    url = server.fresh()
    yield url
    server.drop(url)


@pytest.fixture
async def desk(tmp_path: Path, server_url: str | None) -> AsyncIterator[KilledDesk]:
    """A desk at work; at the end nobody has found fault with its requests."""
    made = KilledDesk(tmp_path, server_url)
    try:
        await made.open()
        yield made
    finally:
        await made.close()
    assert made.world.complaints + made.shop.complaints == []
