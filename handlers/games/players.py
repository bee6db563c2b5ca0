"""/player: one is looked up; which app, which id, and the card."""

from handlers.frame.callback import StaleButtonError, marked
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.games.apps import Said, are_ids, game_command
from handlers.games.player_card import player_card
from handlers.taps import PLAYER_SHOW
from providers.games import KnowsPlayers

routes = Routes(area="players", needs=KnowsPlayers)


@game_command(routes, "player", permission="players.view", least=1, most=1, fits=are_ids, about=0)
async def player(turn: Turn, app: str, said: Said) -> None:
    """``/player [app] <id>``."""
    await _show(turn, app, said[0])


@routes.tap(PLAYER_SHOW, permission="players.view", slow=True)
async def show(turn: Turn) -> None:
    """Read the player once more, or for the first time, from another card."""
    mark, user_id = turn.values.texts(2)
    app = marked(mark, turn.services.players.apps)
    if app is None or not are_ids([user_id]):
        raise StaleButtonError
    await _show(turn, app, user_id)


async def _show(turn: Turn, app: str, user_id: str) -> None:
    found = await turn.services.players.look_up(app, user_id)
    read_at, whole = turn.services.clock(), turn.chat.is_private
    await turn.show(player_card(turn.t, app, found, read_at=read_at, whole_keys=whole))
