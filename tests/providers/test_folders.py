"""A provider is a folder and a line: its folder stands on what all share, and nothing else names it."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from providers.factories import OURS
from tests.docs.pages import ROOT

PROVIDERS = ROOT / "providers"
SHARED = sorted(
    part.stem
    for part in PROVIDERS.iterdir()
    if part.stem not in {*OURS, "__init__"}
    and (part.suffix == ".py" or (part / "__init__.py").is_file())
)


def test_the_list_has_every_folder_that_makes_a_provider() -> None:
    """Each has its settings, client, errors and factory; a folder without its line would be dead."""
    assert sorted(OURS) == sorted(file.parent.name for file in PROVIDERS.glob("*/factory.py"))
    for name in OURS:
        there = {file.name for file in (PROVIDERS / name).glob("*.py")}
        assert {"settings.py", "client.py", "models.py", "errors.py", "factory.py"} <= there, name


@pytest.mark.parametrize("name", OURS)
def test_a_folder_knows_no_other(name: str) -> None:
    """It imports itself and what is shared."""
    others = set(OURS) - {name}
    files = (PROVIDERS / name).rglob("*.py")
    assert [file for file in files if others & set(_of_providers(file))] == []


def test_nothing_names_a_provider_but_the_list() -> None:
    """Neither what providers share nor what stands on them: by no import, and in no text of the code.

    The demo sets a town of stand-ins up, and is about the five.
    """
    files = [
        file
        for floor in ("bot", "handlers", "services", "providers", "storage")
        for file in (ROOT / floor).rglob("*.py")
        if not set(file.relative_to(PROVIDERS.parent).parts[:2]) & {*OURS, "demo"}
    ]
    assert len(files) > 300
    named = {
        file.relative_to(ROOT).as_posix()
        for file in files
        if any(name in file.read_text().lower() for name in OURS) and set(OURS) & set(_words(file))
    }
    assert named == {"providers/factories.py"}


def test_everything_shared_has_its_layer() -> None:
    """What is shared stands in the layers that import-linter keeps, each part once."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    [layers] = [each["layers"] for each in contracts if each.get("containers") == ["providers"]]
    assert sorted(part.strip() for layer in layers for part in layer.split("|")) == SHARED


def _of_providers(file: Path) -> Iterator[str]:
    """The parts of ``providers`` that a module imports something of."""
    for node in ast.walk(ast.parse(file.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        yield from (name.split(".")[1] for name in names if name.startswith("providers."))


def _words(file: Path) -> Iterator[str]:
    """The parts it imports, and the words of its texts but for those that only explain."""
    yield from _of_providers(file)
    tree = ast.parse(file.read_text())
    explain = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in explain
        ):
            yield from re.findall(r"[a-z]+", node.value.lower())
