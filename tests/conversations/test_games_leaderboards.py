"""/rank, /top, /score, and deleting a score: read as cards and tables, changed after a question."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from sandbox.gamebase.leaderboard import Entry
from tests.conversations.play import Play
from tests.conversations.test_games_withdraw import written
from tests.one_day import one_day


def entry(play: Play, player: str, factor: str = "1") -> Entry | None:
    """What the board has on a player."""
    return play.town.gamebase.leaderboard.entry(play.town.apps["puzzle"].app_id, factor, player)


@pytest.mark.steps("/rank", "tap rank.show")
async def test_one_player_is_a_card(play: Play) -> None:
    """Rank, total, score, the rank before, the extra; Refresh reads anew; no Delete for support."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/rank puzzle 1 PZ1001", desk)
    assert card.text.startswith("🏅 PZ1001 · puzzle · leaderboard 1\nRank 1 of 32, score 98400\n")
    assert "Before: rank 1" in card.text
    assert "Extra: lvl 90" in card.text
    assert card.labels() == ["Refresh"]
    await play.say(town.max, "/score puzzle 1 PZ1001 1.5", desk)
    await play.tap(town.max, "Confirm", desk)
    await play.tap(town.sam, "Refresh", desk, card)
    assert "Rank 32 of 32, score 1.5" in card.text


@pytest.mark.steps("/rank")
async def test_several_players_are_a_table_and_who_is_not_there_is_named(play: Play) -> None:
    """In the order asked for, each once."""
    card = await play.say(play.town.sam, "/rank puzzle 1 PZ1002 NOBODY PZ1001 PZ1002", play.desk)
    lines = card.text.splitlines()
    assert lines[0] == "🏅 puzzle · leaderboard 1 · 2 players"
    assert lines[2].split() == ["#", "Player", "Score"]
    assert lines[3].split() == ["2", "PZ1002", "97150"]
    assert lines[4].split() == ["1", "PZ1001", "98400"]
    assert "NOBODY: The player has no score there. Code 462850" in lines
    assert any(each.type == "pre" for each in card.entities)


@pytest.mark.steps("/rank")
@one_day(
    ("typed", "said"),
    [
        ("1 NOBODY", "The player has no score there. Code 462850"),
        ("77 PZ1001", "There is no such leaderboard. Code 462851"),
        ("77 PZ1001 PZ1002", "There is no such leaderboard. Code 462851"),
        ("weekly PZ1001", "Usage: /rank [app] leaderboard player …"),
        ("1 a/b", "Usage: /rank [app] leaderboard player …"),
        ("1", "Usage: /rank [app] leaderboard player …"),
        ("9999999999 PZ1001", "Usage: /rank [app] leaderboard player …"),
    ],
)
async def test_what_is_not_there_is_said(play: Play, typed: str, said: str) -> None:
    """Codes inside an answer count, whatever its header says."""
    card = await play.say(play.town.sam, f"/rank puzzle {typed}", play.desk)
    assert said in card.text


@pytest.mark.steps("/top", "tap top.page")
async def test_the_top_is_a_table_with_pages(play: Play) -> None:
    """Ten ranks a page, the count above them, the period before, and another size."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/top puzzle 1", desk)
    lines = card.text.splitlines()
    assert lines[:2] == ["🏆 puzzle · leaderboard 1", "32 players have a score."]
    assert lines[4].split() == ["1", "PZ1001", "98400"]
    assert len([line for line in lines if line[:1].isdigit()]) == 1 + 10
    assert card.labels() == ["Next", "Period before", "Refresh"]
    await play.tap(town.sam, "Next", desk)
    assert card.text.splitlines()[4].split()[0] == "11"
    assert card.labels()[:2] == ["Previous", "Next"]
    await play.tap(town.sam, "Previous", desk)
    assert card.text.splitlines()[4].split()[0] == "1"
    await play.tap(town.sam, "Period before", desk)
    assert card.text.startswith("🏆 puzzle · leaderboard 1, the period before")
    await play.tap(town.sam, "This period", desk)
    await play.tap(town.sam, "Refresh", desk)
    assert card.text.startswith("🏆 puzzle · leaderboard 1\n")
    card = await play.say(town.sam, "/top puzzle 1 31 20", desk)
    assert [line.split()[0] for line in card.text.splitlines()[4:6]] == ["31", "32"]
    assert "Next" not in card.labels()
    card = await play.say(town.sam, "/top puzzle 1 100", desk)
    assert "Nobody stands from rank 100 on." in card.text


@pytest.mark.steps("/top")
@one_day("typed", ["x", "1 0", "1 1 0", "1 1 41", "1 -1", "1 1 1 1"])
async def test_what_is_no_stretch_gets_the_usage(play: Play, typed: str) -> None:
    """Before anything is asked."""
    card = await play.say(play.town.sam, f"/top puzzle {typed}", play.desk)
    assert card.text.startswith("Usage: /top [app] leaderboard [first rank] [how many, up to 40]")
    assert play.asked_of_gamebase() == []


@pytest.mark.steps("/score", "tap score.do")
async def test_a_score_is_written_after_a_question(play: Play) -> None:
    """The question says what stands there now; the intent is written before the call."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, '/score puzzle 1 PZ1001 12.50 "lvl 3"', desk)
    assert card.text.splitlines() == [
        "Write the score 12.5 for PZ1001 on leaderboard 1 of puzzle?",
        "Extra: lvl 3",
        "Now: 98400, rank 1. It is written over.",
    ]
    assert town.gamebase.leaderboard.writes == []
    await play.tap(town.max, "Confirm", desk)
    assert card.text == "✅ PZ1001 has the score 12.5 on leaderboard 1 of puzzle."
    there = entry(play, "PZ1001")
    assert there is not None
    assert (there.score, there.extra) == (12.5, "lvl 3")
    assert await written(play, "scores.write") == ["intended", "done"]
    same = await play.say(town.max, '/score puzzle 1 PZ1001 12.5 "lvl 3"', desk)
    await play.tap(town.max, "Confirm", desk)
    assert same.text == ("✅ PZ1001 had the score 12.5 on leaderboard 1 of puzzle already. Code 1")


