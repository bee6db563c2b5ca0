"""What a person has typed and not confirmed yet, in memory only, because some of it is secret.

A button that would need more than its 64 bytes carries the key of what is held. A restart forgets
all of it: the person is told to send the command once more, and nothing was done.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.clock import Clock

LIFE = timedelta(hours=1)
MOST = 2_000


@dataclass(frozen=True, slots=True)
class _Item:
    chat_id: int
    user_id: int
    what: object = field(repr=False)
    since: datetime


class Held:
    """Things by a short random key; each is given only to its person in its chat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._items: OrderedDict[str, _Item] = OrderedDict()

    def keep(self, chat_id: int, user_id: int, what: object) -> str:
        """Hold a thing and give the key that a button can carry. The oldest give way."""
        self._forget_old()
        key = secrets.token_urlsafe(6)
        self._items[key] = _Item(chat_id, user_id, what, self._clock())
        return key

    def look(self, chat_id: int, user_id: int, key: str) -> object | None:
        """The thing, which stays; None if it is gone or another's."""
        self._forget_old()
        item = self._items.get(key)
        if item is None or (item.chat_id, item.user_id) != (chat_id, user_id):
            return None
        return item.what

    def take(self, chat_id: int, user_id: int, key: str) -> object | None:
        """The thing, which is not held any more: a second tap finds nothing."""
        what = self.look(chat_id, user_id, key)
        if what is not None:
            del self._items[key]
        return what

    def _forget_old(self) -> None:
        oldest = self._clock() - LIFE
        while self._items:
            key, item = next(iter(self._items.items()))
            if item.since > oldest and len(self._items) < MOST:
                return
            del self._items[key]
