"""Which of several limits holds for a person, and how amounts become sums."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.limits.scopes import MOST, holding, millionths, of_millionths, within
from storage.limits import LimitRow

AT = datetime(2030, 1, 1, tzinfo=UTC)
SAM = 11


def limit(
    amount: int, role: str = "", user: int = 0, chat: int = -1, scope: str = "order"
) -> LimitRow:
    """A limit in euros."""
    return LimitRow(amount, scope, chat, role, user, "EUR", Decimal(amount), 1, AT)


@pytest.mark.parametrize(
    ("rows", "amounts"),
    [
        ([limit(5), limit(9, user=SAM), limit(7, "support")], [9]),
        ([limit(5), limit(7, "support"), limit(8, "manager"), limit(9, "owner")], [8]),
        ([limit(5), limit(9, user=12), limit(9, "owner")], [5]),
        ([limit(9, "owner")], []),
        ([limit(5, chat=0), limit(9, user=SAM)], [5, 9]),
        ([limit(5), limit(6, scope="chat-day")], [5, 6]),
    ],
)
def test_the_closest_holds_and_the_place_and_scope_apart(
    rows: list[LimitRow], amounts: list[int]
) -> None:
    """The person's own, else the most generous of the roles', else everybody's; in each place one."""
    held = holding(rows, SAM, {"support", "manager"})
    assert sorted(row.amount for row in held) == amounts


@given(st.decimals(0, 10**9, places=4), st.integers(1, 60), st.decimals(0, 10**9, places=4))
def test_a_sum_within_a_limit_is_so_exactly(price: Decimal, count: int, bound: Decimal) -> None:
    """No rounding lets a price pass a limit, or holds one back that is just at it."""
    assert (millionths(price * count) <= within(bound)) == (price * count <= bound)
    assert of_millionths(millionths(price), "EUR").amount == price


def test_what_is_less_than_a_millionth_counts_as_one_and_no_sum_leaves_64_bits() -> None:
    """Rounding is always against the spender."""
    assert millionths(Decimal("0.00000001")) == 1
    assert millionths(Decimal(10) ** 30) == MOST * 10**6
