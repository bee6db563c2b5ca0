"""How a deed ended, told in place of the card that waits for it."""

from collections.abc import Mapping
from typing import Any

from handlers.frame.cards import Card
from handlers.frame.errors import trouble
from handlers.frame.outgoing.notices import EditOf, Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.words.markup import Html, code, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.deeds import ENDED, Outcome

routes = Routes()
_NOT_KNOWN = {None, str(Outcome.UNKNOWN), str(Outcome.AMBIGUOUS)}
"""Outcomes after which one looks before one does it again."""


@routes.notice(ENDED)
async def ended(notice: Notice, services: Services, t: Texts) -> EditOf:
    """Put it in place of the card that waits for it: in full where this process did it.

    By what is written down else; in a group with who asked.
    """
    facts = notice.facts
    message = facts.get("message")
    made = services.deeds.cards.get(facts.get("key"))
    card = made if isinstance(made, Card) else deed_card(t, facts, in_group=notice.chat_id < 0)
    return EditOf(None if message is None else int(message), card)


def deed_card(t: Texts, facts: Mapping[str, Any], *, in_group: bool) -> Card:
    """What came of it, by the facts of its notice (services/deeds/deed.py)."""
    name, about = _dashed(facts["deed"]), _about(t, facts)
    lines = [t.get(f"deed-{name}", **about)]
    if in_group:
        lines.append(t.get("deed-asked-by", person=str(facts["person"])))
    lines.append(Html(""))
    several = t.has(f"deed-rest-{name}")
    steps = [step for step in facts["steps"] if step["id"]]
    # A backup knew of no more than these. Of a single request that had ended only the word was missing.
    restored = len(steps) < len(facts["steps"]) and (several or not steps)
    for step in steps:
        lines += _step(t, step, named=several)
    if restored:
        lines.append(t.get("deed-restored", rest="yes" if steps else "no"))
    elif not steps:
        lines += _not_begun(t, facts)
    elif several:
        lines += [t.get(f"deed-rest-{name}", **about), *_barred(t, facts)]
    if restored or any(step["outcome"] in _NOT_KNOWN for step in steps):
        lines.append(t.get(f"deed-look-{name}", **about))
    if reference := str(facts.get("reference", "")):
        lines.append(t.get("deed-reference", reference=code(reference)))
    return Card(join(lines))


def _barred(t: Texts, facts: Mapping[str, Any]) -> list[Html]:
    """Who has lost the right to it, and who can give it."""
    if "barred" not in facts:
        return []
    right = t.plain(f"permission-{_dashed(facts['barred'])}")
    return [t.get("deed-barred", person=str(facts["person"]), right=right)]


def _not_begun(t: Texts, facts: Mapping[str, Any]) -> list[Html]:
    if "barred" in facts:
        return [t.get("deed-given-up"), *_barred(t, facts)]
    refused = facts.get("refused")
    if refused is None:
        return [t.get("deed-not-begun")]
    return [t.get("deed-given-up"), *_why(t, refused)]


def _step(t: Texts, step: Mapping[str, Any], *, named: bool) -> list[Html]:
    outcome = step["outcome"]
    said = t.get(f"deed-end-{outcome or 'cut-off'}")
    if named:
        label = t.get(f"deed-step-{_dashed(step['step'])}", what=str(step["what"]))
        said = t.get("deed-step", step=label, end=said)
    return [said, *_counted(t, step["counts"]), *_why(t, step["error"] or {})]


def _counted(t: Texts, counts: Mapping[str, int]) -> list[Html]:
    """How many ended how, where it was about several."""
    if sum(counts.values()) < 2:
        return []
    return [t.get(f"scores-end-{end}", count=count) for end, count in counts.items()]


def _why(t: Texts, error: Mapping[str, Any]) -> list[Html]:
    if not error:
        return []
    provider, reason = str(error["provider"]), str(error["reason"] or "")
    return [trouble(t, provider, str(error["kind"]), reason, error["code"])]


def _about(t: Texts, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the words are about; a provider by its name, an id so that it can be copied."""
    about: dict[str, Any] = {}
    for name, value in facts["about"].items():
        if name == "provider":
            about[name] = provider_name(t, value)
        elif name in {"app", "board"}:
            about[name] = value
        else:
            about[name] = code(value)
    return about


def _dashed(name: str) -> str:
    return name.replace(".", "-")
