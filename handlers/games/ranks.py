"""/rank, /top: where players stand on a leaderboard, and who stands on top."""

from collections.abc import Sequence

from handlers.frame.callback import StaleButtonError, mark_of, marked
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.games.apps import Said, are_ids, board_first, game_command, may_be_id
from handlers.games.boards import ask_board
from handlers.games.rank_card import Top, standing_card, standings_card, top_card
from handlers.taps import RANK_SHOW, TOP_OTHER, TOP_PAGE
from handlers.words.arguments import whole_number
from providers.games import KeepsLeaderboards, Rank

routes = Routes(area="leaderboards", needs=KeepsLeaderboards)

MOST_PLAYERS = 30
PAGE, MOST_RANKS = 10, 40
MOST_BOARDS = 40
"""Buttons with leaderboards; the others are typed."""
_LARGEST_FACTOR = 2**31 - 1
_LAST_RANK = 10**9


def factor_of(text: str) -> int | None:
    """The number by which a leaderboard is called; None if it is none."""
    number = whole_number(text)
    return number if number is not None and number <= _LARGEST_FACTOR else None


def _rank_fits(said: Said) -> bool:
    return factor_of(said[0]) is not None and are_ids(said[1:])


@game_command(
    routes,
    "rank",
    permission="leaderboard.view",
    least=2,
    most=1 + MOST_PLAYERS,
    fits=_rank_fits,
    reads=board_first,
    ask=ask_board("rank"),
)
async def rank(turn: Turn, app: str, said: Said) -> None:
    """``/rank [app] <factor> <player …>``."""
    factor, players = int(said[0]), list(dict.fromkeys(said[1:]))
    if len(players) == 1:
        await _show_one(turn, app, factor, players[0])
        return
    found = await turn.services.games.leaderboards.standings(app, factor, players)
    await turn.show(standings_card(turn, app, found, turn.services.clock()))


@routes.tap(RANK_SHOW, permission="leaderboard.view", slow=True)
async def show(turn: Turn) -> None:
    """Read it once more."""
    mark, said, player = turn.values.texts(3)
    app, factor = marked(mark, turn.services.players.apps), factor_of(said)
    if app is None or factor is None or not may_be_id(player):
        raise StaleButtonError
    await _show_one(turn, app, factor, player)


async def _ask_top(turn: Turn, app: str) -> None:
    """Which leaderboard? Those that have names are buttons; others are typed."""
    t = turn.t
    named = list(t.own.boards.get(app, {}).items())[:MOST_BOARDS]
    if not named:
        await _ask_number(turn, app)
        return
    buttons: list[AnyButton] = [
        Button(name, TOP_PAGE, mark_of(app), factor, 1, PAGE, 0) for factor, name in named
    ]
    buttons.append(Button(t.plain("button-other-count"), TOP_OTHER, mark_of(app)))
    await turn.show(Card(t.get("top-which", app=app), in_columns(buttons, 2)))


async def _ask_number(turn: Turn, app: str) -> None:
    await turn.ask("top.args", Card(turn.t.get("game-ask-top", app=app)), app=app)


@routes.tap(TOP_OTHER, permission="leaderboard.view")
async def other(turn: Turn) -> None:
    """One without a name: its number is typed."""
    app = marked(turn.values.text(0), turn.services.players.apps)
    if app is None:
        raise StaleButtonError
    await _ask_number(turn, app)


def _top_fits(said: Said) -> bool:
    start = whole_number(said[1]) if len(said) > 1 else 1
    size = whole_number(said[2]) if len(said) > 2 else PAGE
    if factor_of(said[0]) is None or start is None or size is None:
        return False
    return 1 <= start <= _LAST_RANK and 1 <= size <= MOST_RANKS


@game_command(
    routes,
    "top",
    permission="leaderboard.view",
    least=1,
    most=3,
    fits=_top_fits,
    reads=board_first,
    ask=_ask_top,
)
async def top(turn: Turn, app: str, said: Said) -> None:
    """``/top [app] <factor> [start size]``: from the rank ``start`` on."""
    start = int(said[1]) if len(said) > 1 else 1
    size = int(said[2]) if len(said) > 2 else PAGE
    await _show_top(turn, Top(app, int(said[0]), start, size))


@routes.tap(TOP_PAGE, permission="leaderboard.view", slow=True)
async def page(turn: Turn) -> None:
    """Another stretch, the other period, or the same once more."""
    mark, *said, _ = turn.values.texts(5)
    app = marked(mark, turn.services.players.apps)
    if app is None or not _top_fits(said):
        raise StaleButtonError
    factor, start, size = map(int, said)
    await _show_top(turn, Top(app, factor, start, size, turn.values.flag(4)))


async def _show_one(turn: Turn, app: str, factor: int, player: str) -> None:
    [found] = await turn.services.games.leaderboards.standings(app, factor, [player])
    await turn.show(standing_card(turn, app, found, turn.services.clock()))


async def _show_top(turn: Turn, wanted: Top) -> None:
    boards, app, factor = turn.services.games.leaderboards, wanted.app, wanted.factor
    total = await boards.count(app, factor, past=wanted.past)
    found: Sequence[Rank] = ()
    if wanted.start <= total:
        found = await boards.ranks(app, factor, wanted.start, wanted.size, past=wanted.past)
    await turn.show(top_card(turn, wanted, found, total, turn.services.clock()))
