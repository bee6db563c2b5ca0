"""Limits in words: what each bounds, and why an order is above some."""

from collections.abc import Sequence
from decimal import Decimal

from handlers.words.markup import Html
from handlers.words.texts import Texts
from services.limits import LimitWish, Over, Scope
from services.money import Money
from storage.grants import EVERYWHERE
from storage.limits import LimitRow


def limit_words(t: Texts, limit: LimitRow | LimitWish) -> Html:
    """The amount, and what may not pass it; without whose limit it is, and where it counts."""
    amount = Money(limit.amount or Decimal(0), limit.currency)
    everywhere = limit.everywhere if isinstance(limit, LimitWish) else limit.chat_id == EVERYWHERE
    if Scope(limit.scope) is Scope.PERSON_DAY and everywhere:
        return t.get("limit-person-day-everywhere", amount=amount)
    return t.get(f"limit-{limit.scope}", amount=amount)


def over_lines(t: Texts, over: Sequence[Over]) -> list[Html]:
    """Which limits an order is above, what was left of each, and by how much it is too much."""
    return [_over(t, each) for each in over]


def _over(t: Texts, each: Over) -> Html:
    """A single order, or key, has nothing left; and of what is used up it is all too much."""
    limit = limit_words(t, each.limit)
    if each.limit.scope in (Scope.ORDER, Scope.KEY):
        return t.get("limit-over-order", limit=limit, by=each.by)
    if not each.left.amount:
        return t.get("limit-over-passed", limit=limit)
    return t.get("limit-over", limit=limit, left=each.left, by=each.by)