@pytest.mark.steps("/score")
async def test_a_score_without_an_extra_leaves_what_is_there_and_cancel_writes_nothing(
    play: Play,
) -> None:
    """A new player has no score now."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/score puzzle 1 NEWCOMER 7", desk)
    assert card.text.endswith("Now: no score.")
    await play.tap(town.max, "Cancel", desk)
    assert card.text == "All right, nothing was done."
    assert entry(play, "NEWCOMER") is None
    card = await play.say(town.max, "/score puzzle 1 NEWCOMER 7", desk)
    await play.tap(town.max, "Confirm", desk)
    there = entry(play, "NEWCOMER")
    assert there is not None
    assert there.score == 7


@pytest.mark.steps("/score")
@one_day(
    ("typed", "said"),
    [
        ("1 PZ1001 many", "Usage: /score [app] leaderboard player score [extra]"),
        ("1 PZ1001 NaN", "Usage: /score [app]"),
        ("1 PZ1001 1e300", "Usage: /score [app]"),
        (f'1 PZ1001 5 "{"x" * 17}"', "Usage: /score [app]"),
        (f'1 PZ1001 5 "{"é" * 9}"', "Usage: /score [app]"),
        ("77 PZ1001 5", "There is no such leaderboard. Code 462851"),
    ],
)
async def test_what_is_no_score_is_not_asked_about(play: Play, typed: str, said: str) -> None:
    """Nothing can be confirmed."""
    card = await play.say(play.town.max, f"/score puzzle {typed}", play.desk)
    assert card.text.startswith(said)
    assert card.labels() == []


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ([Fault.lost_after()], "✅ PZ1001 had the score 5"),
        ([Fault.lost_before()], "✅ PZ1001 has the score 5"),
        ([Fault.lost_after(), Fault.lost_before()], "❓ There was no clear answer."),
        ([Fault.refusal(-4010004)], "❌ The score 5 of PZ1001 on leaderboard 1 of puzzle was not"),
    ],
)
async def test_a_lost_answer_is_settled_by_writing_the_same_again(
    play: Play, faults: list[Fault], said: str
) -> None:
    """A score written twice changes nothing; what stays unknown is said."""
    town, desk = play.town, play.desk
    for fault in faults:
        town.gamebase.faults.add("score", fault)
    card = await play.say(town.max, "/score puzzle 1 PZ1001 5", desk)
    await play.tap(town.max, "Confirm", desk)
    assert card.text.startswith(said)


@pytest.mark.steps("/rank", "tap rank.delete", "tap rank.deleted")
async def test_a_score_is_deleted_from_its_card_after_a_question(play: Play) -> None:
    """Irreversible, and said to be; the card itself stays as it was."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/rank puzzle 1 PZ1002", desk)
    assert card.labels() == ["Refresh", "Delete score"]
    await play.tap(town.max, "Delete score", desk)
    question = play.shown(desk)
    assert question.text.startswith("⚠️ Delete the score of PZ1002 on leaderboard 1 of puzzle?")
    assert "nobody can bring the score back" in question.text
    assert entry(play, "PZ1002") is not None
    await play.tap(town.max, "Confirm", desk)
    assert question.text == "🗑 The score of PZ1002 on leaderboard 1 of puzzle is deleted."
    assert entry(play, "PZ1002") is None
    assert await written(play, "scores.delete") == ["intended", "done"]
    await play.tap(town.max, "Refresh", desk, card)
    assert "The player has no score there. Code 462850" in card.text
    assert card.labels() == ["Refresh"]


@pytest.mark.parametrize(
    ("fault", "said", "gone"),
    [
        (Fault.lost_after(), "is deleted. There was no clear answer; looking showed", True),
        (Fault.lost_before(), "still has a score on leaderboard 1", False),
        (Fault.refusal(463000), "still has a score on leaderboard 1", False),
        (Fault.refusal(-4010004), "does not accept our credentials", False),
    ],
)
@pytest.mark.steps("tap rank.deleted")
async def test_a_lost_deletion_is_looked_into_and_never_repeated(
    play: Play, fault: Fault, said: str, gone: bool
) -> None:
    """The player may have played on meanwhile."""
    town, desk = play.town, play.desk
    await play.say(town.max, "/rank puzzle 1 PZ1002", desk)
    town.gamebase.faults.add("delete_scores", fault)
    await play.tap(town.max, "Delete score", desk)
    await play.tap(town.max, "Confirm", desk)
    assert said in play.shown(desk).text
    assert (entry(play, "PZ1002") is None) == gone
    assert sum(call.endpoint == "delete_scores" for call in town.gamebase.calls) <= 1


@pytest.mark.steps("tap rank.delete")
async def test_deleting_what_is_gone_already_is_said(play: Play) -> None:
    """And a card of an hour ago deletes nothing."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/rank puzzle 1 PZ1002", desk)
    for _ in range(2):
        await play.tap(town.max, "Delete score", desk, card)
        await play.tap(town.max, "Confirm", desk)
    assert play.shown(desk).text == "The player has no score there. Code 462850"
    await play.later(timedelta(hours=1))
    answer = await (await play.tap(town.max, "Delete score", desk, card)).answered()
    assert answer.text.startswith("I do not hold this question any more.")
