"""/launching: what a client of the game is told at its start; by words, or OS and store by buttons."""

from handlers.frame.callback import StaleButtonError, mark_of, marked
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.games.apps import GameCommand, Said, store_at
from handlers.games.launching_card import launching_card
from handlers.taps import LAUNCHING_OS, LAUNCHING_STORE
from handlers.words.codes import store_name, system_name
from providers.games import KnowsLaunching

routes = Routes(area="games", needs=KnowsLaunching)

SYSTEMS = ("AOS", "IOS", "WEB", "WINDOWS")
STORES = ("GG", "ONESTORE", "AS")
_LONGEST_VERSION = 50


def _fits(said: Said) -> bool:
    system, store, version = said
    return (
        system.upper() in SYSTEMS
        and store.upper() in STORES
        and len(version) <= _LONGEST_VERSION
        and version.isprintable()
    )


async def _serve(turn: Turn, app: str, said: Said) -> None:
    """``/launching [app] <os> <store> <version>``."""
    system, store, version = said[0].upper(), said[1].upper(), said[2]
    found = await turn.services.games.launchings.look_up(app, system, store, version)
    await turn.show(launching_card(turn.t, app, system, version, found, turn.services.clock()))


async def _ask_system(turn: Turn, app: str) -> None:
    t = turn.t
    buttons: list[AnyButton] = [
        Button(system_name(t, system), LAUNCHING_OS, mark_of(app), system) for system in SYSTEMS
    ]
    await turn.show(Card(t.get("launching-which-os", app=app), in_columns(buttons)))


launching = GameCommand(
    name="launching", least=3, most=3, fits=_fits, serve=_serve, ask=_ask_system, reads=store_at(1)
)
launching.add_to(routes, "status.view")


@routes.tap(LAUNCHING_OS, permission="status.view")
async def system_chosen(turn: Turn) -> None:
    """Ask for the store."""
    t, mark, system = turn.t, turn.values.text(0), turn.values.one_of(1, SYSTEMS)
    buttons: list[AnyButton] = [
        Button(store_name(t, store), LAUNCHING_STORE, mark, system, store) for store in STORES
    ]
    back = Button(t.plain("button-back"), launching.tap, mark)
    text = t.get("launching-which-store", os=system_name(t, system))
    await turn.show(Card(text, [*in_columns(buttons), [back]]))


@routes.tap(LAUNCHING_STORE, permission="status.view")
async def store_chosen(turn: Turn) -> None:
    """Ask for the version."""
    t, system = turn.t, turn.values.one_of(1, SYSTEMS)
    store = turn.values.one_of(2, STORES)
    app = marked(turn.values.text(0), turn.services.players.apps)
    if app is None:
        raise StaleButtonError
    text = t.get("launching-which-version", os=system_name(t, system), store=store_name(t, store))
    await turn.ask(launching.question, Card(text), app=app, before=[system, store])
