"""Maintenances on a card: whether an app is open, and each maintenance in detail."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.words.alert_tests import lines_of_test
from handlers.words.codes import store_name
from handlers.words.markup import Html, folded, join, one_line, web_link
from handlers.words.provider_words import provider_name, short_trouble
from handlers.words.texts import Texts
from handlers.words.unread import unread_lines
from providers.games import Maintenance
from services.games.maintenance import AppStatus

_SHOWN = 3
_INDENT = "    "


def app_block(t: Texts, status: AppStatus) -> Html:
    """An app in one line, or in a few where it is under maintenance."""
    if status.maintenances is None:
        trouble = short_trouble(t, status.trouble or "error", status.since)
        name = provider_name(t, status.provider)
        return t.get("status-trouble", app=status.app, provider=name, trouble=trouble)
    if not status.maintenances:
        return t.get("status-open", app=status.app)
    is_on = any(
        (each.begins_at or status.read_at) <= status.read_at for each in status.maintenances
    )
    return join(
        [
            t.get("status-closed" if is_on else "status-planned", app=status.app),
            *maintenance_lines(t, status.maintenances),
            *unread_lines(t, status.maintenances),
        ]
    )


def maintenance_lines(t: Texts, maintenances: Sequence[Maintenance]) -> list[Html]:
    """What is known of each: scope and stores, from when until when, the message, the link."""
    lines = [line for each in maintenances[:_SHOWN] for line in _details(t, each)]
    if more := len(maintenances) - len(maintenances[:_SHOWN]):
        lines.append(t.get("status-more-maintenances", count=more))
    return [join([_INDENT, line], "") for line in lines]


def span(t: Texts, maintenance: Maintenance) -> Html | None:
    """From when until when, as far as it is known, by each reader's own clock."""
    begins = t.own_time(maintenance.begins_at) if maintenance.begins_at else None
    ends = t.own_time(maintenance.ends_at) if maintenance.ends_at else None
    if t.endless(maintenance.ends_at):
        return t.get("status-endless", begins=begins) if begins else t.get("status-endless-now")
    if begins and ends:
        return t.get("status-span", begins=begins, ends=ends)
    if begins:
        return t.get("status-since", begins=begins)
    if ends:
        return t.get("status-until", ends=ends)
    return None


def maintenance_of(facts: Mapping[str, Any]) -> Maintenance:
    """A maintenance from the facts of a notice."""
    begins, ends = facts["begins_at"], facts["ends_at"]
    return Maintenance(
        scope=str(facts["scope"]),
        begins_at=datetime.fromisoformat(begins) if begins else None,
        ends_at=datetime.fromisoformat(ends) if ends else None,
        message=str(facts["message"]),
        url=str(facts["url"]),
        stores=tuple(map(str, facts["stores"])),
    )


def _details(t: Texts, maintenance: Maintenance) -> list[Html]:
    lines = [_scope(t, maintenance)] if maintenance.scope or maintenance.stores else []
    if (when := span(t, maintenance)) is not None:
        lines.append(when)
    if message := one_line(maintenance.message):
        lines.append(t.get("status-message", message=message))
    if url := maintenance.url.strip():
        lines.append(web_link(t.plain("status-link"), url))
    return lines or [t.get("status-undescribed")]


def _scope(t: Texts, maintenance: Maintenance) -> Html:
    known = f"status-scope-{maintenance.scope}"
    scope = t.plain(known if t.has(known) else "status-scope-other")
    stores = list(dict.fromkeys(store_name(t, store) for store in maintenance.stores))
    if not stores:
        return t.get("status-scope-all", scope=scope)
    return t.get("status-scope-stores", scope=scope, stores=stores)


def notice_text(t: Texts, facts: Mapping[str, Any]) -> Html:
    """What a maintenance notice tells by itself: an event, or in a test how things stand."""
    app = str(facts["app"])
    on = [maintenance_of(each) for each in facts["maintenances"]]
    planned = [maintenance_of(each) for each in facts.get("planned", ())]
    event = str(facts["event"])
    lines = lines_of_test(t, facts)
    if facts.get("trouble"):
        trouble = short_trouble(t, str(facts["trouble"]))
        # A notice of an older version does not say whose the app is.
        name = provider_name(t, str(facts.get("provider", app)))
        lines.append(t.get("status-trouble", app=app, provider=name, trouble=trouble))
    elif event == "now":
        state = "closed" if on else "planned" if planned else "open"
        lines.append(t.get(f"status-{state}", app=app))
    else:
        lines.append(event_line(t, facts))
    lines.extend(maintenance_lines(t, on or planned))
    if event == "changed":
        before = [maintenance_of(each) for each in facts["before"]]
        if (was := _other_end(before, on)) is not None:
            lines.append(t.get("maintenance-end-was", was=t.own_time(was)))
    return join(lines)


def event_line(t: Texts, facts: Mapping[str, Any]) -> Html:
    """What has happened, in a sentence: all else stands on the card."""
    return t.get(f"maintenance-{facts['event']}", app=str(facts["app"]))


def living_text(t: Texts, app: str, facts: Mapping[str, Any], *, is_over: bool) -> Html:
    """The card that is edited while a maintenance lasts: how it stands, and what has happened so far."""
    lines = [t.get(f"maintenance-{facts['event']}", app=app)]
    shown = facts["last"] if is_over else [*facts["maintenances"], *facts["planned"]]
    lines.extend(maintenance_lines(t, [maintenance_of(each) for each in shown]))
    if len(facts["log"]) > 1:
        # The newest first: it is what is seen of a folded quotation.
        lines.append(folded(join([_log_line(t, each) for each in reversed(facts["log"])])))
    return join(lines)


def _log_line(t: Texts, line: Mapping[str, Any]) -> Html:
    at = t.own_time(datetime.fromisoformat(line["at"]))
    if line["was"]:
        was = t.own_time(datetime.fromisoformat(line["was"]))
        return t.get("maintenance-log-end-was", at=at, was=was)
    return t.get(f"maintenance-log-{line['event']}", at=at)


def _other_end(before: Sequence[Maintenance], now: Sequence[Maintenance]) -> datetime | None:
    """The end that was told before, where it is clear which maintenance it belongs to."""
    if len(before) == len(now) == 1 and before[0].ends_at != now[0].ends_at:
        return before[0].ends_at
    return None
