"""A row of the audit in plain words, for a card and for a file.

What an action says needs some of its facts, each by a name of its own; what an older row does not have is
told by a dash.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from handlers.frame.denials import permission_text
from handlers.words.ends import end_words
from handlers.words.limit_words import limit_words
from handlers.words.markup import Html, code, mention, one_line, plain
from handlers.words.provider_words import provider_name
from handlers.words.role_names import role_name
from handlers.words.texts import Texts
from services.audit_reading import AuditEntry
from services.limits import LimitWish, Scope
from services.money import Money

NOTHING = "–"
_LONGEST = 60


def deed_words(t: Texts, entry: AuditEntry) -> Html:
    """What was done, for a message."""
    order = code(entry.subject)
    person = NOTHING if entry.whom_id is None else mention(entry.whom_id, _short(entry.whom))
    words, args = _chosen(t, entry, {"order": order, "person": person})
    if isinstance(words, str):
        return t.get(words, **args)
    deed, end = words
    return t.get("audit-deed", deed=t.get(deed, **args), end=t.plain(end))


def plain_deed(t: Texts, entry: AuditEntry) -> str:
    """The same for a cell of a file."""
    names = {"order": entry.subject, "person": entry.whom or NOTHING}
    words, args = _chosen(t, entry, names)
    if isinstance(words, str):
        return t.plain(words, **args)
    deed, end = words
    return t.plain("audit-deed", deed=t.plain(deed, **args), end=t.plain(end))


def who_words(t: Texts, entry: AuditEntry) -> Html | str:
    """Who did it; whoever is nobody is the desk itself."""
    if entry.who_id is None:
        return t.plain("audit-desk-itself")
    return mention(entry.who_id, _short(entry.who))


def texts_of(action: str) -> tuple[str, ...]:
    """The texts that an action is told by: its own, or of what was begun and of how it ended."""
    begun, _, end = action.rpartition(".")
    own, deed = action.replace(".", "-"), begun.replace(".", "-")
    return f"audit-act-{own}", f"audit-deed-{deed}", f"audit-end-{end}"


def _chosen(
    t: Texts, entry: AuditEntry, names: Mapping[str, str]
) -> tuple[str | tuple[str, str], dict[str, Any]]:
    own, deed, end = texts_of(entry.action)
    args = {**_args(t, entry), **names}
    if t.has(own):
        return own, args
    if t.has(deed) and t.has(end):
        return (deed, end), args
    return "audit-act-other", {**args, "action": entry.action}


def _args(t: Texts, entry: AuditEntry) -> dict[str, Any]:
    facts = entry.facts

    def fact(name: str) -> str:
        said = facts.get(name)
        return NOTHING if said in (None, "") else _short(str(said))

    ends = facts.get("ends")
    ended = Counter(ends.values() if isinstance(ends, dict) else ())
    return {
        "subject": _short(entry.subject),
        "provider": provider_name(t, fact("provider")),
        "count": _count(entry),
        "twins": int(facts.get("twins", 0)),
        "price": _price(t, facts),
        "reference": fact("reference"),
        "done": ended["done"],
        "refused": ended["refused"],
        "open": ended["unknown"],
        "product": _short(entry.subject),
        "offer": fact("external_id"),
        "word": fact("word"),
        "mark": fact("mark"),
        **{name: fact(name) for name in ("added", "moved", "changed")},
        "role": role_name(t, facts["role"]) if facts.get("role") else NOTHING,
        "everywhere": "yes" if facts.get("everywhere") else "no",
        "ends": "yes" if facts.get("until") else "no",
        "until": _end(t, facts),
        "permission": _permission(t, entry.subject),
        "state": _state(entry),
        "zone": fact("timezone"),
        "old": _short(entry.subject),
        "new": fact("to"),
        "title": fact("title"),
        "language": fact("language"),
        "alert": _alert(t, entry),
        "named": _short(entry.subject),
        "coupon": fact("coupon"),
        "platform": fact("platform"),
        "at": _moment(entry.subject),
        "limit": _limit(t, facts),
    }


def _end(t: Texts, facts: Mapping[str, Any]) -> str:
    try:
        return end_words(t, datetime.fromisoformat(str(facts.get("until"))))
    except ValueError:
        return NOTHING


def _count(entry: AuditEntry) -> int:
    for name in ("count", "keys", "misses", "sealed_anew", "rows"):
        said = entry.facts.get(name)
        if isinstance(said, int):
            return said
    grants = entry.facts.get("grants")
    return len(grants) if isinstance(grants, list) else 0


def _price(t: Texts, facts: Mapping[str, Any]) -> str:
    try:
        return t.money(Money(Decimal(str(facts["unit_price"])), str(facts["currency"])))
    except (KeyError, InvalidOperation):
        return NOTHING


def _limit(t: Texts, facts: Mapping[str, Any]) -> str:
    """A limit in words, with whose it is; a person by the id."""
    try:
        amount = Decimal(str(facts.get("amount") or facts["before"]))
        scope, currency = Scope(str(facts["scope"])), str(facts["currency"])
    except (KeyError, ValueError, InvalidOperation):
        return NOTHING
    role, user_id = str(facts.get("role") or ""), int(facts.get("user") or 0)
    everywhere = bool(facts.get("everywhere"))
    wish = LimitWish(scope, currency, amount, role, user_id, everywhere)
    named = role_name(t, role) if role else str(user_id or t.plain("limit-everybody"))
    said = "limit-of-everywhere" if everywhere else "limit-of"
    return t.plain(said, limit=plain(limit_words(t, wish)), whose=named)


def _permission(t: Texts, permission: str) -> str:
    words = permission_text(permission)
    return t.plain(words) if t.has(words) else _short(permission)


def _state(entry: AuditEntry) -> str:
    """The word by which a text chooses what it says."""
    facts = entry.facts
    if "allowed" in facts:
        return {True: "on", False: "off"}.get(facts["allowed"], "reset")
    said = (facts.get(name) for name in ("role_for", "what", "to", "purpose", "layout"))
    return str(next(filter(None, said), NOTHING))


def _alert(t: Texts, entry: AuditEntry) -> str:
    words = f"alert-kind-{entry.subject}"
    kind = t.plain(words) if t.has(words) else _short(entry.subject)
    number = entry.facts.get("schedule")
    return kind if number is None else f"{kind} {number}"


def _moment(text: str) -> datetime | str:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return _short(text)


def _short(text: str) -> str:
    return one_line(text, _LONGEST)
