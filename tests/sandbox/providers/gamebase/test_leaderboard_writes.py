"""Writing scores."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.gamebase import Gamebase
from tests.sandbox.providers.gamebase.game_server import APP, BOARD, GameServer, code
from tests.sandbox.providers.gamebase.leaderboards import Leaderboards


@pytest.fixture
def gamebase(gamebase: Gamebase) -> Gamebase:
    """Two empty leaderboards."""
    gamebase.leaderboard.factor(APP, "weekly")
    gamebase.leaderboard.factor(APP, "laps", ascending=True)
    return gamebase


@pytest.fixture
def boards(game_server: GameServer) -> Leaderboards:
    """Somebody who writes scores."""
    return Leaderboards(game_server)


@pytest.mark.parametrize(
    ("extra", "expected"), [("x" * 16, 0), ("x" * 17, 462853), ("я" * 8, 0), ("я" * 9, 462853)]
)
async def test_an_extra_has_sixteen_bytes(
    gamebase: Gamebase, boards: Leaderboards, extra: str, expected: int
) -> None:
    """Not letters; one that is longer is refused and noted, alone or among several."""
    body = {"transactionId": 1, "score": 3, "extra": extra}
    answer = await boards.score("weekly", "A", body, extra=True)
    assert (code(answer), answer["resultInfo"]["resultCode"]) == (0, expected)
    several = {
        "transactionId": 2,
        "userInfosWithFactor": [
            {
                "factor": "weekly",
                "userInfos": [
                    {"userId": "B", "score": 4, "extra": extra},
                    {"userId": "C", "score": 5},
                ],
            }
        ],
    }
    answer = await boards.server.post(f"{BOARD}/scores-with-extra", several)
    (part,) = answer["resultInfosWithFactor"]
    assert [one["resultCode"] for one in part["resultInfos"]] == [expected, 0]
    entry = gamebase.leaderboard.entry(APP, "weekly", "A")
    assert (entry.extra if entry else None) == (extra if expected == 0 else None)
    assert len(gamebase.complaints) == (0 if expected == 0 else 2)
    assert len(gamebase.leaderboard.writes) == (3 if expected == 0 else 1)


async def test_an_extra_is_a_text(gamebase: Gamebase, boards: Leaderboards) -> None:
    """A number is refused as a whole."""
    body = {"transactionId": 1, "score": 3, "extra": 7}
    assert code(await boards.score("weekly", "A", body, extra=True)) == 462855
    assert gamebase.complaints == ["score_extra: extra must be a string"]
    assert gamebase.leaderboard.writes == []


async def test_a_score_alone_keeps_the_extra(gamebase: Gamebase, boards: Leaderboards) -> None:
    """It says nothing about it."""
    first = {"transactionId": 1, "score": 3, "extra": "gold"}
    await boards.score("weekly", "A", first, extra=True)
    await boards.score("weekly", "A", {"transactionId": 2, "score": 4})
    info = await boards.rank("weekly", "A")
    assert (info["score"], info["extra"]) == (4, "gold")


async def test_a_failed_single_write_can_fail_the_header(
    gamebase: Gamebase, boards: Leaderboards
) -> None:
    """Bulk ones stay nested, and "not updated" is no failure."""
    gamebase.quirks.leaderboard_refusals = "header"
    body = {"transactionId": 1, "score": 1}
    assert code(await boards.score("nope", "A", body)) == 462851
    assert code(await boards.delete("weekly", userId="A")) == 462850
    for _ in range(2):
        assert code(await boards.score("weekly", "A", body)) == 0
    assert code(await boards.delete("weekly", {"transactionId": 1, "userIds": ["Z"]})) == 0


SCORE = {"transactionId": 1, "score": 1}


WRONG_SCORES: list[tuple[Any, int, str]] = [
    ({"score": 1}, 462855, "score: transactionId is missing"),
    ({"transactionId": 1}, 462855, "score: score is missing"),
    (SCORE | {"transactionId": "1"}, 462855, "score: transactionId must be a whole number"),
    (SCORE | {"transactionId": 1.5}, 462855, "score: transactionId must be a whole number"),
    (SCORE | {"transactionId": 2**63}, 462855, "score: transactionId must be a whole number"),
    (SCORE | {"transactionId": True}, 462855, "score: transactionId must be a whole number"),
    (SCORE | {"score": "1"}, 462855, "score: score must be a finite number"),
    (SCORE | {"score": 10**400}, 462855, "score: score must be a finite number"),
    (SCORE | {"extra": "x"}, 0, "score: extra is not in the document"),
    ([SCORE], 462855, "score: the body must be an object"),
]


async def test_the_body_of_a_score_is_checked(gamebase: Gamebase, boards: Leaderboards) -> None:
    """Nothing is written by a wrong one; an extra is for the other endpoint."""
    for body, expected, complaint in WRONG_SCORES:
        assert code(await boards.score("weekly", "A", body)) == expected
        assert gamebase.complaints == [complaint]
        assert len(gamebase.leaderboard.writes) == (1 if expected == 0 else 0)
        gamebase.complaints.clear()
        gamebase.leaderboard.writes.clear()


WRONG_BULK: list[tuple[str, object, str]] = [
    ("scores", {"transactionId": 1}, "scores: userScoresWithFactor is missing"),
    (
        "scores",
        {
            "transactionId": 1,
            "userScoresWithFactor": [{"factor": "weekly", "userScores": [{"userId": "A"}]}],
        },
        "scores: userScoresWithFactor[0].userScores[0].score is missing",
    ),
    (
        "scores-with-extra",
        {"transactionId": 1, "userScoresWithFactor": []},
        "scores_extra: userInfosWithFactor is missing",
    ),
]


async def test_bulk_bodies_are_checked(gamebase: Gamebase, game_server: GameServer) -> None:
    """Down to the last field; the two endpoints name their lists differently."""
    for path, body, complaint in WRONG_BULK:
        assert code(await game_server.post(f"{BOARD}/{path}", body)) == 462855
        assert gamebase.complaints[0] == complaint
        gamebase.complaints.clear()


async def test_the_misprinted_bulk_address_is_none(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """score-with-extra for several is a slip of the page."""
    assert code(await game_server.post(f"{BOARD}/score-with-extra", {})) == -4060003
    assert gamebase.complaints == [f"unknown: POST {BOARD}/score-with-extra is not in the document"]


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(
    lambda name: name not in {".", ".."}
)
WRITES = st.lists(
    st.tuples(st.sampled_from("ABC"), st.floats(allow_nan=False, allow_infinity=False)),
    max_size=8,
)


@settings(max_examples=30)
@given(factor=NAMES, writes=WRITES)
async def test_a_board_holds_the_last_score_of_everybody(
    gamebase: Gamebase,
    boards: Leaderboards,
    factor: str,
    writes: list[tuple[str, float]],
) -> None:
    """Whatever the factor is called, and whichever doubles were written in whichever order."""
    gamebase.leaderboard.factor(APP, factor)
    expected: dict[str, float] = {}
    for user_id, score in writes:
        answer = await boards.score(factor, user_id, {"transactionId": 1, "score": score})
        changed = expected.get(user_id) != score
        assert answer["resultInfo"]["resultCode"] == (0 if changed else 1)
        expected[user_id] = score
    assert (await boards.user_count(factor))["totalCount"] == len(expected)
    for user_id, score in expected.items():
        assert (await boards.rank(factor, user_id))["score"] == score
