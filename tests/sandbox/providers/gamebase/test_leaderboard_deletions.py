"""Deleting scores."""

import pytest

from sandbox.gamebase import Gamebase
from sandbox.gamebase.leaderboard import ScoreDeletion
from tests.clock import ManualClock
from tests.sandbox.providers.gamebase.game_server import APP, GameServer, code
from tests.sandbox.providers.gamebase.leaderboards import Leaderboards


@pytest.fixture
def gamebase(gamebase: Gamebase) -> Gamebase:
    """An empty leaderboard."""
    gamebase.leaderboard.factor(APP, "weekly")
    return gamebase


@pytest.fixture
def boards(game_server: GameServer) -> Leaderboards:
    """Somebody who deletes scores."""
    return Leaderboards(game_server)


async def test_one_user_or_several_are_deleted_for_good(
    gamebase: Gamebase, boards: Leaderboards, clock: ManualClock
) -> None:
    """By the query, or by a body; whoever is not there has his own code."""
    for number, user_id in enumerate("ABC"):
        await boards.score("weekly", user_id, {"transactionId": number, "score": number})
    answer = await boards.delete("weekly", userId="A")
    assert answer["resultInfo"] == {"resultCode": 0, "userId": "A"}
    assert (await boards.delete("weekly", userId="A"))["resultInfo"]["resultCode"] == 462850
    assert (await boards.delete("nope", userId="A"))["resultInfo"]["resultCode"] == 462851
    body = {"transactionId": 4, "userIds": ["B", "Z", "C"]}
    answer = await boards.delete("weekly", body)
    assert [one["resultCode"] for one in answer["resultInfos"]] == [0, 462850, 0]
    assert (await boards.user_count("weekly"))["totalCount"] == 0
    assert gamebase.leaderboard.deletions == [
        ScoreDeletion(APP, "weekly", user_id, False, clock.now) for user_id in "ABC"
    ]
    assert gamebase.complaints == []


async def test_the_past_is_deleted_apart(gamebase: Gamebase, boards: Leaderboards) -> None:
    """With isPast, in either form."""
    factor = gamebase.leaderboard.factor(APP, "daily")
    for user_id in ("A", "B"):
        gamebase.leaderboard.put(factor, user_id, 1)
    factor.next_period()
    gamebase.leaderboard.put(factor, "A", 2)
    assert (await boards.delete("daily", userId="A", isPast="true"))["resultInfo"] == {
        "resultCode": 0,
        "userId": "A",
    }
    await boards.delete("daily", {"transactionId": 1, "userIds": ["B"], "isPast": True})
    assert (await boards.user_count("daily", isPast="true"))["totalCount"] == 0
    assert (await boards.rank("daily", "A"))["score"] == 2
    assert [one.past for one in gamebase.leaderboard.deletions] == [True, True]


USERS = [f"U{number}" for number in range(21)]


WRONG_DELETIONS: list[tuple[object, dict[str, str], int, str]] = [
    (None, {}, 462855, "userId is missing"),
    ({"userIds": ["A"]}, {}, 462855, "transactionId is missing"),
    ({"transactionId": 1, "userIds": []}, {}, 462855, "userIds is empty"),
    ({"transactionId": 1, "userIds": USERS}, {}, 462857, "userIds has more than 20 entries"),
    (
        {"transactionId": 1, "userIds": ["A"]},
        {"userId": "A"},
        0,
        "userId is not in the document",
    ),
]


async def test_a_deletion_is_checked(gamebase: Gamebase, boards: Leaderboards) -> None:
    """One user by the query or up to twenty by the body, never both."""
    for body, query, expected, complaint in WRONG_DELETIONS:
        assert code(await boards.delete("weekly", body, **query)) == expected
        assert gamebase.complaints == [f"delete_scores: {complaint}"]
        assert gamebase.leaderboard.deletions == []
        gamebase.complaints.clear()
