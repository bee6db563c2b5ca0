"""CodeGames: every fault at every endpoint, met from the chat."""

import pytest

from tests.campaigns.faults.cells import cells, play_cells
from tests.campaigns.faults.codegames import ROWS
from tests.campaigns.faults.hand import FaultyPlay
from tests.campaigns.faults.table import Column, Row


@pytest.fixture
def sellers() -> frozenset[str]:
    """CodeGames's offers alone."""
    return frozenset({"codegames"})


@pytest.mark.parametrize(("row", "columns"), cells(ROWS))
async def test_cells(faulty: FaultyPlay, row: Row, columns: tuple[Column, ...]) -> None:
    """The person reads what the row says, what remains is as it says, and nothing is bought twice."""
    await play_cells(faulty, row, columns)
