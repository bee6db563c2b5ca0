"""Writes docs/settings.md: each setting with its default and what it means.

Run as ``.venv/bin/python docs/settings.py``. Names and defaults come from the Settings class and those of our
providers, the words from the texts below their fields, examples from bot/setting_names.py.
"""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.setting_names import EXAMPLES, PREFIX, provider_prefix  # noqa: E402 - needs the path set above
from bot.settings import Settings  # noqa: E402 - the same
from providers.factories import settings_classes  # noqa: E402 - the same

PAGE = ROOT / "docs" / "settings.md"
NOT_BY_NAME = frozenset({"providers", "installed"})
"""Fields that no name of their own in the environment fills: settings of providers."""
_HEAD = """# Settings

Written by `docs/settings.py`; a change by hand is lost, and a test fails where this page is stale.

Settings are read from the environment and from the file `.env` in the working directory; the environment
goes first. One that is wrong, missing or misspelt stops the start with a message that names it. What stands
in `.env` is taken literally. A provider without settings is off, and its commands are out of the menus.
Settings of a provider that was installed as a package are named by it: see [providers.md](providers.md).
"""
_COLUMNS = "| name | default | meaning |\n|---|---|---|"


@dataclass(frozen=True, slots=True)
class Setting:
    """One name of the environment. ``default`` is "" where there is none to write."""

    name: str
    default: str
    is_needed: bool
    text: str


def settings_of(model: type[BaseModel], prefix: str = PREFIX) -> list[Setting]:
    """The settings of a model, in their order."""
    texts = _texts(model)
    return [
        Setting(
            prefix + name.upper(),
            _written(field.get_default()),
            field.is_required(),
            texts.get(name, ""),
        )
        for name, field in model.model_fields.items()
        if name not in NOT_BY_NAME
    ]


def page() -> str:
    """The whole page."""
    parts = [_HEAD, "## The desk\n", *_table(settings_of(Settings))]
    for name, model in sorted(settings_classes().items()):
        what = inspect.getdoc(model) or ""
        parts += [f"## `{name}`\n", f"{_plain(what)}\n"]
        parts += _table(settings_of(model, provider_prefix(name)))
    return "\n".join(parts)


def _table(settings: list[Setting]) -> Iterator[str]:
    yield _COLUMNS
    for each in settings:
        default = "needed" if each.is_needed else f"`{each.default}`" if each.default else "none"
        example = EXAMPLES.get(each.name, "")
        said = each.default or f"`{example}`" in each.text
        text = each.text if said else f"{each.text} Such as `{example}`."
        yield f"| `{each.name}` | {default} | {text} |"
    yield ""


def _texts(model: type[BaseModel]) -> dict[str, str]:
    """The text below each field, by the field's name."""
    [made] = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    found = {}
    for node, below in zip(made.body, made.body[1:], strict=False):
        match node, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(
                value=ast.Constant(value=str(text))
            ):
                found[name] = _plain(text)
    return found


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("``", "`").replace("|", "\\|")


def _written(default: Any) -> str:
    """A default as a person would write it."""
    if default is None or default is PydanticUndefined:
        return ""
    if isinstance(default, Path):
        return f"./{default}"
    if isinstance(default, tuple):
        return ":".join(map(str, default))
    return str(default.get_secret_value() if hasattr(default, "get_secret_value") else default)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
