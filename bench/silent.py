"""A Bot API that answers at once and in memory, so that only the bot's own work is measured."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import EditMessageText, GetMe, SendMessage, TelegramMethod
from aiogram.types import Chat, Message, Update, User

ME = User(id=7, is_bot=True, first_name="Keydesk", username="keydesk_bot")
SOMETIME = datetime(2026, 11, 20, tzinfo=UTC)
PERSON = User(id=1001, is_bot=False, first_name="Sam")
PRIVATE = Chat(id=PERSON.id, type="private", first_name="Sam")


class SilentSession(BaseSession):
    """Answers every method as Telegram would, without a network."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: Any = None) -> Any:
        """Give a plausible answer."""
        if isinstance(method, GetMe):
            return ME
        if isinstance(method, SendMessage | EditMessageText):
            return Message(message_id=1, date=SOMETIME, chat=PRIVATE, from_user=ME, text="answer")
        return True

    async def close(self) -> None:
        """Nothing is open."""

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        """Nothing is fetched."""
        yield b""


def says(number: int, text: str) -> dict[str, Any]:
    """An update in which the person types a text."""
    user = {"id": PERSON.id, "is_bot": False, "first_name": "Sam"}
    message = {
        "message_id": number,
        "date": 1_790_000_000,
        "chat": {"id": PERSON.id, "type": "private", "first_name": "Sam"},
        "from": user,
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}],
    }
    return {"update_id": number, "message": message}


def update(raw: dict[str, Any], bot: Bot) -> Update:
    """Parse an update as polling does."""
    return Update.model_validate(raw, context={"bot": bot})
