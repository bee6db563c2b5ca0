"""What the code and the texts of the conversations hold, read from their sources."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import handlers
from handlers.words.texts import LOCALES

SAID_BY_OTHERS = {"frame/outgoing/refusals.py"}
"""Modules that hold what others say to us, which nobody is shown."""
HOME = Path(handlers.__file__).parent


@dataclass(frozen=True)
class Asked:
    """A text that code asks for by its id; ``names`` is None where arguments are handed through."""

    place: str
    message: str
    way: str
    names: frozenset[str] | None


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the conversations, by file name."""
    return {
        str(path.relative_to(HOME)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(HOME.rglob("*.py"))
    }


def asked() -> Iterator[Asked]:
    """Every ``t.get("id", …)`` and ``t.plain("id", …)`` whose id is written there."""
    for file, tree in modules().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not _of_texts(node.func) or not node.args:
                continue
            names = {keyword.arg for keyword in node.keywords}
            known = frozenset(n for n in names if n) if None not in names else None
            way = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            for message in _constants(node.args[0]):
                yield Asked(f"{file}:{node.lineno}", message, way, known)


def _of_texts(function: ast.expr) -> bool:
    if not isinstance(function, ast.Attribute) or function.attr not in {"get", "plain"}:
        return False
    owner = function.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return name in {"t", "texts"}


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)


def words_in_code() -> tuple[set[str], set[str]]:
    """All string constants, and the fixed beginnings of those that are put together."""
    whole, beginnings = set(), set()
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            first = None
            if isinstance(node, ast.JoinedStr) and node.values:
                first = node.values[0]
            elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
                first = node.left
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                beginnings.add(first.value)
    return whole, {beginning for beginning in beginnings if beginning.endswith("-")}


@cache
def messages(language: str) -> dict[str, tuple[str, frozenset[str]]]:
    """The messages of a language: their text as written, and the names of their arguments."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for file in sorted((LOCALES / language).glob("*.ftl")):
        source = file.read_text(encoding="utf-8")
        for entry in FluentParser().parse(source).body:
            assert not isinstance(entry, ftl.Junk), f"{file.name}: {entry.content}"
            if not isinstance(entry, ftl.Message):
                continue
            names = _Variables()
            names.visit(entry)
            assert entry.span is not None
            text = source[entry.span.start : entry.span.end]
            found[entry.id.name] = (text, frozenset(names.found))
    return found


def doubled(language: str) -> list[str]:
    """The messages that stand twice: only one of them would ever be shown."""
    written = [
        entry.id.name
        for file in sorted((LOCALES / language).glob("*.ftl"))
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body
        if isinstance(entry, ftl.Message)
    ]
    return sorted({name for name in written if written.count(name) > 1})


class _Variables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - its name
        self.found.add(node.id.name)


def shown_constants() -> Iterator[str]:
    """Constants that read like words for people: several words, or what a card or button shows."""
    for file, tree in modules().items():
        if file in SAID_BY_OTHERS:
            continue
        silent = _not_shown(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                pieces = node.value.split()
                wordy = len([p for p in pieces if p.strip(".,:;!?'").isalpha()]) > 1
                if wordy and id(node) not in silent:
                    yield f"{file}:{node.lineno}: {node.value!r}"
            elif isinstance(node, ast.Call):
                yield from _shown_by(file, node)


def _shown_by(file: str, call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if (
        name in {"Button", "CopyButton", "UrlButton", "Card", "Html", "toast", "alert"}
        and call.args
    ):
        first = call.args[0]
        if isinstance(first, ast.Constant) and any(c.isalpha() for c in str(first.value)):
            yield f"{file}:{call.lineno}: {first.value!r}"


def _not_shown(tree: ast.Module) -> set[int]:
    """Strings that no person reads in a chat: docstrings, errors raised, log lines, comparisons."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        of_log = isinstance(node, ast.Call) and _called_on(node) in {"_log", "log"}
        statement = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if of_log or statement or isinstance(node, ast.Raise | ast.Compare):
            silent.update(id(each) for each in ast.walk(node))
    return silent


def _called_on(call: ast.Call) -> str:
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return owner.id if isinstance(owner, ast.Name) else ""
