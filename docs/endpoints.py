"""Writes docs/endpoints.md: all endpoints of all providers, and where each is in the code.

Run as ``.venv/bin/python docs/endpoints.py``. The client calls are found by the numbers in their
docstrings ("FACTS 1.3"), the tests by what they call and which steps they play; only the addresses
and the ways in from the chat are written down, in endpoints_table.py.
"""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from docs.endpoints_table import TABLE, Button, Row  # noqa: E402 - needs the path set above

PAGE = ROOT / "docs" / "endpoints.md"
NOT_YET = "not yet"

_ABOVE = {"provider.py", "capability.py", "books.py", "purchases.py", "reversals.py", "dialects.py"}
"""Files that speak of endpoints too, but reach them through the client's own calls."""
_NUMBER = re.compile(r"\(FACTS (\d\.\d+)[,);]")
_HEAD = """# Endpoints

Written by `docs/endpoints.py`; a change by hand is lost, and a test fails where this page is stale.
Method and path are as each provider's document has them, or, where it prints none, as
[assumptions.md](assumptions.md) says. Buttons are named with the card they stand on. A test is
named if it uses the client's call or plays the way in; those of "documents" play it with a stand-in that
is made of the provider's document alone, those of "campaigns/faults" with everything that can go wrong.
"""

Calls = dict[str, list[tuple[Path, str]]]


def client_calls() -> Calls:
    """The client functions of each number: file and name. Callers of theirs only where it has none."""
    own, above = _named()
    return above | own


def tests_of(row: Row, calls: Calls) -> list[Path]:
    """The test files that use a client call or the short name of the row, or play its ways in."""
    package = row.provider.lower().replace("-", "")
    reached = [*calls.get(row.number, ()), *_named()[1].get(row.number, ())]
    names = {name.rpartition(".")[2] for _, name in reached}
    steps = {_step(way) for way in row.ways}
    shared = {_step(way) for each in TABLE if each.provider != row.provider for way in each.ways}
    found = []
    for folder in ("providers", "services", "bot", "conversations"):
        for file in sorted((ROOT / "tests" / folder).rglob("test_*.py")):
            speaks_of_it = package in _text(file)
            if folder == "conversations":
                played = steps & _marked(file, "steps")
                used = bool(played - shared) or (bool(played) and speaks_of_it)
            else:
                used = speaks_of_it and bool(_uses(file) & {*names, repr(row.short)})
            if used:
                found.append(file)
    found += [file for file in _by_document() if row.number in _marked(file, "operations")]
    faults = ROOT / "tests" / "campaigns" / "faults" / f"test_{package}.py"
    return [*found, faults] if faults.is_file() else found


def line(row: Row, calls: Calls) -> str:
    """One row of the table; a cell with nothing to say says "not yet"."""
    methods = [
        f"[`{name}`](../{file.relative_to(ROOT).as_posix()})"
        for file, name in calls.get(row.number, ())
    ]
    ways = [
        f"**{way.label}** on {way.card}" if isinstance(way, Button) else f"`{way}`"
        for way in row.ways
    ]
    if row.note:
        ways.append(row.note)
    cells = [
        row.number,
        row.method,
        f"`{row.path}`",
        "<br>".join(methods) or NOT_YET,
        ", ".join(ways) or NOT_YET,
        _grouped(tests_of(row, calls)) or NOT_YET,
    ]
    return f"| {' | '.join(cells)} |"


def page() -> str:
    """The whole page."""
    calls = client_calls()
    parts = [_HEAD]
    for provider in dict.fromkeys(row.provider for row in TABLE):
        parts.append(f"## {provider}\n")
        parts.append("| number | method | path | client method | command | tests |")
        parts.append("|---|---|---|---|---|---|")
        parts += [line(row, calls) for row in TABLE if row.provider == provider]
        parts.append("")
    return "\n".join(parts)


def _step(way: str | Button) -> str:
    """A way in, in the words of the ``steps`` marks."""
    return f"tap {way.verb}" if isinstance(way, Button) else way


def _grouped(files: list[Path]) -> str:
    """Test files by folder, in few words."""
    folders: dict[str, list[str]] = {}
    for file in files:
        folder = file.parent.relative_to(ROOT / "tests").as_posix()
        folders.setdefault(folder, []).append(file.stem.removeprefix("test_"))
    return "<br>".join(f"{folder}: {', '.join(stems)}" for folder, stems in folders.items())


def _functions(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Name and docstring of every function; a method's has its class before it."""
    for node in tree.body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        for each in inside:
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
                yield prefix + each.name, ast.get_docstring(each) or ""


@cache
def _uses(file: Path) -> frozenset[str]:
    """What a test file calls by name, and (as ``repr``) the texts in it that stand by themselves.

    A table of calls that it takes from a module beside it counts as its own.
    """
    tree = _tree(file)
    found: set[str] = set()
    for part in [tree, *_tables(tree)]:
        for node in ast.walk(part):
            match node:
                case ast.Constant(value=str(text)):
                    found.add(repr(text))
                case ast.Name(id=name):
                    found.add(name)
                case ast.Await(value=ast.Call(func=ast.Attribute(attr=name))):
                    found.add(name)
                case ast.Attribute(value=of, attr=name) if (
                    # Short names are also those of mappings, stand-ins and the like.
                    "_" in name or ast.unparse(of).endswith(("client", "session"))
                ):
                    found.add(name)
    return frozenset(found)


def _tables(tree: ast.Module) -> Iterator[ast.expr]:
    """What the names stand for that come from a module of the tests, and the names in that."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            file = ROOT / f"{(node.module or '').replace('.', '/')}.py"
            values = _assigned(file)
            wanted = [alias.name for alias in node.names]
            for name in wanted:  # which grows
                value = values.get(name)
                if value is not None and not isinstance(value, ast.Constant):
                    yield value
                    wanted += [each.id for each in ast.walk(value) if isinstance(each, ast.Name)]


@cache
def _assigned(file: Path) -> dict[str, ast.expr]:
    """The tables at the top of a module, by name."""
    if not file.is_file():
        return {}
    found: dict[str, ast.expr] = {}
    for node in _tree(file).body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node.value
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
    return found


def _by_document() -> list[Path]:
    """The dialogues with stand-ins made of the providers' documents."""
    return sorted((ROOT / "tests" / "documents").rglob("test_*.py"))


@cache
def _marked(file: Path, mark: str) -> frozenset[str]:
    """What the dialogues of a file are marked with; each is checked as it is played."""
    return frozenset(
        str(ast.literal_eval(argument))
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == f"pytest.mark.{mark}"
        for argument in node.args
    )


@cache
def _named() -> tuple[Calls, Calls]:
    """The functions of each number: those of the clients, and those above them."""
    own: Calls = {}
    above: Calls = {}
    for file in sorted((ROOT / "providers").rglob("*.py")):
        into = above if _ABOVE & set(file.relative_to(ROOT).parts) else own
        for name, doc in _functions(_tree(file)):
            for number in _NUMBER.findall(doc):
                into.setdefault(number, []).append((file, name))
    return own, above


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8").lower()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
