"""Taps on buttons and the bot's answers to them."""

from dataclasses import dataclass, field
from datetime import datetime

from sandbox.gates import PATIENCE

from .buttons import Button
from .changes import Changes
from .chat_records import Message
from .updates import Update
from .users import User


@dataclass(frozen=True)
class Answer:
    """What the person saw at the top of the chat, or in a window if ``show_alert``."""

    text: str = ""
    show_alert: bool = False
    url: str | None = None


@dataclass(eq=False)
class Tap:
    """One press of a button; only those of callback buttons reach the bot.

    A url button leaves its address in ``url``, a copy_text button its text in ``copied``, and a
    reply keyboard's or a start link's message is in ``said``.
    """

    id: str
    hub: Changes = field(repr=False)
    person: User
    message: Message
    button: Button | None
    at: datetime
    url: str | None = None
    copied: str | None = None
    said: Message | None = None
    update: Update | None = None
    answer: Answer | None = None
    """None until the bot has answered."""

    async def answered(self, timeout: float = PATIENCE) -> Answer:  # noqa: ASYNC109 - callers name it
        """Wait for the bot's answer; TimeoutError after ``timeout`` seconds."""
        await self.hub.until(
            lambda: self.answer is not None,
            timeout,
            lambda: f"{self} has no answer. {self.message.chat.describe()}",
        )
        assert self.answer is not None  # noqa: S101 - the condition above says so
        return self.answer

    def give(self, answer: Answer) -> None:
        """Note the answer."""
        self.answer = answer
