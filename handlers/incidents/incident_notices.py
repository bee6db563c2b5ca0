"""Notices of incidents: each card is made and edited by one, and the end of some is told besides."""

from datetime import datetime

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.outgoing.notices import EditOf, Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.incidents.incident_card import incident_card, title_of
from handlers.incidents.listing import line_words
from handlers.taps import INCIDENT_OPEN, INCIDENTS_PAGE
from handlers.words.markup import bold, join
from handlers.words.texts import Texts

routes = Routes()
_MOST_HELD = 20


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


@routes.notice("incidents-many")
async def many(notice: Notice, services: Services, t: Texts) -> Card:
    """So many are not taken in hand that a card for each would not be read."""
    facts = notice.facts
    title = services.access.title_of(int(facts["home"]))
    text = t.get("notice-incidents-many", count=int(facts["count"]), chat=bold(title))
    if notice.chat_id < 0:
        return Card(text)
    return Card(
        text, [[Button(t.plain("menu-incidents"), INCIDENTS_PAGE, "open", "")]], shared=True
    )


@routes.notice("incidents-held")
async def held(notice: Notice, services: Services, t: Texts) -> Card | None:
    """What quiet hours held, as one summary: what lasts can be opened, what is over is only named."""
    until = datetime.fromisoformat(str(notice.facts["until"]))
    lines, count = await services.incident_showing.held(
        int(notice.facts["home"]), until, _MOST_HELD
    )
    if not lines:
        return None
    lasting = [line for line in lines if line.resolved_at is None]
    said = [line_words(t, line, with_chat=False) for line in lines]
    if (more := count - len(lines)) > 0:
        said.append(t.get("lines-more", count=more))
    text = join([t.get("notice-incidents-held", count=count), "", *said])
    opens: list[AnyButton] = [Button(f"№ {line.id}", INCIDENT_OPEN, line.id) for line in lasting]
    return Card(text, in_columns(opens, 3), shared=True, silent=not lasting)
