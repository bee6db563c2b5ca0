"""No answer of a compare-and-set is left unread: what it says, raises, is written down or is said."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

FLOORS = ("bot", "handlers", "services", "storage")


@cache
def modules() -> dict[str, ast.Module]:
    """Our code, parsed, by path."""
    paths = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in paths}


@cache
def repositories() -> dict[str, str]:
    """What a transaction calls its repositories, by their class."""
    made = ast.parse((ROOT / "storage" / "transaction.py").read_text("utf-8"))
    found = {}
    for node in ast.walk(made):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=ast.Name(id="Repository"), args=[ast.Name(id=kind)]),
            ):
                found[kind] = name
    return found


def answering(trees: Mapping[str, ast.Module]) -> set[str]:
    """Methods of repositories that answer yes or no, as ``orders.move``; and what hands an answer on: our
    own coroutines that take a transaction and answer so, by their name.
    """
    found = set()
    for path, tree in trees.items():
        named = repositories() if path.startswith("storage/") else {}
        of_class = {
            id(method): node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for method in node.body
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.AsyncFunctionDef) or not _answers(node):
                continue
            repository = named.get(of_class.get(id(node), ""))
            if repository is not None:
                found.add(f"{repository}.{node.name}")
            elif any(arg.arg == "tx" for arg in node.args.args):
                found.add(node.name)
    return found


def _answers(node: ast.AsyncFunctionDef) -> bool:
    return isinstance(node.returns, ast.Name) and node.returns.id == "bool"


def unread(tree: ast.Module, asked: set[str]) -> Iterator[str]:
    """What is asked and not read: it stands alone, or goes into a name that says so."""
    units = _units(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Await(value=ast.Call() as call)):
                pass
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Await(value=ast.Call() as call)):
                if not name.startswith("_"):
                    continue  # a name that is never read is found by the linter
            case _:
                continue
        yield from (name for name in (_called(call), *_kept(call, units)) if name in asked)


def _units(tree: ast.Module) -> dict[int, str]:
    """Names in calls that stand for a function beside them which takes a transaction and answers."""
    found = {}
    for outer in ast.walk(tree):
        if not isinstance(outer, ast.AsyncFunctionDef | ast.FunctionDef):
            continue
        inner = {node.name: node for node in outer.body if isinstance(node, ast.AsyncFunctionDef)}
        for name in (node for node in ast.walk(outer) if isinstance(node, ast.Name)):
            if name.id in inner and _answers(inner[name.id]):
                found[id(name)] = name.id
    return found


def _kept(call: ast.Call, units: dict[int, str]) -> Iterator[str]:
    """What is handed over to be done in a transaction, whose answer is then that of the call."""
    match call.func:
        case ast.Attribute(attr="keep" | "_keep"):
            for each in call.args:
                match each:
                    case ast.Name() if id(each) in units:
                        yield units[id(each)]
                    case ast.Attribute(attr=name):
                        yield name
                    case ast.Lambda(body=ast.Call() as inner):
                        yield _called(inner)


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name, value=ast.Attribute(attr=where, value=ast.Name(id="tx"))):
            return f"{where}.{name}"
        case ast.Attribute(attr=name) | ast.Name(id=name):
            first = call.args[0] if call.args else None
            return name if isinstance(first, ast.Name) and first.id == "tx" else ""
    return ""


def test_every_answer_is_read() -> None:
    """An awaited compare-and-set that stands as a statement of its own leaves nobody any wiser."""
    trees = modules()
    asked = answering(trees)
    found = {(path, name) for path, tree in trees.items() for name in unread(tree, asked)}
    assert not found


def test_what_answers_is_found() -> None:
    """Of our code: by repository, and through what hands an answer on."""
    assert {"orders.move", "purchases.move", "claims.use", "work.end", "_take"} <= answering(
        modules()
    )


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("await tx.orders.move(1)", ["orders.move"]),
        ("_ = await tx.orders.move(1)", ["orders.move"]),
        ("await self._move(tx, 1)", ["_move"]),
        ("if not await tx.orders.move(1): raise LookupError", []),
        ("moved = await tx.orders.move(1)", []),
        ("return await tx.orders.move(1)", []),
        ("await tx.orders.note_card(1)", []),
        ("await provider.move(1)", []),
        ("await self._db.keep(lambda tx: tx.orders.move(1), 'told')", ["orders.move"]),
        ("await self._db.keep(self._move, 'told')", ["_move"]),
        ("return await self._db.keep(self._move, 'told')", []),
        ("async def unit(tx) -> bool: ...\n    await self._db.keep(unit, 'told')", ["unit"]),
        ("async def unit(tx) -> None: ...\n    await self._db.keep(unit, 'told')", []),
    ],
)
def test_what_is_unread_is_found(said: str, names: list[str]) -> None:
    """In each way to write it, and nothing else."""
    tree = ast.parse(f"async def act(tx):\n    {said}\n")
    assert list(unread(tree, {"orders.move", "_move", "unit"})) == names


def test_the_code_is_there() -> None:
    """All floors were looked at."""
    assert {Path(path).parts[0] for path in modules()} == set(FLOORS)
