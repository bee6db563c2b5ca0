"""A provider without a socket: it lets everybody in and then answers what it was told, word for word."""

from collections.abc import AsyncIterator

import httpx

from providers.jsontext import encode
from tests.providers.raw import Heard

ADDRESS = "http://parrot.example"


class Parrot:
    """Lets every sign-in in and answers all else with what it was told.

    It takes the place of httpx's own transport, below all that is ours: what is sent and what is made
    of an answer is as it would be over a socket, without the time that one takes.
    """

    def __init__(self) -> None:
        self.status, self.body = 200, b"{}"
        self.heard: list[Heard] = []

    def told(self, status: int, body: object) -> None:
        """Set the next answers: bytes as they are, all else as JSON."""
        self.status = status
        self.body = body if isinstance(body, bytes) else encode(body)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request, whose form httpx has made already."""
        target = request.url.raw_path.decode()
        self.heard.append(
            Heard(request.method, target, dict(request.headers), await request.aread())
        )
        if target.endswith(("/sign-in", "/auth")):
            return httpx.Response(
                200, stream=_Body(b'{"token": "abc", "accessToken": "abc"}'), request=request
            )
        return httpx.Response(self.status, stream=_Body(self.body), request=request)


class _Body(httpx.AsyncByteStream):
    """A body that has not been read yet, as one that comes over a socket."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._content
