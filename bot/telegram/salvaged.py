"""What is left of a message that cannot be read: its words, so that a key in it is found and deleted."""

from collections.abc import Iterator

from aiogram import Bot
from aiogram.types import Update
from pydantic import ValidationError

from handlers.frame.incoming.pasted_keys import NO_WORDS, OF_OTHERS
from services.inbox import Raw

_MESSAGES = ("message", "edited_message")
_OTHERS = OF_OTHERS | {"from"}
_CHATS = ("private", "group", "supergroup", "channel")


def salvaged(bot: Bot, raw: Raw) -> Update | None:
    """The update as an edited message with all its words, of which only keys are seen; None: it has none.

    Telegram is newer than the library, and of what it says the ids and the words can still be told.
    """
    said = next((raw[kind] for kind in _MESSAGES if kind in raw), None)
    if not isinstance(said, dict) or not isinstance(said.get("chat"), dict):
        return None
    chat, sender = said["chat"], said.get("from")
    kind = chat.get("type") if chat.get("type") in _CHATS else "supergroup"
    message = {
        "message_id": said.get("message_id"),
        "date": 0,
        "chat": {"id": chat.get("id"), "type": kind},
        "text": "\n".join(_words("", {k: v for k, v in said.items() if k not in _OTHERS})),
    }
    if isinstance(sender, dict):
        names = {name: str(sender.get(name, "")) for name in ("first_name", "last_name")}
        message["from"] = {"id": sender.get("id"), "is_bot": bool(sender.get("is_bot")), **names}
    try:
        update = {"update_id": raw["update_id"], "edited_message": message}
        return Update.model_validate(update, context={"bot": bot})
    except ValidationError:
        return None


def _words(name: str, value: object) -> Iterator[str]:
    if isinstance(value, str):
        if name not in NO_WORDS:
            yield value
    elif isinstance(value, dict):
        for inner, each in value.items():
            yield from _words(str(inner), each)
    elif isinstance(value, list):
        for each in value:
            yield from _words(name, each)
