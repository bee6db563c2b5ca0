"""Reads a batch of updates one by one, when one of them spoils the reading of all.

aiogram reads an answer whole. A single update of a form it does not know (Telegram is newer than
the library) would be fetched again and again, and nothing after it ever handled.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError
from aiogram.types import Update
from pydantic import ValidationError


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An update that cannot be read; ``fault`` says where, and nothing of its content."""

    update_id: int
    fault: str


def one_by_one(bot: Bot, error: ClientDecodeError) -> Sequence[Update | Unreadable]:
    """The updates of the answer that ``error`` is about; the error itself if it holds none."""
    result = error.data.get("result") if isinstance(error.data, dict) else None
    if not isinstance(result, list) or not all(_has_id(raw) for raw in result):
        raise error
    return [_read(bot, raw) for raw in result]


def _has_id(raw: object) -> bool:
    return isinstance(raw, dict) and isinstance(raw.get("update_id"), int)


def _read(bot: Bot, raw: dict[str, object]) -> Update | Unreadable:
    try:
        return Update.model_validate(raw, context={"bot": bot})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        return Unreadable(int(str(raw["update_id"])), f"{place}: {first['type']}")
