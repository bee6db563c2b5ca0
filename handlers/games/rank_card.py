"""Where players stand on a leaderboard: one as a card, several and the top as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from handlers.frame.callback import fits_button, mark_of
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.confirmation.pending import hold
from handlers.frame.turn import Turn
from handlers.taps import RANK_DELETE, RANK_SHOW, TOP_PAGE
from handlers.words.codes import why_text, with_code
from handlers.words.markup import Html, bold, code, join, one_line, table
from handlers.words.texts import Texts
from handlers.words.unread import unread_lines
from providers.games import Rank

_WIDEST_ID = 16
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """A player at a factor of an app, whose score may be deleted."""

    app: str
    factor: int
    player: str
    deed: ClassVar[str] = "scores.delete"

    def about(self, t: Texts) -> dict[str, str]:
        """Whose, and where."""
        board = t.own.board(self.app, self.factor)
        return {"app": self.app, "player": self.player, "board": board}


@dataclass(frozen=True, slots=True)
class Top:
    """A stretch of a leaderboard: ``size`` ranks from ``start`` on; ``past``: of the last period."""

    app: str
    factor: int
    start: int
    size: int
    past: bool = False


def score_text(score: Decimal | None) -> str:
    """A score with exactly the digits it has."""
    if score is None:
        return "–"
    return f"{score.normalize() + 0:f}"


def standing_card(turn: Turn, app: str, found: Rank, read_at: datetime) -> Card:
    """One player; with the right to it, a button deletes what there is."""
    t, spot = turn.t, Spot(app, found.factor, found.user_id)
    factor = t.own.board(app, found.factor)
    lines: list[Html] = [t.get("rank-title", player=code(found.user_id), factor=factor, app=app)]
    row: list[AnyButton] = []
    if found.score is None:
        lines.append(with_code(t, _why_none(turn, app, found), found.code))
    else:
        lines += _known(t, found)
        if turn.may("leaderboard.edit"):
            row.append(
                Button(
                    t.plain("rank-button-delete"),
                    RANK_DELETE,
                    hold(turn, spot),
                    style="danger",
                )
            )
    again = (mark_of(app), found.factor, found.user_id)
    if fits_button(RANK_SHOW, *again):
        row.insert(0, Button(t.plain("button-refresh"), RANK_SHOW, *again))
    return Card(join([*lines, "", t.get("read-at", at=read_at)]), [row])


def standings_card(turn: Turn, app: str, found: Sequence[Rank], read_at: datetime) -> Card:
    """Several players of one factor, in the order asked for."""
    t = turn.t
    ranked = [each for each in found if each.score is not None]
    lines: list[Html] = [
        t.get("ranks-title", factor=t.own.board(app, found[0].factor), app=app, count=len(ranked))
    ]
    if ranked:
        lines += [Html(""), _table(t, ranked)]
    for each in found:
        if each.score is None:
            why = _why_none(turn, app, each)
            line = t.get("ranks-missing", player=code(each.user_id), why=why)
            lines.append(with_code(t, line, each.code))
    return Card(join([*lines, "", t.get("read-at", at=read_at)]))


def top_card(turn: Turn, top: Top, found: Sequence[Rank], total: int, read_at: datetime) -> Card:
    """A stretch of the leaderboard, with buttons for those before and after."""
    t = turn.t
    title = "top-title-past" if top.past else "top-title"
    lines: list[Html] = [
        t.get(title, factor=t.own.board(top.app, top.factor), app=top.app),
        t.get("top-count", count=total),
    ]
    lines += [Html(""), _table(t, found) if found else t.get("top-none", start=top.start)]
    lines += unread_lines(t, found)
    moves: list[AnyButton] = []
    if top.start > 1:
        before = max(1, top.start - top.size)
        moves.append(_move(t, "button-previous", top, before, top.past))
    if top.start + top.size <= total:
        moves.append(_move(t, "button-next", top, top.start + top.size, top.past))
    other = "top-button-now" if top.past else "top-button-past"
    again: list[AnyButton] = [
        _move(t, other, top, 1, not top.past),
        _move(t, "button-refresh", top, top.start, top.past),
    ]
    return Card(join([*lines, "", t.get("read-at", at=read_at)]), [moves, again])


def _move(t: Texts, label: str, top: Top, start: int, past: bool) -> Button:
    mark = mark_of(top.app)
    return Button(t.plain(label), TOP_PAGE, mark, top.factor, start, top.size, int(past))


def _why_none(turn: Turn, app: str, found: Rank) -> Html:
    """Why the player has no score."""
    provider = turn.services.games.leaderboards.provider_of(app)
    return why_text(turn.t, found.reason, provider) or turn.t.get("rank-none")


def _known(t: Texts, found: Rank) -> list[Html]:
    rank, score = str(found.rank or "?"), bold(score_text(found.score))
    lines = [
        t.get("rank-of", rank=rank, total=found.total, score=score)
        if found.total
        else t.get("rank-line", rank=rank, score=score)
    ]
    if found.previous_rank is not None:
        lines.append(t.get("rank-before", rank=str(found.previous_rank)))
    if found.extra:
        lines.append(t.get("rank-extra", extra=one_line(found.extra, _LONGEST)))
    if found.at is not None:
        lines.append(t.get("rank-since", at=found.at))
    return lines


def _table(t: Texts, found: Sequence[Rank]) -> Html:
    head = [t.plain("top-rank"), t.plain("top-player"), t.plain("top-score")]
    rows = [
        [str(each.rank or "?"), one_line(each.user_id, _WIDEST_ID), score_text(each.score)]
        for each in found
    ]
    return table([head, *rows])
