"""No step of a conversation fetches an order by its number: the door lets people in, notices tell."""

import ast
from pathlib import Path

HANDLERS = Path(__file__).parents[3] / "handlers"


def test_only_what_renders_notices_reads_an_order_without_asking() -> None:
    """``orders.told`` asks for no right: every function that uses it is about a notice, or a card that is
    shown already.
    """
    asked = {
        (file.name, function.name): {each.arg for each in function.args.args}
        for file in HANDLERS.rglob("*.py")
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(function, ast.AsyncFunctionDef)
        and any(isinstance(n, ast.Attribute) and _is_told(n) for n in ast.walk(function))
    }
    assert asked
    assert not [name for name, args in asked.items() if not args & {"notice", "shown"}]


def _is_told(attribute: ast.Attribute) -> bool:
    of = attribute.value
    name = of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", "")
    return attribute.attr == "told" and name == "orders"
