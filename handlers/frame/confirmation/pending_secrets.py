"""Secrets that wait for a button: access tokens, in memory, written down only once they are confirmed.

A restart forgets all of it. The key tells which process held it, so that the person hears the truth:
the secret has to be sent again.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from services.actor import Actor
from services.clock import Clock
from services.pending_confirmations import LIFE

MOST = 2_000
_SIGN = "~"
"""What these keys begin with, and no key of services.pending_confirmations."""


@dataclass(frozen=True, slots=True)
class _Item:
    chat_id: int
    user_id: int
    what: object = field(repr=False)
    since: float  # steady seconds


class PendingSecrets:
    """Things by a short random key; each is given only to its person in its chat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._items: OrderedDict[str, _Item] = OrderedDict()
        self._mark = _SIGN + secrets.token_urlsafe(3)

    def keep(self, actor: Actor, what: object) -> str:
        """Hold a thing and give the key that a button can carry. The oldest give way."""
        self._forget_old()
        key = self._mark + secrets.token_urlsafe(6)
        self._items[key] = _Item(actor.chat_id, actor.user_id, what, self._clock.steady())
        return key

    def look(self, actor: Actor, key: str) -> object | None:
        """The thing, which stays; None if it is gone or another's."""
        self._forget_old()
        item = self._items.get(key)
        if item is None or (item.chat_id, item.user_id) != (actor.chat_id, actor.user_id):
            return None
        return item.what

    def take(self, actor: Actor, key: str) -> object | None:
        """The thing, which is not held any more; None if it is gone or another's."""
        what = self.look(actor, key)
        if what is not None:
            del self._items[key]
        return what

    def is_key(self, key: str) -> bool:
        """Whether it is a key of a secret, of this process or an earlier one."""
        return key.startswith(_SIGN)

    def is_of_earlier(self, key: str) -> bool:
        """Whether a process that has ended held it, or another one does."""
        return self.is_key(key) and not key.startswith(self._mark)

    def forget_person(self, user_id: int) -> None:
        """Hold nothing more for a person."""
        for key in [key for key, item in self._items.items() if item.user_id == user_id]:
            del self._items[key]

    def follow_migration(self, old: int, new: int) -> None:
        """A group changed its id."""
        for key, item in self._items.items():
            if item.chat_id == old:
                self._items[key] = replace(item, chat_id=new)

    def _forget_old(self) -> None:
        oldest = self._clock.steady() - LIFE.total_seconds()
        while self._items:
            key, item = next(iter(self._items.items()))
            if item.since > oldest and len(self._items) < MOST:
                return
            del self._items[key]
