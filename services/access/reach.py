"""Where a person may do something: which chats a list or a search may show the things of."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reach:
    """The chats in which somebody has a permission.

    ``anywhere``: in every chat but ``chats`` (an owner, a role granted everywhere); else in these only.
    """

    anywhere: bool
    chats: frozenset[int]

    def with_chat(self, chat_id: int) -> "Reach":
        """The same, and that chat; this very one where it is among them, so that many share it."""
        if self.covers(chat_id):
            return self
        others = {chat_id}
        chats = self.chats - others if self.anywhere else self.chats | others
        return Reach(self.anywhere, frozenset(chats))

    def within(self, other: "Reach") -> "Reach":
        """The chats that are among both."""
        if self.anywhere and other.anywhere:
            return Reach(True, self.chats | other.chats)
        some, any_of = (other, self) if self.anywhere else (self, other)
        return Reach(False, frozenset(chat for chat in some.chats if any_of.covers(chat)))

    def joined(self, other: "Reach") -> "Reach":
        """All chats that are among either."""
        if self.anywhere and other.anywhere:
            return Reach(True, self.chats & other.chats)
        if not self.anywhere and not other.anywhere:
            return Reach(False, self.chats | other.chats)
        wide, narrow = (self, other) if self.anywhere else (other, self)
        return Reach(True, wide.chats - narrow.chats)

    def facts(self) -> dict[str, Any]:
        """As it stands in rows and notices."""
        return {"anywhere": self.anywhere, "chats": sorted(self.chats)}

    def covers(self, chat_id: int) -> bool:
        """Whether the chat is among them."""
        return (chat_id in self.chats) is not self.anywhere
