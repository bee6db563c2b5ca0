"""/incidents: what is open, one's own, what others have in hand, and what began in a period."""

from zoneinfo import ZoneInfo

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import total, turned, turner
from handlers.frame.outgoing.sending import without_buttons
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import no_period
from handlers.incidents.incident_card import incident_card
from handlers.taps import ESCALATION_SHOW, INCIDENT_OPEN, INCIDENTS_PAGE
from handlers.words.markup import Html, join
from handlers.words.periods import Wanted, days_of, days_text, period, wanted_period
from handlers.words.signal_words import title_words
from handlers.words.spoken_periods import spoken_past
from handlers.words.texts import Texts
from services.incidents.handling import HANDLE
from services.incidents.listing import FILTERS, IncidentLine, IncidentList, Took
from services.incidents.settings import EDIT
from services.periods import Period

routes = Routes(area="reports")
_ON_A_PAGE = 8
_WEEK = "week"


@routes.command("incidents", permission=HANDLE)
async def incidents(turn: Turn) -> None:
    """``/incidents [filter or period]``: of this chat; in private, of every chat in reach."""
    said = turn.args.strip().lower() or "open"
    known = {turn.t.plain(f"incidents-filter-{name}").lower(): name for name in FILTERS}
    name = said if said in FILTERS else known.get(said)
    wanted = None if name is not None else spoken_past(turn.t, said)
    if name is None and wanted is None:
        raise no_period("incidents", turn.t, said)
    await _page(turn, name or wanted or "open")


@routes.tap(INCIDENTS_PAGE, permission=HANDLE)
async def page(turn: Turn) -> None:
    """Another filter, or another page."""
    said = turn.values.text(0)
    wanted: Wanted | None = said if said in FILTERS else wanted_period(turn.t, said)
    if wanted is None:
        raise StaleButtonError
    behind, before = (None if at is None else _number(at) for at in turned(turn.values, 1))
    await _page(turn, wanted, behind, before)


@routes.tap(INCIDENT_OPEN, permission=HANDLE, opener_only=False)
async def opened(turn: Turn) -> None:
    """One was chosen: its card stands here from now on, and the one before loses its buttons."""
    incident = await turn.services.incident_handling.view(turn.actor, turn.values.number(0))
    shown = await turn.reply(incident_card(turn.t, incident))
    former = await turn.services.incident_showing.adopt(
        incident.id, turn.chat.id, turn.actor.thread_id, shown, incident.version
    )
    if former is not None:
        await without_buttons(turn.bot, turn.chat.id, former)


def line_words(t: Texts, line: IncidentLine, *, with_chat: bool) -> Html:
    """An incident in one line of a list."""
    about = line.about
    return t.get(
        "incidents-line",
        number=str(line.id),
        sign="resolved" if line.resolved_at is not None else line.severity,
        title="" if about is None else title_words(t, about.kind, about.facts),
        at=line.opened_at,
        in_hand="yes" if line.status == "acknowledged" else "no",
        name=line.acknowledged_name,
        quiet="yes" if line.snoozed_until is not None else "no",
        until="" if line.snoozed_until is None else t.moment(line.snoozed_until),
        elsewhere="yes" if with_chat and line.chat_title else "no",
        chat=line.chat_title,
    )


async def _page(
    turn: Turn, wanted: Wanted, behind: int | None = None, before: int | None = None
) -> None:
    t = turn.t
    found = await turn.services.incident_lists.listing(
        turn.actor, _asked(turn, wanted), _ON_A_PAGE, behind=behind, before=before
    )
    shown, is_filter = found.shown, wanted in FILTERS
    lines = [_title(turn, wanted, found), ""]
    private = turn.chat.is_private
    lines += [line_words(t, line, with_chat=private) for line in shown.items]
    if not shown.items:
        lines.append(t.get(f"incidents-none-{wanted if is_filter else 'period'}"))
    if found.took is not None and shown.items:
        lines += ["", *_took(t, found.took)]
    opens: list[AnyButton] = [
        Button(f"{at}. № {line.id}", INCIDENT_OPEN, line.id)
        for at, line in enumerate(shown.items, start=1)
    ]
    others: list[AnyButton] = [
        Button(t.plain(f"incidents-filter-{other}"), INCIDENTS_PAGE, other, "")
        for other in FILTERS
        if other != wanted
    ]
    if wanted != _WEEK:
        others.append(Button(t.plain("period-week"), INCIDENTS_PAGE, _WEEK, ""))
    rest: list[AnyButton] = []
    if not private and turn.may(EDIT):
        rest.append(Button(t.plain("incidents-button-escalation"), ESCALATION_SHOW))
    pages = turner(t, INCIDENTS_PAGE, shown, lambda line: line.id, str(wanted))
    await turn.show(Card(join(lines), [*in_columns(opens), pages, *in_columns(others), rest]))


def _asked(turn: Turn, wanted: Wanted) -> str | Period:
    if wanted in FILTERS:
        return str(wanted)
    return period(wanted, turn.services.clock(), ZoneInfo(turn.t.zone))


def _title(turn: Turn, wanted: Wanted, found: IncidentList) -> Html:
    t, count = turn.t, total(turn.t, found.total)
    if wanted in FILTERS:
        return t.get(f"incidents-title-{wanted}", total=count)
    days = days_of(wanted, turn.services.clock(), ZoneInfo(t.zone))
    return t.get("incidents-title-period", total=count, days=days_text(t, days))


def _took(t: Texts, took: Took) -> list[Html]:
    lines = []
    if took.acknowledge is not None:
        lines.append(t.get("incidents-took-acknowledge", length=took.acknowledge))
    if took.resolve is not None:
        lines.append(t.get("incidents-took-resolve", length=took.resolve))
    return lines


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 16):
        raise StaleButtonError
    return int(text)
