"""Writes what came of a run at the end of tests/mutations.md."""

from collections.abc import Sequence

from tests.mutations.listing import RESULTS
from tests.mutations.running import Result


def recorded(page: str, title: str, results: Sequence[Result]) -> str:
    """The page with these results in place of those it had."""
    red = sum(result.verdict == "red" for result in results)
    seconds = sum(result.seconds for result in results)
    rows = [
        f"| {result.name} | {result.verdict} | {result.seconds:.0f} | {_short(result.test)} |"
        for result in results
    ]
    table = ["| mutation | result | seconds | first test that saw it |", "|---|---|---|---|", *rows]
    said = f"{title}: {red} of {len(results)} red, {seconds / 60:.0f} minutes of one process."
    return "\n".join([page.partition(RESULTS)[0] + RESULTS, "", said, "", *table, ""])


def _short(test: str) -> str:
    """Without the parameters, which may hold anything."""
    return f"`{test.partition('[')[0]}`" if test else ""
