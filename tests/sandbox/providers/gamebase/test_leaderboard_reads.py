"""User count, ranks of users and the top of a leaderboard."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.gamebase import Gamebase
from tests.clock import ManualClock
from tests.sandbox.providers.gamebase.game_server import APP, BOARD, GameServer, code
from tests.sandbox.providers.gamebase.leaderboards import Leaderboards, at


@pytest.fixture
def gamebase(gamebase: Gamebase) -> Gamebase:
    """Three users in "weekly", where the lowest score wins in "laps"; "empty" has nobody."""
    weekly = gamebase.leaderboard.factor(APP, "weekly")
    laps = gamebase.leaderboard.factor(APP, "laps", ascending=True)
    gamebase.leaderboard.factor(APP, "empty")
    for user_id, score in (("A", 10), ("B", 30.5), ("C", 20)):
        gamebase.leaderboard.put(weekly, user_id, score, extra=f"x{user_id}")
        gamebase.leaderboard.put(laps, user_id, score)
    return gamebase


@pytest.fixture
def boards(game_server: GameServer) -> Leaderboards:
    """Somebody who asks for leaderboards."""
    return Leaderboards(game_server)


async def test_users_are_counted(gamebase: Gamebase, boards: Leaderboards) -> None:
    """An unknown factor is a code inside a good answer."""
    assert await boards.user_count("weekly") == {"resultCode": 0, "totalCount": 3}
    assert await boards.user_count("empty", transactionId="7") == {
        "resultCode": 0,
        "totalCount": 0,
    }
    assert (await boards.user_count("nope"))["resultCode"] == 462851
    assert gamebase.complaints == []
    with pytest.raises(KeyError):
        gamebase.leaderboard.factor("nope", "weekly")


async def test_one_user_has_score_and_rank(gamebase: Gamebase, boards: Leaderboards) -> None:
    """The best is the highest, or the lowest where that wins."""
    assert await boards.rank("weekly", "B") == {
        "resultCode": 0,
        "userId": "B",
        "score": 30.5,
        "rank": 1,
        "preRank": 0,
        "extra": "xB",
        "date": "2030-01-15T21:00:00+09:00",
        "totalUserCountInFactor": 3,
    }
    assert (await boards.rank("laps", "B", transactionId="12"))["rank"] == 3
    assert await boards.rank("weekly", "Z") == {"resultCode": 462850, "userId": "Z"}
    assert await boards.rank("nope", "A") == {"resultCode": 462851, "userId": "A"}
    gamebase.quirks.missing_user = "zeros"
    missing = await boards.rank("weekly", "Z")
    assert (missing["resultCode"], missing["score"], missing["rank"]) == (462850, 0.0, 0)
    assert gamebase.complaints == []


async def test_several_users_come_by_factor_with_their_own_codes(
    gamebase: Gamebase, boards: Leaderboards
) -> None:
    """In the order asked for, or sorted by rank with the missing ones last."""
    asked = {"weekly": ["A", "Z", "B"], "nope": ["A"], "laps": ["C"]}
    weekly, nope, laps = await boards.ranks(asked, transactionId=9)
    assert [(one["userId"], one["resultCode"]) for one in weekly["userInfos"]] == [
        ("A", 0),
        ("Z", 462850),
        ("B", 0),
    ]
    assert nope == {"resultCode": 462851, "factor": "nope", "userInfos": []}
    assert (laps["resultCode"], laps["userInfos"][0]["rank"]) == (0, 2)
    weekly, *_ = await boards.ranks(asked, isSort=True)
    assert [one["userId"] for one in weekly["userInfos"]] == ["B", "A", "Z"]
    assert gamebase.complaints == []


async def test_of_equal_scores_the_older_is_better(
    gamebase: Gamebase, boards: Leaderboards, clock: ManualClock
) -> None:
    """No two users share a rank."""
    factor = gamebase.leaderboard.factor(APP, "daily")
    for user_id in ("B", "A"):
        gamebase.leaderboard.put(factor, user_id, 5)
        clock.advance(timedelta(minutes=1).total_seconds())
    infos = (await boards.top("daily", 1, 5))["userInfos"]
    assert [(one["userId"], one["rank"]) for one in infos] == [("B", 1), ("A", 2)]


async def test_a_range_comes_as_object_or_array(gamebase: Gamebase, boards: Leaderboards) -> None:
    """And a factor as text or number: the facts have both, or neither."""
    gamebase.leaderboard.factor(APP, "7")
    assert await boards.top("7", 1, 5) == {"resultCode": 0, "factor": "7", "userInfos": []}
    gamebase.quirks.range_as_list = True
    gamebase.quirks.factor_as_number = True
    assert await boards.top("7", 1, 5) == [{"resultCode": 0, "factor": 7, "userInfos": []}]
    assert (await boards.top("nope", 1, 5))[0]["resultCode"] == 462851
    assert (await boards.top("nope", 1, 5))[0]["factor"] == "nope"


async def test_a_failed_single_result_can_fail_the_header(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """Which is documented nowhere, so it can be either."""
    gamebase.quirks.leaderboard_refusals = "header"
    for path, expected in (
        (f"{at('weekly')}/users?userId=Z", 462850),
        (f"{at('nope')}/users?userId=A", 462851),
        (f"{at('nope')}/users?start=1&size=1", 462851),
        (f"{at('nope')}/user-count", 462851),
        (f"{at('weekly')}/users?userId=A", 0),
    ):
        assert code(await game_server.call("GET", path)) == expected
    gamebase.quirks.range_as_list = True
    path = f"{at('nope')}/users?start=1&size=1"
    assert code(await game_server.call("GET", path)) == 462851


QUERIES: list[tuple[str, int, str]] = [
    ("", 462855, "rank: userId is missing"),
    ("?start=1", 462855, "top: size is missing"),
    ("?size=1", 462855, "top: start is missing"),
    ("?start=0&size=1", 462854, "top: start must not be below 1"),
    ("?start=1&size=0", 462854, "top: size must not be below 1"),
    ("?start=a&size=1", 462855, "top: start must be a whole number"),
    ("?start=1&size=1&userId=A", 0, "top: userId is not in the document"),
    ("?userId=A&userId=B", 0, "rank: userId is given more than once"),
    ("?userId=A&transactionId=abc", 462855, "rank: transactionId must be a whole number"),
    ("?userId=A&isPast=1", 462855, "rank: isPast must be true or false"),
]


async def test_the_query_tells_a_rank_from_a_range(
    gamebase: Gamebase, game_server: GameServer
) -> None:
    """And is checked for either."""
    for query, expected, complaint in QUERIES:
        assert code(await game_server.call("GET", f"{at('weekly')}/users{query}")) == expected
        assert gamebase.complaints == [complaint]
        gamebase.complaints.clear()


WRONG_RANKS: list[tuple[object, str]] = [
    ({}, "userIDsWithFactor is missing"),
    ({"userIDsWithFactor": []}, "userIDsWithFactor is empty"),
    ({"userIDsWithFactor": [{"factor": "a"}]}, "userIDsWithFactor[0].userIds is missing"),
    (
        {"userIDsWithFactor": [{"factor": "a", "userIds": [1]}]},
        "userIDsWithFactor[0].userIds[0] must be a string",
    ),
    (
        {"userIDsWithFactor": [{"factor": 7, "userIds": ["A"]}], "transactionId": "1"},
        "transactionId must be a whole number",
    ),
    (
        {"userIDsWithFactor": [{"factor": 7, "userIds": ["A"]}], "isSort": "true"},
        "isSort must be a boolean",
    ),
]


async def test_the_body_of_ranks_is_checked(gamebase: Gamebase, game_server: GameServer) -> None:
    """In a body numbers and booleans are real ones."""
    for body, complaint in WRONG_RANKS:
        assert code(await game_server.post(f"{BOARD}/get-users", body)) == 462855
        assert gamebase.complaints == [f"ranks: {complaint}"]
        gamebase.complaints.clear()


@settings(max_examples=30)
@given(
    scores=st.lists(st.integers(-5, 5), max_size=15),
    ascending=st.booleans(),
    size=st.integers(1, 6),
)
async def test_pages_of_the_top_make_up_the_whole_board(
    gamebase: Gamebase, boards: Leaderboards, scores: list[int], ascending: bool, size: int
) -> None:
    """Ranks go up by one, scores never get better, and each agrees with the user's own rank."""
    factor = gamebase.leaderboard.factor(APP, "daily", ascending=ascending)
    for number, score in enumerate(scores):
        gamebase.leaderboard.put(factor, f"U{number}", score)
    seen: list[Any] = []
    while page := (await boards.top("daily", len(seen) + 1, size))["userInfos"]:
        assert len(page) <= size
        assert len(seen) <= len(scores)
        seen += page
    assert [one["rank"] for one in seen] == list(range(1, len(scores) + 1))
    assert [one["score"] for one in seen] == sorted(scores, reverse=not ascending)
    for one in seen[:3]:
        assert await boards.rank("daily", one["userId"]) == one
