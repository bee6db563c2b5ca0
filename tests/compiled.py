"""All code compiled once, before the workers of a test run start: each would do all of it by itself.

pytest rewrites the assertions of each file of tests, which takes longer than all imports together. What is
compiled is kept beside the code, so only the first run after a change does anything here.
"""

import compileall
import importlib.util
import multiprocessing
import sys
import warnings
from pathlib import Path
from types import ModuleType

import pytest
from _pytest.assertion import AssertionState, rewrite
from hypothesis.errors import HypothesisSideeffectWarning
from hypothesis.internal.constants_ast import constants_from_module

ROOT = Path(__file__).parents[1]
CODE = ("bot", "handlers", "services", "providers", "storage", "sandbox", "tests", "docs")
REWRITTEN = ("test_*.py", "*_test.py", "conftest.py")
PROCESSES = 2
AT_A_TIME = 16


def compile_all(config: pytest.Config) -> None:
    """Compile what is not compiled yet, as Python and pytest look for it."""
    if sys.dont_write_bytecode or config.getoption("assertmode") != "rewrite":
        return
    lacking = [path for folder in CODE for path in (ROOT / folder).rglob("*.py") if _lacks(path)]
    if len(lacking) <= AT_A_TIME:
        return

    def begin() -> None:
        _Rewriter.config = config

    with multiprocessing.get_context("fork").Pool(PROCESSES, begin) as pool:
        pool.map(_compile, lacking, AT_A_TIME)


class _Rewriter:
    """What pytest rewrites by, in a process that compiles."""

    config: pytest.Config


def _lacks(path: Path) -> bool:
    kept = _kept(path)
    if not kept.exists():
        return True
    if _is_rewritten(path):
        facts = importlib.util.source_hash(path.read_bytes())[:8]
    else:
        stat = path.stat()
        facts = int(stat.st_mtime).to_bytes(4, "little") + stat.st_size.to_bytes(4, "little")
    with kept.open("rb") as file:
        return file.read(16)[8:] != facts


def _kept(path: Path) -> Path:
    """Where what is compiled is looked for."""
    tail = rewrite.PYC_TAIL if _is_rewritten(path) else f".{sys.implementation.cache_tag}.pyc"
    return rewrite.get_cache_dir(path) / f"{path.stem}{tail}"


def _is_rewritten(path: Path) -> bool:
    return any(path.match(each) for each in REWRITTEN)


def _compile(path: Path) -> None:
    if not _is_rewritten(path):
        compileall.compile_file(path, quiet=2)
        if path.relative_to(ROOT).parts[0] != "tests":
            _look_for_constants(path)
        return
    kept, config = _kept(path), _Rewriter.config
    if rewrite.try_makedirs(kept.parent):
        found, code = rewrite._rewrite_test(path, config)
        rewrite._write_pyc(AssertionState(config, "rewrite"), code, found, kept)


def _look_for_constants(path: Path) -> None:
    """Hypothesis draws what stands in the code now and then, and each worker would read all code for it."""
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", HypothesisSideeffectWarning)  # it keeps files so early
        constants_from_module(module)
