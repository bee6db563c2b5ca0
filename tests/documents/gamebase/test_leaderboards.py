"""Gamebase's leaderboards by its document: read, written and deleted from the chat."""

import pytest

from tests.conversations.play import Play
from tests.documents.gamebase.desk import words
from tests.documents.server import DocumentServer

pytestmark = pytest.mark.usefixtures("by_the_document")


@pytest.mark.operations("4.16", "4.19")
async def test_the_top_is_shown(play: Play, server: DocumentServer) -> None:
    """/top shows how many there are and the ranks asked for; the period before is a button."""
    sam, desk = play.town.sam, play.desk
    shown = words(await play.say(sam, "/top 1 1 3", desk))
    assert "🏆 game · leaderboard 1\n7 players have a score." in shown
    assert [line.split() for line in shown.splitlines()[4:7]] == [
        ["1", "user2", "1100"],
        ["2", "user1", "1000"],
        ["3", "test4", "200"],
    ]
    await play.tap(sam, "Period before", desk)
    this, before = server.called("4.19")
    assert this.path["factor"] == 1
    assert (this.query["start"], this.query["size"]) == (1, 3)
    assert this.query.get("isPast", "false") == "false"
    assert (before.query["start"], before.query["isPast"]) == (1, "true")
    assert server.called("4.16")[-1].query["isPast"] == "true"


@pytest.mark.operations("4.16", "4.19")
async def test_the_next_ranks_begin_where_these_end(play: Play, server: DocumentServer) -> None:
    """Seven players on pages of three."""
    await play.say(play.town.sam, "/top 1 1 3", play.desk)
    await play.tap(play.town.sam, "Next", play.desk)
    assert [call.query["start"] for call in server.called("4.19")] == [1, 4]


@pytest.mark.operations("4.17")
async def test_a_place_is_shown(play: Play, server: DocumentServer) -> None:
    """/rank with one player, who has a score and then has none."""
    server.answers("4.17", "sample", "unregistered")
    shown = words(await play.say(play.town.sam, "/rank 1 user1", play.desk))
    assert "Rank 2, score 1000\nExtra: extra Data1\nSince 2 Jan 2017, 07:28 UTC" in shown
    shown = words(await play.say(play.town.sam, "/rank 1 user3", play.desk))
    assert "The player has no score there. Code 462850" in shown
    assert [call.query["userId"] for call in server.called("4.17")] == ["user1", "user3"]


@pytest.mark.operations("4.18")
async def test_places_of_several_are_shown(play: Play, server: DocumentServer) -> None:
    """/rank with several: the one without a score is told from the rest."""
    shown = words(await play.say(play.town.sam, "/rank 1 user1 user2 user3", play.desk))
    assert [line.split() for line in shown.splitlines()[3:5]] == [
        ["2", "user1", "1000"],
        ["1", "user2", "1100"],
    ]
    assert "user3: The player has no score there. Code 462850" in shown
    [call] = server.called("4.18")
    wanted = [{"factor": 1, "userIds": ["user1", "user2", "user3"]}]
    assert call.body["userIDsWithFactor"] == wanted


@pytest.mark.operations("4.17", "4.20")
async def test_a_score_is_written(play: Play, server: DocumentServer) -> None:
    """/score asks first, then sends a number and a transaction id."""
    max_, desk = play.town.max, play.desk
    for typed in ("10", "12.5", "-7"):
        shown = words(await play.say(max_, f"/score 1 test1 {typed}", desk))
        assert "Now: 1000, rank 2. It is written over." in shown
        await play.tap(max_, "Confirm", desk)
        shown = words(play.shown(desk))
        assert shown == f"✅ test1 has the score {typed} on leaderboard 1 of game."
    assert [call.number for call in server.calls] == ["4.17", "4.20"] * 3
    calls = server.called("4.20")
    assert {(call.path["factor"], call.path["userId"]) for call in calls} == {(1, "test1")}
    assert [call.body["score"] for call in calls] == [10, 12.5, -7]


