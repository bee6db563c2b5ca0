"""What a button carries: ``verb:opener:argument:argument…`` in at most 64 bytes.

``opener`` is the id of the person whose menu it is, in base 36; it is empty on shared cards. On a button that
confirms, a dot behind it and how many roles that person had lost as it was drawn, where they had lost any. An
argument may hold any text: the two characters that would confuse the reader are percent-encoded.
Longer state belongs in a row of the database, not in a button (Bot API: InlineKeyboardButton).
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_BYTES = 64
_LONGEST_PERSON = 2**52
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SHORT = re.compile(r"[\w.-]{1,12}", re.ASCII)


class CallbackTooLongError(ValueError):
    """The verb and its arguments do not fit into a button."""


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button leads to; ``name`` is its verb. All are in :mod:`handlers.taps`.

    ``confirms``: it is the yes to a question, which is over once its person loses a role.
    """

    name: str
    confirms: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came back from a button. ``opener`` is None on shared cards.

    ``lost``: so many roles had the opener lost as it was drawn, as far as it says.
    """

    verb: str
    opener: int | None
    args: tuple[str, ...]
    lost: int = 0


def pack(verb: str, opener: int | None, *args: str | int, lost: int = 0) -> str:
    """Write callback data. Raises CallbackTooLongError above 64 bytes of UTF-8."""
    if not verb or ":" in verb or "%" in verb:
        raise ValueError(f"not a verb: {verb!r}")
    owner = "" if opener is None else _base36(opener)
    if lost and owner:
        owner += f".{_base36(lost)}"
    data = ":".join([verb, owner, *(_quote(str(arg)) for arg in args)])
    try:
        size = len(data.encode())
    except UnicodeEncodeError:
        raise CallbackTooLongError(f"{verb}: half a character, which nothing carries") from None
    if size > MOST_BYTES:
        raise CallbackTooLongError(f"{verb}: {size} bytes")
    return data


def fits_button(tap: Tap, *args: str | int) -> bool:
    """Whether a button can carry this, whoever opened its menu."""
    try:
        pack(tap.name, _LONGEST_PERSON, *args)
    except CallbackTooLongError:
        return False
    return True


def mark_of(text: str) -> str:
    """A name or id short enough for a button; the same text always gives the same mark."""
    return hashlib.blake2s(text.encode(), digest_size=3).hexdigest()


def marked(mark: str, names: Iterable[str]) -> str | None:
    """The name that a mark means, in whatever order they are now; None if it is there no more."""
    return next((name for name in names if mark_of(name) == mark), None)


def short(external_id: str) -> str:
    """A provider's id in at most 12 bytes: itself, or its hash where it is long or odd."""
    if _SHORT.fullmatch(external_id):
        return external_id
    return "~" + hashlib.sha256(external_id.encode(errors="replace")).hexdigest()[:11]


def unpack(data: str) -> Pressed | None:
    """Read callback data; None if it is not of this make (an earlier version's, or forged)."""
    verb, *rest = data.split(":")
    if not verb or not rest:
        return None
    owner, *args = rest
    if not owner:
        return Pressed(verb, None, tuple(map(_unquote, args)))
    person, _, lost = owner.partition(".")
    if not person or not all(digit in _DIGITS for digit in person + lost):
        return None
    return Pressed(verb, int(person, 36), tuple(map(_unquote, args)), int(lost or "0", 36))


def _base36(number: int) -> str:
    if number <= 0:
        raise ValueError(f"not the id of a person, nor a count: {number}")
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _quote(text: str) -> str:
    return text.replace("%", "%25").replace(":", "%3A")


def _unquote(text: str) -> str:
    return text.replace("%3A", ":").replace("%25", "%")


class StaleButtonError(Exception):
    """What was pressed cannot be served; nothing was done. ``words`` is the text that says so."""

    def __init__(self, words: str = "old-menu") -> None:
        super().__init__(words)
        self.words = words
