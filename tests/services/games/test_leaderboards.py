"""Scores are read, written and deleted, and each result is told as it is."""

from decimal import Decimal

import pytest

from providers.games import ScoreEnd, ScoreEntry
from sandbox.faults import Fault
from sandbox.gamebase.leaderboard import Factor
from services.deeds import Outcome
from services.errors import ProviderTroubleError
from services.games.errors import BadValueError
from tests.services.games.conftest import EAST, LOST, OLGA, GameRoom, called

UNCLEAR = [*LOST, Fault.refusal(463000)]


@pytest.fixture
def factor(room: GameRoom) -> Factor:
    """A leaderboard of five players, P5 the best."""
    made = room.world.leaderboard.factor(EAST, "7")
    for number in range(1, 6):
        room.world.leaderboard.put(made, f"P{number}", number * 10)
    return made


def entry(player: str, score: object, factor: int = 7, extra: str | None = None) -> ScoreEntry:
    """A score to be written."""
    return ScoreEntry(factor, player, Decimal(str(score)), extra)


async def test_reading(room: GameRoom, factor: Factor) -> None:
    """Standings in the order asked for, tops in pages, stretches of ranks."""
    boards = room.games.leaderboards
    one, nobody = await boards.standings("East", "7", ["P2", "P9"])
    assert (one.rank, one.score) == (4, Decimal(20))
    assert (nobody.score, nobody.reason) == (None, "no-score")
    page = await boards.top("East", 7, 2, 2)
    assert [one.user_id for one in page.items] == ["P3", "P2"]
    assert (page.number, page.pages, page.total) == (2, 3, 5)
    assert (await boards.top("East", 7, 99, 2)).number == 3
    assert [one.rank for one in await boards.ranks("East", 7, 4, 10)] == [4, 5]
    assert await boards.count("East", 7) == 5
    factor.next_period()
    empty = await boards.top("East", 7, 1, 2)
    assert (empty.items, empty.pages, empty.total) == ((), 1, 0)
    assert (await boards.top("East", 7, 1, 2, past=True)).total == 5


async def test_unknown_factor(room: GameRoom) -> None:
    """A leaderboard that is not there is told so."""
    boards = room.games.leaderboards
    for asked in (boards.count("East", 9), boards.standings("East", 9, ["P1"])):
        with pytest.raises(ProviderTroubleError) as caught:
            await asked
        assert caught.value.facts["reason"] == "no-factor"


async def test_preview(room: GameRoom, factor: Factor) -> None:
    """A preview shows what is there now beside what would be."""
    changes = await room.games.leaderboards.preview(
        "East", [entry("P1", 5), entry("NEW", 6), entry("P1", 7, factor=9)]
    )
    assert [(c.entry.user_id, c.now.score, c.now.reason) for c in changes] == [
        ("P1", Decimal(10), ""),
        ("NEW", None, "no-score"),
        ("P1", None, "no-factor"),
    ]
    assert room.world.leaderboard.writes == []


async def test_writing(room: GameRoom, factor: Factor) -> None:
    """One and several are written, to the last digit, and noted with what came of each."""
    boards = room.games.leaderboards
    [one] = await boards.write(OLGA, "East", [entry("P1", "0.125", extra="x")])
    assert one.end is ScoreEnd.DONE
    several = await boards.write(OLGA, "East", [entry("P1", "0.125"), entry("P1", 1, factor=9)])
    assert [(one.end, one.reason) for one in several] == [
        (ScoreEnd.SAME, ""),
        (ScoreEnd.REFUSED, "no-factor"),
    ]
    held = room.world.leaderboard.entry(EAST, "7", "P1")
    assert held is not None
    assert (held.score, held.extra) == (0.125, "x")
    assert await room.actions() == ["scores.write.intended", "scores.write.done"] * 2
    facts = await room.facts()
    assert facts[0]["scores"] == [[7, "P1", "0.125", "x"]]
    assert facts[3]["results"] == [["same", 1, ""], ["refused", 462851, "no-factor"]]


async def test_many(room: GameRoom, factor: Factor) -> None:
    """More than one call takes are written in parts, each noted before it is sent."""
    entries = [entry(f"U{number}", number) for number in range(1201)]
    results = await room.games.leaderboards.write(OLGA, "East", entries)
    assert [one.user_id for one in results] == [one.user_id for one in entries]
    assert {one.end for one in results} == {ScoreEnd.DONE}
    assert await room.actions() == ["scores.write.intended", "scores.write.done"] * 3


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("fault", UNCLEAR, ids=called)
async def test_lost_answer(room: GameRoom, factor: Factor, fault: Fault, count: int) -> None:
    """A lost answer is settled by writing the same again, once; no score is written but these."""
    endpoint = "score" if count == 1 else "scores"
    room.world.faults.add(endpoint, fault)
    entries = [entry(f"P{number}", 500 + number) for number in range(count)]
    results = await room.games.leaderboards.write(OLGA, "East", entries)
    expected = ScoreEnd.SAME if fault.acted else ScoreEnd.DONE
    assert [one.end for one in results] == [expected] * count
    assert len(room.world.calls) == 2
    assert sum(write.changed for write in room.world.leaderboard.writes) == count
    assert len({write.transaction_id for write in room.world.leaderboard.writes}) == 1


