"""Where a person stands with a group, how open the group is, and whom the desk asks about both.

Services know nothing of Telegram: whoever can ask it is wired in.
"""

from enum import StrEnum
from typing import Protocol


class Standing(StrEnum):
    """What somebody is in a group. The words stand in rows."""

    AWAY = "away"
    """Left, thrown out, or never there."""
    MEMBER = "member"
    ADMINISTRATOR = "administrator"
    """Of the group, its owner included; what they may do at the desk is another matter."""


class Openness(StrEnum):
    """Who gets into a group, or speaks in it, without being let in. The words stand in rows."""

    CLOSED = "closed"
    """Nobody: there is no way in but an invitation."""
    PUBLIC = "public"
    """Everybody can join: it has a public name."""
    DISCUSSION = "discussion"
    """The comments of a channel come from people who have never joined."""


class Why(StrEnum):
    """Why it cannot be told who is in a group."""

    NO_ANSWER = "no-answer"
    """Telegram does not answer just now."""
    HIDDEN = "hidden"
    """Telegram does not show this person to the bot; to an administrator it shows everybody."""
    BOT_AWAY = "bot-away"
    """The bot is not in the group itself."""


class CannotTellError(Exception):
    """It cannot be known where somebody stands. Never a yes."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class Asks(Protocol):
    """Asks Telegram. Both raise CannotTellError."""

    async def standing(self, user_id: int, chat_id: int) -> Standing:
        """Where a person stands with a group at this moment."""

    async def openness(self, chat_id: int) -> Openness:
        """How open a group is at this moment."""


class NobodyToAsk:
    """Stands in while nothing is wired in, as in commands that run beside the desk."""

    async def standing(self, user_id: int, chat_id: int) -> Standing:
        """Nobody knows."""
        raise CannotTellError(Why.NO_ANSWER)

    async def openness(self, chat_id: int) -> Openness:
        """Nobody knows."""
        raise CannotTellError(Why.NO_ANSWER)
