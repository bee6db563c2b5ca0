"""PIN Hype: every fault at every endpoint, met from the chat."""

import pytest

from tests.campaigns.faults.cells import cells, play_cells
from tests.campaigns.faults.hand import FaultyPlay
from tests.campaigns.faults.hype import ROWS
from tests.campaigns.faults.table import Column, Row


@pytest.fixture
def sellers() -> frozenset[str]:
    """PIN Hype's offers alone."""
    return frozenset({"hype"})


@pytest.mark.parametrize(("row", "columns"), cells(ROWS))
async def test_cells(faulty: FaultyPlay, row: Row, columns: tuple[Column, ...]) -> None:
    """The person reads what the row says, what remains is as it says, nothing is done twice."""
    await play_cells(faulty, row, columns)
