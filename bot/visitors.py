"""Connections to KEYDESK_LISTEN: how many there may be, how long each may take, and what errors say.

One request a connection. Whoever has not told all of the head of a request in time is hung up on, and so
is whoever takes too long over everything. Where there are too many connections the one that has waited
longest with half a request makes room, so that half-sent requests keep nobody else out; if none is
waiting the new one is not let in. What went wrong is answered by its number alone.
"""

import asyncio
import ipaddress
import logging
from dataclasses import dataclass
from typing import Any

from aiohttp import StreamReader, hdrs, web

from bot.process import open_files
from services.complaints import Complaints


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of connections, in numbers, bytes and seconds."""

    in_all: int = 200
    """Less where the process may not have four times as many files open."""
    an_address: int = 100
    """As many as a proxy in front has requests under way at once; of IPv6 the network counts."""
    head_time: float = 5.0
    """From the connection to the end of the request's head."""
    whole_time: float = 30.0
    """From the connection to its end, whatever it is about."""
    rest_time: float = 1.0
    """What is still sent of a body that is not wanted is read so long, for the answer to be heard."""
    body_bytes: int = 64 * 1024


class Request(web.BaseRequest):
    """A request to us. Nobody outside needs to know what library answers it, and which version of it."""

    async def _prepare_hook(self, response: web.StreamResponse) -> None:
        response.headers.popall(hdrs.SERVER, None)


class Visitors(web.Server):
    """The connections there are. Call it on the loop that serves them."""

    def __init__(self, handler: Any, bounds: Bounds, complaints: Complaints) -> None:
        super().__init__(
            self._handled,
            request_factory=self._request,
            # What is signed are the bytes as they were sent, so they are not unpacked.
            auto_decompress=False,
            access_log=None,
            keepalive_timeout=bounds.head_time,
            lingering_time=bounds.rest_time,
        )
        self._handler = handler
        self.bounds = bounds
        self._most = min(bounds.in_all, open_files() // 4)
        self.complaints = complaints
        # In the order they came; the truth is in the sockets, this is who of them is here.
        self._here: dict[Visitor, None] = {}

    def __call__(self) -> "Visitor":
        """Make a connection's protocol."""
        return Visitor(self, loop=self._loop, **self._kwargs)

    def let_in(self, visitor: "Visitor") -> bool:
        """Whether there is room for it, if need be in the place of one that keeps a request back."""
        here = self._here
        near = [each for each in here if each.address == visitor.address]
        for crowd, most in ((near, self.bounds.an_address), (here, self._most)):
            if len(crowd) >= most and not self._makes_room(crowd):
                self.complaints.tell("connection refused", "TOO_MANY", level=logging.WARNING)
                return False
        here[visitor] = None
        return True

    def gone(self, visitor: "Visitor") -> None:
        """It has ended."""
        self._here.pop(visitor, None)

    def late(self, visitor: "Visitor") -> None:
        """End one that takes too long."""
        self.complaints.tell("connection ended", "TOO_SLOW")
        visitor.hang_up()
        self.gone(visitor)

    def _makes_room(self, crowd: "list[Visitor] | dict[Visitor, None]") -> bool:
        for each in crowd:
            if each.keeps_back:
                self.complaints.tell("connection ended", "MADE_ROOM")
                each.hang_up()
                self.gone(each)
                return True
        return False

    async def _handled(self, request: web.BaseRequest) -> web.StreamResponse:
        if isinstance(request.protocol, Visitor):
            request.protocol.body = request.content
        answer: web.StreamResponse = await self._handler(request)
        answer.force_close()
        return answer

    def _request(
        self, message: Any, payload: Any, protocol: Any, writer: Any, task: Any
    ) -> Request:
        most = self.bounds.body_bytes
        return Request(message, payload, protocol, writer, task, self._loop, client_max_size=most)


class Visitor(web.RequestHandler):
    """One connection: from whom, and the body of its request once the head has come."""

    def __init__(self, visitors: Visitors, **options: Any) -> None:
        super().__init__(visitors, **options)
        self._visitors = visitors
        self._end: asyncio.TimerHandle | None = None
        self.address = ""
        self.body: StreamReader | None = None

    @property
    def keeps_back(self) -> bool:
        """Whether a part of its request is still to come."""
        return self.body is None or not self.body.is_eof()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let it in, or hang up."""
        super().connection_made(transport)
        self.address = _network(transport.get_extra_info("peername"))
        if not self._visitors.let_in(self):
            self.hang_up()
            return
        self._end = self._loop.call_later(
            self._visitors.bounds.whole_time, self._visitors.late, self
        )

    def connection_lost(self, exc: BaseException | None) -> None:
        """Forget it."""
        if self._end is not None:
            self._end.cancel()
        self._visitors.gone(self)
        super().connection_lost(exc)

    def hang_up(self) -> None:
        """End it at once, without a word."""
        if self.transport is not None:
            self.transport.abort()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """What was no request, or a mistake of ours: its number, and once a minute a line."""
        ours = exc if status >= 500 else None
        level = logging.ERROR if status >= 500 else logging.INFO
        self._visitors.complaints.tell("no answer", str(status), level=level, error=ours)
        if request.writer.output_size > 0:
            raise ConnectionError("a part of the answer is on its way already")
        answer = web.Response(status=status)
        answer.force_close()
        return answer


def _network(peer: object) -> str:
    """Whose it is: an address of IPv4, the network of one of IPv6."""
    host = str(peer[0]) if isinstance(peer, tuple) else ""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return host
