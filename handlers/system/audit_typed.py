"""What was typed behind /audit: a kind, a person, an order and a period, in any order, each once."""

from handlers.frame.cards import Card
from handlers.frame.persons import person_meant, pointed_at
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError, period_and_rest, usage
from handlers.system.audit_view import AuditView
from handlers.words.arguments import words
from handlers.words.markup import join, one_line
from handlers.words.periods import Days, Wanted, days_text
from services.access.errors import UnknownPersonError
from services.audit import AuditKind
from services.orders.numbers import read_number

_LONGEST = 60


async def view_typed(turn: Turn) -> AuditView:
    """What is asked for; a word that is nothing else is a person.

    Raises UsageError, which says what was named twice or not understood, and what ``person_meant`` raises.
    """
    t, rest = turn.t, list[str]()
    kinds, orders = dict[str, AuditKind](), dict[str, str]()
    periods = dict[str, Wanted]()
    pieces = [piece for each in words(turn.args) if (piece := each.strip(",;"))]
    while True:  # one that is named twice is told below
        wanted, pieces = period_and_rest("audit", t, pieces)
        if wanted is None:
            break
        periods[str(wanted)] = wanted
    for word in pieces:
        if (kind := _kind(turn, word)) is not None:
            kinds[kind] = kind
        elif (number := read_number(word)) is not None:
            orders[number] = number
        else:
            rest.append(word)
    _check_once(turn, "kind", [t.plain(f"audit-kind-{kind}") for kind in kinds.values()])
    _check_once(turn, "order", list(orders))
    _check_once(turn, "period", [_said(turn, wanted) for wanted in periods.values()])
    who = await _who(turn, rest)
    return AuditView(
        next(iter(kinds.values()), None),
        who,
        next(iter(orders), ""),
        next(iter(periods.values()), ""),
    )


def _kind(turn: Turn, word: str) -> AuditKind | None:
    said = word.lower()
    named = {turn.t.plain(f"audit-kind-{kind}").lower(): kind for kind in AuditKind}
    named |= {str(kind): kind for kind in AuditKind}
    return named.get(said) or named.get(f"{said}s")


def _said(turn: Turn, wanted: Wanted) -> str:
    return (
        days_text(turn.t, wanted) if isinstance(wanted, Days) else turn.t.plain(f"period-{wanted}")
    )


async def _who(turn: Turn, rest: list[str]) -> int:
    if not rest:
        return 0
    # The name of a linked person stands in the text and may have several words.
    if len(rest) > 1 and pointed_at(turn.message) is None:
        odd = [word for word in rest if not _like_person(word)]
        if odd:
            raise _not_understood(turn, " ".join(odd))
        _check_once(turn, "person", list(dict.fromkeys(rest)))
    try:
        person = await person_meant(turn, rest[0])
    except UnknownPersonError as error:
        if _like_person(rest[0]):
            raise
        raise _not_understood(turn, rest[0]) from error
    return 0 if person is None else person.id


def _like_person(word: str) -> bool:
    return word.startswith("@") or word.isdigit()


def _not_understood(turn: Turn, said: str) -> UsageError:
    text = turn.t.get("audit-not-understood", text=one_line(said, _LONGEST))
    return UsageError("audit", Card(join([text, "", usage("audit", turn.t).text])))


def _check_once(turn: Turn, what: str, said: list[str]) -> None:
    if len(said) > 1:
        raise UsageError("audit", Card(turn.t.get("audit-twice", what=what, said=said)))
