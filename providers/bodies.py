"""Bodies of answers, never larger in memory than they may be, whatever was packed into them.

A few thousand bytes, packed twice, unpack into gigabytes. So one packing is undone (gzip or deflate), a
piece at a time and never beyond the limit; what is packed otherwise, or more than once, stays as it is,
and then is no JSON.
"""

import zlib
from collections.abc import AsyncIterator
from typing import Protocol

import httpx

MAX_ANSWER_BYTES = 8 * 1024 * 1024
"""Of an answer's body, as it comes and unpacked."""
PACKINGS = "gzip, deflate"
"""What a request says that we can unpack."""
_GZIP = 16 + zlib.MAX_WBITS


class TooLongError(Exception):
    """The body is longer than it may be."""


class PackingError(Exception):
    """The body is not packed as its header says."""


async def whole_body(response: httpx.Response, limit: int = MAX_ANSWER_BYTES) -> bytes:
    """The body of an answer whose reading has not begun. Raises TooLongError and PackingError."""
    unpack = _unpacker(response.headers)
    came, content = 0, bytearray()
    raw: AsyncIterator[bytes] = response.aiter_raw()
    async for chunk in raw:
        came += len(chunk)
        content += chunk if unpack is None else unpack(chunk, limit + 1 - len(content))
        if came > limit or len(content) > limit:
            raise TooLongError
    return bytes(content)


class _Unpacker(Protocol):
    def __call__(self, chunk: bytes, most: int, /) -> bytes: ...


def _unpacker(headers: httpx.Headers) -> _Unpacker | None:
    match [word.strip().lower() for word in headers.get("Content-Encoding", "").split(",")]:
        case ["gzip" | "x-gzip"]:
            return _Inflated(_GZIP)
        case ["deflate"]:
            return _Inflated(zlib.MAX_WBITS)
    return None


class _Inflated:
    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._inflate = zlib.decompressobj(bits)
        self._begun = False

    def __call__(self, chunk: bytes, most: int, /) -> bytes:
        try:
            plain = self._inflate.decompress(chunk, most)
        except zlib.error as error:
            if self._begun or self._bits != zlib.MAX_WBITS:
                raise PackingError(str(error)) from None
            # By "deflate" some servers mean it without zlib's own head.
            self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            self._begun = True
            return self(chunk, most)
        self._begun = True
        return plain
