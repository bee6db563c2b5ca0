"""/bans, /unbans: bans and their releases, by period, in pages, of one player, and all of it as a file."""

from zoneinfo import ZoneInfo

from handlers.frame.cards import Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError, no_period, period_and_rest
from handlers.games.apps import Said, game_command, may_be_id
from handlers.games.ban_views import BanView, view_of
from handlers.games.bans_card import bans_card, csv_of
from handlers.taps import BANS_CSV, BANS_PAGE, BANS_PLAYER
from handlers.words.arguments import words
from handlers.words.formats import zone_words
from handlers.words.markup import join
from handlers.words.periods import days_of, like_days, period, wanted_period
from handlers.words.unread import unread_lines
from providers.games import KnowsBans
from services.games.bans import Kind
from services.periods import Period

routes = Routes(area="players", needs=KnowsBans)

ON_A_PAGE = 6
_USUAL = "week"


def _apart(turn: Turn, text: str) -> Said:
    """The words, with a period of several as one, in the way that buttons carry it."""
    said = words(text)
    wanted, others = period_and_rest("bans", turn.t, said)
    return said if wanted is None else [*others, str(wanted)]


@game_command(routes, "bans", permission="players.bans", least=0, most=2, split=_apart)
async def bans(turn: Turn, app: str, said: Said) -> None:
    """``/bans [app] [period] [player]``; the last seven days where no period is named."""
    await _show(turn, _view("bans", turn, app, said), 1)


@game_command(routes, "unbans", permission="players.bans", least=0, most=2, split=_apart)
async def unbans(turn: Turn, app: str, said: Said) -> None:
    """``/unbans [app] [period] [player]``, likewise."""
    await _show(turn, _view("unbans", turn, app, said), 1)


@routes.tap(BANS_PAGE, permission="players.bans", slow=True)
async def page(turn: Turn) -> None:
    """Another page, another period, the other history, or the same once more."""
    packed, last = turn.values.but_last(), len(turn.values) - 1
    await _show(turn, await view_of(turn, packed), turn.values.number(last, 1))


@routes.tap(BANS_PLAYER, permission="players.bans")
async def ask_player(turn: Turn) -> None:
    """Of which player?"""
    view = await view_of(turn, turn.values)
    text = turn.t.get("bans-which-player", app=view.app)
    await turn.ask("bans.player", Card(text), app=view.app, kind=view.kind, period=str(view.wanted))


@routes.answer("bans.player", permission="players.bans")
async def player_typed(turn: Turn) -> None:
    """Only the bans of this player."""
    player = turn.args.strip()
    wanted = wanted_period(turn.t, str(turn.facts["period"]))
    if not may_be_id(player) or wanted is None:
        raise UsageError("bans.player")
    app = turn.services.players.app_named(str(turn.facts["app"]))
    await turn.typing()
    await _show(turn, BanView(_kind(str(turn.facts["kind"])), app, wanted, player), 1)


@routes.tap(BANS_CSV, permission="players.bans", slow=True)
async def export(turn: Turn) -> None:
    """All of the period as a file, with times in the chat's zone."""
    view = await view_of(turn, turn.values)
    t, asked = turn.t, _asked(turn, view)
    found = await turn.services.games.bans.everything(view.app, view.kind, asked, view.player)
    days = days_of(view.wanted, turn.services.clock(), ZoneInfo(t.zone))
    name = "-".join(filter(None, (view.kind, view.app, view.player, str(days).replace("..", "-"))))
    counted = t.get("bans-file", count=len(found), zone=zone_words(t.zone))
    caption = join([counted, *unread_lines(t, found)])
    await turn.send_file(f"{name}.csv", csv_of(found, ZoneInfo(t.zone)), caption)


def _kind(word: str) -> Kind:
    return "unbans" if word == "unbans" else "bans"


def _view(kind: Kind, turn: Turn, app: str, said: Said) -> BanView:
    periods = [found for word in said if (found := wanted_period(turn.t, word)) is not None]
    players = [word for word in said if wanted_period(turn.t, word) is None]
    for slip in filter(like_days, players):  # in a date; it is no player who was never banned
        raise no_period(kind, turn.t, slip)
    if len(periods) > 1 or len(players) > 1 or not all(map(may_be_id, players)):
        raise no_period(kind, turn.t, " ".join(said))
    wanted = periods[0] if periods else _USUAL
    return BanView(kind, app, wanted, players[0] if players else "")


def _asked(turn: Turn, view: BanView) -> Period:
    return period(view.wanted, turn.services.clock(), ZoneInfo(turn.t.zone))


async def _show(turn: Turn, view: BanView, number: int) -> None:
    asked, at = _asked(turn, view), turn.services.clock()
    found = await turn.services.games.bans.page(
        view.app, view.kind, asked, view.player, number, ON_A_PAGE
    )
    days = days_of(view.wanted, at, ZoneInfo(turn.t.zone))
    await turn.show(bans_card(turn, view, days, found, at))
