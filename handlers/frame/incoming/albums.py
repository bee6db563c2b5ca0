"""Albums: one comes as a message for each of its pictures."""

from collections import deque

from aiogram.types import Message

_REMEMBERED = 100


class Albums:
    """Remembers the last of them."""

    def __init__(self) -> None:
        self._known: deque[str] = deque(maxlen=_REMEMBERED)

    def goes_on(self, message: Message) -> bool:
        """Whether another picture of the same album has come before."""
        album = message.media_group_id
        if album is None:
            return False
        known = album in self._known
        if not known:
            self._known.append(album)
        return known
