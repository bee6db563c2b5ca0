"""aiogram's models wait for their first use, and each can be built then."""

import json
import subprocess
import sys

PROGRAM = """
import bot.app
import json
from aiogram import methods, types
from pydantic import BaseModel

every = [getattr(module, name) for module in (types, methods) for name in module.__all__]
models = [each for each in every if isinstance(each, type) and issubclass(each, BaseModel)]
built = sum(model.__pydantic_complete__ for model in models)
for model in models:
    model.model_rebuild()
said = methods.Response[types.Message].model_validate_json(
    '{"ok": true, "result": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}'
)
left = [model.__name__ for model in models if not model.__pydantic_complete__]
print(json.dumps([len(models), built, left, type(said.result).__name__]))
"""


def test_importing_the_bot_builds_few_of_the_models_and_every_one_can_be_built_later() -> None:
    """Whatever the desk comes to use of Telegram is there; what it does not use costs no start."""
    started = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(started, capture_output=True, check=True)  # noqa: S603  the program above
    models, built, left, result = json.loads(done.stdout)
    assert models > 500
    assert built < models / 3
    assert left == []
    assert result == "Message"
