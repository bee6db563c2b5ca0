"""One cell of the table: the fault is laid, the road walked, and all that must hold asserted."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from _pytest.mark import ParameterSet

from tests.campaigns.faults.columns import lay, lift, standin_of
from tests.campaigns.faults.hand import FaultyPlay
from tests.campaigns.faults.table import Column, Effect, Row

LATER = timedelta(minutes=3)
"""After which the desk has looked once more into whatever it looks into by itself."""


def cells(rows: Iterable[Row]) -> list[ParameterSet]:
    """Every cell as the parameters ``row, column`` of a test, called such as "1.3-lost after"."""
    return [
        pytest.param(row, column, id=f"{row.number}-{column.value}")
        for row in rows
        for column in Column
    ]


async def play_cell(play: FaultyPlay, row: Row, column: Column) -> None:
    """Walk the row's road under the fault of the column, then without it, and assert the cell.

    Where something is spent, the last button is pressed once more both while the fault lasts and after.
    """
    await row.ready(play)
    town, standin = play.town, standin_of(play.town, row)
    before, calls = row.effects(town), len(standin.calls)
    late = standin.gate(row.endpoint, "after", row.when) if _acts_late(row, column) else None
    lay(town, row, column)
    read = (await row.walk(play)).text
    asked = sum(call.endpoint == row.endpoint for call in standin.calls[calls:])
    assert asked, "never asked"
    if row.once:
        assert asked == (2 if column is Column.UNAUTHORISED else 1)
    assert row.reads[column] in read, read
    remains = row.remains.get(column, "")
    assert await row.state(play) == remains
    if row.effect is Effect.SPENDS:
        await play.press_again()
    if late is not None:
        await late.reached()
        late.release()
    lift(town, row)
    if row.effect is Effect.SPENDS:
        await play.later(LATER)
        await play.press_again()
        await row.again(play)
        await play.later(LATER)
    else:
        well = (await (row.after or row.walk)(play)).text
        assert row.normal in well, well
    assert await row.state(play) == row.settles.get(column, remains)
    if row.effect is Effect.SPENDS or column in row.happened:
        assert row.effects(town) - before == row.happened.get(column, 1)


def _acts_late(row: Row, column: Column) -> bool:
    """Whether something happens when nobody waits for it any more."""
    return column is Column.SLOW and row.effect is not Effect.READS
