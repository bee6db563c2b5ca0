"""Every registered step is played: what the ``steps`` marks promise is checked as it is played."""

import ast
from pathlib import Path

from handlers.frame.registry import Registry
from handlers.tasks import TASKS
from services.access.roles import PERMISSIONS

HERE = Path(__file__).parent


def registered() -> set[str]:
    """Every step there is, in the words of the marks."""
    registry = Registry(TASKS, PERMISSIONS)
    steps = {f"/{name}" for name in registry.commands}
    steps |= {f"tap {verb}" for verb in registry.taps}
    steps |= {f"answer {question}" for question in registry.answers}
    steps |= {f"inline {verb}" for verb in registry.inlines}
    steps |= {f"notice {kind}" for kind in registry.notices}
    steps |= {f"event {name}" for name in registry.events}
    return steps | ({"start payload"} if registry.payload else set())


def promised() -> set[str]:
    """The steps that the dialogues of this folder are marked with."""
    marks = [
        call
        for file in HERE.glob("test_*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.steps"
    ]
    return {str(ast.literal_eval(argument)) for mark in marks for argument in mark.args}


def test_every_step_is_played_by_some_dialogue() -> None:
    """No command, button, answer or notice without a conversation in which it is used."""
    assert sorted(registered() - promised()) == []


def test_no_dialogue_promises_a_step_that_is_not_there() -> None:
    """A mark that names what is gone is a mistake."""
    assert sorted(promised() - registered()) == []