@pytest.mark.parametrize("second", [Fault.lost_before(), Fault.refusal(462851)], ids=called)
async def test_twice_lost(room: GameRoom, factor: Factor, second: Fault) -> None:
    """Twice lost it is unknown, and so it is where only the second try was refused."""
    room.world.faults.add("score", Fault.lost_after())
    room.world.faults.add("score", second)
    [one] = await room.games.leaderboards.write(OLGA, "East", [entry("P1", 77)])
    assert one.end is ScoreEnd.UNKNOWN
    assert (await room.actions())[-1] == "scores.write.unknown"


async def test_refused(room: GameRoom, factor: Factor) -> None:
    """What is refused as a whole is refused for each; what was not reached as well."""
    room.world.faults.add("scores", Fault.refusal(462857))
    results = await room.games.leaderboards.write(OLGA, "East", [entry("P1", 1), entry("P2", 1)])
    assert [(one.end, one.reason) for one in results] == [(ScoreEnd.REFUSED, "too-large")] * 2
    await room.world.stop()
    [one] = await room.games.leaderboards.write(OLGA, "East", [entry("P1", 1)])
    assert (one.end, one.reason) == (ScoreEnd.REFUSED, "unavailable")
    assert [action for action in await room.actions() if "refused" in action] == [
        "scores.write.refused"
    ] * 2
    assert room.world.leaderboard.writes == []


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [entry("", 1)],
        [entry("a/b", 1)],
        [entry("P1", "1234567890123456")],
        [entry("P1", "1.0000000000000000000000000000000000001")],
        [entry("P1", "1E+40")],
        [entry("P1", "1E-40")],
        [entry("P1", "NaN")],
        [entry("P1", "-Infinity")],
        [entry("P1", 1, extra="x" * 17)],
        [entry("P1", 1, extra="\ud800")],
        [entry("P1", 1, factor=-1)],
        [entry("P1", 1), entry("P1", 2)],
        [entry(f"U{number}", 1) for number in range(5001)],
    ],
)
async def test_scores_that_are_none(room: GameRoom, entries: list[ScoreEntry]) -> None:
    """What a leaderboard would not keep as it is, is told before anything is noted or sent."""
    with pytest.raises(BadValueError):
        await room.games.leaderboards.write(OLGA, "East", entries)
    with pytest.raises(BadValueError):
        await room.games.leaderboards.preview("East", entries)
    assert (room.world.calls, await room.actions()) == ([], [])


async def test_deleting(room: GameRoom, factor: Factor) -> None:
    """A score is deleted once; where there is none it is told, and nothing is deleted."""
    boards = room.games.leaderboards
    done = await boards.delete(OLGA, "East", 7, "P1")
    assert (done.outcome, done.earlier_at) == (Outcome.DONE, None)
    with pytest.raises(ProviderTroubleError) as caught:
        await boards.delete(OLGA, "East", 7, "P1")
    assert caught.value.facts["reason"] == "no-score"
    assert len(room.world.leaderboard.deletions) == 1
    assert (await room.actions())[-1] == "scores.delete.refused"


@pytest.mark.parametrize("fault", UNCLEAR, ids=called)
async def test_lost_deletion(room: GameRoom, factor: Factor, fault: Fault) -> None:
    """A lost answer is settled by looking, never by deleting again: the player may have played on."""
    room.world.faults.add("delete_scores", fault)
    came = await room.games.leaderboards.delete(OLGA, "East", 7, "P1")
    assert came.outcome is (Outcome.FOUND_DONE if fault.acted else Outcome.NOT_DONE)
    assert [call.endpoint for call in room.world.calls] == ["delete_scores", "rank"]
    assert len(room.world.leaderboard.deletions) == fault.acted


async def test_lost_deletion_and_no_look(room: GameRoom, factor: Factor) -> None:
    """Where looking fails too it is unknown, and the next try finds that ours did it."""
    room.world.faults.add("delete_scores", Fault.lost_after())
    room.world.faults.add("rank", Fault.status(500), times=3)
    begun = room.clock()
    came = await room.games.leaderboards.delete(OLGA, "East", 7, "P1")
    assert came.outcome is Outcome.UNKNOWN
    room.clock.advance(60)
    with pytest.raises(ProviderTroubleError):  # the period before is another matter
        await room.games.leaderboards.delete(OLGA, "East", 7, "P1", past=True)
    again = await room.games.leaderboards.delete(OLGA, "East", 7, "P1")
    assert (again.outcome, again.earlier_at) == (Outcome.FOUND_DONE, begun)
    assert len(room.world.leaderboard.deletions) == 1
