"""Updates as Telegram sends them: fetched without being read, and read when their turn comes.

To read one (to have aiogram's models made and checked) costs many times more than to see whose it is, and
in a flood most are dropped. One of a form that aiogram does not know spoils no other.
"""

from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.methods import GetUpdates
from aiogram.types import Update
from pydantic import ValidationError

from bot.telegram.salvaged import salvaged
from services.inbox import Raw


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An update that cannot be read; ``fault`` says where, and nothing of its content.

    ``rest``: what can be told of a message all the same, to be looked through for keys.
    """

    fault: str
    rest: Update | None = field(repr=False, default=None)


class GetRawUpdates(GetUpdates):
    """getUpdates (Bot API) whose answer is left as it is."""

    __returning__ = list[Any]


def update_in(sent: object) -> tuple[int, Raw] | None:
    """An update and its id; None: what Telegram has sent is none."""
    if not isinstance(sent, dict):
        return None
    found = sent.get("update_id")
    return (found, sent) if type(found) is int else None


def event_of(raw: Raw) -> tuple[str, Raw]:
    """The kind of an update ("" where there is none) and what it is about."""
    for kind, event in raw.items():
        if kind != "update_id" and isinstance(event, dict):
            return kind, event
    return "", {}


def read(bot: Bot, raw: Raw) -> Update | Unreadable:
    """Read an update."""
    try:
        return Update.model_validate(raw, context={"bot": bot})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        return Unreadable(f"{place}: {first['type']}", salvaged(bot, raw))
