"""/incidents: what is open, one's own, what others have in hand, all, and what began in a period."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import total, turned, turner
from handlers.frame.outgoing.sending import without_buttons
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import no_period, period_and_rest
from handlers.incidents.incident_card import incident_card
from handlers.taps import ESCALATION_SHOW, INCIDENT_OPEN, INCIDENTS_PAGE
from handlers.words.markup import Html, join
from handlers.words.periods import Wanted, days_of, days_text, period, wanted_period
from handlers.words.signal_words import title_words
from handlers.words.texts import Texts
from services.incidents.handling import HANDLE
from services.incidents.lines import IncidentLine
from services.incidents.listing import FILTERS, Asked, IncidentList, Took
from services.incidents.settings import EDIT

routes = Routes(area="reports")
_ON_A_PAGE = 8
_WEEK = "week"
_NUMBER = re.compile(r"(?:(?:№|#|no\.?) ?|(?!(?:19|20)\d\d$))(\d{1,7})", re.ASCII | re.IGNORECASE)
"""Four digits alone are a year, and eight may be a day."""
_NAMES = ("open", "mine", "acknowledged", "all")
"""What is typed and has buttons."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A word of FILTERS, or none where only the days matter, and the days."""

    name: str
    days: Wanted | None = None

    def __str__(self) -> str:
        """As a button carries it."""
        return ",".join(str(each) for each in (self.name, self.days) if each)


@routes.command("incidents", permission=HANDLE)
async def incidents(turn: Turn) -> None:
    """``/incidents [filter] [period]``, in any order: of this chat; in private, of every chat in reach."""
    t = turn.t
    if number := _NUMBER.fullmatch(turn.args.strip()):
        await _open(turn, int(number[1]))
        return
    days, rest = period_and_rest("incidents", t, turn.args.lower().split())
    texts = {name: f"incidents-words-{name}" for name in _NAMES} | {"all": "words-all"}
    meant = {word: name for name in _NAMES for word in t.plain(texts[name]).lower().split()}
    meant |= {t.plain(f"incidents-filter-{name}").lower(): name for name in _NAMES}
    names = {meant.get(word, "") for word in rest}
    name = _name(names, days) if "" not in names else None
    if name is None:
        raise no_period("incidents", t, turn.args)
    await _page(turn, _Wanted(name, days))


def _name(names: set[str], days: Wanted | None) -> str | None:
    """What some words mean together; None: not all of them can be meant."""
    if "mine" in names:  # what was mine in a time is not in my hands for ever
        return "all-mine" if "all" in names or days is not None else "mine"
    if {"open", "acknowledged"} <= names:
        return None
    narrow = names - {"all"}
    return narrow.pop() if narrow else "all" if names else "" if days is not None else "open"


@routes.tap(INCIDENTS_PAGE, permission=HANDLE)
async def page(turn: Turn) -> None:
    """Another filter, or another page."""
    said = turn.values.text(0)
    name, _, rest = said.partition(",") if said.partition(",")[0] in FILTERS else ("", "", said)
    days = wanted_period(turn.t, rest) if rest else None
    if rest and days is None:
        raise StaleButtonError
    behind, before = (None if at is None else _number(at) for at in turned(turn.values, 1))
    await _page(turn, _Wanted(name, days), behind, before)


@routes.tap(INCIDENT_OPEN, permission=HANDLE, opener_only=False)
async def opened(turn: Turn) -> None:
    """One was chosen: its card stands here from now on, and the one before loses its buttons."""
    await _open(turn, turn.values.number(0))


async def _open(turn: Turn, number: int) -> None:
    incident = await turn.services.incident_handling.view(turn.actor, number)
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
    turn: Turn, wanted: _Wanted, behind: int | None = None, before: int | None = None
) -> None:
    t = turn.t
    found = await turn.services.incident_lists.listing(
        turn.actor, _asked(turn, wanted), _ON_A_PAGE, behind=behind, before=before
    )
    shown = found.shown
    lines: list[Html | str] = [*_title(turn, wanted, found), ""]
    private = turn.chat.is_private
    lines += [line_words(t, line, with_chat=private) for line in shown.items]
    if not shown.items:
        lines.append(t.get(f"incidents-none-{'period' if wanted.days else wanted.name}"))
    if found.took is not None and shown.items:
        lines += ["", *_took(t, found.took)]
    opens: list[AnyButton] = [
        Button(f"{at}. № {line.id}", INCIDENT_OPEN, line.id)
        for at, line in enumerate(shown.items, start=1)
    ]
    others: list[AnyButton] = [
        Button(t.plain(f"incidents-filter-{other}"), INCIDENTS_PAGE, other, "")
        for other in _NAMES
        if _Wanted(other) != wanted
    ]
    if wanted != _Wanted("", _WEEK):
        others.append(Button(t.plain("period-week"), INCIDENTS_PAGE, _WEEK, ""))
    rest: list[AnyButton] = []
    if not private and turn.may(EDIT):
        rest.append(Button(t.plain("incidents-button-escalation"), ESCALATION_SHOW))
    pages = turner(t, INCIDENTS_PAGE, shown, lambda line: line.id, str(wanted))
    await turn.show(Card(join(lines), [*in_columns(opens), pages, *in_columns(others), rest]))


def _asked(turn: Turn, wanted: _Wanted) -> Asked:
    now, zone = turn.services.clock(), ZoneInfo(turn.t.zone)
    name = wanted.name or "all"
    return Asked(name, None if wanted.days is None else period(wanted.days, now, zone))


def _title(turn: Turn, wanted: _Wanted, found: IncidentList) -> list[Html]:
    t, count = turn.t, total(turn.t, found.total)
    days = ""
    if wanted.days is not None:
        days = days_text(t, days_of(wanted.days, turn.services.clock(), ZoneInfo(t.zone)))
    if not wanted.name:
        return [t.get("incidents-title-period", total=count, days=days)]
    title = t.get(f"incidents-title-{wanted.name}", total=count)
    return [title, t.get("incidents-of-days", days=days)] if days else [title]


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
