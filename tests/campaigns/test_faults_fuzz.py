"""Any series of faults, taps, passes and restarts: nothing bought twice, nothing paid and lost."""

from itertools import chain

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sandbox.codegames import Late
from tests.campaigns.campaign import campaign
from tests.campaigns.length import LONG
from tests.campaigns.steps import (
    KeysLate,
    Later,
    Ordered,
    Restart,
    Step,
    Taps,
    Wrong,
    orders,
    steps,
)
from tests.databases import SqliteFiles
from tests.services.orders.conftest import MAX, SAM

LOST = [Wrong("pay", "lost after"), Taps(0, (SAM, MAX, SAM)), Later(6)]


@example(([Ordered(0, 3)], LOST))
@example(([Ordered(0, 2)], [KeysLate(2, Late.ABSENT), Restart(0, "keys", "after"), Later(6)]))
@example(([Ordered(1, 1)], [Restart(0, "pay", "after"), Restart(0, "pay", "before"), Later(200)]))
@given(
    st.tuples(st.lists(orders, min_size=1, max_size=2), st.lists(steps, min_size=4, max_size=14))
)
@settings(max_examples=300 if LONG else 9)
async def test_whatever_goes_wrong_nothing_is_bought_twice_or_lost(
    sqlite_files: SqliteFiles, taken: tuple[list[Step], list[Step]]
) -> None:
    """After every step, and at the end when all is well again."""
    async with campaign(sqlite_files) as played:
        for step in chain(*taken):
            await played.take(step)
            await played.check()
        await played.end()
