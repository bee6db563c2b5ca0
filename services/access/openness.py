"""How open each group is: asked of Telegram once an hour where something depends on it."""

import asyncio

from services.access.standing import Asks, CannotTellError, Openness
from services.clock import Clock
from services.recent import Recent

BELIEVED = 3600.0
"""Seconds for which an answer is believed: a group is seldom opened, or linked with a channel."""
AGAIN = 60.0
"""Seconds after a question that was not answered."""
PATIENCE = 8.0


class Openings:
    """Remembers how open groups are."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: Recent[tuple[Openness, float]] = Recent()
        self._asked: Recent[float] = Recent()

    def known(self, chat_id: int) -> Openness | None:
        """How open a group is, as far as that may still be believed."""
        known = self._known.get(chat_id)
        fresh = known is not None and self._clock.steady() - known[1] < BELIEVED
        return known[0] if known is not None and fresh else None

    def note(self, chat_id: int, openness: Openness) -> None:
        """Keep what Telegram said."""
        self._known.put(chat_id, (openness, self._clock.steady()))

    def forget(self, chat_id: int) -> None:
        """Ask anew the next time."""
        self._known.forget(chat_id)
        self._asked.forget(chat_id)

    async def look(self, asks: Asks, chat_id: int, *, anew: bool = False) -> Openness | None:
        """Give it, asking where nothing is believed any more, or anyway. None: it cannot be told."""
        known, now = self.known(chat_id), self._clock.steady()
        if known is not None and not anew:
            return known
        last = self._asked.get(chat_id)
        if last is not None and now - last < AGAIN and not anew:
            return None
        self._asked.put(chat_id, now)
        try:
            async with asyncio.timeout(PATIENCE):
                openness = await asks.openness(chat_id)
        except (CannotTellError, TimeoutError):
            return None
        self.note(chat_id, openness)
        return openness
