"""Keys that a stand-in sells: never the same twice unless a test wants it so."""

import secrets
from collections import deque

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class KeyMint:
    """Makes keys of so many letters and digits in each group, with dashes between."""

    def __init__(self, *groups: int) -> None:
        self._groups = groups
        self._made: set[str] = set()
        self._next: deque[str] = deque()

    def put_next(self, *keys: str) -> None:
        """Hand these out before any other, even if they repeat: providers have sold a key twice."""
        self._next.extend(keys)

    def make(self) -> str:
        """Return a key, a new one unless ``put_next`` said otherwise."""
        if self._next:
            return self._next.popleft()
        while True:
            key = "-".join(
                "".join(secrets.choice(_LETTERS) for _ in range(n)) for n in self._groups
            )
            if key not in self._made:
                self._made.add(key)
                return key
