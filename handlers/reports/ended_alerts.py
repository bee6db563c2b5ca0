"""Notices to somebody whose alerts in private have ended, since they may not see what these tell."""

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.words.texts import Texts
from services.schedules import ALERTS_ENDED

routes = Routes()


@routes.notice(ALERTS_ENDED)
async def ended(notice: Notice, services: Services, t: Texts) -> Card:
    """Which they are and how they come back; nothing of what they would tell."""
    kinds = [str(each) for each in notice.facts["alerts"]]
    names = [t.plain(f"alert-kind-{kind}") for kind in kinds]
    return Card(t.get("alerts-ended", alerts=names, count=len(names)), shared=True)
