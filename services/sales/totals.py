"""Keeping totals of sales: quarters of an hour in which an order changed are counted anew, whole."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from services.sales.tally import total_rows
from storage.database import Database
from storage.sales import SalesGroup, beginning, sales_in
from storage.sales_sums import APART, Changed, CountedBefore, Sums, TotalRow

NAMES_AT_ONCE = 2000
QUARTERS_AT_ONCE = 24
SCATTERED = 50_000
"""Where the oldest names are of more quarters than are counted in one go, further ones of these are looked
for among so many: else orders of many days that change at random would have each counted again and again."""
PASSES = 100
"""Of one round. What is left is counted from orders meanwhile, so that nothing waits for this."""


class TotalsKeeper:
    """Counts what changed whenever ``run`` is called. Of two processes that count the same, one writes."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def run(self) -> int:
        """Do one round, and say how many quarters were counted."""
        counted = 0
        for _ in range(PASSES):
            quarters = await self._pass()
            counted += quarters
            if not quarters:
                break
        return counted

    async def _pass(self) -> int:
        async with self._db.read() as tx:
            names = await tx.sales_totals.changed(NAMES_AT_ONCE)
            quarters = _some(names)
            spans = [(beginning(first), beginning(end)) for first, end in runs(quarters)]
            if _are_many(names):
                last = max(each.id for each in names)
                names += await tx.sales_totals.changed_in(spans, last, SCATTERED)
            groups = await sales_in(tx.connection, spans)
        if not names:
            return 0
        mine = [each for each in names if each.quarter is None or each.quarter in quarters]
        rows = _rows(groups)
        try:
            async with self._db.write() as tx:
                await tx.sales_totals.replace(mine, quarters, rows)
        except CountedBefore:
            return 0
        return len(quarters) or 1


def _are_many(names: Sequence[Changed]) -> bool:
    return len({each.quarter for each in names} - {None}) > QUARTERS_AT_ONCE


def _some(names: Sequence[Changed]) -> set[int]:
    quarters: dict[int, None] = {}
    for each in names:
        if each.quarter is not None:
            quarters.setdefault(each.quarter)
    return set(list(quarters)[:QUARTERS_AT_ONCE])


def _rows(groups: Sequence[SalesGroup]) -> list[TotalRow]:
    """The rows of all quarters; in place of those that no row holds, one that sets the quarter apart."""
    by_quarter: dict[int, list[SalesGroup]] = defaultdict(list)
    for group in groups:
        by_quarter[group.quarter].append(group)
    rows = []
    for quarter, some in by_quarter.items():
        fitting = total_rows(some)
        rows += [TotalRow(APART, quarter, 0, "", "", Sums())] if fitting is None else fitting
    return rows


def runs(quarters: Collection[int]) -> list[tuple[int, int]]:
    """Quarters that follow one another as one: from the first until before the end."""
    found: list[tuple[int, int]] = []
    for quarter in sorted(quarters):
        if found and found[-1][1] == quarter:
            found[-1] = (found[-1][0], quarter + 1)
        else:
            found.append((quarter, quarter + 1))
    return found
