"""What a limit bounds, and which of several holds for a person.

Limits of one scope and currency in one place are compared by whom they are for: one for the person by name
takes the place of those for their roles, and these of the one for everybody. Of several roles the one that
allows most counts, as with rights. A chat's limit and one everywhere do not replace each other: both hold.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from enum import StrEnum
from typing import Any

from services.money import Money
from storage.grants import EVERYWHERE
from storage.limits import LimitRow

MILLION = 1_000_000
MOST = 10**11
"""The largest amount of a limit. Of an order no more is counted, so that sums stay within 64 bits."""
_EXACT = Context(prec=60)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Scope(StrEnum):
    """What is bounded. The words stand in rows."""

    ORDER = "order"
    PERSON_DAY = "person-day"
    """What one person spends in a day: in the limit's chat, or, everywhere, in all chats together."""
    CHAT_DAY = "chat-day"
    """What is spent in a chat in a day, by whomever; everywhere: in each chat for itself."""
    CHAT_MONTH = "chat-month"
    KEY = "key"
    """A single key of one product: set with the product, in the catalog, and no row of limits."""


@dataclass(frozen=True, slots=True)
class Over:
    """A limit that an order is above: what of it was left before, and by how much it is too much."""

    limit: LimitRow
    left: Money
    by: Money

    def facts(self) -> dict[str, Any]:
        """As the order's approval keeps it."""
        return {
            "scope": self.limit.scope,
            "everywhere": self.limit.chat_id == EVERYWHERE,
            "currency": self.limit.currency,
            "amount": format(self.limit.amount, "f"),
            "left": format(self.left.amount, "f"),
            "by": format(self.by.amount, "f"),
        }

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Over":
        """Read it; whose limit it was, and who set it, is not among the facts."""
        currency, place = str(facts["currency"]), EVERYWHERE if facts["everywhere"] else 1
        amount = Decimal(facts["amount"])
        limit = LimitRow(0, str(facts["scope"]), place, "", 0, currency, amount, 0, _NEVER)
        left, by = (Money(Decimal(facts[name]), currency) for name in ("left", "by"))
        return cls(limit, left, by)

    @classmethod
    def of_key(cls, ceiling: Money, price: Money) -> "Over":
        """A key that costs more than its product may without asking."""
        limit = LimitRow(0, Scope.KEY, 1, "", 0, ceiling.currency, ceiling.amount, 0, _NEVER)
        by = Money(price.amount - ceiling.amount, price.currency)
        return cls(limit, Money(Decimal(0), price.currency), by)


def holding(rows: Iterable[LimitRow], user_id: int, roles: Collection[str]) -> list[LimitRow]:
    """Give those that hold for a person with these roles, one of a scope, place and currency."""
    apart: dict[tuple[str, int, str], list[LimitRow]] = defaultdict(list)
    for row in rows:
        apart[row.scope, row.chat_id, row.currency].append(row)
    found = []
    for group in apart.values():
        own = [row for row in group if row.user_id == user_id]
        of_roles = [row for row in group if row.role in roles]
        of_all = [row for row in group if not row.role and not row.user_id]
        closest = own or of_roles or of_all
        if closest:
            found.append(max(closest, key=lambda row: row.amount))
    return found


def millionths(amount: Decimal) -> int:
    """An amount as sums have it; of less than a millionth a whole one is counted."""
    exact = _EXACT.multiply(min(amount, Decimal(MOST)), Decimal(MILLION))
    return int(exact.to_integral_value(ROUND_CEILING))


def within(limit: Decimal) -> int:
    """The largest sum that a limit allows."""
    return int(_EXACT.multiply(limit, Decimal(MILLION)).to_integral_value(ROUND_FLOOR))


def of_millionths(amount: int, currency: str) -> Money:
    """A sum as people read it."""
    exact = _EXACT.divide(Decimal(amount), Decimal(MILLION))
    plain = exact.normalize(_EXACT)
    return Money(plain.quantize(Decimal(1)) if plain == plain.to_integral() else plain, currency)
