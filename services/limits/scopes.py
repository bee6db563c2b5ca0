"""What a limit bounds, and which of several holds for a person.

Limits of one scope and currency in one place are compared by whom they are for: one for the person by name
takes the place of those for their roles, and these of the one for everybody. Of several roles the one that
allows most counts, as with rights. A chat's limit and one everywhere do not replace each other: both hold.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from enum import StrEnum

from services.money import Money
from storage.limits import LimitRow

MILLION = 1_000_000
MOST = 10**11
"""The largest amount of a limit. Of an order no more is counted, so that sums stay within 64 bits."""
_EXACT = Context(prec=60)


class Scope(StrEnum):
    """What is bounded. The words stand in rows."""

    ORDER = "order"
    PERSON_DAY = "person-day"
    """What one person spends in a day: in the limit's chat, or, everywhere, in all chats together."""
    CHAT_DAY = "chat-day"
    """What is spent in a chat in a day, by whomever; everywhere: in each chat for itself."""
    CHAT_MONTH = "chat-month"


@dataclass(frozen=True, slots=True)
class Over:
    """A limit that an order is above: what of it was left before, and by how much it is too much."""

    limit: LimitRow
    left: Money
    by: Money


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
