"""Adding up sales: exactly, by currency, from orders and from the totals that are kept of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Context, Decimal, Inexact, localcontext
from typing import Any

from services.money import Money
from services.orders.states import OrderStatus
from storage.own_keys import PROVIDER as OWN
from storage.sales import SalesGroup
from storage.sales_sums import BUYER, OFFER, PROVIDER, Sums, TotalRow

# Wide enough for every sum of amounts that a column can hold; were it not, an error would say so.
_EXACT = Context(prec=120, traps=[Inexact])
_MILLIONTH = Decimal("0.000001")
_CENT, _PLACES = Decimal("0.01"), -2
_MOST = 10**16
"""Millionths of a quarter's sum, beyond which a row does not hold it: sums of rows have room above."""
_COUNTS = ("orders", "failed", "uncertain", "reversed", "undelivered")
_KEYS = ("keys", "stocked", "returned", "costed")
_AMOUNTS = ("spent", "stocked_for", "returned_for", "costed_for", "cost")
_NOTHING = Decimal(0)
ABOUT: Mapping[str, Callable[[SalesGroup], str]] = {
    PROVIDER: lambda group: group.provider,
    OFFER: lambda group: str(group.offer_id),
    BUYER: lambda group: str(group.buyer_id),
}
"""What a group is counted under in each kind of totals."""


@dataclass(slots=True)
class Tally:
    """Sums of one currency that grow. Amounts are exact."""

    orders: int = 0
    failed: int = 0
    uncertain: int = 0
    reversed: int = 0
    undelivered: int = 0
    keys: int = 0
    stocked: int = 0
    returned: int = 0
    costed: int = 0
    spent: Decimal = _NOTHING
    stocked_for: Decimal = _NOTHING
    returned_for: Decimal = _NOTHING
    costed_for: Decimal = _NOTHING
    cost: Decimal = _NOTHING

    def count(self, group: SalesGroup) -> None:
        """Add what was counted from orders."""
        self.orders += group.orders
        self.failed += group.orders * (group.status == OrderStatus.FAILED)
        self.uncertain += group.orders * (group.status == OrderStatus.UNCERTAIN)
        self.reversed += group.orders * (group.status == OrderStatus.REVERSED)
        self.undelivered += group.orders * group.undelivered
        self.keys += group.bought
        self.stocked += group.stocked
        returned = (
            0 if group.provider == OWN else group.returned
        )  # nobody was paid, or pays it back
        self.returned += returned
        with localcontext(_EXACT):
            spent = group.unit_price * group.bought
            self.spent += spent
            self.stocked_for += group.unit_price * group.stocked
            self.returned_for += group.unit_price * returned
            if group.cost is not None:
                self.costed += group.bought
                self.costed_for += spent
                self.cost += group.cost * group.bought

    def add(self, sums: Sums) -> None:
        """Add what totals say."""
        for name in (*_COUNTS, *_KEYS):
            setattr(self, name, getattr(self, name) + getattr(sums, name))
        with localcontext(_EXACT):
            for name in _AMOUNTS:
                if value := getattr(sums, name):
                    setattr(self, name, getattr(self, name) + value * _MILLIONTH)

    def join(self, other: "Tally") -> None:
        """Add another one of the same currency."""
        with localcontext(_EXACT):
            for each in fields(self):
                setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    def sums(self) -> Sums | None:
        """As a row of totals holds it; None: it holds not so much, or not so fine."""
        values: dict[str, int] = {name: getattr(self, name) for name in (*_COUNTS, *_KEYS)}
        for name in _AMOUNTS:
            with localcontext(_EXACT):
                millionths = getattr(self, name) / _MILLIONTH
            if millionths != millionths.to_integral_value() or abs(millionths) > _MOST:
                return None
            values[name] = int(millionths)
        return Sums(**values)


Tallies = dict[str, Tally]
"""By currency."""


def numbers(tallies: Iterable[tuple[str, Tally]]) -> dict[str, Any]:
    """The fields of SalesNumbers."""
    found = sorted(tallies)
    counts = {name: sum(getattr(tally, name) for _, tally in found) for name in _COUNTS}
    return counts | {
        "keys": sum(tally.keys for _, tally in found),
        "stocked": sum(tally.stocked for _, tally in found),
        "money": money((code, tally.spent, tally.keys) for code, tally in found),
        "returned": money((code, tally.returned_for, tally.returned) for code, tally in found),
        "stocked_for": money((code, tally.stocked_for, tally.stocked) for code, tally in found),
    }


def money(amounts: Iterable[tuple[str, Decimal, int]]) -> dict[str, Money]:
    """Amounts by currency, where they are of any keys."""
    return {code: Money(_plain(amount), code) for code, amount, keys in amounts if keys}


def less(amount: Decimal, other: Decimal) -> Decimal:
    """What is left of an amount, exactly."""
    return _EXACT.subtract(amount, other)


def _plain(amount: Decimal) -> Decimal:
    """With two places, or as many more as it takes: the same however it was added up."""
    with localcontext(_EXACT):
        short = amount.normalize()
        return short.quantize(_CENT) if int(short.as_tuple().exponent) > _PLACES else short


def total_rows(groups: Iterable[SalesGroup]) -> list[TotalRow] | None:
    """The rows to be kept of what was counted; None where one of them does not fit."""
    found: dict[tuple[str, int, int, str, str], Tally] = {}
    for group in groups:
        for kind, about in ABOUT.items():
            key = (kind, group.quarter, group.chat_id, about(group), group.currency)
            found.setdefault(key, Tally()).count(group)
    rows = []
    for key, tally in found.items():
        if (sums := tally.sums()) is None:
            return None
        rows.append(TotalRow(*key, sums))
    return rows
