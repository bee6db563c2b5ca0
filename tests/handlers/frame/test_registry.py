from contextlib import nullcontext
from types import SimpleNamespace
from typing import cast

import pytest

from handlers.frame.callback import StaleButtonError, Tap
from handlers.frame.outgoing.menu_commands import routes_for
from handlers.frame.registry import OPEN, Registry, RegistryError
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.values import Values
from handlers.tasks import TASKS
from providers.games import KnowsPlayers
from services.access.roles import PERMISSIONS

KNOWN = {"stock.view"}


NAMES: dict[str, str | Tap] = {"command": "some", "tap": Tap("some"), "answer": "some"}


async def step(turn: Turn) -> None:
    """A step that is never taken."""


def test_the_desk_itself_may_start() -> None:
    """Every step of every task names a permission there is, and no two share a name."""
    registry = Registry(TASKS, PERMISSIONS)
    assert {"start", "help", "menu", "stock"} <= set(registry.commands)


@pytest.mark.parametrize("permission", ["", "stock.veiw"])
@pytest.mark.parametrize("kind", ["command", "tap", "answer"])
def test_a_step_without_a_known_permission_stops_the_start(kind: str, permission: str) -> None:
    """What nobody has thought about is not reachable: the bot does not start."""
    routes = Routes()
    getattr(routes, kind)(NAMES[kind], permission=permission)(step)
    with pytest.raises(RegistryError, match="some"):
        Registry([routes], KNOWN)


@pytest.mark.parametrize("kind", ["command", "tap", "answer"])
def test_a_permission_cannot_be_left_out(kind: str) -> None:
    """Leaving the permission out is a mistake at the decorator already."""
    with pytest.raises(TypeError, match="permission"):
        getattr(Routes(), kind)(NAMES[kind])


def test_a_payload_without_a_known_permission_stops_the_start() -> None:
    """The way in by a link is a step like any other."""
    routes = Routes()
    routes.start_payload(permission="stock.veiw")(step)
    with pytest.raises(RegistryError, match=r"stock\.veiw"):
        Registry([routes], KNOWN)


@pytest.mark.parametrize("kind", ["command", "tap", "answer"])
def test_two_steps_of_one_name_stop_the_start(kind: str) -> None:
    """Which of two steps would be taken is never a matter of luck."""
    one, other = Routes(), Routes()
    for routes in (one, other):
        getattr(routes, kind)(NAMES[kind], permission=OPEN)(step)
    with pytest.raises(RegistryError, match="two steps"):
        Registry([one, other], KNOWN)


def test_a_step_is_found_by_its_name() -> None:
    """The registry gives the step with what it was registered with."""
    routes = Routes()
    routes.tap(Tap("some"), permission="stock.view", opener_only=False, slow=True)(step)
    found = Registry([routes], KNOWN).taps["some"]
    assert (found.handler, found.permission) == (step, "stock.view")
    assert (found.opener_only, found.slow) == (False, True)


async def test_the_number_on_a_button_is_handed_in() -> None:
    """With the least that it may be; what is none, or less, is a button that leads nowhere."""
    routes, given = Routes(), list[int]()

    @routes.number_tap(Tap("some"), permission="stock.view", least=1)
    async def numbered(turn: Turn, number: int) -> None:
        given.append(number)

    [route] = routes.taps
    assert route.handler.__module__ == __name__
    for said in ("7", "0", "x"):
        turn = cast("Turn", SimpleNamespace(values=Values([said])))
        with nullcontext() if said == "7" else pytest.raises(StaleButtonError):
            await route.handler(turn)
    assert given == [7]


def test_a_task_that_no_provider_serves_is_in_no_menu() -> None:
    """A provider without settings is off: what needs it is not offered."""
    task = Routes(needs=KnowsPlayers)

    task.command("look", permission="players.view")(step)
    on = Registry([task], PERMISSIONS, lambda _capability: True)
    off = Registry([task], PERMISSIONS, lambda _capability: False)
    assert [route.name for route in routes_for(on, PERMISSIONS, is_private=True)] == ["look"]
    assert routes_for(off, PERMISSIONS, is_private=True) == []
