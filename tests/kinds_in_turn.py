"""Which kind of database a case is played on: both where it decides, and one of them in turn elsewhere.

A database decides what becomes of things done at once, so what does them is played on both, and so are
storage's own tests, the campaigns, and whatever is marked ``both_databases``. Of all other cases of a module
one is played on SQLite, the next on PostgreSQL. Everything is played on both with CAMPAIGNS=long, and
what is named by its function.
"""

import inspect
from collections.abc import Iterator, Sequence
from types import CodeType
from typing import Any

import pytest

from tests.campaigns.length import LONG

KINDS = ("sqlite", "postgres")
DECIDES = ("tests/storage/", "tests/campaigns/")
NOT = "tests/campaigns/test_bulk.py"
"""What it does at once is said in its functions, too."""
AT_ONCE = {"gather", "create_task", "TaskGroup"}


def in_turn(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out each case on the kind whose turn it is not."""
    if LONG:
        return
    named = tuple(each for each in config.args if "::" in each)
    turns: dict[str, dict[Any, int]] = {}
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        params = getattr(getattr(item, "callspec", None), "params", {})
        kind = params.get("databases")
        if kind not in KINDS or item.nodeid.startswith(named) or _decides(item):
            kept.append(item)
            continue
        cases = turns.setdefault(item.nodeid.partition("::")[0], {})
        turn = cases.setdefault(_case(item), len(cases))
        (kept if KINDS[turn % 2] == kind else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def _decides(item: pytest.Item) -> bool:
    if item.get_closest_marker("both_databases") is not None:
        return True
    if item.nodeid.startswith(DECIDES) and not item.nodeid.startswith(NOT):
        return True
    function = inspect.unwrap(item.function)  # type: ignore[attr-defined]
    return not AT_ONCE.isdisjoint(_names(function.__code__))


def _names(code: CodeType) -> Iterator[str]:
    """What a function names, and what is made in it: all sources would take each worker half a second."""
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _names(each)


def _case(item: pytest.Item) -> tuple[str, Sequence[tuple[str, int]]]:
    """The same for a case on either kind."""
    indices: dict[str, int] = item.callspec.indices  # type: ignore[attr-defined]
    others = tuple((name, at) for name, at in indices.items() if name != "databases")
    return item.originalname, others  # type: ignore[attr-defined]
