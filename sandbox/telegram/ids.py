"""Ids that look like Telegram's and never repeat within a world."""

from .chat_records import ChatRecord


class Ids:
    """Counters; the same world always hands out the same ids."""

    def __init__(self) -> None:
        self._users = 5_132_004_817
        self._groups = 4_015_226_390
        self._shared = 1000
        self._own: dict[int, int] = {}
        self._ephemeral: dict[int, int] = {}

    def user(self) -> int:
        """The id of a new user."""
        self._users += 7_919_333
        return self._users

    def group(self, kind: str) -> int:
        """The id of a new group: negative, and with Telegram's -100 before a supergroup's."""
        self._groups += 1_299_709
        return -(1_000_000_000_000 + self._groups) if kind == "supergroup" else -self._groups

    def message(self, chat: ChatRecord) -> int:
        """The id of a new message: supergroups count alone, all other chats count together."""
        if chat.kind != "supergroup":
            self._shared += 1
            return self._shared
        self._own[chat.id] = self._own.get(chat.id, 0) + 1
        return self._own[chat.id]

    def ephemeral(self, chat: ChatRecord) -> int:
        """The id of a new ephemeral message in a chat."""
        self._ephemeral[chat.id] = self._ephemeral.get(chat.id, 0) + 1
        return self._ephemeral[chat.id]
