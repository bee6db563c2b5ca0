"""/maintenance: whether the games are open, every app at once, and the notices of a watch."""

from collections.abc import Sequence

from handlers.frame.cards import Button, Card
from handlers.frame.lists import that_fit
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.frame.turn import Turn
from handlers.games.maintenance_card import app_block, notice_text
from handlers.taps import STATUS_AGAIN, STATUS_LOOK
from handlers.words.markup import join
from handlers.words.texts import Texts
from providers.games import KnowsMaintenance
from services.games.maintenance import AppStatus

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
async def maintenance_notice(notice: Notice, services: Services, t: Texts) -> Card:
    """A maintenance began, changed or ended."""
    look = Button(t.plain("status-button-look"), STATUS_LOOK)
    return Card(notice_text(t, notice.facts), [[look]], shared=True)


@routes.tap(STATUS_LOOK, permission="status.view", opener_only=False, slow=True)
async def look(turn: Turn) -> None:
    """From a notice, which stays as it is: how all games are now."""
    statuses = await turn.services.status.maintenances()
    await turn.reply(status_card(turn.t, statuses))


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
