"""A limit on its way to being set: as it is typed, and as buttons carry it."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from handlers.frame.callback import StaleButtonError
from handlers.frame.usage import UsageError
from handlers.frame.values import Values
from handlers.people.role_marks import role_at, role_mark
from services.limits import LimitWish, Scope
from services.limits.errors import BadAmountError
from services.limits.service import amount_meant
from services.typed_money import money_first, money_typed, plainly

SCOPES = {
    "o": Scope.ORDER,
    "p": Scope.PERSON_DAY,
    "d": Scope.CHAT_DAY,
    "m": Scope.CHAT_MONTH,
}
"""By what a button carries for each."""
_LETTERS = {scope: letter for letter, scope in SCOPES.items()}
_PERSON = "="
_CODE = 3
_FILLING = frozenset({"a", "an", "per", "each", "every", "the", "this", "in", "of", "one", "whole"})
_WORDS = frozenset({"order", "day", "month", "chat", "person"})
_NO_LIMIT = frozenset({"no", "none"})
WORDS_OF_A_LIMIT = _FILLING | _WORDS | _NO_LIMIT | {"for"}
"""What means something in a line that sets a limit."""


def whose_mark(wish: LimitWish) -> str:
    """What a button carries for whom a limit is."""
    if wish.user_id:
        return f"{_PERSON}{wish.user_id}"
    return role_mark(wish.role) if wish.role else ""


def scope_mark(scope: Scope) -> str:
    """What a button carries for a scope."""
    return _LETTERS[scope]


def values_of(wish: LimitWish) -> tuple[str | int, ...]:
    """As a button carries it, and as :func:`wish_of` reads it."""
    amount = "" if wish.amount is None else format(wish.amount, "f")
    mark = whose_mark(wish)
    return scope_mark(wish.scope), wish.currency, amount, mark, int(wish.everywhere)


def wish_of(values: Values, roles: Collection[str]) -> LimitWish:
    """Read it from a button. Raises StaleButtonError."""
    scope = SCOPES[values.one_of(0, SCOPES)]
    currency, amount = values.text(1), values.text(2)
    role, user_id = whose_at(values, 3, roles)
    try:
        said = amount_meant(amount) if amount else None
    except BadAmountError as error:
        raise StaleButtonError from error
    return LimitWish(scope, currency, said, role, user_id, values.flag(4))


def whose_at(values: Values, index: int, roles: Collection[str]) -> tuple[str, int]:
    """Whose limit a button means: a role, or a person, or ("" and 0) everybody. Raises StaleButtonError."""
    said = values.text(index)
    if not said:
        return "", 0
    if said.startswith(_PERSON):
        return "", Values((said.removeprefix(_PERSON),)).number(0, 1)
    return role_at(values, index, roles), 0


def currency_at(said: str) -> str:
    """The currency that a button carries, or none. Raises StaleButtonError."""
    if said and (len(said) != _CODE or not said.isalpha()):
        raise StaleButtonError
    return said.upper()


def price_typed(
    pieces: Sequence[str], usage: str, currency: str = ""
) -> tuple[Decimal | None, str]:
    """An amount and a currency, in whatever order: "500 EUR". None: there is to be no limit.

    ``currency`` holds where none is typed. Raises UsageError, BadMoneyError, BadAmountError.
    """
    none = [piece for piece in pieces if piece.lower() in _NO_LIMIT]
    if none:
        said = [piece for piece in pieces if piece not in none] or [currency]
        if len(none) > 1 or len(said) > 1 or not said[0].isalpha() or len(said[0]) != _CODE:
            raise UsageError(usage)
        return None, said[0].upper()
    if not any(letter.isdigit() for piece in pieces for letter in piece):
        raise UsageError(usage)
    money = money_typed(" ".join(pieces), currency)
    return amount_meant(plainly(money.amount)), money.currency


def limit_typed(pieces: Sequence[str], usage: str) -> tuple[Decimal | None, str, Scope]:
    """What stands before "for": the amount, the currency, and what is bounded.

    Raises UsageError, BadMoneyError, BadAmountError.
    """
    end = 2 if {piece.lower() for piece in pieces[:2]} & _NO_LIMIT else money_first(pieces)
    said = {piece.lower() for piece in pieces[end:]} - _FILLING
    amount, currency = price_typed(pieces[:end], usage)
    if not said or not said <= _WORDS:
        raise UsageError(usage)
    spans = said & {"order", "day", "month"}
    if len(spans) != 1 or ("person" in said and "chat" in said):
        raise UsageError(usage)
    if "order" in spans:
        return amount, currency, Scope.ORDER
    if "month" in spans:
        if "person" in said:
            raise UsageError(usage)
        return amount, currency, Scope.CHAT_MONTH
    return amount, currency, Scope.CHAT_DAY if "chat" in said else Scope.PERSON_DAY
