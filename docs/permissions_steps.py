"""What docs/permissions.py says of each step: its words, whose thing it is about, what it takes."""

import ast
import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from handlers import taps
from handlers.frame.callback import Tap
from handlers.frame.confirmation import confirm
from handlers.frame.registry import OPEN, Registry, Route, Where
from handlers.tasks import TASKS
from services.access.roles import MOVING, OWN_KEYS, PERMISSIONS
from services.orders.door import VIEW

ROOT = Path(__file__).parents[1]
WORDS = {Where.ANYWHERE: "anywhere", Where.PRIVATE: "private chat", Where.GROUP: "group"}
_TAPS = {
    name: each
    for name, each in (*vars(taps).items(), ("CANCEL", confirm.CANCEL))
    if isinstance(each, Tap)
}
_TEXT = re.compile(r"^([\w-]+) = (.+)$", re.MULTILINE)


@dataclass(slots=True)
class Row:
    """Steps that are alike in all but their names."""

    permission: str
    about: str
    where: str
    anew: bool
    commands: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)


def rows() -> list[Row]:
    """All steps of the registry, those that are alike in one row."""
    registry, found = Registry(TASKS, PERMISSIONS), dict[tuple[object, ...], Row]()
    for route in registry.commands.values():
        _row(found, route).commands.append(f"`/{route.name}`")
        if route.also:
            _row(found, replace(route, permission=route.also)).commands.append(f"`/{route.name}`")
    for route in registry.payloads.values():
        link = f"`/start {route.name.partition('.')[2]}…`"
        _row(found, route, private=True).commands.append(link)
    for route in registry.inlines.values():
        _row(found, route).commands.append(f"inline: `{route.name} …`")
    for route in registry.taps.values():
        row = _row(found, route)
        row.buttons += [word for word in words_of(route.name) if word not in row.buttons]
    for route in registry.answers.values():
        _row(found, route).answers.append(f"`{route.name}`")
    order = [OPEN, *texts_of_permissions()]
    return sorted(found.values(), key=lambda row: (order.index(row.permission), row.about))


def words_of(verb: str) -> list[str]:
    """What its buttons say, as far as that is always the same; else its name."""
    texts = texts_of_screen()
    said = {texts[each] for each in _labels().get(verb, ()) if each in texts}
    return [f"**{word}**" for word in sorted(said)] or [f"`{verb}`"]


def texts_of_permissions() -> dict[str, str]:
    """Each permission in the words that people read, in their order."""
    ids = {f"permission-{each.replace('.', '-')}": each for each in PERMISSIONS}
    return {ids[name]: said for name, said in texts_of_screen().items() if name in ids}


@cache
def texts_of_screen() -> dict[str, str]:
    """All texts of one line, with what is put into them left open."""
    files = sorted((ROOT / "handlers" / "locales" / "en").glob("*.ftl"))
    lines = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return {name: re.sub(r"\{[^}]*\}", "…", said) for name, said in _TEXT.findall(lines)}


def _row(found: dict[tuple[object, ...], Row], route: Route, *, private: bool = False) -> Row:
    permission, about = route.permission, "what this chat has"
    if route.order_in is not None:
        about = "an order: asked for in its own chat"
    elif permission == OWN_KEYS:
        about = "one’s own keys"
    elif permission == OPEN:
        about = "oneself"
    where = WORDS[Where.PRIVATE if private else route.where]
    of_order = route.order_in is not None and permission != VIEW
    key = (permission, about, where)
    return found.setdefault(key, Row(*key, anew=of_order or permission in MOVING))


@cache
def _labels() -> dict[str, tuple[str, ...]]:
    """The ids of the texts with which buttons of each verb are made, as the code has them."""
    found: dict[str, list[str]] = {}
    for file in sorted((ROOT / "handlers").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(args=[label, ast.Name(id=name), *_]) if name in _TAPS:
                    ids = [each.value for each in ast.walk(label) if isinstance(each, ast.Constant)]
                    found.setdefault(_TAPS[name].name, []).extend(str(each) for each in ids)
    return {verb: tuple(dict.fromkeys(ids)) for verb, ids in found.items()}
