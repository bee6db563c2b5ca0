"""Gamebase's leaderboards over real HTTP: ranks, scores, deletion, every nested code."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from providers.errors import NotFound, Rejected
from providers.gamebase.provider import Gamebase
from providers.games import KeepsLeaderboards, Rank, ScoreEnd, ScoreEntry, ScoreResult
from sandbox import gamebase
from sandbox.gamebase import Quirks
from sandbox.gamebase.leaderboard import Factor
from tests.providers.gamebase_calls import APP, FACTOR, PLAYER

QUIRKS = [
    Quirks(),
    Quirks(leaderboard_refusals="header"),
    Quirks(missing_user="zeros"),
    Quirks(factor_as_number=True, range_as_list=True),
    Quirks(unknown_fields=True, no_transaction_id=True),
]


@pytest.fixture(autouse=True)
async def by_the_document(gb: gamebase.Gamebase) -> AsyncIterator[None]:
    """Whatever a test does, no request may go against the document."""
    yield
    assert gb.complaints == []


@pytest.fixture
def factor(gb: gamebase.Gamebase) -> Factor:
    """A leaderboard with three players."""
    made = gb.leaderboard.factor(APP, str(FACTOR))
    for name, score in (("A", 300.5), ("B", 200), ("C", 100)):
        gb.leaderboard.put(made, name, score, f"x{name}")
    return made


@pytest.mark.parametrize("quirks", QUIRKS)
async def test_reading(
    gb: gamebase.Gamebase, games: Gamebase, factor: Factor, quirks: Quirks
) -> None:
    """Counts, ranks and tops are read, whatever form the answers take."""
    gb.quirks = quirks
    assert isinstance(games, KeepsLeaderboards)
    assert await games.score_count("quest", FACTOR) == 3
    one = await games.standing("quest", FACTOR, "B")
    assert (one.rank, one.score, one.extra, one.total) == (2, Decimal(200), "xB", 3)
    assert one.at is not None
    nobody = await games.standing("quest", FACTOR, "Z")
    assert nobody == Rank(FACTOR, "Z", code=462850, reason="no-score")
    several = await games.standings("quest", {FACTOR: ["C", "Z", "A"], 99: ["A"]})
    assert [(s.factor, s.user_id, s.rank, s.code) for s in several] == [
        (FACTOR, "C", 3, 0),
        (FACTOR, "Z", None, 462850),
        (FACTOR, "A", 1, 0),
        (99, "A", None, 462851),
    ]
    assert several[2].score == Decimal("300.5")
    top = await games.top("quest", FACTOR, 2, 5)
    assert [(s.user_id, s.rank) for s in top] == [("B", 2), ("C", 3)]
    assert await games.top("quest", FACTOR, 9, 5) == ()


@pytest.mark.parametrize("quirks", QUIRKS)
async def test_unknown_factor(gb: gamebase.Gamebase, games: Gamebase, quirks: Quirks) -> None:
    """A factor nobody registered is not found, wherever the answer says so."""
    gb.quirks = quirks
    for call in (
        games.score_count("quest", 99),
        games.standing("quest", 99, "A"),
        games.top("quest", 99, 1, 10),
        games.write_score("quest", ScoreEntry(99, "A", Decimal(1)), 1),
        games.delete_score("quest", 99, "A"),
    ):
        with pytest.raises(NotFound) as caught:
            await call
        assert caught.value.reason == "no-factor"


async def test_the_period_before(gb: gamebase.Gamebase, games: Gamebase, factor: Factor) -> None:
    """The last period is asked for by itself, and may be deleted from."""
    factor.next_period()
    assert await games.score_count("quest", FACTOR) == 0
    assert await games.score_count("quest", FACTOR, past=True) == 3
    assert (await games.standing("quest", FACTOR, "A", past=True)).rank == 1
    assert len(await games.top("quest", FACTOR, 1, 10, past=True)) == 3
    (one,) = await games.standings("quest", {FACTOR: ["B"]}, past=True)
    assert one.rank == 2
    await games.delete_score("quest", FACTOR, "A", past=True)
    assert gb.leaderboard.entry(APP, str(FACTOR), "A", past=True) is None
    gb.leaderboard.put(factor, "A", 1)
    assert (await games.standing("quest", FACTOR, "A")).previous_rank is None
    gb.leaderboard.put(factor, "B", 1)
    assert (await games.standing("quest", FACTOR, "B")).previous_rank == 1


@pytest.mark.parametrize("quirks", QUIRKS)
async def test_writing_one(
    gb: gamebase.Gamebase, games: Gamebase, factor: Factor, quirks: Quirks
) -> None:
    """A score is written to its last digit, with or without an extra; the same again changes nothing."""
    gb.quirks = quirks
    entry = ScoreEntry(FACTOR, PLAYER, Decimal("1234567.125"))
    done = await games.write_score("quest", entry, 4711)
    assert done == ScoreResult(FACTOR, PLAYER, ScoreEnd.DONE, 0)
    again = await games.write_score("quest", entry, 4711)
    assert again == ScoreResult(FACTOR, PLAYER, ScoreEnd.SAME, 1)
    await games.write_score("quest", ScoreEntry(FACTOR, PLAYER, Decimal(5), "ünderneath"), 4712)
    held = gb.leaderboard.entry(APP, str(FACTOR), PLAYER)
    assert held is not None
    assert (held.score, held.extra) == (5, "ünderneath")
    assert [write.transaction_id for write in gb.leaderboard.writes] == [4711, 4711, 4712]
    assert gb.leaderboard.writes[0].score == 1234567.125


@pytest.mark.parametrize("quirks", QUIRKS)
@pytest.mark.parametrize("extra", [None, "e"])
async def test_writing_several(
    gb: gamebase.Gamebase, games: Gamebase, factor: Factor, quirks: Quirks, extra: str | None
) -> None:
    """Each score of a bulk has its own result in the order given, those of an unknown factor too."""
    gb.quirks = quirks
    entries = [
        ScoreEntry(FACTOR, "A", Decimal(1), extra),
        ScoreEntry(99, "A", Decimal(2)),
        ScoreEntry(FACTOR, "NEW", Decimal("-3.5")),
    ]
    results = await games.write_scores("quest", entries, 1)
    assert results == (
        ScoreResult(FACTOR, "A", ScoreEnd.DONE, 0),
        ScoreResult(99, "A", ScoreEnd.REFUSED, 462851, "no-factor"),
        ScoreResult(FACTOR, "NEW", ScoreEnd.DONE, 0),
    )
    assert gb.calls[-1].endpoint == ("scores" if extra is None else "scores_extra")
    again = await games.write_scores("quest", entries, 2)
    assert [one.end for one in again] == [ScoreEnd.SAME, ScoreEnd.REFUSED, ScoreEnd.SAME]


@pytest.mark.parametrize("quirks", QUIRKS)
async def test_deleting(
    gb: gamebase.Gamebase, games: Gamebase, factor: Factor, quirks: Quirks
) -> None:
    """What there is of a player is deleted once; after that there is nothing."""
    gb.quirks = quirks
    done = await games.delete_score("quest", FACTOR, "B")
    assert done == ScoreResult(FACTOR, "B", ScoreEnd.DONE, 0)
    with pytest.raises(NotFound) as caught:
        await games.delete_score("quest", FACTOR, "B")
    assert (caught.value.code, caught.value.reason) == (462850, "no-score")
    assert [one.user_id for one in gb.leaderboard.deletions] == ["B"]


@pytest.mark.parametrize(
    "entry",
    [
        ScoreEntry(-1, PLAYER, Decimal(1)),
        ScoreEntry(FACTOR, "", Decimal(1)),
        ScoreEntry(FACTOR, "bans", Decimal("NaN")),
        ScoreEntry(FACTOR, PLAYER, Decimal("Infinity")),
        ScoreEntry(FACTOR, PLAYER, Decimal("1E+309")),
        ScoreEntry(FACTOR, PLAYER, Decimal("1E-400")),
        ScoreEntry(FACTOR, PLAYER, Decimal(1), "x" * 17),
        ScoreEntry(FACTOR, PLAYER, Decimal(1), "ü" * 9),
        ScoreEntry(FACTOR, PLAYER, Decimal(1), "\ud800"),
    ],
)
async def test_scores_that_are_none(
    gb: gamebase.Gamebase, games: Gamebase, entry: ScoreEntry
) -> None:
    """What the leaderboard cannot hold is refused before it is sent, alone and in a bulk."""
    with pytest.raises(Rejected):
        await games.write_score("quest", entry, 1)
    with pytest.raises(Rejected):
        await games.write_scores("quest", [ScoreEntry(FACTOR, "OK", Decimal(1)), entry], 1)
    assert gb.calls == []


async def test_bulks_that_are_none(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """None, too many, and one player twice are refused before anything is sent."""
    many = [ScoreEntry(FACTOR, f"U{n}", Decimal(n)) for n in range(501)]
    for entries in ([], many, [many[0], many[0]]):
        with pytest.raises(Rejected):
            await games.write_scores("quest", entries, 1)
    with pytest.raises(Rejected):
        await games.top("quest", FACTOR, 0, 10)
    with pytest.raises(Rejected):
        await games.top("quest", FACTOR, 1, 0)
    with pytest.raises(Rejected):
        await games.write_score("quest", many[0], 2**63)
    assert gb.calls == []
