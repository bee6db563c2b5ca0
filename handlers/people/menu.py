"""/menu: what a person may do here, by buttons; what belongs together stands behind one of them."""

from collections.abc import Sequence

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.outgoing.menu_commands import routes_for
from handlers.frame.registry import OPEN, Route
from handlers.frame.routes import Routes
from handlers.frame.steps import take_step
from handlers.frame.turn import Turn
from handlers.frame.values import Values
from handlers.taps import MENU_AREA, MENU_FIRST, MENU_OPEN

routes = Routes()
_FEW = 8
"""So many entries are shown at once, without areas."""


def mine(turn: Turn) -> list[Route]:
    """The commands this person may give here."""
    rights = turn.services.access.permissions(turn.actor.user_id, turn.chat.id)
    return routes_for(turn.frame.registry, rights, is_private=turn.chat.is_private)


@routes.command("menu", permission=OPEN, in_menu=False)
async def menu(turn: Turn) -> None:
    """Offer what this person may do here, by buttons."""
    await turn.show(_first_page(turn))


@routes.tap(MENU_FIRST, permission=OPEN)
async def back(turn: Turn) -> None:
    """Go back from an area."""
    await turn.show(_first_page(turn))


@routes.tap(MENU_AREA, permission=OPEN)
async def open_area(turn: Turn) -> None:
    """Show the entries of one area."""
    area = turn.values.text(0)
    entries = [route for route in _entries(turn) if route.area == area]
    if not area or not entries:
        raise StaleButtonError
    rows = in_columns(_buttons(turn, entries))
    rows.append([Button(turn.t.plain("button-back"), MENU_FIRST)])
    await turn.show(Card(turn.t.get("area", area=turn.t.plain(f"area-{area}")), rows))


@routes.tap(MENU_OPEN, permission=OPEN)
async def open_entry(turn: Turn) -> None:
    """Go where the command without arguments goes; that step checks its own permission."""
    route = turn.frame.registry.commands.get(turn.values.text(0))
    if route is None:
        raise StaleButtonError
    turn.values = Values()
    await take_step(turn, route)


def _first_page(turn: Turn) -> Card:
    entries = _entries(turn)
    together = len(entries) > _FEW
    buttons: list[AnyButton] = []
    shown: set[str] = set()
    for route in entries:
        fellows = [each for each in entries if each.area == route.area]
        if not (together and route.area and len(fellows) > 1):
            buttons += _buttons(turn, [route])
        elif route.area not in shown:
            shown.add(route.area)
            label = turn.t.plain(f"area-{route.area}")
            buttons.append(Button(label, MENU_AREA, route.area))
    return Card(turn.t.get("menu"), in_columns(buttons))


def _entries(turn: Turn) -> list[Route]:
    return [route for route in mine(turn) if route.in_menu]


def _buttons(turn: Turn, entries: Sequence[Route]) -> list[AnyButton]:
    return [Button(turn.t.plain(f"menu-{route.name}"), MENU_OPEN, route.name) for route in entries]
