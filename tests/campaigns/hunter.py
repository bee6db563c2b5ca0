"""Looks for secrets in whatever they may have leaked into, in every form an encoder gives them."""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

SHORTEST = 8
"""Bytes of a needle: a shorter one would be found by chance."""


@dataclass(frozen=True)
class Secret:
    """Something that must not be read by who has no right to; ``name`` may be shown, ``text`` not.

    ``stem``: the part that gives it away already, such as a key without the letters of its mask.
    """

    name: str
    text: str = field(repr=False)
    stem: str = field(repr=False, default="")

    def forms(self) -> Iterator[tuple[str, bytes]]:
        """Each form with its name."""
        text = self.stem or self.text
        percent = quote(text, safe="")
        yield "plain", text.encode()
        yield "reversed", text[::-1].encode()
        yield "UTF-16", text.encode("utf-16-le")
        yield "percent-encoded", percent.encode()
        yield "percent-encoded twice", quote(percent, safe="").encode()
        yield "percent-encoded, slashes kept", quote(text).encode()
        yield "JSON with letters kept", json.dumps(text, ensure_ascii=False)[1:-1].encode()
        yield "JSON", json.dumps(text)[1:-1].encode()
        yield "JSON in JSON", json.dumps(json.dumps(text)[1:-1])[1:-1].encode()
        yield "JSON with slashes escaped", json.dumps(text)[1:-1].replace("/", "\\/").encode()
        yield "repr", repr(text)[1:-1].encode()
        yield "hex", text.encode().hex().encode()
        for shift in range(3):
            for name, encode in (
                ("base64", base64.b64encode),
                ("base64url", base64.urlsafe_b64encode),
            ):
                yield name, _core(encode(b"\0" * shift + text.encode()), shift, len(text.encode()))


def _core(encoded: bytes, shift: int, length: int) -> bytes:
    """The characters that stand for these bytes alone, whatever comes before and after them."""
    return encoded[-(-shift * 8 // 6) : (shift + length) * 8 // 6]


class Hunter:
    """Knows the secrets and where each may be after all."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._needles: list[tuple[str, str, bytes]] = []
        for secret in secrets:
            # Forms that come out the same are told by the first one's name.
            forms = {needle.lower(): name for name, needle in reversed(list(secret.forms()))}
            assert min(map(len, forms)) >= SHORTEST, f"{secret.name} is too short to be hunted"
            self._needles += [(secret.name, form, needle) for needle, form in forms.items()]

    def found_in(self, place: str, content: str | bytes) -> list[str]:
        """What stands in there, in words that do not show it. Case does not matter."""
        hay = (content.encode() if isinstance(content, str) else content).lower()
        return [
            f"{name} ({form}) in {place}" for name, form, needle in self._needles if needle in hay
        ]
