"""The arguments of the button that was pressed, as they come back: anybody can send any.

Every way to read them raises StaleButtonError where they are not what our buttons carry, so that a
button of an earlier version, or a forged one, is answered kindly.
"""

from __future__ import annotations

from collections.abc import Container

from handlers.frame.callback import StaleButtonError

_LARGEST = 2**52
"""No id of Telegram's is larger (Bot API: User, Chat), and none of our rows' will be."""


class Values(tuple[str, ...]):
    """The arguments in their order."""

    __slots__ = ()

    def text(self, index: int) -> str:
        """One as text; what cannot be printed stands on no button of ours."""
        if index >= len(self) or not self[index].isprintable():
            raise StaleButtonError
        return self[index]

    def texts(self, count: int) -> tuple[str, ...]:
        """All of them as text, if there are just so many."""
        if len(self) != count:
            raise StaleButtonError
        return tuple(map(self.text, range(count)))

    def but_last(self) -> Values:
        """All but the last one."""
        return Values(self[:-1])

    def number(self, index: int, least: int = 0) -> int:
        """One as a whole number, not below ``least``."""
        digits = self.text(index)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(_LARGEST))):
            raise StaleButtonError
        if not least <= int(digits) <= _LARGEST:
            raise StaleButtonError
        return int(digits)

    def one_of(self, index: int, words: Container[str]) -> str:
        """One that is among these."""
        word = self.text(index)
        if word not in words:
            raise StaleButtonError
        return word

    def flag(self, index: int) -> bool:
        """One that says yes or no, as 1 or 0."""
        return self.one_of(index, ("0", "1")) == "1"
