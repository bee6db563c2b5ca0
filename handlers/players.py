"""Players are looked up: which app, which id, and the card."""

from handlers.arguments import words
from handlers.cards import AnyButton, Button, Card, in_columns
from handlers.player_card import app_mark, app_marked, fits_button, player_card
from handlers.registry import Routes
from handlers.turn import Turn
from handlers.usage import UsageError
from providers.base import KnowsPlayers

routes = Routes(needs=KnowsPlayers)
_LONGEST_ID = 100  # what Gamebase takes (FACTS 4.3)


@routes.command("player", permission="players.view")
async def player(turn: Turn) -> None:
    """``/player [app] <id>``; what is missing is asked for."""
    said = words(turn.args)
    players = turn.desk.players
    if len(said) > 2:
        raise UsageError("player")
    if len(said) == 2:
        await turn.typing()
        await _show(turn, players.app_named(said[0]), said[1])
    elif not said:
        await _ask_app(turn, "")
    elif (app := _app_called(said[0], players.apps)) is not None:
        await _ask_id(turn, app)
    elif len(players.apps) == 1:
        await turn.typing()
        await _show(turn, players.apps[0], said[0])
    else:
        await _ask_app(turn, said[0])


@routes.tap("player.app", permission="players.view")
async def app_chosen(turn: Turn) -> None:
    """Ask for the id in this app."""
    app = app_marked(turn.values[0], turn.desk.players.apps)
    if app is None:
        await turn.alert(turn.t.plain("old-menu"))
        return
    await _ask_id(turn, app)


@routes.answer("player.id", permission="players.view")
async def id_typed(turn: Turn) -> None:
    """Look the id up that was typed; another may be typed if there is no such player."""
    said = words(turn.args)
    if len(said) != 1 or not may_be_id(said[0]):
        raise UsageError("player.id")
    await turn.typing()
    await _show(turn, str(turn.facts["app"]), said[0])


@routes.tap("player.show", permission="players.view", slow=True)
async def show(turn: Turn) -> None:
    """Read the player once more, or for the first time in the app that was chosen."""
    mark, user_id = turn.values
    app = app_marked(mark, turn.desk.players.apps)
    if app is None:
        await turn.alert(turn.t.plain("old-menu"))
        return
    await _show(turn, app, user_id)


def may_be_id(text: str) -> bool:
    """Whether Gamebase can be asked for it: a part of an address, of 100 characters at most."""
    return (
        0 < len(text) <= _LONGEST_ID
        and text.isprintable()
        and "/" not in text
        and text not in {".", ".."}
    )


def _app_called(name: str, apps: tuple[str, ...]) -> str | None:
    return next((app for app in apps if app.casefold() == name.casefold()), None)


async def _ask_app(turn: Turn, user_id: str) -> None:
    t, apps = turn.t, turn.desk.players.apps
    if len(apps) == 1:
        await _ask_id(turn, apps[0])
        return
    if not user_id:
        buttons: list[AnyButton] = [Button(app, "player.app", app_mark(app)) for app in apps]
        await turn.show(Card(t.get("player-which-app"), in_columns(buttons)))
        return
    if not may_be_id(user_id) or not fits_button(apps[0], user_id):
        raise UsageError("player")
    buttons = [Button(app, "player.show", app_mark(app), user_id) for app in apps]
    await turn.show(Card(t.get("player-which-app-of", player=user_id), in_columns(buttons)))


async def _ask_id(turn: Turn, app: str) -> None:
    await turn.ask("player.id", Card(turn.t.get("player-which-id", app=app)), app=app)


async def _show(turn: Turn, app: str, user_id: str) -> None:
    if not may_be_id(user_id):
        raise UsageError("player")
    found = await turn.desk.players.look_up(app, user_id)
    read_at, whole = turn.desk.clock(), turn.chat.is_private
    await turn.show(player_card(turn.t, app, found, read_at=read_at, whole_keys=whole))
