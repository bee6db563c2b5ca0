"""Every fault at every endpoint of PaySuper, met from the chat."""

import pytest

from sandbox.faults import Fault
from tests.campaigns.faults import paysuper_roads as roads
from tests.campaigns.faults.cells import cells, play_cells
from tests.campaigns.faults.columns import fault_of
from tests.campaigns.faults.hand import FaultyPlay
from tests.campaigns.faults.paysuper import PAYSUPER, ROWS
from tests.campaigns.faults.table import Column, Row, Walk, in_turn


def _each(turn: int) -> pytest.MarkDecorator:
    columns = [pytest.param(column, id=column.value) for column in in_turn(turn)]
    return pytest.mark.parametrize("column", columns)


@pytest.mark.parametrize(("row", "columns"), cells(ROWS))
async def test_cells(faulty: FaultyPlay, row: Row, columns: tuple[Column, ...]) -> None:
    """What the person reads and what remains are those of the table; nothing is made or deleted twice."""
    await play_cells(faulty, row, columns)


def _from_the_change_on(play: FaultyPlay, endpoint: str, column: Column) -> None:
    """Lay the fault on what is asked after something was changed."""
    paysuper = play.town.paysuper
    times = 1 if column is Column.UNAUTHORISED else None
    fault = fault_of(column, "paysuper", endpoint)
    paysuper.faults.add(endpoint, fault, times, when=lambda _: bool(paysuper.changes))


@_each(0)
@pytest.mark.parametrize(
    ("asked", "done", "seen"),
    [
        pytest.param(roads.price_asked, "✅ Changed.", "€16.49", id="2.4 after 2.9"),
        pytest.param(roads.off_asked, "✅ Taken off Steam.", "No platform", id="2.4 after 2.10"),
    ],
)
async def test_a_change_that_cannot_be_shown(
    faulty: FaultyPlay, asked: Walk, done: str, seen: str, column: Column
) -> None:
    """It was made, and that is told, though the product as it stands now cannot be read."""
    question = await asked(faulty)
    _from_the_change_on(faulty, "get", column)
    await faulty.tap(faulty.town.max, "Confirm", faulty.desk, question)
    assert question.text == (
        f"{done}\n\nHow it stands now cannot be read at the moment. Please look again in a minute."
    )
    assert await PAYSUPER.ends(faulty) == "done"
    faulty.town.paysuper.faults.clear()
    await faulty.tap(faulty.town.max, "Back", faulty.desk, question)
    assert seen in question.text
    assert len(faulty.town.paysuper.changes) == 1


@_each(1)
async def test_a_creation_that_cannot_be_looked_for(faulty: FaultyPlay, column: Column) -> None:
    """2.1 after 2.2: made, but nobody can tell; who asks once more is shown the one that there is."""
    paysuper = faulty.town.paysuper
    paysuper.faults.add("create", Fault.lost_after())
    _from_the_change_on(faulty, "list", column)
    assert (await roads.created(faulty)).text == PAYSUPER.unknown
    assert await PAYSUPER.ends(faulty) == "unknown"
    paysuper.faults.clear()
    await roads.created_again(faulty)
    assert [each.endpoint for each in paysuper.changes] == ["create"]


@_each(2)
async def test_a_deletion_that_cannot_be_looked_for(faulty: FaultyPlay, column: Column) -> None:
    """2.4 after 2.6: deleted, but nobody can tell; who asks once more is told that there is none."""
    paysuper = faulty.town.paysuper
    await roads.shown_before(faulty)
    paysuper.faults.add("delete", Fault.lost_after())
    _from_the_change_on(faulty, "get", column)
    assert (await roads.deleted(faulty)).text == PAYSUPER.unknown
    assert await PAYSUPER.ends(faulty) == "unknown"
    paysuper.faults.clear()
    await roads.deleted_again(faulty)
    assert [each.endpoint for each in paysuper.changes] == ["delete"]
