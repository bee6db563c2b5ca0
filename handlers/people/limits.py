"""/limits: what may be spent without asking, by whom: looked at, set, and what is left of one's own."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import pager
from handlers.frame.persons import ask_person, person_meant
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.people.limit_wishes import (
    SCOPES,
    currency_at,
    limit_typed,
    price_typed,
    scope_mark,
    values_of,
    whose_at,
    whose_mark,
    wish_of,
)
from handlers.people.role_marks import role_mark
from handlers.taps import (
    LIMIT_AMOUNT,
    LIMIT_ASK,
    LIMIT_DO,
    LIMIT_NEW,
    LIMIT_OPEN,
    LIMIT_PERSON,
    LIMIT_QUORUM,
    LIMIT_WHOM,
    LIMITS_SHOW,
)
from handlers.words.arguments import words
from handlers.words.limit_words import limit_words
from handlers.words.markup import Html, join, mention
from handlers.words.role_names import role_name
from services.access.roles import OWNER
from services.limits import LimitWish, Scope
from services.limits.service import EDIT, QUORUMS, wish_for
from services.page import page_of
from storage.limits import LimitRow

routes = Routes(area="team")
PAGE = 8
_MOST_ALSO = 6
_WITHOUT_CURRENCY = 3
_MINE = frozenset({"mine", "left"})


@routes.command("limits", permission="orders.buy", also=EDIT)
async def limits(turn: Turn) -> None:
    """What is left; who may change limits sees and changes all, by buttons or in a line."""
    pieces = words(turn.args)
    if pieces and (len(pieces) > 1 or pieces[0].lower() not in _MINE):
        await _typed(turn, pieces)
    elif pieces or not turn.may(EDIT):
        await _mine(turn)
    else:
        await show(turn)


@routes.number_tap(LIMITS_SHOW, permission=EDIT, least=1)
async def show(turn: Turn, number: int = 1) -> None:
    """List what is set here, and everywhere."""
    t = turn.t
    listed = await turn.services.limits.listing(turn.actor)
    page = page_of(listed, number, PAGE)
    lines, buttons = list[Html](), list[AnyButton]()
    for at, limit in enumerate(page.items, start=(page.number - 1) * PAGE + 1):
        said = await _in_words(turn, wish_for(limit, limit.amount))
        lines.append(t.get("limits-line", number=at, limit=said))
        buttons.append(Button(str(at), LIMIT_OPEN, limit.id))
    new = Button(t.plain("limits-new-button"), LIMIT_NEW)
    lines += _unbounded(turn, listed) if listed else [t.get("limits-none")]
    text = join([t.get("limits"), "", *lines])
    await turn.show(Card(text, [*in_columns(buttons, 4), pager(t, LIMITS_SHOW, page), [new]]))


@routes.number_tap(LIMIT_OPEN, permission=EDIT, least=1)
async def opened(turn: Turn, number: int) -> None:
    """One of them: another amount, or away with it."""
    t = turn.t
    limit = await turn.services.limits.get(turn.actor, number)
    wish = wish_for(limit, limit.amount)
    at = scope_mark(wish.scope), whose_mark(wish), int(wish.everywhere)
    away = Button(t.plain("limit-remove-button"), LIMIT_ASK, *values_of(replace(wish, amount=None)))
    other = 1 if limit.quorum > 1 else 2
    quorum = Button(t.plain("limit-quorum-button", count=other), LIMIT_QUORUM, limit.id, other)
    rows: list[list[AnyButton]] = [
        [Button(t.plain("limit-amount-button"), LIMIT_AMOUNT, *at), away],
        [quorum],
        [Button(t.plain("button-back"), LIMITS_SHOW, 1)],
    ]
    said = t.get("limit-quorum", count=limit.quorum)
    await turn.show(Card(join([await _in_words(turn, wish), said]), rows))


@routes.tap(LIMIT_QUORUM, permission=EDIT)
async def so_many(turn: Turn) -> None:
    """So many have to say yes to an order above it."""
    limit = await turn.services.limits.get(turn.actor, turn.values.number(0, 1))
    if (quorum := turn.values.number(1, 1)) not in QUORUMS:
        raise StaleButtonError
    wish = replace(wish_for(limit, limit.amount), quorum=quorum)
    await turn.services.limits.set(turn.actor, wish)
    await opened(turn, limit.id)


@routes.tap(LIMIT_NEW, permission=EDIT)
async def new(turn: Turn) -> None:
    """What shall be bounded?"""
    t, everywhere = turn.t, int(turn.chat.is_private)
    scopes: list[AnyButton] = [
        Button(t.plain(f"limit-scope-{scope}"), LIMIT_WHOM, letter, everywhere)
        for letter, scope in SCOPES.items()
    ]
    back = Button(t.plain("button-back"), LIMITS_SHOW, 1)
    await turn.show(Card(t.get("limit-which"), [*in_columns(scopes), [back]]))


@routes.tap(LIMIT_WHOM, permission=EDIT)
async def whom(turn: Turn) -> None:
    """For whom?"""
    t = turn.t
    at, everywhere = turn.values.one_of(0, SCOPES), int(turn.values.flag(1))
    choices: list[AnyButton] = [
        Button(t.plain("limit-everybody-button"), LIMIT_AMOUNT, at, "", everywhere),
        *(
            Button(role_name(t, role), LIMIT_AMOUNT, at, role_mark(role), everywhere)
            for role in _roles(turn)
        ),
        Button(t.plain("limit-person-button"), LIMIT_PERSON, at, everywhere),
    ]
    back = Button(t.plain("button-back"), LIMIT_NEW)
    await turn.show(Card(t.get("limit-whom"), [*in_columns(choices), [back]]))


@routes.tap(LIMIT_PERSON, permission=EDIT)
async def which_person(turn: Turn) -> None:
    """A person by name: who?"""
    scope, everywhere = turn.values.one_of(0, SCOPES), turn.values.flag(1)
    asking = Card(turn.t.get("limit-ask-person"))
    await ask_person(turn, "limit.person", asking, scope=scope, everywhere=everywhere)


@routes.answer("limit.person", permission=EDIT, forwarded=True)
async def person_told(turn: Turn) -> None:
    """The person was named, picked or forwarded."""
    person = await person_meant(turn, turn.args)
    if person is None:
        raise UsageError("limit.person")
    scope, everywhere = SCOPES[str(turn.facts["scope"])], bool(turn.facts["everywhere"])
    await _ask_amount(turn, scope, "", person.id, everywhere=everywhere)


@routes.tap(LIMIT_AMOUNT, permission=EDIT)
async def whose_chosen(turn: Turn) -> None:
    """It is known for whom: how much?"""
    scope = SCOPES[turn.values.one_of(0, SCOPES)]
    role, user_id = whose_at(turn.values, 1, _roles(turn))
    currency = turn.values.text(3) if len(turn.values) > _WITHOUT_CURRENCY else ""
    everywhere, currency = turn.values.flag(2), currency_at(currency)
    await _ask_amount(turn, scope, role, user_id, everywhere=everywhere, currency=currency)


@routes.answer("limit.amount", permission=EDIT)
async def amount_told(turn: Turn) -> None:
    """The amount was typed."""
    facts, pieces = turn.facts, words(turn.args)
    if len(pieces) == 1 and facts.get("currency"):
        pieces.append(str(facts["currency"]))
    amount, currency = price_typed(pieces, "limit.amount")
    scope, everywhere = SCOPES[str(facts["scope"])], bool(facts["everywhere"])
    whose = str(facts["role"]), int(facts["user"])
    await _question(turn, LimitWish(scope, currency, amount, *whose, everywhere))


@routes.tap(LIMIT_ASK, permission=EDIT)
async def ask_again(turn: Turn) -> None:
    """The same in every chat, or in this one only; or away with it."""
    await _question(turn, wish_of(turn.values, _roles(turn)))


@routes.tap(LIMIT_DO, permission=EDIT)
async def set_now(turn: Turn) -> None:
    """Set it."""
    wish = wish_of(turn.values, _roles(turn))
    before = await turn.services.limits.set(turn.actor, wish)
    said, shown = "limit-set", wish
    if wish.amount is None and before is not None:
        said, shown = "limit-removed", wish_for(before, before.amount)
    t, lines = turn.t, [turn.t.get(said, limit=await _in_words(turn, shown))]
    rows = list[list[AnyButton]]()
    if wish.amount is not None and (others := await _left_open(turn, wish)):
        lines.append(t.get("limit-not-all", currency=wish.currency, others=others))
        at = scope_mark(wish.scope), whose_mark(wish), int(wish.everywhere)
        also: list[AnyButton] = [
            Button(t.plain("limit-also-button", currency=each), LIMIT_AMOUNT, *at, each)
            for each in others[:_MOST_ALSO]
        ]
        rows = in_columns(also)
    back = Button(t.plain("button-back"), LIMITS_SHOW, 1)
    await turn.edit(Card(join(lines), [*rows, [back]]))


async def _typed(turn: Turn, pieces: list[str]) -> None:
    """The whole in one line: ``500 EUR a day for support``."""
    await turn.services.access.require(turn.actor.user_id, turn.chat.id, EDIT)
    lower = [piece.lower() for piece in pieces]
    everywhere = turn.chat.is_private
    if lower[-1] == "everywhere":
        everywhere, pieces, lower = True, pieces[:-1], lower[:-1]
    whose = pieces[lower.index("for") + 1 :] if "for" in lower else []
    if "for" in lower and not whose:
        raise UsageError("limits")
    what = pieces[: lower.index("for")] if whose else pieces
    amount, currency, scope = limit_typed(what, "limits")
    role, user_id = await _whose(turn, " ".join(whose))
    await _question(turn, LimitWish(scope, currency, amount, role, user_id, everywhere))


async def _whose(turn: Turn, said: str) -> tuple[str, int]:
    if not said or said.lower() in {"everybody", "all"}:
        return "", 0
    by_name = {role.casefold(): role for role in _roles(turn)}
    if (role := by_name.get(said.casefold())) is not None:
        return role, 0
    person = await person_meant(turn, said)
    if person is None:
        raise UsageError("limits")
    return "", person.id


async def _ask_amount(
    turn: Turn, scope: Scope, role: str, user_id: int, *, everywhere: bool, currency: str = ""
) -> None:
    facts = {"scope": scope_mark(scope), "role": role, "user": user_id, "everywhere": everywhere}
    if not currency:
        await turn.ask("limit.amount", Card(turn.t.get("limit-ask-amount")), **facts)
        return
    asking = Card(turn.t.get("limit-ask-amount-in", currency=currency))
    await turn.ask("limit.amount", asking, **facts, currency=currency)


async def _question(turn: Turn, wish: LimitWish) -> None:
    t = turn.t
    before = await turn.services.limits.may_set(turn.actor, wish)
    shown = wish if wish.amount is not None or before is None else wish_for(before, before.amount)
    asking = "limit-remove-question" if wish.amount is None else "limit-question"
    lines = [t.get(asking, limit=await _in_words(turn, shown))]
    if before is not None and wish.amount is not None:
        lines.append(t.get("limit-instead", limit=limit_words(t, before)))
    lines.append(t.get("limit-no-effect" if wish.amount is None else "limit-effect"))
    if wish.amount is not None and (others := await _left_open(turn, wish)):
        lines.append(t.get("limit-not-all", currency=wish.currency, others=others))
    yes = Button(t.plain("button-confirm"), LIMIT_DO, *values_of(wish))
    rows: list[list[AnyButton]] = [[yes, Button(t.plain("button-cancel"), LIMITS_SHOW, 1)]]
    if turn.services.access.is_owner(turn.actor.user_id) and not turn.chat.is_private:
        label = "grant-here-button" if wish.everywhere else "grant-everywhere-button"
        other = replace(wish, everywhere=not wish.everywhere)
        if wish.amount is not None:
            rows.append([Button(t.plain(label), LIMIT_ASK, *values_of(other))])
    await turn.show(Card(join(lines), rows))


async def _mine(turn: Turn) -> None:
    t = turn.t
    held = await turn.services.limits.mine(turn.actor)
    lines = [
        t.get("limits-mine-order", limit=limit_words(t, each.limit))
        if each.limit.scope == Scope.ORDER
        else t.get(
            "limits-mine-line", limit=limit_words(t, each.limit), spent=each.spent, left=each.left
        )
        for each in held
    ]
    lines += _unbounded(turn, [each.limit for each in held]) if held else []
    await turn.reply(Card(join([t.get("limits-mine" if lines else "limits-mine-none"), *lines])))


async def _left_open(turn: Turn, wish: LimitWish) -> list[str]:
    return await turn.services.limits.left_open(turn.actor, wish)


def _unbounded(turn: Turn, limits: Sequence[LimitRow]) -> list[Html]:
    """The line that names the currencies of the catalog in which none of these limits is."""
    found = turn.services.limits.unbounded.by(limits)
    return [Html(""), turn.t.get("limits-unbounded", currencies=found)] if found else []


async def _in_words(turn: Turn, wish: LimitWish) -> Html:
    """The limit, for whom it is, and where it counts."""
    t = turn.t
    if wish.user_id:
        name = await turn.services.people.name(wish.user_id)
        whose: str = mention(wish.user_id, name)
    else:
        whose = role_name(t, wish.role) if wish.role else t.plain("limit-everybody")
    said = "limit-of-everywhere" if wish.everywhere else "limit-of"
    return t.get(said, limit=limit_words(t, wish), whose=whose)


def _roles(turn: Turn) -> tuple[str, ...]:
    return (OWNER, *turn.services.access.grantable())
