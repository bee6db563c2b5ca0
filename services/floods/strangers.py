"""Strangers: people whom nobody has given a role, and who have no keys from here."""

from enum import Enum

from services.access import Access
from services.clock import Clock
from services.recent import Recent
from storage.database import Database

LOOK_AGAIN = 60.0
"""Seconds after which somebody who had no keys is looked up again: another process may have given some."""


class Tier(Enum):
    """What somebody is to the desk, in a chat: each tier has its own share of what is done at once."""

    STAFF = "staff"
    CUSTOMER = "customer"
    STRANGER = "stranger"


class Strangers:
    """Tells strangers from people who are known. Of customers the latest are remembered, no more."""

    def __init__(self, db: Database, clock: Clock, access: Access) -> None:
        self._db = db
        self._clock = clock
        self._access = access
        self._customers: Recent[tuple[bool, float]] = Recent()

    def tier(self, user_id: int | None, chat_id: int | None) -> Tier:
        """What a person (None: somebody who is none) is there, by what is in memory.

        In a group whoever has no role there is a stranger; in a group nobody set up all but the owners are.
        In private somebody with keys is taken for a stranger until ``look`` has found them.
        """
        access = self._access
        if user_id is None:
            return Tier.STRANGER
        if access.is_owner(user_id):
            return Tier.STAFF
        if chat_id is not None and chat_id != user_id:
            mine = access.permissions(user_id, chat_id) or access.has_grant_in(user_id, chat_id)
            return Tier.STAFF if mine else Tier.STRANGER
        if access.has_grant(user_id):
            return Tier.STAFF
        known = self._customers.get(user_id)
        return Tier.CUSTOMER if known is not None and known[0] else Tier.STRANGER

    def chat_is_known(self, chat_id: int | None) -> bool:
        """Whether a chat is a group that was set up."""
        return chat_id is not None and chat_id < 0 and self._access.chat_is_set_up(chat_id)

    async def look(self, user_id: int) -> None:
        """Look whether a person has keys, unless that was done lately."""
        known, now = self._customers.get(user_id), self._clock.steady()
        if known is not None and (known[0] or now - known[1] < LOOK_AGAIN):
            return
        async with self._db.read() as tx:
            has_keys = await tx.pieces.any_of(user_id)
        self._customers.put(user_id, (has_keys, now))

    def has_keys(self, user_id: int) -> None:
        """Note that a person has just been given keys."""
        self._customers.put(user_id, (True, self._clock.steady()))