@pytest.mark.operations("4.17", "4.21")
async def test_a_score_is_written_with_its_extra(play: Play, server: DocumentServer) -> None:
    """/score with an extra of up to 16 bytes; ten letters may be twenty of them, and are not sent."""
    max_, desk = play.town.max, play.desk
    for extra in ("extraData", "прогресс"):
        await play.say(max_, f"/score 1 test4 200 {extra}", desk)
        await play.tap(max_, "Confirm", desk)
        shown = words(play.shown(desk))
        assert shown == "✅ test4 has the score 200 on leaderboard 1 of game."
    card = await play.say(max_, "/score 1 test4 200 прогрессив", desk)
    assert card.text.startswith("Usage: /score")
    bodies = [call.body for call in server.called("4.21")]
    assert [(each["score"], each["extra"]) for each in bodies] == [
        (200, "extraData"),
        (200, "прогресс"),
    ]


@pytest.mark.operations("4.18", "4.22")
async def test_scores_are_written_together(play: Play, server: DocumentServer) -> None:
    """/scores: the body of the sample, each leaderboard's players under its number."""
    max_, desk = play.town.max, play.desk
    rows = "1,user1,1001\n1,user2,1101\n2,user4,1201\n2,user5,1301"
    shown = words(await play.say(max_, f"/scores\n{rows}", desk))
    assert "1 · user1: 1000 → 1001" in shown
    assert "2 · user5: 1300 → 1301" in shown
    assert server.called("4.22") == []
    await play.tap(max_, "Confirm", desk)
    assert words(play.shown(desk)) == "📑 game\n✅ Written: 4"
    [call] = server.called("4.22")
    first = [{"userId": "user1", "score": 1001}, {"userId": "user2", "score": 1101}]
    second = [{"userId": "user4", "score": 1201}, {"userId": "user5", "score": 1301}]
    boards = [{"factor": 1, "userScores": first}, {"factor": 2, "userScores": second}]
    assert call.body["userScoresWithFactor"] == boards


@pytest.mark.operations("4.18", "4.23")
async def test_scores_are_written_with_their_extras(play: Play, server: DocumentServer) -> None:
    """/scores with a fourth column."""
    max_, desk = play.town.max, play.desk
    await play.say(max_, "/scores\n1,user1,1001,extra Data1\n2,user4,1201,extra Data4", desk)
    await play.tap(max_, "Confirm", desk)
    assert words(play.shown(desk)) == "📑 game\n✅ Written: 2"
    [call] = server.called("4.23")
    first = [{"userId": "user1", "score": 1001, "extra": "extra Data1"}]
    second = [{"userId": "user4", "score": 1201, "extra": "extra Data4"}]
    boards = [{"factor": 1, "userInfos": first}, {"factor": 2, "userInfos": second}]
    assert call.body["userInfosWithFactor"] == boards


@pytest.mark.operations("4.22")
async def test_a_leaderboard_refused_among_others_is_told(
    play: Play, server: DocumentServer
) -> None:
    """The answer as a whole is a success; the code of the leaderboard inside it is not."""
    server.answers("4.22", "partial")
    max_, desk = play.town.max, play.desk
    rows = "1,user1,1001\n1,user2,1101\n2,user4,1201\n2,user5,1301"
    await play.say(max_, f"/scores\n{rows}", desk)
    await play.tap(max_, "Confirm", desk)
    shown = words(play.shown(desk))
    assert "✅ Written: 2\n❌ Not written: 2" in shown
    assert "2 · user4: There is no such leaderboard. Code 462851" in shown


@pytest.mark.operations("4.17", "4.24")
async def test_a_score_is_deleted(play: Play, server: DocumentServer) -> None:
    """The button on a player's place asks first, then sends the player in the query."""
    max_, desk = play.town.max, play.desk
    await play.say(max_, "/rank 1 user1", desk)
    await play.tap(max_, "Delete score", desk)
    assert server.called("4.24") == []
    await play.tap(max_, "Confirm", desk)
    assert words(play.shown(desk)) == "🗑 The score of user1 on leaderboard 1 of game is deleted."
    [call] = server.called("4.24")
    assert (call.path["factor"], call.query["userId"]) == (1, "user1")
    assert call.query.get("isPast", "false") == "false"
