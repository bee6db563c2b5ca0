"""What a card of bans shows, and how its buttons carry that."""

from dataclasses import dataclass

from handlers.frame.callback import StaleButtonError, fits_button, mark_of, marked
from handlers.frame.confirmation.pending import hold, look
from handlers.frame.turn import Turn
from handlers.frame.values import Values
from handlers.games.apps import may_be_id
from handlers.taps import BANS_PLAYER
from handlers.words.periods import Wanted, wanted_period
from services.games.bans import Kind

_LETTERS: dict[str, Kind] = {"b": "bans", "u": "unbans"}
_HELD = "h"
_LAST_PAGE = 9_999


@dataclass(frozen=True, slots=True)
class BanView:
    """The bans or releases of a period in an app. ``player`` is empty where all are shown."""

    kind: Kind
    app: str
    wanted: Wanted
    player: str = ""


def packed(turn: Turn, view: BanView) -> tuple[str, ...]:
    """The view as a button's arguments; where they have no room for it, it is held."""
    args = (view.kind[0], mark_of(view.app), str(view.wanted), view.player)
    if fits_button(BANS_PLAYER, *args, _LAST_PAGE):
        return args
    return _HELD, hold(turn, view)


async def view_of(turn: Turn, values: Values) -> BanView:
    """The view that a button means. Raises StaleButtonError if that cannot be told any more."""
    if values.one_of(0, (*_LETTERS, _HELD)) == _HELD:
        return await look(turn, values.text(1), BanView, gone="old-menu")
    letter, mark, said, player = values.texts(4)
    app, wanted = marked(mark, turn.services.players.apps), wanted_period(turn.t, said)
    if app is None or wanted is None or (player and not may_be_id(player)):
        raise StaleButtonError
    return BanView(_LETTERS[letter], app, wanted, player)
