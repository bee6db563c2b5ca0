"""The cells of a row: the fault is laid, the road walked, and all that must hold asserted.

In the short form a row meets one fault of every other kind, and the next row of its provider the next ones,
so that over six of its rows a provider meets all. Where something is paid, each row meets all of them. Every
fault at every endpoint is told apart by the clients (tests/providers) and by services (tests/services/games).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

import pytest
from _pytest.mark import ParameterSet

from tests.campaigns.faults.columns import lay, lift, standin_of
from tests.campaigns.faults.hand import FaultyPlay
from tests.campaigns.faults.table import Column, Effect, Row, in_turn, no_state

LATER = timedelta(minutes=3)
"""After which the desk has looked once more into whatever it looks into by itself."""


def cells(rows: Iterable[Row]) -> list[ParameterSet]:
    """The cells as the parameters ``row, columns`` of a test.

    What only reads and writes nothing down meets its columns on one day, one after the other ("4.3"). All
    else has a day for each ("1.3-lost after").
    """
    made, turns = [], Counter[bool]()
    for row in rows:
        reads = row.effect is Effect.READS
        columns = tuple(Column) if row.paid else in_turn(turns[reads])
        turns[reads] += 1
        if reads and row.state is no_state and not row.kept:
            made.append(pytest.param(row, columns, id=row.number))
        else:
            made += [
                pytest.param(row, (column,), id=f"{row.number}-{column.value}")
                for column in columns
            ]
    return made


async def play_cells(play: FaultyPlay, row: Row, columns: Iterable[Column]) -> None:
    """Walk the row's road under the fault of each column, then without it, and assert the cell.

    Where something is spent, the last button is pressed once more both while the fault lasts and after.
    """
    await row.ready(play)
    for column in columns:
        try:
            await _play(play, row, column)
        except AssertionError as failed:
            failed.add_note(f"in the column {column.value}")
            raise


async def _play(play: FaultyPlay, row: Row, column: Column) -> None:
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
    state = await row.state(play)
    assert state == row.settles.get(column, remains), state
    if row.effect is Effect.SPENDS or column in row.happened:
        assert row.effects(town) - before == row.happened.get(column, 1)


def _acts_late(row: Row, column: Column) -> bool:
    """Whether something happens when nobody waits for it any more."""
    return column is Column.SLOW and row.effect is not Effect.READS
