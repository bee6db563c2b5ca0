"""docs/tour-of-the-code.md cannot rot: what it names is in the files it names, and its lines are theirs."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, text_of

PAGE = ROOT / "docs" / "tour-of-the-code.md"
_NAMED = re.compile(r"\[`([\w.]+)`\]\(\.\./([\w/]+\.py)\)")
_EXCERPT = re.compile(r"```python\n(.*?)```", re.DOTALL)


@cache
def defined(file: Path) -> frozenset[str]:
    """The functions and classes of a module, and the methods as ``Class.method``."""
    found = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{each.name}" for each in node.body if hasattr(each, "name")}
    return frozenset(found)


def excerpts() -> Iterator[tuple[str, list[str]]]:
    """The lines of each excerpt, with the file that was named last before it."""
    page = text_of(PAGE)
    for found in _EXCERPT.finditer(page):
        files = {file for _, file in _NAMED.findall(page[: found.start()].rpartition("\n## ")[2])}
        yield "\n".join(sorted(files)), found[1].splitlines()


@pytest.mark.parametrize(("name", "file"), _NAMED.findall(text_of(PAGE)))
def test_what_is_named_is_there(name: str, file: str) -> None:
    """Each function, class or method is defined in the file that its link leads to."""
    assert name in defined(ROOT / file)


def test_the_way_is_whole() -> None:
    """From the process to the store, through every floor."""
    floors = {file.partition("/")[0] for _, file in _NAMED.findall(text_of(PAGE))}
    assert floors == {"bot", "handlers", "services", "providers", "storage"}


def test_the_lines_are_those_of_the_code() -> None:
    """Each line of an excerpt stands so in one of the files named since the heading, in this order."""
    seen = 0
    for files, lines in excerpts():
        seen += 1
        assert any(_in_order(lines, ROOT / file) for file in files.splitlines()), lines
    assert seen >= 5


def _in_order(lines: list[str], file: Path) -> bool:
    rest = iter(file.read_text(encoding="utf-8").splitlines())
    return all(line in rest for line in lines)
