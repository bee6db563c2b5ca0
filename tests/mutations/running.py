"""Runs one mutation's tests in a copy, and tells whether a test saw it."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.mutations.copies import mutated
from tests.mutations.listing import Mutation

LONGEST = 600
"""Seconds for the tests of one mutation; one that makes them hang ends there."""
SLIPS = ("ImportError", "ModuleNotFoundError", "NameError", "SyntaxError", "UnboundLocalError")
"""What a defect that is only badly written raises."""


@dataclass(frozen=True)
class Result:
    """How a mutation ended: "red" if a test saw it, "green" if none did, else why it is no mutation."""

    name: str
    verdict: str
    seconds: float
    test: str = ""
    """The test that went red, as pytest names it."""
    said: str = ""


async def tried(folder: Path, mutation: Mutation) -> Result:
    """Make the defect in the copy, run its tests until one fails, and take it out again."""
    started = time.monotonic()
    try:
        tests = _found(folder, mutation)
        with mutated(folder, mutation):
            verdict, test, said = await _judged(folder, mutation, tests)
    except (OSError, ValueError) as error:
        verdict, test, said = "cannot be made", "", str(error)
    return Result(mutation.name, verdict, time.monotonic() - started, test, said)


async def passes(folder: Path, tests: list[str]) -> set[str]:
    """Those of the tests that pass in the copy as it is: what fails there too saw nothing."""
    if not tests:
        return set()
    report = folder / "unbroken.xml"
    if await _pytest(folder, report, tests, LONGEST * len(tests)) is None:
        return set()
    return set(tests) - {name for name, _ in _failures(report)}


def _found(folder: Path, mutation: Mutation) -> list[str]:
    found: list[str] = []
    for wanted in mutation.tests:
        pattern, *one = wanted.split("::")
        matches = sorted(str(path.relative_to(folder)) for path in folder.glob(pattern))
        if not matches:
            raise ValueError(f"no tests at {pattern}")
        found += ["::".join((match, *one)) for match in matches]
    return found


async def _judged(folder: Path, mutation: Mutation, tests: list[str]) -> tuple[str, str, str]:
    """Verdict, test, what it said: the code must be sound by itself, and a test must fail in itself.

    Code that does not load fails where tests are collected, or in a fixture: that is an error in pytest's
    report, and no failure.
    """
    if mutation.path.endswith(".py"):
        ruff = ("ruff", "check", "-q", "--select", "F821", mutation.path)
        unsound, said = await _run(folder, *ruff)
        if unsound:
            return "names what is not there", "", said
    report = folder / "mutated.xml"
    report.unlink(missing_ok=True)
    status = await _pytest(folder, report, tests, LONGEST, "-x")
    if status is None:
        return "hangs", "", f"{LONGEST} seconds"
    if status == 0:
        return "green", "", ""
    if not report.exists():
        return "fails outside of a test", "", f"pytest ended with {status} and no report"
    for test, message in _failures(report):
        slip = message.startswith(SLIPS)
        return ("a slip" if slip else "red"), test, message
    return "fails outside of a test", "", f"pytest ended with {status}"


async def _pytest(
    folder: Path, report: Path, tests: list[str], seconds: float, *more: str
) -> int | None:
    arguments = ["pytest", "-q", f"--junitxml={report}", "-o", "junit_family=xunit1", *more, *tests]
    try:
        status, _ = await _run(folder, *arguments, seconds=seconds)
    except TimeoutError:
        return None
    return status


def _failures(report: Path) -> list[tuple[str, str]]:
    """The tests that failed while they ran, and the first line of why."""
    failures = []
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it just now
        failure = case.find("failure")
        if failure is not None:
            parts = (case.get("classname") or "").removeprefix(_module(case)).strip(".")
            name = "::".join(filter(None, (case.get("file"), parts, case.get("name"))))
            failures.append((name, (failure.get("message") or "?").splitlines()[0]))
    return failures


def _module(case: ElementTree.Element) -> str:
    return (case.get("file") or "").removesuffix(".py").replace("/", ".")


async def _run(folder: Path, *module: str, seconds: float = 120) -> tuple[int, str]:
    """Run a module on the copy and its code alone. TimeoutError if it lasts too long."""
    env = {**os.environ, "PYTHONPATH": str(folder)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # what is compiled is kept: each run would do it anew
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *module, cwd=folder, env=env,
        stdin=DEVNULL, stdout=PIPE, stderr=STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = await asyncio.wait_for(process.communicate(), seconds)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)  # with what the tests had started
        await process.wait()
        raise
    return process.returncode or 0, said.decode(errors="replace").strip()
