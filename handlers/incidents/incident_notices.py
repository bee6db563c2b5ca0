"""Notices of incidents: each card is made and edited by one, and the end of some is told besides."""

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import EditOf, Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.incidents.incident_card import incident_card, title_of
from handlers.words.texts import Texts

routes = Routes()


@routes.notice("incident-card")
async def card(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """How the incident stands when the notice is sent; what is shown already needs no edit."""
    card_id, anew = int(notice.facts["incident_card"]), bool(notice.facts.get("anew"))
    due = await services.incident_showing.due(card_id, anew=anew)
    if due is None:
        return None
    row, incident = due

    async def shown(message_id: int) -> None:
        await services.incident_showing.shown(card_id, message_id, incident.version)

    former = row.message_id if anew else None
    standing = None if anew else row.message_id
    return EditOf(standing, incident_card(t, incident), former=former, shown=shown)


@routes.notice("incident-over")
async def over(notice: Notice, services: Services, t: Texts) -> Card | None:
    """It is resolved, for those who were told of it with more than a card."""
    incident = await services.incident_showing.of_card(int(notice.facts["incident_card"]))
    if incident is None or not incident.is_resolved:
        return None
    by = "" if incident.resolved_by is None else incident.resolved_name
    words = "notice-incident-over-by" if by else "notice-incident-over"
    return Card(t.get(words, title=title_of(t, incident), name=by, at=incident.resolved_at))
