"""``python -m tests.campaigns.interleaved.search BEGUN COURSES SEED``: look for a course that goes wrong.

Says "nothing found in N courses", or what was wrong and after how many. What is found is not made shorter.
"""

import logging
import sys
import tempfile
from pathlib import Path

import structlog
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.campaigns.interleaved.machine import Interleaved
from tests.databases import SqliteFiles


def search(begun: str, courses: int, number: int, steps: int = 30) -> str:
    """Try so many courses that begin so ("" for any), of that seed."""
    tried = 0

    class Course(Interleaved):
        only = begun

        def __init__(self) -> None:
            nonlocal tried
            tried += 1
            super().__init__()

    limits = settings(
        max_examples=courses,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    with tempfile.TemporaryDirectory() as folder:
        Course.files = SqliteFiles(Path(folder))
        try:
            run_state_machine_as_test(seed(number)(Course), settings=limits)
        except AssertionError as wrong:
            return f"course {tried}: {wrong}"
    return f"nothing found in {tried} courses"


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    sys.stdout.write(search(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])) + "\n")
