"""What people said just before: a key that is sent in pieces is seen when the last of them comes.

It is in memory alone, a few short messages of a person in a chat, for some minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.clock import Clock
from services.recent import Recent

SHORT = 80
"""Characters: what is longer is no piece of a key, and parts what came before from what comes after."""
MOST = 8
"""Pieces that are joined."""
LATELY = 600.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Said:
    """A short message."""

    message_id: int
    text: str = field(repr=False)
    at: float


class PiecesSaid:
    """The last few short messages of everybody, by chat and person."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: Recent[tuple[Said, ...]] = Recent(2_000)

    def before(self, chat_id: int, user_id: int) -> Sequence[Said]:
        """What this person said here lately, oldest first."""
        now = self._clock.steady()
        said = self._last.get((chat_id, user_id)) or ()
        return [each for each in said if now - each.at < LATELY]

    def note(self, chat_id: int, user_id: int, message_id: int, text: str) -> None:
        """The person has said this: a short one joins those before, any other ends them."""
        place = (chat_id, user_id)
        if not text or len(text) > SHORT or text.startswith("/"):
            self._last.forget(place)
            return
        said = Said(message_id, text, self._clock.steady())
        self._last.put(place, (*self.before(chat_id, user_id), said)[1 - MOST :])

    def forget(self, chat_id: int, user_id: int) -> None:
        """They are done with: a key was found in them."""
        self._last.forget((chat_id, user_id))
