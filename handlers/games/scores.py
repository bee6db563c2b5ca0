"""/scores: many at once, from CSV; what will change is shown, asked, and told row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from handlers.frame.cards import Card
from handlers.frame.confirmation.confirm import carry_out, question
from handlers.frame.incoming.documents import text_of_document
from handlers.frame.lists import that_fit
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.games.apps import GameCommand, Said
from handlers.games.rank_card import score_text
from handlers.games.score import entry_of
from handlers.taps import SCORES_DO
from handlers.words.codes import why_text, with_code
from handlers.words.csv_files import csv_file, numbered_rows
from handlers.words.markup import Html, code, join
from handlers.words.own_names import OwnNames
from handlers.words.texts import Texts
from providers.games import KeepsLeaderboards, Rank, ScoreEnd, ScoreEntry, ScoreResult
from services.games.leaderboards import Change

routes = Routes(area="leaderboards", needs=KeepsLeaderboards)

MOST_ROWS = 300
_HEADINGS = frozenset({"factor", "leaderboard"})
"""What the first column may be called: as in the files we write, or as in the words that ask for them."""
_SHOWN = 15
_BAD_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Write:
    """Scores to be written."""

    app: str
    entries: tuple[ScoreEntry, ...]
    deed: ClassVar[str] = "scores.write"

    def about(self, _t: Texts) -> dict[str, str]:
        """How many, and where."""
        return {"app": self.app, "count": str(len(self.entries))}


@dataclass(frozen=True, slots=True)
class Rows:
    """What a CSV holds: scores, and the numbers of the rows that are none, counted from 1."""

    entries: tuple[ScoreEntry, ...]
    bad: tuple[int, ...]
    twice: tuple[int, ...]


def rows_of(text: str, own: OwnNames | None = None, app: str = "") -> Rows:
    """Read ``leaderboard,player,score[,extra]``, with or without a heading of these words.

    A leaderboard of the app may be called by its own name.
    """
    entries: list[ScoreEntry] = []
    bad, twice = [], []
    seen: set[tuple[int, str]] = set()
    try:
        rows = numbered_rows(text)
    except ValueError:
        return Rows((), (1,), ())
    for place, (number, row) in enumerate(rows):
        named = [*own.with_number(app, row[:1]), *row[1:]] if own else row
        entry = entry_of(named)
        if entry is None:
            if place > 0 or row[0].casefold() not in _HEADINGS:
                bad.append(number)
        elif (entry.factor, entry.user_id) in seen:
            twice.append(number)
        else:
            seen.add((entry.factor, entry.user_id))
            entries.append(entry)
    return Rows(tuple(entries), tuple(bad), tuple(twice))


async def _with_document(turn: Turn) -> None:
    content = await text_of_document(turn)
    if content is not None:
        turn.args = f"{turn.args}\n{content}".strip()


async def _serve(turn: Turn, app: str, said: Said) -> None:
    """``/scores [app] <CSV>``, or with a document: shows what will change, and asks."""
    t, rows = turn.t, rows_of(said[0], turn.t.own, app)
    problems = _problems(t, rows)
    if problems:
        text = join([t.get("scores-bad"), *problems, t.get("scores-form")])
        raise UsageError("scores", Card(text))
    plan = await turn.services.games.leaderboards.preview(app, rows.entries)
    lines = [t.get("scores-question", count=len(rows.entries), app=app), ""]
    changes = [_change(t, app, each.entry, each.now) for each in plan if not _is_same(each)]
    shown = that_fit(changes, _SHOWN)
    lines += shown
    if left := len(changes) - len(shown):
        lines.append(t.get("scores-more", count=left))
    if same := len(plan) - len(changes):
        lines.append(t.get("scores-same", count=same))
    await turn.show(question(turn, join(lines), SCORES_DO, Write(app, rows.entries)))


scores = GameCommand(
    name="scores",
    least=1,
    most=None,
    serve=_serve,
    on_buttons=False,
    split=lambda turn, text: [text] if text.strip() else [],
    before=_with_document,
)
scores.add_to(routes, "leaderboard.edit")


@routes.tap(SCORES_DO, permission="leaderboard.edit", slow=True)
async def scores_now(turn: Turn) -> None:
    """Have them written, once."""
    await carry_out(turn, Write)


@routes.deed(Write, permission="leaderboard.edit", parts=True, resumes=True)
async def write(turn: Turn, wish: Write) -> Card:
    """Write them, and say row by row what came of it."""
    t = turn.t
    results = await turn.services.games.leaderboards.write(turn.actor, wish.app, wish.entries)
    count = {end: sum(each.end is end for each in results) for end in ScoreEnd}
    lines = [t.get("scores-result", app=wish.app)]
    lines += [t.get(f"scores-end-{end}", count=count[end]) for end in ScoreEnd if count[end]]
    failed = [each for each in results if each.end in {ScoreEnd.REFUSED, ScoreEnd.UNKNOWN}]
    provider = turn.services.games.leaderboards.provider_of(wish.app)
    if len(failed) > 1 and len({(each.end, each.reason, each.code) for each in results}) == 1:
        why = _why(t, provider, failed[0])
        said = t.get("scores-all-failed", count=len(failed), why=why)
        return Card(join([*lines, Html(""), with_code(t, said, failed[0].code)]))
    blocks = [_failure(t, wish.app, provider, each) for each in failed]
    shown = that_fit(blocks, _SHOWN)
    lines += [Html(""), *shown] if shown else []
    if left := len(failed) - len(shown):
        lines.append(t.get("scores-more", count=left))
        rows = [
            (str(each.factor), each.user_id, each.end, each.reason, str(each.code or ""))
            for each in results
        ]
        header = ("factor", "player", "end", "reason", "code")
        await turn.send_file("scores.csv", csv_file(header, rows), t.get("scores-file"))
    return Card(join(lines))


def _problems(t: Texts, rows: Rows) -> list[Html]:
    problems = []
    if rows.bad:
        problems.append(_with_rows(t, "scores-bad-rows", rows.bad))
    if rows.twice:
        problems.append(_with_rows(t, "scores-twice", rows.twice))
    if len(rows.entries) > MOST_ROWS:
        problems.append(t.get("scores-too-many", most=MOST_ROWS))
    if not problems and not rows.entries:
        problems.append(t.get("scores-empty"))
    return problems


def _with_rows(t: Texts, text: str, rows: Sequence[int]) -> Html:
    """A text with the numbers of the first rows that it is about, and how many more there are."""
    numbers = [str(row) for row in rows[:_BAD_SHOWN]]
    if (left := len(rows) - _BAD_SHOWN) > 0:
        numbers.append(t.plain("scores-rows-more", count=left))
    return t.get(text, rows=numbers, count=len(rows))


def _is_same(change: Change) -> bool:
    entry, now = change.entry, change.now
    return now.score == entry.score and entry.extra in {None, now.extra}


def _change(t: Texts, app: str, entry: ScoreEntry, now: Rank) -> Html:
    player, factor = code(entry.user_id), t.own.board(app, entry.factor)
    new = score_text(entry.score)
    if entry.extra is not None:
        new = t.plain("scores-with-extra", score=new, extra=entry.extra)
    if now.score is not None:
        old = score_text(now.score)
        return t.get("scores-change", factor=factor, player=player, old=old, new=new)
    return t.get("scores-new", factor=factor, player=player, new=new)


def _failure(t: Texts, app: str, provider: str, result: ScoreResult) -> Html:
    why = _why(t, provider, result)
    factor, player = t.own.board(app, result.factor), code(result.user_id)
    return with_code(t, t.get("scores-failure", factor=factor, player=player, why=why), result.code)


def _why(t: Texts, provider: str, result: ScoreResult) -> Html:
    return why_text(t, result.reason, provider) or t.get(f"scores-why-{result.end}")
