"""An incident as a card: what is so, who has it in hand, and what became of it since."""

from datetime import datetime
from typing import Any

from handlers.frame.cards import MOST_CHARACTERS, AnyButton, Button, Card, Rows, in_columns
from handlers.incidents.card_room import (
    LINE,
    RELATED,
    TEXT,
    TITLE,
    brief,
    length,
    log_folded,
    texts_folded,
)
from handlers.taps import (
    INCIDENT_ACKNOWLEDGE,
    INCIDENT_HOW_LONG,
    INCIDENT_REOPEN,
    INCIDENT_RESOLVE,
    INCIDENT_SHOW,
    INCIDENT_SNOOZE,
    INCIDENT_UNACKNOWLEDGE,
    INCIDENT_UNSNOOZE,
)
from handlers.words.markup import Html, bold, join, quoted
from handlers.words.signal_words import detail_words, title_words
from handlers.words.texts import Texts
from services.incidents import IncidentView
from services.incidents.handling import SNOOZE_WORDS, morning_after
from services.incidents.views import LineView, SignalView

_LINES = 3
"""The last lines of its log stand open, those before are folded."""
_SIGNALS = 8
_SPARE = 100


def incident_card(t: Texts, incident: IncidentView, rows: Rows = ()) -> Card:
    """The card. Whoever may handle incidents shares it; ``rows`` stand in place of its buttons."""
    t = t.kept
    about, whole = _about(t, incident)
    standing, (newest, earlier) = _standing(t, incident), _log(t, incident)
    # What stands open always fits; folds take what room is left, the texts most of it.
    room = MOST_CHARACTERS - _SPARE - length([*about, *standing, *newest])
    missing = incident.lines_total - len(incident.lines)
    log = log_folded(t, earlier, missing, room // 3 if whole else room)
    texts = texts_folded(t, whole, room - length(log))
    lines = [*about, *texts, "", *standing, *log, *newest]
    silent = incident.severity == "info"
    return Card(join(lines), rows or _buttons(t, incident), shared=True, silent=silent)


def snooze_rows(t: Texts, incident: IncidentView, now: datetime) -> Rows:
    """How long is it to be quiet? What says tomorrow has in it which day that is, whenever it is pressed."""
    morning = int(morning_after(now, t.zone).timestamp())
    number = incident.id
    choices: list[AnyButton] = [
        Button(t.plain(f"incident-snooze-{how}"), INCIDENT_SNOOZE, number, how, morning)
        for how in SNOOZE_WORDS
    ]
    return [*in_columns(choices), [Button(t.plain("button-back"), INCIDENT_SHOW, number)]]


def _buttons(t: Texts, incident: IncidentView) -> Rows:
    number = incident.id
    if incident.is_resolved:
        if incident.resolved_by is None:
            return []
        return [[Button(t.plain("button-reopen"), INCIDENT_REOPEN, number)]]
    if incident.is_open:
        label = t.plain("button-acknowledge")
        first = Button(label, INCIDENT_ACKNOWLEDGE, number, style="primary")
    else:
        first = Button(t.plain("button-unacknowledge"), INCIDENT_UNACKNOWLEDGE, number)
    if incident.snoozed_until is None:
        second = Button(t.plain("button-snooze"), INCIDENT_HOW_LONG, number)
    else:
        second = Button(t.plain("button-unsnooze"), INCIDENT_UNSNOOZE, number)
    third = Button(t.plain("button-resolve"), INCIDENT_RESOLVE, number, style="success")
    return in_columns([first, second, third], 3)


def title_of(t: Texts, incident: IncidentView) -> Html:
    """What it is about, in one line, with its sign."""
    first = incident.signals[0]
    title = title_words(t, first.kind, first.facts)
    return t.get(
        "incident-title",
        sign=_sign(incident),
        title=bold(brief(title, TITLE)),
        more=len(incident.signals) - 1,
    )


def _sign(incident: IncidentView) -> str:
    if incident.is_resolved:
        return "resolved"
    return incident.severity


def _about(t: Texts, incident: IncidentView) -> tuple[list[Html], list[Html]]:
    """What it is about, in the open; and whole, for a fold, what is shortened or missing there."""
    first, *rest = incident.signals
    texts = [(title_words(t, first.kind, first.facts), TITLE)]
    if (detail := detail_words(t, first.kind, first.facts)) is not None:
        texts.append((detail, TEXT))
    related = [_signal(t, each) for each in rest]
    texts += [(each, RELATED) for each in related[:_SIGNALS]]
    shown = [brief(text, most) for text, most in texts]
    whole = [text for (text, _), short in zip(texts, shown, strict=True) if short != text]
    opened = [title_of(t, incident), *shown[1:]]
    if more := related[_SIGNALS:]:
        opened.append(t.get("lines-more", count=len(more)))
    return opened, [*whole, *more]


def _signal(t: Texts, signal: SignalView) -> Html:
    title = title_words(t, signal.kind, signal.facts)
    return t.get("incident-signal", title=title, severity=signal.severity)


def _standing(t: Texts, incident: IncidentView) -> list[Html]:
    number, times = str(incident.id), incident.times
    lines = [t.get("incident-since", number=number, at=incident.opened_at, times=times)]
    if incident.is_resolved:
        by = "" if incident.resolved_by is None else incident.resolved_name
        said = "incident-resolved-by" if by else f"incident-{incident.ended_by or 'over'}"
        return [*lines, t.get(said, name=by, at=incident.resolved_at)]
    if incident.acknowledged_by is not None and not incident.is_open:
        by, at = incident.acknowledged_name, incident.acknowledged_at
        lines.append(t.get("incident-acknowledged", name=by, at=at))
    if incident.snoozed_until is not None:
        by, until = incident.snoozed_name, incident.snoozed_until
        lines.append(t.get("incident-snoozed", name=by, until=until))
    if incident.is_open and incident.snoozed_until is None:
        lines.append(t.get("incident-nobody", step=incident.step))
    return lines


def _log(t: Texts, incident: IncidentView) -> tuple[list[Html], list[Html]]:
    """The last lines of its log, and those before."""
    lines = incident.lines
    if incident.lines_total < 2:  # that it began is said already
        return [], []
    last = quoted(join([_line(t, each) for each in lines[-_LINES:]]))
    return [last], [_line(t, each) for each in lines[:-_LINES]]


def _until(t: Texts, said: Any) -> str:
    return "" if said is None else t.moment(datetime.fromisoformat(str(said)))


def _line(t: Texts, line: LineView) -> Html:
    said = line.facts.get("said")
    about = {
        "name": line.by or str(line.facts.get("title", "")),
        "title": title_words(t, str(line.facts["kind"]), said) if said is not None else "",
        "count": int(line.facts.get("count", 1)),
        "step": int(line.facts.get("step", 0)),
        "until": _until(t, line.facts.get("until")),
        "times": int(line.facts.get("times", 1)),
    }
    what = brief(t.get(f"incident-did-{line.what}", **about), LINE)
    return t.get("incident-log-line", at=t.of_line(line.at), what=what)
