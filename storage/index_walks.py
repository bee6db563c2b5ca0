"""Walks along an index: the first rows that match, and how many match up to a bound, whatever a table holds.

Where a column may have one of several values no index has the rows in their order: a database would read and
sort all that match. With one value each it walks along an index until it has enough. So a condition is
handed in as parts, one for each combination of values; the first rows are taken of every part, and of these
the first.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    and_,
    func,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

Conditions = Sequence[ColumnElement[bool]]
_TOGETHER = 100
"""Parts of one UNION; SQLite takes 500."""


def parts_of(always: Conditions, *either: Conditions) -> list[ColumnElement[bool]]:
    """Give all that hold together: everything of ``always``, and one of each ``either``."""
    return [and_(true(), *always, *one) for one in product(*either)]


async def first_rows(
    connection: AsyncConnection,
    columns: Sequence[Column[Any]],
    parts: Conditions,
    order: Sequence[Column[Any]],
    limit: int,
    *,
    newest: bool,
) -> Sequence[Row[Any]]:
    """Give the first rows of all parts in the order of these columns, or the last, in the opposite one.

    No row may be in two parts.
    """
    if not parts:
        return ()
    walks = [
        select(*columns).where(part).order_by(*_ordered(order, newest=newest)).limit(limit)
        for part in parts
    ]
    found = walks[0]
    if len(walks) > 1:
        together = _all_of(walks).subquery()
        by = [together.c[each.name] for each in order]
        found = select(together).order_by(*_ordered(by, newest=newest)).limit(limit)
    return (await connection.execute(found)).all()


async def counted(
    connection: AsyncConnection, column: Column[Any], parts: Conditions, most: int
) -> int:
    """Count the rows of all parts, up to ``most``; ``column`` is any of theirs. No row may be in two."""
    if not parts:
        return 0
    found = _all_of([select(column).where(part).limit(most) for part in parts])
    bounded = found.limit(most).subquery()
    return await connection.scalar(select(func.count()).select_from(bounded)) or 0


def _ordered(
    columns: Sequence[ColumnElement[Any]], *, newest: bool
) -> Sequence[ColumnElement[Any]]:
    return [column.desc() if newest else column for column in columns]


def _all_of(walks: Sequence[Select[Any]]) -> Select[Any] | CompoundSelect[Any]:
    """Put the rows together, in unions of unions where there are many parts."""
    several: Sequence[Select[Any] | CompoundSelect[Any]] = walks
    while len(several) > 1:
        groups = (several[at : at + _TOGETHER] for at in range(0, len(several), _TOGETHER))
        several = [union_all(*map(_whole, group)) for group in groups]
    return several[0]


def _whole(walk: Select[Any] | CompoundSelect[Any]) -> Select[Any]:
    """A walk with its own bound, as SQLite takes it into a union."""
    return select(walk.subquery())
