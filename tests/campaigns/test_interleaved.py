"""Two or three people at one desk, interleaved at every await, judged by the providers' books."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.campaigns.interleaved.machine import Interleaved
from tests.campaigns.interleaved.mutants import MUTANTS, Mutant, made, searched
from tests.campaigns.length import LONG
from tests.databases import SqliteFiles

PARTS, COURSES, STEPS = (6, 120, 40) if LONG else (1, 5, 25)
"""Each part of the long form has a seed of its own."""
SEARCHED = 200
"""Courses in which a search has to come upon what is let happen."""


@pytest.mark.timeout(400)
@pytest.mark.parametrize("part", range(1, PARTS + 1))
def test_whatever_comes_between_money_and_keys_stay_right(
    part: int, sqlite_files: SqliteFiles, figure: Callable[[str], None]
) -> None:
    """No charge without a key or a card, no key with two customers, none beyond the price confirmed."""
    tried = 0

    class Course(Interleaved):
        files = sqlite_files

        def __init__(self) -> None:
            nonlocal tried
            tried += 1
            super().__init__()

    run_state_machine_as_test(
        seed(part)(Course),
        settings=settings(
            max_examples=COURSES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    figure(f"interleaved: {tried} courses of two or three people at one desk, nothing wrong")


@pytest.mark.skipif(not LONG, reason="minutes each: a part of the long form")
@pytest.mark.timeout(400)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
async def test_what_a_guard_keeps_away_is_found_without_it(
    mutant: Mutant, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    """The search is worth something: with a guard taken out it comes upon the defect."""
    made(mutant, tmp_path)
    said = await searched(tmp_path, mutant.begun, SEARCHED, mutant.seed)
    assert mutant.seen in said
    figure(f"interleaved: {mutant.name}: {said.strip().splitlines()[-1]}")


def test_each_guard_stands_where_it_is_taken_out(tmp_path: Path) -> None:
    """Else the search above would have nothing to find, and nobody would know."""
    for number, mutant in enumerate(MUTANTS):
        made(mutant, tmp_path / str(number))
