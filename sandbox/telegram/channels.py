"""Who speaks without being a person: channels, and the users Telegram shows in their place.

The ids are Telegram's own (telegram-bot-api, Client.cpp: the senders of a message on behalf of a chat).
"""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
GROUP_ITSELF: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Shown as the sender of what an anonymous administrator writes."""
A_CHANNEL: Json = {
    "id": 136817688,
    "is_bot": True,
    "first_name": "Channel",
    "username": "Channel_Bot",
}
"""Shown as the sender of what a person writes in the name of a channel."""
TELEGRAM: Json = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
"""Shown as the sender of a linked channel's posts."""


@dataclass(frozen=True)
class Channel:
    """A channel; its owner can write in its name, and it can be linked to a group."""

    id: int
    title: str
    username: str | None = None

    def json(self) -> Json:
        """The channel as Chat."""
        named = {"username": self.username} if self.username else {}
        return {"id": self.id, "title": self.title, "type": "channel", **named}
