"""Every fault at every endpoint of Gamebase, met from the chat."""

import io

import pytest
from sqlalchemy import select

from sandbox.faults import Fault
from storage.tables.metadata import metadata
from tests.campaigns.faults.cells import cells, play_cells
from tests.campaigns.faults.gamebase import ROWS, SECRETS
from tests.campaigns.faults.gamebase_words import Wish
from tests.campaigns.faults.hand import FaultyPlay
from tests.campaigns.faults.table import Column, Effect, Row
from tests.campaigns.length import LONG
from tests.conversations.play import Play

_JSON = "application/json"


@pytest.mark.parametrize(("row", "columns"), cells(ROWS))
async def test_cells(
    faulty: FaultyPlay, log: io.StringIO, row: Row, columns: tuple[Column, ...]
) -> None:
    """What the person reads and what remains are those of the table; nothing is spent or deleted twice."""
    await play_cells(faulty, row, columns)
    if isinstance(row, Wish):
        said = faulty.shown(faulty.desk).text
        assert [row.told[column] in said for column in columns] == [True], said
    await assert_kept_to_itself(faulty, log)


OTHERS: list[tuple[str, tuple[Fault, str]]] = [
    (
        "400",
        (
            Fault.status(400, '{"message": "no"}', content_type=_JSON),
            "found a fault in our request",
        ),
    ),
    ("401", (Fault.status(401), "does not accept our credentials")),
    (
        "403",
        (
            Fault.status(403, '{"message": "no"}', content_type=_JSON),
            "does not accept our credentials",
        ),
    ),
    ("-4010003", (Fault.refusal(-4010003), "does not accept our credentials")),
]


@pytest.mark.parametrize(("name", "refusal"), OTHERS)
async def test_other_refusals(
    faulty: FaultyPlay, log: io.StringIO, name: str, refusal: tuple[Fault, str]
) -> None:
    """Gamebase refuses with status 200 and a code; a bare status comes from something in between.

    In the short form each endpoint meets one of them.

    A bare 400 does not prove that nothing was done, so what spends or changes is told as lost.
    """
    town, (fault, read) = faulty.town, refusal
    turn = [name for name, _ in OTHERS].index(name)
    for row in ROWS if LONG else ROWS[turn :: len(OTHERS)]:
        await row.ready(faulty)
        town.gamebase.faults.add(row.endpoint, fault, None)
        said = (await row.walk(faulty)).text
        unproven = fault.http_status == 400 and row.effect is not Effect.READS
        expected = row.reads[Column.LOST_BEFORE] if unproven else f"Gamebase {read}"
        assert expected in said, f"{row.number}: {said}"
        assert row.effects(town) == 0
        town.gamebase.faults.clear()
    await assert_kept_to_itself(faulty, log)


async def assert_kept_to_itself(play: Play, log: io.StringIO) -> None:
    """What was typed in secret stands nowhere, and no text lacked what belongs into it."""
    rows, written = await _rows(play), log.getvalue()
    assert not [secret for secret in SECRETS if secret in rows or secret in written]
    assert not [secret for secret in SECRETS if play.showing(secret)]
    assert '"level": "error"' not in written


async def _rows(play: Play) -> str:
    async with play.stage.app.house.db.read() as tx:
        found = [
            (await tx.connection.execute(select(each))).all() for each in metadata.sorted_tables
        ]
    return repr(found)
