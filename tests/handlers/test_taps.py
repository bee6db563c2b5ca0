"""Taps: each constant is served, in the module that it stands under, and each step has one."""

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
