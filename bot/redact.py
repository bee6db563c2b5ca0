"""Takes secrets out of finished lines of text, in whatever form an encoder has put them there."""

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

from services.unencoded import unencoded, unencoded_places

MASK = "***"
SHORTEST = 4
"""Shorter secrets are not looked for: they would be found in every second word."""
HEAD = 256
"""By so many letters of its beginning a long secret is known; it is masked for its whole length."""

# Bot API addresses (/bot<digits>:<token>/method), and a token that stands alone.
_COLON = "(?::|%(?:25)*3[aA])"
_TOKEN = re.compile(rf"(?<=/bot)\d+{_COLON}[\w-]+|(?<!\d)\d{{6,}}{_COLON}[\w-]{{30,}}")
# Characters that no encoder ever writes differently (RFC 3986, "unreserved").
_PLAIN = re.compile(r"[A-Za-z0-9._~-]+")
_MOST_CODED = 10
"""The longest form of one letter that may be cut in two at the end of a beginning."""
_JOINING = " |\n%&"
"""What may be taken for a part of its surroundings where it stands at an end of a secret."""


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a secret is known by: its beginning as it is and in its one form, empty if they are alike."""

    head: str
    plain: str
    length: int


class Redactor:
    """Knows the secrets of this process. Safe to use from several threads.

    ``add`` is for what stays secret as long as the process lives, ``seen`` for the keys that pass
    through: of those only the last ``remember`` are looked for. Of none more is kept than its beginning,
    and neither to take one in nor to look through a line is more work than their lengths.
    """

    def __init__(self, remember: int = 1000) -> None:
        self._remember = remember
        self._lock = Lock()
        self._lasting: dict[_Sought, None] = {}
        self._seen: OrderedDict[_Sought, None] = OrderedDict()
        self._all: tuple[_Sought, ...] | None = ()

    def add(self, secret: str) -> None:
        """Look for this secret from now on."""
        if len(secret) >= SHORTEST:
            sought = _sought(secret)
            with self._lock:
                self._lasting[sought] = None
                self._all = None

    def seen(self, secret: str) -> None:
        """Look for this secret until ``remember`` others have been seen after it."""
        if len(secret) >= SHORTEST:
            sought = _sought(secret)
            with self._lock:
                self._seen[sought] = None
                self._seen.move_to_end(sought)
                if len(self._seen) > self._remember:
                    self._seen.popitem(last=False)
                self._all = None

    def redact(self, text: str) -> str:
        """The text with every known secret, and every bot token, replaced by ``***``."""
        spans = [match.span() for match in _TOKEN.finditer(text)]
        everything = self._everything()
        for each in everything:
            if each.head in text:
                spans += _places(each.head, each.length, text)
        spans += _encoded([each for each in everything if each.plain], text)
        return _masked(text, spans) if spans else text

    def _everything(self) -> tuple[_Sought, ...]:
        with self._lock:
            if self._all is None:
                self._all = (*self._seen, *self._lasting)
            return self._all


def _sought(secret: str) -> _Sought:
    head = secret[:HEAD]
    if _PLAIN.fullmatch(head) and _PLAIN.fullmatch(secret):
        return _Sought(head, "", len(secret))
    plain = unencoded(secret[: 4 * HEAD])
    if len(secret) > 4 * HEAD:
        plain = plain[:-_MOST_CODED]
    plain = plain[:HEAD]
    bare = plain.strip(_JOINING)
    plain = bare if len(bare) >= SHORTEST else plain
    return _Sought(head, plain if len(plain) >= SHORTEST else "", len(secret))


def _encoded(sought: list[_Sought], text: str) -> Iterator[tuple[int, int]]:
    """Where secrets stand in any mixture of encodings."""
    plain = unencoded(text) if sought else ""
    found = [each for each in sought if each.plain in plain]
    if not found:
        return
    plain, places = unencoded_places(text)
    for each in found:
        # In its one form nothing is longer than it was.
        for start, end in _places(each.plain, each.length, plain):
            yield places[start], places[end]


def _places(head: str, length: int, text: str) -> Iterator[tuple[int, int]]:
    """Where it stands, overlapping places too: ``ABAB`` stands twice in ``ABABAB``."""
    start = text.find(head)
    while start >= 0:
        yield start, min(start + length, len(text))
        start = text.find(head, start + 1)


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    """Replace the spans; those that overlap or touch become one, so that no end of one stays."""
    parts: list[str] = []
    end = 0
    for start, stop in sorted(spans):
        if start > end or not parts:
            parts += [text[end:start], MASK]
        end = max(end, stop)
    return "".join(parts) + text[end:]
