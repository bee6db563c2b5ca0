"""Notices of incidents: each card is made and edited by one, and the end of some is told besides."""

from collections.abc import Sequence
from datetime import datetime

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.outgoing.notices import EditOf, Notice, silenced
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.incidents.incident_card import incident_card, title_of
from handlers.incidents.listing import line_words
from handlers.taps import INCIDENT_OPEN, INCIDENTS_PAGE
from handlers.words.markup import Html, bold, join
from handlers.words.signal_words import title_words
from handlers.words.texts import Texts
from services.incidents.cards import FLAPS
from services.incidents.lines import IncidentLine
from services.incidents.news import OVER
from services.incidents.showing import Due

routes = Routes()


@routes.notice("incident-card")
async def card(notice: Notice, services: Services, t: Texts) -> Card | EditOf | None:
    """How the incident stands when the notice is sent; what is shown already needs no edit."""
    facts = notice.facts
    number, anew = int(facts["incident_card"]), bool(facts.get("anew"))
    made = await _made(services, t, number, anew=anew, past=facts.get("past"))
    return silenced(made) if made is not None and facts.get("quiet") else made


async def _made(
    services: Services, t: Texts, card_id: int, *, anew: bool, past: Sequence[int] | None = None
) -> Card | EditOf | None:
    due = await services.incident_showing.due(card_id, anew=anew, past=past)
    if due is None:
        return None
    row, incident, quiet, anew, _ = due
    if row.summary_id is not None:
        return await _summary(services, t, row.summary_id)

    async def shown(message_id: int) -> None:
        await services.incident_showing.shown(card_id, message_id, incident.version)

    former = row.message_id if anew else None
    standing = None if anew else row.message_id
    made = EditOf(standing, incident_card(t, incident), former=former, shown=shown)
    return silenced(made) if quiet else made


@routes.notice("incident-over")
async def over(notice: Notice, services: Services, t: Texts) -> Card | None:
    """It is resolved, for those who were told of it with more than a card."""
    found = await services.incident_showing.of_card(int(notice.facts["incident_card"]))
    if found is None:
        return None
    incident = found.incident
    if notice.facts.get("eased") and not incident.is_resolved:
        return _eased(t, found)
    if not incident.is_resolved or (notice.facts.get("eased") and found.end_told):
        return None
    at = notice.facts.get("over_at")
    if at is not None and datetime.fromisoformat(str(at)) != incident.resolved_at:
        return None  # it came back since, and was over again
    if found.card.summary_id is not None:
        return await _all_over(services, t, found)
    by = "" if incident.resolved_by is None else incident.resolved_name
    words = "notice-incident-over-by" if by else "notice-incident-over"
    if incident.ended_by not in ("", OVER):
        words = f"notice-incident-{incident.ended_by}"
    elif not by and incident.times >= FLAPS:
        words = "notice-incident-over-flapping"
    about = {"title": title_of(t, incident), "number": str(incident.id), "at": incident.resolved_at}
    return Card(t.get(words, **about, name=by, times=incident.times), silent=found.quiet)


def _eased(t: Texts, due: Due) -> Card | None:
    if due.incident.severity == "urgent":
        return None  # it is again, which was told
    title = title_of(t, due.incident)
    text = t.get("notice-incident-eased", title=title, number=str(due.incident.id))
    return Card(text, silent=due.quiet)


@routes.notice("incidents-many")
async def many(notice: Notice, services: Services, t: Texts) -> Card | EditOf:
    """So many are not taken in hand, or not any more, that a card for each would not be read."""
    if (made := await _summary(services, t, notice.id)) is not None:
        return made
    facts = notice.facts
    home = int(facts["home"])
    words = "notice-incidents-lost" if facts.get("lost") else "notice-incidents-many"
    title = services.access.title_of(home)
    text = t.get(words, count=int(facts["count"]), chat=bold(title))
    if notice.chat_id < 0 and notice.chat_id != home:  # a group lists its own
        return Card(text)
    return Card(text, [[_all_open(t)]], shared=True)


def _all_open(t: Texts) -> Button:
    return Button(t.plain("menu-incidents"), INCIDENTS_PAGE, "open", "")


async def _summary(services: Services, t: Texts, summary_id: int) -> EditOf | None:
    """One message in which many went on to others, as they stand now."""
    told = await services.incident_summaries.told(summary_id)
    if told is None:
        return None
    t = t.kept
    chat = bold(services.access.title_of(told.chat_id))
    if told.untaken:
        said = [t.get("notice-incidents-many", count=told.untaken, chat=chat)]
    elif told.lasting:
        said = [t.get("incidents-many-taken", count=told.lasting, chat=chat)]
    else:
        said = [t.get("incidents-many-over", count=told.count, chat=chat)]
    said += [Html(""), *(line_words(t, line, with_chat=False) for line in told.lines)]
    if (more := told.count - len(told.lines)) > 0:
        said.append(t.get("lines-more", count=more))
    opens: list[AnyButton] = [
        Button(f"№ {line.id}", INCIDENT_OPEN, line.id)
        for line in told.lines
        if line.resolved_at is None
    ]

    async def shown(message_id: int) -> None:
        await services.incident_summaries.shown(summary_id, message_id, told.versions)

    card = Card(join(said), in_columns(opens, 4), shared=True, silent=told.message_id is not None)
    return EditOf(told.message_id, card, shown=shown)


async def _all_over(services: Services, t: Texts, due: Due) -> Card | None:
    """All that one message told of are over, which is said once, with the last of them."""
    number = due.card.summary_id
    told = None if number is None else await services.incident_summaries.told(number)
    if told is None or told.over_last != due.incident.id:
        return None
    chat = bold(services.access.title_of(told.chat_id))
    text = t.get("incidents-many-over", count=told.count, chat=chat)
    return Card(text, silent=due.quiet)


@routes.notice("incidents-held")
async def held(notice: Notice, services: Services, t: Texts) -> Card | EditOf | None:
    """What quiet hours held, as one summary: of what lasts each has its card below or behind a button."""
    told = await services.after_quiet.take_in(notice.id)
    if told is None:
        return None
    lasting = [line for line in told.lines if line.resolved_at is None]
    if told.alone is not None and lasting:
        made = await _made(services, t, told.alone, anew=told.anew)
        return made if made is None or told.calls else silenced(made)
    said = [t.get("notice-incidents-held", count=told.count), Html("")]
    said += [_held_words(t, line) for line in told.lines]
    if (more := told.count - len(told.lines)) > 0:
        said.append(t.get("lines-more", count=more))
    if told.follow:
        said += [Html(""), t.get("incidents-held-follow", count=len(told.follow))]
    opens: list[AnyButton] = [
        Button(f"№ {line.id}", INCIDENT_OPEN, line.id)
        for line in lasting
        if line.id not in told.follow
    ]
    rows = in_columns(opens, 3)
    if more > 0 and len(lasting) == len(told.lines):  # there may be more that last than are named
        rows.append([_all_open(t)])
    return Card(join(said), rows, shared=True, silent=not (lasting and told.calls))


def _held_words(t: Texts, line: IncidentLine) -> Html:
    if line.resolved_at is None:
        return line_words(t, line, with_chat=False)
    about = line.about
    title = "" if about is None else title_words(t, about.kind, about.facts)
    return t.get("incidents-held-over", number=str(line.id), title=title, at=line.opened_at)
