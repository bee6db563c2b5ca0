"""Reaches that a round asks for again and again: each is looked up once, since that looks at every chat."""

from services.access.reach import Reach
from services.access.service import Access


class Reaches:
    """Where people may do what, as it is when each is asked for first; to be thrown away after the round."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._known: dict[tuple[int, str], Reach] = {}

    async def of(self, person: int, permission: str) -> Reach:
        """The chats in which somebody may do this."""
        whose = person, permission
        if whose not in self._known:
            self._known[whose] = await self._access.reach(person, permission)
        return self._known[whose]
