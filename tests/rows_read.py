"""What a database does for statements, without a clock: steps of SQLite's machine, rows PostgreSQL reads."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from storage.database import Database
from storage.transaction import Tx

Said = list[tuple[str, Any]]


@contextmanager
def noted(tx: Tx) -> Iterator[Said]:
    """Note what is said to the database, with its values."""
    said: Said = []
    engine = tx.connection.engine.sync_engine

    @event.listens_for(engine, "before_cursor_execute")
    def _note(_c: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        said.append((statement, values))

    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", _note)


async def plans(tx: Tx, said: Said) -> list[list[str]]:
    """How SQLite goes about each statement, step by step."""
    found = []
    for statement, values in said:
        raw = await tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        found.append([row.detail for row in raw])
    return found


async def effort(db: Database, ask: Callable[[Tx], Awaitable[object]]) -> int:
    """Rows that are read, or steps that are made, for what ``ask`` says to the database."""
    async with db.read() as tx:
        with noted(tx) as said:
            await ask(tx)
        if tx.connection.dialect.name == "sqlite":
            return await _steps(tx, ask)
        return sum([await _rows(tx, *each) for each in said])


async def _steps(tx: Tx, ask: Callable[[Tx], Awaitable[object]]) -> int:
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    raw = (await tx.connection.get_raw_connection()).driver_connection
    assert raw is not None
    await raw.set_progress_handler(step, 1)
    await ask(tx)
    await raw.set_progress_handler(None, 0)
    return steps


async def _rows(tx: Tx, statement: str, values: Any) -> int:
    found = await tx.connection.exec_driver_sql(
        f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values
    )
    return _of_plan(found.scalar_one()[0]["Plan"])


def _of_plan(plan: dict[str, Any]) -> int:
    """Rows of the nodes that read a table, those included that were thrown away."""
    read = 0
    if "Scan" in plan["Node Type"] and "Relation Name" in plan:
        rows = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        read = int(rows * plan["Actual Loops"])
    return read + sum(map(_of_plan, plan.get("Plans", ())))
