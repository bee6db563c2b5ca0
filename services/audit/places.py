"""Whether a row of the audit stands where people look for it: its kind and its chat, which are in no hash.

Both follow from what is in the hash. A row with another kind or chat is hidden from those whose it is, though
nothing of what it says was changed.
"""

import json
from collections.abc import Sequence

from services.audit.kinds import ROLE_LAPSED, home_of, is_of_order, kind_of
from storage.audit import AuditPlace, AuditRow

MIGRATED = "chat.migrated"
"""A group has another id; the subject is the former one, and the fact ``to`` says which it has now."""
HOME = "home"
"""The fact that says to which chat a row belongs, where nothing else in the row does."""


class Places:
    """Where rows belong. ``moves``: the rows by which groups got other ids, in their order."""

    def __init__(self, moves: Sequence[AuditRow]) -> None:
        self._moves = [
            (each.id, int(each.subject), int(json.loads(each.facts)["to"])) for each in moves
        ]

    def fit(self, row: AuditRow, place: AuditPlace) -> bool:
        """Whether this is where the row belongs."""
        if place.kind != kind_of(row.action):
            return False
        if is_of_order(row.action) and place.order_chat is not None:
            return place.home_id == place.order_chat
        home = home_of(row.action, row.subject, row.chat_id)
        if home is None and row.actor_id is None:
            facts = json.loads(row.facts)
            if row.action == ROLE_LAPSED and HOME not in facts:
                return True  # version 0.1 did not write down in which chat a role had lapsed
            home = facts.get(HOME)
        return place.home_id in self._homes(home, row.id)

    def _homes(self, home: int | None, row_id: int) -> set[int | None]:
        """The chat, by the id that it has today; rows written later under the one it had may stand there."""
        homes = {home}
        for move_id, old, new in self._moves:
            if old in homes:
                homes.add(new)
                if move_id > row_id:
                    homes.discard(old)
        return homes
