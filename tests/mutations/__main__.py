"""Runs the list of mutations: ``python -m tests.mutations [--only NAME …] [--jobs N] [--record TITLE]``."""

import argparse
import asyncio
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.mutations.copies import copied
from tests.mutations.listing import LIST, Mutation, listed
from tests.mutations.recording import recorded
from tests.mutations.running import Result, passes, tried


async def _worked(folder: Path, waiting: list[Mutation]) -> list[Result]:
    """Take from what waits until nothing does; then make sure that what went red is green without defects."""
    copied(folder)
    results = []
    while waiting:
        result = await tried(folder, waiting.pop(0))
        _say(
            f"{result.verdict:6} {result.seconds:5.1f} s  {result.name}  {result.test or result.said}"
        )
        results.append(result)
    sound = await passes(folder, sorted({result.test for result in results if result.test}))
    return [
        result
        if not result.test or result.test in sound
        else Result(result.name, "red without it", result.seconds, result.test)
        for result in results
    ]


async def _main(only: list[str], jobs: int, record: str) -> int:
    mutations = listed(LIST.read_text(encoding="utf-8"))
    chosen = [each for each in mutations if not only or any(word in each.name for word in only)]
    waiting = list(chosen)
    with ExitStack() as stack:
        folders = [
            Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mutations-")))
            for _ in range(min(jobs, len(chosen)))
        ]
        shares = await asyncio.gather(*(_worked(folder, waiting) for folder in folders))
    results = {result.name: result for share in shares for result in share}
    bad = [result for result in results.values() if result.verdict != "red"]
    _say(f"{len(results)} mutations, {len(results) - len(bad)} red")
    for result in bad:
        _say(f"  {result.name}: {result.verdict}. {result.said or result.test}")
    if record:
        page = LIST.read_text(encoding="utf-8")
        LIST.write_text(recorded(page, record, [results[each.name] for each in chosen]), "utf-8")
    return 1 if bad or not results else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.mutations")
    parser.add_argument(
        "--only", nargs="+", default=[], help="those whose names have one of these words"
    )
    parser.add_argument("--jobs", type=int, default=1, help="copies that work side by side")
    parser.add_argument("--record", default="", help="write the table of results under this title")
    given = parser.parse_args()
    sys.exit(asyncio.run(_main(given.only, given.jobs, given.record)))
