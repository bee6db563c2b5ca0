"""Takes secrets out of finished lines of text, in whatever form an encoder has put them there."""

import html
import re
from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock

MASK = "***"
SHORTEST = 4
"""Shorter secrets are not looked for: they would be found in every second word."""

# Bot API addresses (/bot<digits>:<token>/method), and a token that stands alone.
_COLON = "(?::|%(?:25)*3[aA])"
_TOKEN = re.compile(rf"(?<=/bot)\d+{_COLON}[\w-]+|(?<!\d)\d{{6,}}{_COLON}[\w-]{{30,}}")
# Characters that no encoder ever writes differently (RFC 3986, "unreserved").
_PLAIN = re.compile(r"[A-Za-z0-9._~-]+")
# What the encodings are made of, each in the forms that a further encoding gives it.
_PERCENT = "%(?:25)*"
_ESCAPE = rf"(?:\\|{_PERCENT}5[cC])"
_SEMICOLON = f"(?:;|{_PERCENT}3[bB])"
_AMPERSAND = f"(?:&|{_PERCENT}26)(?:amp{_SEMICOLON})*"
_HASH = f"(?:#|{_PERCENT}23)"
_SHORT = {"\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f"}


class Redactor:
    """Knows the secrets of this process. Safe to use from several threads.

    ``add`` is for what stays secret as long as the process lives, ``seen`` for the keys that pass
    through: of those only the last ``remember`` are looked for.
    """

    def __init__(self, remember: int = 1000) -> None:
        self._remember = remember
        self._lock = Lock()
        self._lasting: dict[str, re.Pattern[str] | None] = {}
        self._seen: OrderedDict[str, re.Pattern[str] | None] = OrderedDict()
        self._plain: tuple[str, ...] = ()
        self._patterns: tuple[re.Pattern[str], ...] = ()

    def add(self, secret: str) -> None:
        """Look for this secret from now on."""
        with self._lock:
            if len(secret) >= SHORTEST and secret not in self._lasting:
                self._lasting[secret] = _any_form(secret)
                self._prepare()

    def seen(self, secret: str) -> None:
        """Look for this secret until ``remember`` others have been seen after it."""
        with self._lock:
            if secret in self._seen:
                self._seen.move_to_end(secret)
            elif len(secret) >= SHORTEST:
                self._seen[secret] = _any_form(secret)
                if len(self._seen) > self._remember:
                    self._seen.popitem(last=False)
                self._prepare()

    def redact(self, text: str) -> str:
        """The text with every known secret, and every bot token, replaced by ``***``."""
        spans = [match.span() for match in _TOKEN.finditer(text)]
        for secret in self._plain:
            if secret in text:
                spans += _places(secret, text)
        for pattern in self._patterns:
            spans += (match.span() for match in pattern.finditer(text))
        return _masked(text, spans) if spans else text

    def _prepare(self) -> None:
        secrets = {**self._seen, **self._lasting}
        self._plain = tuple(secrets)
        self._patterns = tuple(form for form in secrets.values() if form is not None)


def _places(secret: str, text: str) -> Iterator[tuple[int, int]]:
    """Where it stands, overlapping places too: ``ABAB`` stands twice in ``ABABAB``."""
    start = text.find(secret)
    while start >= 0:
        yield start, start + len(secret)
        start = text.find(secret, start + 1)


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    """Replace the spans; those that overlap or touch become one, so that no end of one stays."""
    parts: list[str] = []
    end = 0
    for start, stop in sorted(spans):
        if start > end or not parts:
            parts += [text[end:start], MASK]
        end = max(end, stop)
    return "".join(parts) + text[end:]


def _any_form(secret: str) -> re.Pattern[str] | None:
    """A pattern for the secret in any mixture of forms, each as deep as they may be nested.

    Percent-encoding, JSON, Python's ``repr`` (of text and of bytes) and HTML each write characters
    one by one, so it is enough to allow every character every form. None if no encoder changes it.
    """
    if _PLAIN.fullmatch(secret):
        return None
    return re.compile("".join(_forms(part) for part in re.findall(r"\\+|[^\\]", secret)))


def _forms(part: str) -> str:
    """All forms of one character, or of a run of backslashes (apart, or it would be ambiguous)."""
    if _PLAIN.fullmatch(part):
        return re.escape(part)
    if part[0] == "\\":
        return f"(?:{_ESCAPE}{{{len(part)},}}|(?:{_ESCAPE}+x5[cC]){{{len(part)}}})"
    code = ord(part)
    octets = part.encode(errors="surrogatepass")
    units = part.encode("utf-16-be", errors="surrogatepass")
    pairs = [int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2)]
    escaped = {
        f"x{_hex(code, 2)}",
        f"U{_hex(code, 8)}",
        f"{_ESCAPE}+".join(f"x{_hex(octet, 2)}" for octet in octets),
        f"{_ESCAPE}+".join(f"u{_hex(unit, 4)}" for unit in pairs),
        _SHORT.get(part, f"x{_hex(code, 2)}"),
    }
    # A character that stands for itself, or one of these, may still have a backslash before it.
    open_forms = {
        re.escape(part),
        "".join(f"{_PERCENT}{_hex(octet, 2)}" for octet in octets),
        f"{_AMPERSAND}{_HASH}0*{code}{_SEMICOLON}",
    }
    named = html.escape(part)
    if named != part:
        inner = re.escape(named[1:-1]).replace(r"\#", _HASH)
        open_forms.add(_AMPERSAND + inner + _SEMICOLON)
    if part == "\n":
        open_forms.add(r"\n[ |]*")  # a traceback of an exception group draws a line at its left
    if part == " ":
        open_forms |= {r"\+", f"{_PERCENT}2[bB]"}
    closed, opened = "|".join(sorted(escaped)), "|".join(sorted(open_forms))
    return f"(?:{_ESCAPE}+(?:{closed})|{_ESCAPE}*(?:{opened}))"


def _hex(number: int, digits: int) -> str:
    """The number in hex, in either case of its letters."""
    return "".join(
        digit if digit.isdigit() else f"[{digit}{digit.upper()}]"
        for digit in f"{number:0{digits}x}"
    )
