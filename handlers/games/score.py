"""/score: one is written, or deleted for good; asked first, with what stands there now."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.frame.cards import Card
from handlers.frame.confirmation.confirm import carry_out, question
from handlers.frame.confirmation.pending import look
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.games.apps import Said, board_first, game_command, may_be_id
from handlers.games.boards import ask_board
from handlers.games.rank_card import Spot, score_text
from handlers.taps import RANK_DELETE, RANK_DELETED, SCORE_DO
from handlers.words.arguments import whole_number
from handlers.words.codes import why_text, with_code
from handlers.words.markup import Html, bold, code, join
from handlers.words.texts import Texts
from providers.games import KeepsLeaderboards, Rank, ScoreEntry
from services.games import inputs
from services.games.errors import BadValueError

routes = Routes(area="leaderboards", needs=KeepsLeaderboards)
MOST_EXTRA = 16


@dataclass(frozen=True, slots=True)
class Write:
    """A score to be written."""

    app: str
    entry: ScoreEntry
    deed: ClassVar[str] = "score.write"

    def about(self, t: Texts) -> dict[str, str]:
        """The score, whose, and where."""
        entry = self.entry
        return {
            "app": self.app,
            "player": entry.user_id,
            "board": t.own.board(self.app, entry.factor),
            "score": score_text(entry.score),
        }


def entry_of(said: Said) -> ScoreEntry | None:
    """Factor, player, score and perhaps an extra as people type them; None if they are none."""
    if not 3 <= len(said) <= 4 or whole_number(said[0]) is None or not may_be_id(said[1]):
        return None
    try:
        factor, score = inputs.factor(said[0]), inputs.score(said[2])
        extra = inputs.extra_text(said[3], MOST_EXTRA) if len(said) == 4 else None
    except BadValueError:
        return None
    return ScoreEntry(factor, said[1], score, extra)


@game_command(
    routes,
    "score",
    permission="leaderboard.edit",
    least=3,
    most=4,
    fits=lambda said: entry_of(said) is not None,
    reads=board_first,
    ask=ask_board("score"),
)
async def score(turn: Turn, app: str, said: Said) -> None:
    """``/score [app] <factor> <player> <score> [extra]``: shows what is there, and asks."""
    entry = entry_of(said)
    assert entry is not None  # noqa: S101 - that is what ``fits`` looked at
    t = turn.t
    boards = turn.services.games.leaderboards
    [now] = await boards.standings(app, entry.factor, [entry.user_id])
    lines = [
        t.get(
            "score-question",
            score=bold(score_text(entry.score)),
            player=code(entry.user_id),
            factor=t.own.board(app, entry.factor),
            app=app,
        )
    ]
    if entry.extra is not None:
        lines.append(t.get("score-extra", extra=entry.extra or t.plain("score-extra-empty")))
    lines.append(_now(t, now))
    await turn.show(question(turn, join(lines), SCORE_DO, Write(app, entry)))


@routes.tap(SCORE_DO, permission="leaderboard.edit", slow=True)
async def score_now(turn: Turn) -> None:
    """Have it written, once."""
    await carry_out(turn, Write)


@routes.tap(RANK_DELETE, permission="leaderboard.edit")
async def ask_delete(turn: Turn) -> None:
    """From a player's card, which stays as it is: deleting asks first."""
    t = turn.t
    spot = await look(turn, turn.values.text(0), Spot)
    text = t.get(
        "rank-delete-question",
        player=code(spot.player),
        factor=t.own.board(spot.app, spot.factor),
        app=spot.app,
    )
    await turn.reply(question(turn, text, RANK_DELETED, spot, danger=True))


@routes.tap(RANK_DELETED, permission="leaderboard.edit", slow=True)
async def delete_now(turn: Turn) -> None:
    """Have it deleted, once."""
    await carry_out(turn, Spot)


@routes.deed(Write, permission="leaderboard.edit", resumes=True)
async def write(turn: Turn, wish: Write) -> Card:
    """Write it, and say what came of it."""
    t, entry = turn.t, wish.entry
    [result] = await turn.services.games.leaderboards.write(turn.actor, wish.app, [entry])
    text = t.get(
        f"score-{result.end}",
        score=bold(score_text(entry.score)),
        player=code(entry.user_id),
        factor=t.own.board(wish.app, entry.factor),
        app=wish.app,
    )
    why = why_text(t, result.reason, turn.services.games.leaderboards.provider_of(wish.app))
    return Card(with_code(t, join([text, why], " ") if why else text, result.code))


@routes.deed(Spot, permission="leaderboard.edit", resumes=True)
async def delete(turn: Turn, spot: Spot) -> Card:
    """Delete it, and say what came of it."""
    t = turn.t
    boards = turn.services.games.leaderboards
    came = await boards.delete(turn.actor, spot.app, spot.factor, spot.player)
    player, factor = code(came.player), t.own.board(came.app, came.factor)
    if came.earlier_at is not None:
        text = t.get(
            "rank-delete-lost-try", player=player, factor=factor, app=came.app, at=came.earlier_at
        )
        return Card(text)
    return Card(t.get(f"rank-delete-{came.outcome}", player=player, factor=factor, app=came.app))


def _now(t: Texts, now: Rank) -> Html:
    if now.score is None:
        return t.get("score-now-none")
    return t.get("score-now", score=score_text(now.score), rank=str(now.rank or "?"))
