"""A chat's schedules as cards: the list, and one with what can be done about it."""

import re
from collections.abc import Collection, Sequence

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.lists import pager
from handlers.taps import (
    ALERT_HERE,
    ALERT_KINDS,
    ALERT_OPEN,
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
from handlers.words.formats import zone_words
from handlers.words.markup import Html, code, join
from handlers.words.texts import Texts
from handlers.words.untold import Untold, untold_line
from services.page import Page
from services.schedules import ScheduleView

MOST_NOT_TOLD = 5
_DAILY = re.compile(r"(\d{1,2}) (\d{1,2}) \* \* \*")
_MINUTES = re.compile(r"(?:\*/(\d{1,2})|\*) \* \* \* \*")
_HOURS = re.compile(r"0 (?:\*/(\d{1,2})|\*) \* \* \*")


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
    not_told: Sequence[Untold] = (),
) -> Card:
    """One schedule and its buttons; ``thread`` is the forum topic the card is shown in."""
    kind = t.plain(f"alert-kind-{alert.kind}")
    lines = [
        t.get("alert-title", number=str(alert.id), kind=kind),
        t.get(f"alert-about-{alert.kind}"),
        "",
        t.get("alert-times", times=times(t, alert.cron)),
        t.get("alert-zone", zone=zone_words(alert.timezone)),
        t.get("alert-quiet", hours=alert.quiet or t.plain("alert-quiet-none")),
        _next(t, alert),
    ]
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
    rows: list[list[AnyButton]] = [
        [
            Button(t.plain("alert-button-time"), ALERT_TIME, alert.id),
            Button(t.plain("alert-button-zone"), ALERT_ZONE, alert.id),
        ],
        [Button(t.plain("alert-button-quiet"), ALERT_QUIET, alert.id), resting],
        [
            Button(t.plain("alert-button-test"), ALERT_TEST, alert.id),
            Button(t.plain("alert-button-remove"), ALERT_REMOVE, alert.id, style="danger"),
        ],
        here,
        [Button(t.plain("button-back"), ALERT_PAGE, 1)],
    ]
    return Card(join(lines), rows)


def remove_card(t: Texts, alert: ScheduleView) -> Card:
    """Whether to remove it, and what that means."""
    kind = t.plain(f"alert-kind-{alert.kind}")
    yes = Button(t.plain("button-confirm"), ALERT_REMOVED, alert.id, style="danger")
    no = Button(t.plain("button-cancel"), ALERT_OPEN, alert.id)
    return Card(t.get("alert-remove", number=str(alert.id), kind=kind), [[yes, no]])


def times(t: Texts, cron: str) -> Html:
    """A crontab line in words, where they are short; else the line."""
    if daily := _DAILY.fullmatch(cron):
        return t.get("alert-daily", time=f"{int(daily[2]):02}:{int(daily[1]):02}")
    if (minutes := _MINUTES.fullmatch(cron)) and (count := _even(minutes[1], 60)):
        return t.get("alert-minutes", count=count)
    if (hours := _HOURS.fullmatch(cron)) and (count := _even(hours[1], 24)):
        return t.get("alert-hours", count=count)
    return code(cron)


def _even(step: str | None, whole: int) -> int | None:
    """The step, if its runs are evenly apart: */7 begins anew with each hour."""
    count = int(step or 1)
    return count if count and whole % count == 0 else None


def _next(t: Texts, alert: ScheduleView) -> Html:
    if alert.paused:
        return t.get("alert-paused")
    if alert.next_at is None:
        return t.get("alert-never")
    return t.get("alert-next", at=alert.next_at)
