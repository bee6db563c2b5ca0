"""The actor: who asks, and where."""

from dataclasses import dataclass

NO_PERSONS = frozenset({777000, 136817688, 1087968824})
"""Users Telegram shows where no person speaks: a linked channel's posts, what is written in the name
of a channel, and what an anonymous administrator writes (telegram-bot-api, Client.cpp)."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A Telegram user in a chat. ``name`` is what cards call the person.

    ``thread_id`` is the forum topic they act in; None: General, or no forum.
    """

    user_id: int
    chat_id: int
    name: str
    thread_id: int | None = None
