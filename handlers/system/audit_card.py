"""A page of the audit as a card, and the cards by which it is narrowed down."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import turner
from handlers.frame.turn import Turn
from handlers.system.audit_view import AuditView, packed
from handlers.system.audit_words import deed_words, who_words
from handlers.taps import (
    AUDIT_CSV,
    AUDIT_ORDER,
    AUDIT_PAGE,
    AUDIT_PERSON,
    AUDIT_WHAT,
    AUDIT_WHEN,
    AUDIT_WHO,
    AUDIT_XLSX,
    CATALOG_UNDO,
)
from handlers.words.formats import zone_words
from handlers.words.markup import Html, join, one_line, plain
from handlers.words.periods import PERIODS, Days, days_text
from handlers.words.texts import Texts
from services.audit import AuditKind
from services.audit_reading import VIEW, AuditEntry, undoable
from services.page import Stretch

ON_A_PAGE = 8
_LONGEST_NAME = 20
_LONGEST_DEED = 50


def audit_card(turn: Turn, view: AuditView, name: str, found: Stretch[AuditEntry]) -> Card:
    """Some rows under the days they are of, with buttons for pages, filters and files.

    ``name`` is that of the person who is asked for.
    """
    t = turn.t
    lines = [_title(turn), *_only(t, view, name), Html("")]
    day: date | None = None
    for entry in found.items:
        there = t.local(entry.at).date()
        if there != day:
            day = there
            lines.append(t.get("audit-day", day=day))
        lines.append(_line(turn, entry))
    if not found.items:
        lines.append(t.get("audit-nothing" if view == AuditView() else "audit-nothing-else"))
    lines += [Html(""), t.get("audit-zone", zone=zone_words(t.zone))]
    if not turn.chat.is_private and _sees_more(turn):
        lines.append(t.get("audit-more-in-private"))
    return Card(join(lines), _rows(turn, view, name, found))


def kinds_card(turn: Turn, view: AuditView) -> Card:
    """Which kind?"""
    t = turn.t
    buttons = [_to(turn, t.plain("audit-button-everything"), replace(view, kind=None))]
    buttons += [
        _to(turn, t.plain(f"audit-kind-{kind}"), replace(view, kind=kind)) for kind in AuditKind
    ]
    return _chooser(turn, view, "audit-which-kind", buttons)


def people_card(turn: Turn, view: AuditView, lately: Mapping[int, str]) -> Card:
    """Who? Those who did something lately, or somebody else."""
    t = turn.t
    buttons = [_to(turn, t.plain("audit-button-everybody"), replace(view, who=0))]
    buttons += [
        _to(turn, one_line(name, _LONGEST_NAME), replace(view, who=user_id))
        for user_id, name in lately.items()
    ]
    other = Button(t.plain("audit-button-somebody"), AUDIT_PERSON, *packed(turn, view))
    return _chooser(turn, view, "audit-which-person", [*buttons, other])


def times_card(turn: Turn, view: AuditView) -> Card:
    """When?"""
    t = turn.t
    buttons = [_to(turn, t.plain("audit-button-any-time"), replace(view, wanted=""))]
    buttons += [
        _to(turn, t.plain(f"period-{word}"), replace(view, wanted=word)) for word in PERIODS
    ]
    return _chooser(turn, view, "audit-which-time", buttons)


def _title(turn: Turn) -> Html:
    t = turn.t
    if turn.chat.is_private:
        return t.get("audit-title")
    return t.get("audit-title-here", chat=turn.services.access.title_of(turn.chat.id))


def _sees_more(turn: Turn) -> bool:
    """Whether the private chat would show this person what belongs to other chats too."""
    me = turn.actor.user_id
    return turn.services.access.allows(me, me, VIEW)


def _only(t: Texts, view: AuditView, name: str) -> list[Html]:
    said = [t.plain(f"audit-kind-{view.kind}")] if view.kind else []
    said += [name] if view.who else []
    said += [view.order] if view.order else []
    said += [_period(t, view)] if view.wanted else []
    return [t.get("audit-only", filters=said)] if said else []


def _period(t: Texts, view: AuditView) -> str:
    if isinstance(view.wanted, Days):
        return days_text(t, view.wanted)
    return t.plain(f"period-{view.wanted}") if view.wanted else t.plain("audit-any-time")


def _line(turn: Turn, entry: AuditEntry) -> Html:
    t, access = turn.t, turn.services.access
    said = {
        "time": t.clock(entry.at),
        "who": who_words(t, entry),
        "deed": deed_words(t, entry),
    }
    elsewhere = entry.home_id if turn.chat.is_private else None
    title = access.title_of(elsewhere) if elsewhere is not None else ""
    if title:
        return t.get("audit-line-of", chat=title, **said)
    return t.get("audit-line", **said)


def _rows(
    turn: Turn, view: AuditView, name: str, found: Stretch[AuditEntry]
) -> list[list[AnyButton]]:
    t, args = turn.t, packed(turn, view)
    pages = turner(t, AUDIT_PAGE, found, lambda entry: entry.id, *args)
    kind = t.plain(f"audit-kind-{view.kind}") if view.kind else t.plain("audit-everything")
    who = one_line(name, _LONGEST_NAME) if view.who else t.plain("audit-everybody")
    order = view.order or t.plain("audit-any-order")
    filters: list[AnyButton] = [
        Button(t.plain("audit-button-what", kind=kind), AUDIT_WHAT, *args),
        Button(t.plain("audit-button-who", person=who), AUDIT_WHO, *args),
        Button(t.plain("audit-button-when", period=_period(t, view)), AUDIT_WHEN, *args),
        Button(t.plain("audit-button-order", order=order), AUDIT_ORDER, *args),
    ]
    undo: list[AnyButton] = [
        Button(
            t.plain(
                "catalog-undo-button",
                time=t.clock(entry.at),
                deed=one_line(plain(deed_words(t, entry)), _LONGEST_DEED),
            ),
            CATALOG_UNDO,
            entry.id,
        )
        for entry in found.items
        if undoable(entry) and turn.may("catalog.edit")
    ]
    files: list[AnyButton] = [
        Button(t.plain("audit-button-csv"), AUDIT_CSV, *args),
        Button(t.plain("audit-button-xlsx"), AUDIT_XLSX, *args),
    ]
    refresh = Button(t.plain("button-refresh"), AUDIT_PAGE, *args, "")
    return [
        *in_columns(undo),
        pages,
        *in_columns(filters),
        [*(files if found.items else ()), refresh],
    ]


def _to(turn: Turn, label: str, view: AuditView) -> AnyButton:
    return Button(label, AUDIT_PAGE, *packed(turn, view), "")


def _chooser(turn: Turn, view: AuditView, text: str, buttons: list[AnyButton]) -> Card:
    back = _to(turn, turn.t.plain("button-back"), view)
    return Card(turn.t.get(text), [*in_columns(buttons), [back]])
