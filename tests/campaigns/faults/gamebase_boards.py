"""Leaderboards (4.16 to 4.24): ranks read, scores written, one deleted."""

from collections.abc import Mapping

from sandbox.demo_world import DemoWorld
from sandbox.telegram import Message
from tests.campaigns.faults.gamebase_words import (
    NO,
    Wish,
    confirm,
    ends,
    oldest,
    read_row,
    sam_says,
)
from tests.campaigns.faults.table import Column, Effect, Row, Walk, in_each, in_kind
from tests.conversations.play import Play

Scores = Mapping[str, tuple[float, str]]
"""Score and extra, by player."""

_ONE = "The score 5 of PZ1001 on leaderboard 1 of puzzle"
_SEVERAL_LOST = (
    "❓ Answer lost, perhaps written: 2\n\n"
    "All 2 rows: There was no clear answer; writing it once more is safe."
)
_DELETED = "🗑 The score of PZ1002 on leaderboard 1 of puzzle is deleted"
_STILL_THERE = (
    "❓ There was no clear answer, and PZ1002 still has a score on leaderboard 1 of puzzle. Look "
    "again in a minute, and try once more if nothing has changed."
)


def written(typed: str) -> Walk:
    """Max writes scores."""

    async def walk(play: Play) -> Message:
        await play.say(play.town.max, typed, play.desk)
        return await confirm(play, play.town.max)

    return walk


def changed(town: DemoWorld) -> int:
    """How many scores became others: one that is written twice changes once."""
    return sum(write.changed for write in town.gamebase.leaderboard.writes)


def _writing(
    number: str, endpoint: str, typed: str, scores: Scores, reads: Mapping[Column, str], normal: str
) -> Row:
    walk = written(typed)

    async def after(play: Play) -> Message:
        """The same once more, by which the board is as it was wished."""
        card = await walk(play)
        board, puzzle = play.town.gamebase.leaderboard, play.town.apps["puzzle"].app_id
        for player, wished in scores.items():
            there = board.entry(puzzle, "1", player)
            assert there is not None
            assert (there.score, there.extra) == wished
        return card

    return Row(
        number=number,
        standin="gamebase",
        endpoint=endpoint,
        effect=Effect.SETS,
        walk=walk,
        reads=reads,
        after=after,
        normal=normal,
        state=ends("scores.write"),
        remains=in_kind("unknown", "unknown", "refused"),
        settles=in_kind("unknown done", "unknown done", "refused done"),
        effects=changed,
        happened=dict.fromkeys(Column, len(scores)),
    )


def _one(number: str, endpoint: str, typed: str, scores: Scores) -> Row:
    lost = f"❓ There was no clear answer. {_ONE} may be written, or not; writing it once more is"
    no = {column: f"❌ {_ONE} was not written. {why}" for column, why in NO.items()}
    normal = "the score 5 on leaderboard 1 of puzzle"
    return _writing(number, endpoint, typed, scores, in_each(lost, no), normal)


def _several(number: str, endpoint: str, typed: str, scores: Scores) -> Row:
    no = {column: f"❌ Not written: 2\n\nAll 2 rows: {why}" for column, why in NO.items()}
    reads = in_each(_SEVERAL_LOST, no)
    return _writing(number, endpoint, typed, scores, reads, "📑 puzzle\n✅ ")


async def ranked(play: Play) -> None:
    """Max has a player's card before him."""
    await play.say(play.town.max, "/rank puzzle 1 PZ1002", play.desk)


async def deleted(play: Play) -> Message:
    """Max deletes the score from the card."""
    card = oldest(play, "Delete score")
    await play.tap(play.town.max, "Delete score", play.desk, card)
    return await confirm(play, play.town.max)


async def deleted_again(play: Play) -> None:
    """From the same card once more."""
    await deleted(play)


def _deletions(town: DemoWorld) -> int:
    return len(town.gamebase.leaderboard.deletions)


BOARDS = (
    read_row("4.16", "user_count", sam_says("/top puzzle 1"), "32 players have a score."),
    read_row("4.17", "rank", sam_says("/rank puzzle 1 PZ1001"), "Rank 1 of 32, score 98400"),
    read_row("4.18", "ranks", sam_says("/rank puzzle 1 PZ1001 PZ1002"), "PZ1002  97150"),
    read_row("4.19", "top", sam_says("/top puzzle 1"), "PZ1001  98400"),
    _one("4.20", "score", "/score puzzle 1 PZ1001 5", {"PZ1001": (5, "lvl 90")}),
    _one("4.21", "score_extra", '/score puzzle 1 PZ1001 5 "lvl 3"', {"PZ1001": (5, "lvl 3")}),
    _several(
        "4.22",
        "scores",
        "/scores puzzle 1,PZ1001,5\n1,PZ1002,6",
        {"PZ1001": (5, "lvl 90"), "PZ1002": (6, "lvl 89")},
    ),
    _several(
        "4.23",
        "scores_extra",
        "/scores puzzle 1,PZ1001,5,lvl 3\n1,PZ1002,6",
        {"PZ1001": (5, "lvl 3"), "PZ1002": (6, "lvl 89")},
    ),
    Wish(
        number="4.24",
        standin="gamebase",
        endpoint="delete_scores",
        effect=Effect.SPENDS,
        ready=ranked,
        walk=deleted,
        reads=in_each(
            _STILL_THERE,
            in_kind(
                _STILL_THERE,
                f"{_DELETED}. There was no clear answer; looking showed that it is done.",
                "",
                late=_STILL_THERE,
            ),
            NO,
        ),
        state=ends("scores.delete"),
        remains=in_kind("unknown", "found-done", "refused", late="unknown"),
        again=deleted_again,
        told=in_kind(
            f"{_DELETED}.",
            "The player has no score there. Code 462850",
            f"{_DELETED}.",
            late=f"{_DELETED}: by our try of",
        ),
        settles=in_kind(
            "unknown done", "found-done refused", "refused done", late="unknown refused found-done"
        ),
        effects=_deletions,
    ),
)
