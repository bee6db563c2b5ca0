"""Pins of PIN Hype: never the same twice unless a test wants it so."""

import secrets
from collections import deque

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS = (4, 4, 4, 4)


class PinMint:
    """Makes the keys of booked pins; their form is ours, no sample is known."""

    def __init__(self) -> None:
        self._made: set[str] = set()
        self._next: deque[str] = deque()

    def put_next(self, *keys: str) -> None:
        """Hand these out before any other, even if they repeat."""
        self._next.extend(keys)

    def make(self) -> str:
        """Return a key, a new one unless ``put_next`` said otherwise."""
        if self._next:
            return self._next.popleft()
        while True:
            key = "-".join("".join(secrets.choice(_LETTERS) for _ in range(n)) for n in _GROUPS)
            if key not in self._made:
                self._made.add(key)
                return key
