"""Taps: each constant is served, in the module that it stands under, and each step has one."""

import ast
import re
from pathlib import Path

from handlers import taps
from handlers.frame.callback import Tap
from handlers.frame.confirmation import confirm
from handlers.frame.registry import Registry
from handlers.tasks import TASKS
from services.access.roles import PERMISSIONS

SERVED = Registry(TASKS, PERMISSIONS).taps


def stands_under() -> dict[str, str]:
    """The module that each constant of handlers/taps stands under."""
    found: dict[str, str] = {}
    for topic in Path(str(taps.__file__)).parent.glob("[a-z]*.py"):
        module = ""
        for line in topic.read_text(encoding="utf-8").splitlines():
            if heading := re.fullmatch(r"# (\w+)\.py", line):
                module = f"handlers.{topic.stem}.{heading[1]}"
            elif constant := re.match(r"(\w+) = Tap\(", line):
                found[constant[1]] = module
    return found


def confirmed_by() -> dict[str, list[str]]:
    """Where a Confirm is drawn, by file, and what it leads to."""
    found: dict[str, list[str]] = {}
    for file in Path(str(taps.__file__)).parents[1].rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        calls = [each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Call)]
        for call in calls:
            args = [ast.unparse(each) for each in call.args]
            if args and args[0].endswith("'button-confirm')"):
                found.setdefault(file.name, []).append(args[1])
            elif ast.unparse(call.func).endswith("question") and args[2:3] and args[2].isupper():
                found.setdefault(file.name, []).append(args[2])
    return found


def test_what_a_confirm_leads_to_is_known_as_a_yes() -> None:
    """So it is over with the roles of whoever was asked, whatever the question holds."""
    drawn = {name for names in confirmed_by().values() for name in names} - {"tap"}
    assert len(drawn) >= 34
    assert [name for name in sorted(drawn) if not getattr(taps, name).confirms] == []


def test_each_is_served_by_the_module_it_stands_under() -> None:
    """From a button's constant one comes to who serves it, and to nobody else."""
    there = {name: each for name, each in vars(taps).items() if isinstance(each, Tap)}
    assert {
        name: SERVED[each.name].handler.__module__ for name, each in there.items()
    } == stands_under()


def test_each_step_has_its_constant() -> None:
    """But the frame's own, and the buttons for an app, which are made with their command."""
    there = {each.name for each in (*vars(taps).values(), confirm.CANCEL) if isinstance(each, Tap)}
    made = {name for name in SERVED if name.endswith(".app")}
    assert there | made == set(SERVED)
    assert not there & made
