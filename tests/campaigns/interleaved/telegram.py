"""Telegram without a network: every call is held, and what it may have shown to whom is kept."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramForbiddenError, TelegramNetworkError
from aiogram.methods import EditMessageText, SendDocument, SendMessage, TelegramMethod
from aiogram.types import Chat, Message, User

from tests.campaigns.interleaved.stepping import Points

ME = User(id=7, is_bot=True, first_name="Keydesk", username="keydesk_bot")
SOMETIME = datetime(2030, 1, 15, tzinfo=UTC)


@dataclass
class Shown:
    """What a chat was shown, whether the bot heard so or not."""

    chat_id: int
    words: str


@dataclass
class Chats:
    """Who has blocked the bot, how many answers to it are to be lost, and what was shown."""

    blocked: set[int] = field(default_factory=set)
    lost: dict[int, int] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(100))


class HeldTelegram(BaseSession):
    """Takes the place of the connection alone: what the bot makes of the answers is the bot's."""

    def __init__(self, points: Points, chats: Chats, like: BaseSession) -> None:
        super().__init__()
        self.middleware = like.middleware
        self._points = points
        self._chats = chats

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's
    ) -> Any:
        """Act as Telegram would, held before and after."""
        name, chat_id = type(method).__name__, getattr(method, "chat_id", 0)
        await self._points.at(f"{name}, before")
        if chat_id in self._chats.blocked:
            raise TelegramForbiddenError(method, "Forbidden: bot was blocked by the user")
        answer: Any = True
        if isinstance(method, SendMessage | EditMessageText | SendDocument):
            words = _words(method)
            self._chats.shown.append(Shown(int(chat_id), words))
            chat = Chat(id=int(chat_id), type="private" if int(chat_id) > 0 else "supergroup")
            answer = Message(
                message_id=next(self._chats.numbers),
                date=SOMETIME,
                chat=chat,
                from_user=ME,
                text=words,
            )
        await self._points.at(f"{name}, after")
        if self._chats.lost.get(int(chat_id), 0):
            self._chats.lost[int(chat_id)] -= 1
            raise TelegramNetworkError(method, "the connection was lost")
        return answer

    async def close(self) -> None:
        """Nothing is open."""

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        """Nothing is fetched."""
        yield b""


def _words(method: SendMessage | EditMessageText | SendDocument) -> str:
    """All that a person could read of it."""
    if isinstance(method, SendDocument):
        return str(method.caption) + str(getattr(method.document, "data", b""))
    return str(method.text)
