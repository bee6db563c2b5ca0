"""What totals of sales are made of: sums of one thing in one quarter, and which quarters are meant."""

from dataclasses import dataclass

PROVIDER, OFFER, BUYER = "provider", "offer", "buyer"
APART = "apart"
"""The kind of a row that stands for a whole quarter whose amounts do not fit: it is always counted anew."""
QUARTERS_A_DAY = 96


@dataclass(frozen=True, slots=True)
class Sums:
    """What is added up, in this order; amounts in millionths."""

    orders: int = 0
    failed: int = 0
    uncertain: int = 0
    reversed: int = 0
    undelivered: int = 0
    keys: int = 0
    stocked: int = 0
    returned: int = 0
    costed: int = 0
    spent: int = 0
    stocked_for: int = 0
    returned_for: int = 0
    costed_for: int = 0
    cost: int = 0


@dataclass(frozen=True, slots=True)
class TotalRow:
    """The sums of one thing in one quarter and chat, in one currency."""

    kind: str
    quarter: int
    chat_id: int
    about: str
    currency: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of quarters (``span`` 1) or of days from ``first`` until before ``end``, in quarters."""

    span: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A name in ``sales_changes``, and the quarter of its order; None: there is no such order."""

    id: int
    quarter: int | None


class CountedBefore(Exception):
    """Another process has counted some of these."""
