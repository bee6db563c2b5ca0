"""What people said just before: a key that is sent in pieces is seen when the last of them comes.

It is in memory alone, a few short messages and files of a person in a chat, for some minutes. What stands
between them, a picture or a long message, parts nothing: only a key of the desk is found in what is joined.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.clock import Clock
from services.recent import Recent

SHORT = 80
"""Characters: what is longer is no piece of a key."""
MOST = 8
"""Pieces that are joined."""
LATELY = 600.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Said:
    """A short message, or what stands in a short file."""

    message_id: int
    text: str = field(repr=False)
    at: float


class PiecesSaid:
    """The last few short messages of everybody, by chat and person."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: Recent[tuple[Said, ...]] = Recent(2_000)

    def lately(self, chat_id: int, user_id: int) -> Sequence[Said]:
        """What this person said here lately, oldest first."""
        now = self._clock.steady()
        said = self._last.get((chat_id, user_id)) or ()
        return [each for each in said if now - each.at < LATELY]

    def note(self, chat_id: int, user_id: int, message_id: int, text: str) -> None:
        """The person has said this: a short text joins those before; one that was edited keeps its place."""
        place, said = (chat_id, user_id), self.lately(chat_id, user_id)
        now = Said(message_id, text, self._clock.steady())
        if message_id in {each.message_id for each in said}:
            joined = [now if each.message_id == message_id else each for each in said]
        else:
            joined = [*said, now]
        short = (each for each in joined if 0 < len(each.text) <= SHORT)
        self._last.put(place, tuple(short)[-MOST:])

    def took(self, chat_id: int, user_id: int, message_id: int) -> None:
        """A message was meant for a step that took it out of the chat."""
        place = (chat_id, user_id)
        if (said := self._last.get(place)) is not None:
            self._last.put(place, tuple(each for each in said if each.message_id != message_id))

    def forget(self, chat_id: int, user_id: int) -> None:
        """They are done with: a key was found in them."""
        self._last.forget((chat_id, user_id))
