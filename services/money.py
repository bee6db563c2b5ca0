"""Amounts with their currency. Never float, never added over currencies."""

from dataclasses import dataclass
from decimal import Decimal


class CurrencyMismatchError(ValueError):
    """Two currencies were about to be added."""


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in an ISO 4217 currency."""

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        """Add an amount of the same currency. Raises CurrencyMismatchError for another."""
        if other.currency != self.currency:
            raise CurrencyMismatchError(f"{self.currency} and {other.currency}")
        return Money(self.amount + other.amount, self.currency)

    def __mul__(self, times: int) -> "Money":
        """The price of so many."""
        return Money(self.amount * times, self.currency)
