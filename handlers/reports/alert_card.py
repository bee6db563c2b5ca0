"""A chat's schedules as cards: the list, and one with what can be done about it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import pager
from handlers.frame.turn import Turn
from handlers.reports.alert_words import explained, times
from handlers.taps import (
    ALERT_HERE,
    ALERT_KINDS,
    ALERT_LATE,
    ALERT_OPEN,
    ALERT_OPTION,
    ALERT_PAGE,
    ALERT_PAUSE,
    ALERT_QUIET,
    ALERT_REMOVE,
    ALERT_REMOVED,
    ALERT_RESUME,
    ALERT_TEST,
    ALERT_TIME,
    ALERT_ZONE,
)
from handlers.words.durations import duration
from handlers.words.formats import zone_words
from handlers.words.markup import Html, code, join
from handlers.words.texts import Texts
from handlers.words.untold import Untold, untold_line
from services.page import Page
from services.schedules import ScheduleView
from services.schedules.kinds import KINDS, Value

_LASTS = {
    **dict.fromkeys(("maintenance-ahead", "orders-minutes", "desk-minutes", "cases-minutes"), 1),
    "bans-period": 60,
}
"""Options that are a duration, in so many minutes each."""

MOST_NOT_TOLD = 5


def alerts_card(
    t: Texts, page: Page[ScheduleView], not_told: Collection[int] = frozenset()
) -> Card:
    """The list: each schedule in two lines and as a button; marked if something was not told."""
    adding: list[AnyButton] = [Button(t.plain("alert-button-add"), ALERT_KINDS)]
    if not page.total:
        return Card(t.get("alerts-none"), [adding])
    lines: list[Html] = [t.get("alerts-title")]
    rows: list[list[AnyButton]] = []
    for each in page.items:
        kind = t.plain(f"alert-kind-{each.kind}")
        lines += [
            Html(""),
            t.get("alert-line", number=str(each.id), kind=kind, times=times(t, each.cron)),
            _next(t, each),
        ]
        if each.id in not_told:
            lines.append(t.get("mark-not-told"))
        label = t.plain("alert-button-open", number=str(each.id), kind=kind)
        rows.append([Button(label, ALERT_OPEN, each.id)])
    return Card(join(lines), [*rows, pager(t, ALERT_PAGE, page), adding])


def alert_card(
    t: Texts,
    alert: ScheduleView,
    *,
    thread: int | None = None,
    topics: bool = False,
    not_told: Sequence[Untold] = (),
) -> Card:
    """One schedule and its buttons; ``thread`` is the forum topic the card is shown in.

    ``topics``: the chat has some, and the way to another is told.
    """
    kind = t.plain(f"alert-kind-{alert.kind}")
    lines = [
        t.get("alert-title", number=str(alert.id), kind=kind),
        t.get(f"alert-about-{alert.kind}"),
        "",
        *times_lines(t, alert.cron),
        t.get("alert-zone", zone=zone_words(alert.timezone)),
        t.get("alert-quiet", hours=alert.quiet or t.plain("alert-quiet-none")),
        _next(t, alert),
    ]
    if alert.holds is not None:
        lines.append(t.get("alert-holds", until=alert.holds))
    if not_told:
        shown = not_told[:MOST_NOT_TOLD]
        lines += ["", t.get("alert-not-told"), *(untold_line(t, each) for each in shown)]
        if left := len(not_told) - len(shown):
            lines.append(t.get("not-told-more", count=left))
    resting = Button(t.plain("alert-button-pause"), ALERT_PAUSE, alert.id)
    if alert.paused:
        resting = Button(t.plain("alert-button-resume"), ALERT_RESUME, alert.id, style="success")
    here: list[AnyButton] = []
    if alert.thread_id != thread:
        lines += ["", t.get("alert-told-elsewhere")]
        here = [Button(t.plain("alert-button-here"), ALERT_HERE, alert.id)]
    elif topics:
        lines += ["", t.get("alert-told-here", number=str(alert.id))]
    rows: list[list[AnyButton]] = [
        [
            Button(t.plain("alert-button-time"), ALERT_TIME, alert.id),
            Button(t.plain("alert-button-zone"), ALERT_ZONE, alert.id),
        ],
        [Button(t.plain("alert-button-quiet"), ALERT_QUIET, alert.id), resting],
        *in_columns(_settings(t, alert)),
        [
            Button(t.plain("alert-button-test"), ALERT_TEST, alert.id),
            Button(t.plain("alert-button-remove"), ALERT_REMOVE, alert.id, style="danger"),
        ],
        here,
        [Button(t.plain("button-back"), ALERT_PAGE, 1)],
    ]
    return Card(join(lines), rows)


def shown_alert(turn: Turn, alert: ScheduleView, *, not_told: Sequence[Untold] = ()) -> Card:
    """The card of an alert where somebody looks at it."""
    thread, topics = turn.actor.thread_id, turn.chat.has_topics
    return alert_card(turn.t, alert, thread=thread, topics=topics, not_told=not_told)


def times_lines(t: Texts, cron: str) -> list[Html]:
    """When it comes; a line that has no short words is spelled out below."""
    short = times(t, cron)
    lines = [t.get("alert-times", times=short)]
    if short == code(cron):
        lines.append(t.get("alert-explained", times=explained(t, cron)))
    return lines


def option_words(t: Texts, name: str, value: Value) -> str:
    """A value of an option, with what it counts; 0 may stand for "off"."""
    if value == 0 and t.has(f"alert-option-{name}-none"):
        return t.plain(f"alert-option-{name}-none")
    if isinstance(value, str):
        return t.plain(f"alert-option-{name}-{value}")
    minutes = value * _LASTS[name] if name in _LASTS else 0
    return t.plain(f"alert-option-{name}", count=value, length=duration(t, minutes, short=True))


def _settings(t: Texts, alert: ScheduleView) -> list[AnyButton]:
    """Its kind's options, and how late a missed run is made up."""
    buttons: list[AnyButton] = [
        Button(option_words(t, f"{alert.kind}-{name}", value), ALERT_OPTION, alert.id, name)
        for name, value in alert.options.items()
    ]
    lateness = int(alert.lateness.total_seconds()) // 60
    late = t.plain("alert-button-late", span=duration(t, lateness, short=True))
    return [*buttons, Button(late, ALERT_LATE, alert.id)]


def remove_card(t: Texts, alert: ScheduleView) -> Card:
    """Whether to remove it, and what that means."""
    kind = t.plain(f"alert-kind-{alert.kind}")
    yes = Button(t.plain("button-confirm"), ALERT_REMOVED, alert.id, style="danger")
    no = Button(t.plain("button-cancel"), ALERT_OPEN, alert.id)
    return Card(t.get("alert-remove", number=str(alert.id), kind=kind), [[yes, no]])


def _next(t: Texts, alert: ScheduleView) -> Html:
    if alert.paused:
        return t.get("alert-paused")
    if alert.next_at is None:
        return t.get("alert-never")
    held, until = held_words(alert.kind, alert.next_held), alert.next_held or ""
    return t.get("alert-next", at=alert.next_at, held=held, until=until)


def held_words(kind: str, until: datetime | None) -> str:
    """Whether quiet hours hold what an alert of this kind tells: all of it, or what is not urgent."""
    if until is None:
        return "no"
    known = KINDS.get(kind)
    return "urgent" if known is not None and known.urgent_comes else "yes"
