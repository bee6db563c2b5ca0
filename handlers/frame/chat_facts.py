"""The chat in which something is said or pressed, as far as an answer hangs on it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChatFacts:
    """The chat a turn happens in. ``kind`` is Telegram's word: private, group, supergroup.

    ``is_public``: it has a public name, so that anybody can look in. ``has_topics``: it is a forum.
    """

    id: int
    kind: str
    title: str
    is_public: bool = False
    has_topics: bool = False

    @property
    def is_private(self) -> bool:
        """Whether it is the person's own chat with the bot."""
        return self.kind == "private"
