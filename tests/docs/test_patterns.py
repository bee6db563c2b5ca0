"""What somebody has written is no regular expression, nor put in by one: a backslash in it would count."""

import ast
from collections.abc import Iterator

import pytest

from tests.docs.pages import ROOT

FLOORS = ("bot", "handlers", "services", "providers", "storage")
MAKING = frozenset(
    {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
)


def doubtful(tree: ast.Module) -> Iterator[str]:
    """Patterns and replacements in the code that may be somebody's text, as they stand there."""
    callables = {
        arg.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.arg)
        for arg in [node]
        if arg.annotation is not None and "Callable" in ast.unparse(arg.annotation)
    } | {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name, value=ast.Name(id="re")), args=[first, *_]):
                if name in MAKING and not _is_ours(first):
                    yield ast.unparse(first)
                said = node.args[1:2] if name in ("sub", "subn") else []
            case ast.Call(func=ast.Attribute(attr="sub" | "subn"), args=[first, *_]):
                said = [first]
            case _:
                continue
        for each in said:
            if isinstance(each, ast.Lambda | ast.Constant):
                continue
            if isinstance(each, ast.Name) and (each.id in callables or each.id.isupper()):
                continue
            yield ast.unparse(each)


def _is_ours(pattern: ast.expr) -> bool:
    """A text of the code's own, into which only its constants, numbers and escaped texts are put."""
    match pattern:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return name.isupper()
        case ast.Call(func=ast.Attribute(attr="escape", value=ast.Name(id="re"))):
            return True
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return _is_ours(left) and _is_ours(right)
        case ast.FormattedValue(value=value):
            return _is_ours(value) or isinstance(value, ast.BinOp)
        case ast.JoinedStr(values=values):
            return all(map(_is_ours, values))
    return False


def test_no_text_of_somebodys_is_a_pattern_or_put_in_by_one() -> None:
    """In all of our floors."""
    files = [file for floor in FLOORS for file in sorted((ROOT / floor).rglob("*.py"))]
    found = {
        (str(file.relative_to(ROOT)), said)
        for file in files
        for said in doubtful(ast.parse(file.read_text("utf-8")))
    }
    assert found == set()
    assert len(files) > len(FLOORS)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("re.sub(_SHAPE, mask, text)", ["mask"]),
        ("re.sub(key, '…', text)", ["key"]),
        ("_SHAPE.sub(mask, text)", ["mask"]),
        ("_SHAPE.sub(f'{mask}', text)", ["f'{mask}'"]),
        ("re.compile(f'{words}+')", ["f'{words}+'"]),
        ("re.compile(f'{re.escape(words)}+{_END}')", []),
        ("_SHAPE.sub(lambda found: mask, text)", []),
        ("_SHAPE.sub('', text)", []),
    ],
)
def test_what_may_be_somebodys_text_is_found(said: str, found: list[str]) -> None:
    """And what cannot be is not."""
    assert list(doubtful(ast.parse(said))) == found
