"""That a schedule tells of less than before, since whoever made it may not see the rest any more."""

from collections.abc import Mapping
from typing import Any

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.words.markup import Html
from handlers.words.texts import Texts
from services.schedules import ALERT_LESSENED

routes = Routes()


@routes.notice(ALERT_LESSENED)
async def lessened(notice: Notice, services: Services, t: Texts) -> Card | None:
    """To the chat of an alert; None: the chats that it told of are none of the desk's any more."""
    facts = notice.facts
    where = await _where(services, t, facts)
    if where is None:
        return None
    alert = t.plain(f"alert-kind-{facts['alert']}")
    return Card(t.get("alert-lessened", alert=alert, number=str(facts["schedule"]), **where))


async def lessened_lines(services: Services, t: Texts, facts: Mapping[str, Any]) -> list[Html]:
    """The line on a digest, where its facts have ``lost``."""
    where = await _where(services, t, facts["lost"]) if "lost" in facts else None
    return [] if where is None else [t.get("sales-lessened", **where)]


async def _where(services: Services, t: Texts, lost: Mapping[str, Any]) -> dict[str, Any] | None:
    """Whose right is gone, and in which chats as they are called now."""
    titles = [services.access.title_of(int(chat)) for chat in lost["chats"]]
    named = [title for title in titles if title]
    if not named and not lost["everywhere"]:
        return None
    name = await services.people.name(int(lost["maker"]))
    return {"name": name, "where": "everywhere" if lost["everywhere"] else "chats", "chats": named}
