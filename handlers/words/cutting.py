"""HTML cut to what a message may hold, so that what is left is whole.

Cut between lines where that is possible, else between two characters; never inside what means
something only as a whole: a key behind its spoiler, a code, a link. Tags that are open at the cut are
closed, a reference such as ``&lt;`` stays in one piece.
"""

import re
from dataclasses import dataclass, field

from handlers.words.lengths import ELLIPSIS, beginning, units
from handlers.words.markup import Html, plain

MOST_BYTES = 30_000
"""Of a text with its markup; Telegram's server refuses the source of a text above 32,768."""
_KEPT_WHOLE = frozenset({"a", "code", "tg-spoiler", "span", "tg-emoji", "tg-time"})
_PIECE = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-zA-Z-]+)[^<>]*>|(?P<reference>&(?:[a-z]+|#\w+);)|\n|[^<&\n]+|[<&]"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left of a text, and how many of its lines are not there, or not whole."""

    text: Html
    lines: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A place where a text may be cut: ``used`` units are shown before it."""

    at: int = 0
    used: int = 0
    open: tuple[str, ...] = ()
    inside_line: bool = False


@dataclass(slots=True)
class _Walk:
    """Goes along a text until there is no more room, and keeps the last places to cut it."""

    room: int
    used: int = 0
    bytes: int = 0
    open: list[str] = field(default_factory=list)
    between_lines: _Place = field(default_factory=_Place)
    inside: _Place = field(default_factory=_Place)

    def take(self, piece: re.Match[str]) -> bool:
        """Take the next piece; False: it does not fit."""
        text = piece[0]
        self.bytes += len(text.encode("utf-8", "surrogatepass"))
        if self.bytes > MOST_BYTES:
            return False
        if piece["tag"]:
            self._tag(piece)
            return True
        if text == "\n" and self._free():
            self.between_lines = _Place(piece.start(), self.used, tuple(self.open))
        length = 1 if piece["reference"] else units(text)
        if self.used + length > self.room:
            if self._free() and not piece["reference"]:
                fits = beginning(text, self.room - self.used)
                self._inside(piece.start() + len(fits), self.used + units(fits))
            return False
        self.used += length
        if self._free():
            self._inside(piece.end(), self.used)
        return True

    def _tag(self, piece: re.Match[str]) -> None:
        if not piece["end"]:
            self.open.append(piece["tag"])
        elif self.open:
            self.open.pop()
            if self._free():
                self._inside(piece.end(), self.used)

    def _inside(self, at: int, used: int) -> None:
        self.inside = _Place(at, used, tuple(self.open), inside_line=True)

    def _free(self) -> bool:
        return _KEPT_WHOLE.isdisjoint(self.open)


def fits(text: Html, most: int) -> bool:
    """Whether a message that may have ``most`` units can hold the text. Quick where it is short."""
    if len(text) * 2 <= most:
        return True
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return False
    return units(text) <= most or units(plain(text)) <= most


def cut(text: Html, room: int) -> Cut:
    """The beginning of a text, of at most ``room`` units, and one more for an ellipsis."""
    walk = _Walk(room)
    for piece in _PIECE.finditer(text):
        if not walk.take(piece):
            break
    else:
        return Cut(text, 0)
    place = walk.between_lines
    if place.used < room // 2 and walk.inside.used > place.used:
        place = walk.inside
    kept = text[: place.at].rstrip() + (ELLIPSIS if place.inside_line else "")
    closed = "".join(f"</{tag}>" for tag in reversed(place.open))
    lost = plain(Html(text[place.at :]))
    return Cut(Html(kept + closed), sum(1 for line in lost.split("\n") if line.strip()))
