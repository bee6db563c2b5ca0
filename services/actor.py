"""Who asks, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A Telegram user in a chat. ``name`` is what cards call the person."""

    user_id: int
    chat_id: int
    name: str
