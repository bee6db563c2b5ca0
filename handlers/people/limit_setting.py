"""Setting a limit, behind /limits: by buttons that ask for one thing after another, or in a line."""

from dataclasses import replace

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.confirmation.as_asked import as_asked, confirm_button
from handlers.frame.persons import ask_person, person_meant
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.people.arguments import EVERYBODY_WORDS
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
    LIMIT_PERSON,
    LIMIT_WHOM,
    LIMITS_SHOW,
)
from handlers.words.arguments import words
from handlers.words.limit_words import limit_words
from handlers.words.markup import Html, join, mention
from handlers.words.role_names import role_name
from services.access.roles import OWNER
from services.limits import LimitWish, Scope
from services.limits.service import EDIT, wish_for

routes = Routes(area="team")
_MOST_ALSO = 6
_WITHOUT_CURRENCY = 3


@routes.tap(LIMIT_NEW, permission=EDIT)
async def new(turn: Turn) -> None:
    """What shall be bounded?"""
    t, everywhere = turn.t, int(turn.chat.is_private)
    await _need_place(turn, everywhere=turn.chat.is_private)
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
    await _need_place(turn, everywhere=bool(everywhere))
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
    await _need_place(turn, everywhere=everywhere)
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
    amount, currency = price_typed(pieces, "limit.amount", str(facts.get("currency", "")))
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
    there = await turn.services.limits.may_set(turn.actor, wish)
    stands = wish.amount == (None if there is None else there.amount)
    if not stands and not await as_asked(turn, await _asked(turn, wish)):
        return
    before = await turn.services.limits.set(turn.actor, wish)
    said, shown = "limit-set", wish
    if wish.amount is None and before is not None:
        said, shown = "limit-removed", wish_for(before, before.amount)
    t, lines = turn.t, [turn.t.get(said, limit=await in_words(turn, shown))]
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


async def typed(turn: Turn, pieces: list[str]) -> None:
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
    if not said or said.lower() in EVERYBODY_WORDS:
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
    await _need_place(turn, everywhere=everywhere)
    facts = {"scope": scope_mark(scope), "role": role, "user": user_id, "everywhere": everywhere}
    if not currency:
        await turn.ask("limit.amount", Card(turn.t.get("limit-ask-amount")), **facts)
        return
    asking = Card(turn.t.get("limit-ask-amount-in", currency=currency))
    await turn.ask("limit.amount", asking, **facts, currency=currency)


async def _question(turn: Turn, wish: LimitWish) -> None:
    await turn.show(await _asked(turn, wish))


async def _asked(turn: Turn, wish: LimitWish) -> Card:
    """The question whether it is meant so, with what there is so far."""
    t = turn.t
    before = await turn.services.limits.may_set(turn.actor, wish)
    shown = wish if wish.amount is not None or before is None else wish_for(before, before.amount)
    asking = "limit-remove-question" if wish.amount is None else "limit-question"
    lines = [t.get(asking, limit=await in_words(turn, shown))]
    if before is not None and wish.amount is not None:
        lines.append(t.get("limit-instead", limit=limit_words(t, before)))
    lines.append(t.get("limit-no-effect" if wish.amount is None else "limit-effect"))
    if wish.amount is not None and (others := await _left_open(turn, wish)):
        lines.append(t.get("limit-not-all", currency=wish.currency, others=others))
    so_far = "" if before is None else f"{before.amount:f} {before.quorum}"
    yes = confirm_button(t.plain("button-confirm"), LIMIT_DO, *values_of(wish), asked=so_far)
    rows: list[list[AnyButton]] = [[yes, Button(t.plain("button-cancel"), LIMITS_SHOW, 1)]]
    if is_owner(turn) and not turn.chat.is_private:
        label = "grant-here-button" if wish.everywhere else "grant-everywhere-button"
        other = replace(wish, everywhere=not wish.everywhere)
        if wish.amount is not None:
            rows.append([Button(t.plain(label), LIMIT_ASK, *values_of(other))])
    return Card(join(lines), rows)


async def _need_place(turn: Turn, *, everywhere: bool) -> None:
    """Who may set no limit there hears that before they are asked which."""
    await turn.services.limits.may_set_there(turn.actor, everywhere=everywhere)


def is_owner(turn: Turn) -> bool:
    """Whether whoever asks is an owner, who alone sets limits for every chat."""
    return turn.services.access.is_owner(turn.actor.user_id)


async def _left_open(turn: Turn, wish: LimitWish) -> list[str]:
    return await turn.services.limits.left_open(turn.actor, wish)


async def in_words(turn: Turn, wish: LimitWish) -> Html:
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
