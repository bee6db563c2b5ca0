"""Saying how far long work on many keys is."""

from collections.abc import Callable

from handlers.frame.cards import Card
from handlers.frame.turn import Turn
from handlers.words.markup import Html, join
from handlers.words.texts import Texts

EVERY = 2.0
"""Seconds."""


Line = Callable[[Texts, int, int], Html]


class OwnMessage:
    """Edits the turn's own message, at most once in two seconds. ``line`` says how far it is."""

    def __init__(self, turn: Turn, heading: Html, line: Line) -> None:
        self._turn = turn
        self._heading = heading
        self._line = line
        self._told_at = turn.desk.clock.steady()

    async def __call__(self, done: int, total: int) -> None:
        """So many of all are done."""
        now = self._turn.desk.clock.steady()
        if done == total or now - self._told_at < EVERY:
            return
        self._told_at = now
        line = self._line(self._turn.t, done, total)
        await self._turn.progress(Card(join([self._heading, line])))
