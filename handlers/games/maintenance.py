"""/maintenance: whether the games are open, every app at once, and the notices of a watch."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from handlers.frame.cards import Button, Card
from handlers.frame.lists import that_fit
from handlers.frame.outgoing.notices import EditOf, Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.frame.turn import Turn
from handlers.games.maintenance_card import app_block, event_line, living_text, notice_text
from handlers.taps import STATUS_AGAIN, STATUS_LOOK
from handlers.words.markup import Html, join
from handlers.words.texts import Texts
from providers.games import KnowsMaintenance
from services.games.maintenance import AppStatus
from services.schedules.maintenance_cards import MaintenanceCardView

routes = Routes(area="games", needs=KnowsMaintenance)


@routes.command("maintenance", permission="status.view")
async def maintenance(turn: Turn) -> None:
    """Ask for all apps at once."""
    await turn.typing()
    await _show(turn)


@routes.tap(STATUS_AGAIN, permission="status.view", slow=True)
async def again(turn: Turn) -> None:
    """Ask once more."""
    await _show(turn)


@routes.notice("maintenance")
async def maintenance_notice(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """A maintenance is near, began or ended: by its card, which is new then, or beside that."""
    view = None
    if (number := notice.facts.get("card")) is not None:
        view = await services.maintenance_cards.told(int(number))
    if view is None:
        return EditOf(None, _with_look(t, notice_text(t, notice.facts)))
    if not notice.facts.get("brings_card"):
        return EditOf(None, Card(event_line(t, notice.facts)), reply_to=view.message_id)
    # Held back until it was over: that is told by itself.
    return None if view.is_over else EditOf(None, _living(t, view), posted=_posted(services, view))


@routes.notice("maintenance-shown")
async def maintenance_shown(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """How a maintenance stands, on its card; one that was lost is sent anew while it lasts."""
    view = await services.maintenance_cards.told(int(notice.facts["card"]))
    if view is None or view.comes or (view.is_over and view.message_id is None):
        return None
    over, posted = view.is_over, _posted(services, view)
    return EditOf(view.message_id, _living(t, view), posted, only=over, pinned=not over)


@routes.tap(STATUS_LOOK, permission="status.view", opener_only=False, slow=True)
async def look(turn: Turn) -> None:
    """From a notice, which stays as it is: how all games are now."""
    statuses = await turn.services.status.maintenances()
    await turn.reply(status_card(turn.t, statuses))


def _living(t: Texts, view: MaintenanceCardView) -> Card:
    return _with_look(t, living_text(t, view.app, view.facts, is_over=view.is_over))


def _with_look(t: Texts, text: Html) -> Card:
    return Card(text, [[Button(t.plain("status-button-look"), STATUS_LOOK)]], shared=True)


def _posted(services: Services, view: MaintenanceCardView) -> Callable[[int], Awaitable[None]]:
    return partial(services.maintenance_cards.arrived, view.id)


def status_card(t: Texts, statuses: Sequence[AppStatus]) -> Card:
    """The apps that need a look first; those for which there is no room are counted."""
    if not statuses:
        return Card(t.get("status-no-apps"))
    blocks = [app_block(t, status) for status in sorted(statuses, key=_urgency)]
    shown = that_fit(blocks)
    if left := len(blocks) - len(shown):
        shown.append(t.get("status-more-apps", count=left))
    read_at = min(status.read_at for status in statuses)
    lines = [t.get("status-title"), "", *shown, "", t.get("read-at", at=read_at)]
    return Card(join(lines), [[Button(t.plain("button-refresh"), STATUS_AGAIN)]])


def _urgency(status: AppStatus) -> int:
    if status.maintenances:
        return 0
    return 1 if status.maintenances is None else 2


async def _show(turn: Turn) -> None:
    statuses = await turn.services.status.maintenances()
    await turn.show(status_card(turn.t, statuses))
