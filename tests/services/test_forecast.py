"""How long stock lasts: near the truth where sales are steady, silent where they say too little."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from services.forecast import DAYS, FARTHEST, estimate


def test_it_is_silent_where_there_is_too_little_to_say() -> None:
    """Few days, few days with sales, few keys, or one great day among nothing."""
    too_little = {
        "nothing sold": [0] * DAYS,
        "since three days": [0] * (DAYS - 3) + [9, 8, 9],
        "on three days only": [5] + [0] * 12 + [5] + [0] * 13 + [5],
        "seven keys": [1, 0, 0, 0] * 7,
        "one great day": [1, 1, 1, 1, 200] + [0] * 23,
    }
    assert {name: estimate(daily, 10) for name, daily in too_little.items()} == dict.fromkeys(
        too_little
    )


def test_steady_sales_give_a_number_with_its_basis() -> None:
    """Two keys a day of eight in stock are about four days; a young product is not diluted by days before."""
    found = estimate([2] * DAYS, 8)
    assert found is not None
    assert (found.days, found.keys, found.of_days) == (4.0, 56, 28)
    assert 2 < found.low < 4 < found.high < 8
    young = estimate([0] * 18 + [2] * 10, 8)
    assert young is not None and (young.days, young.keys, young.of_days) == (4.0, 20, 10)
    much = estimate([2] * DAYS, 1000)
    assert much is not None and much.far
    none_left = estimate([2] * DAYS, 0)
    assert none_left is not None and (none_left.days, none_left.low, none_left.high) == (0, 0, 0)


@given(st.lists(st.integers(0, 50), min_size=DAYS, max_size=DAYS), st.integers(0, 500))
def test_more_stock_never_lasts_shorter_and_the_number_lies_in_its_range(
    daily: list[int], stock: int
) -> None:
    """Whatever was sold."""
    less, more = estimate(daily, stock), estimate(daily, stock + 1)
    for found in (less, more):
        if found is not None:
            assert 0 <= found.low <= found.days + 1e-6
            assert found.far or found.days <= found.high + 1e-6
    if less is not None and more is not None:
        assert less.low <= more.low and less.high <= more.high


def test_the_range_holds_about_as_often_as_it_says() -> None:
    """Sales of chance by a known rate: the last key goes within the range about eight times in ten."""
    chance = Random(5)  # noqa: S311 - the same each time
    inside = told = 0
    for _ in range(400):
        rate = chance.uniform(1, 12)

        def day(rate: float = rate) -> int:
            # A day is 60 looks, at each of which somebody may buy.
            return sum(chance.random() < rate / 60 for _ in range(60))

        stock = chance.randint(5, 60)
        found = estimate([day() for _ in range(DAYS)], stock)
        if found is None or found.high > FARTHEST:
            continue
        told += 1
        left, lasted = stock, 0
        while left > 0:
            left -= day()
            lasted += 1
        # It goes in the course of its last day.
        inside += found.low <= lasted and lasted - 1 <= found.high
    assert told > 300
    assert 0.75 < inside / told < 0.97
