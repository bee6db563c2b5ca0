"""Providers without sockets: httpx on one side and the stand-ins' servers on the other, in one loop."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest import mock

import httpcore

from sandbox.faults import Params
from sandbox.gates import Gates, Point
from tests.campaigns.interleaved.stepping import Points

Protocol = Callable[[], asyncio.Protocol]
UNHELD = {"sign_in", "auth", "refresh", "tree"}
"""What one actor asks for and others wait for too."""


class _Stream(httpcore.AsyncNetworkStream):
    """The client's end."""

    def __init__(self, protocol: asyncio.Protocol) -> None:
        self._protocol = protocol
        self._buffer = bytearray()
        self._news = asyncio.Event()
        self._over = False
        self._transport = _Transport(self, protocol)
        protocol.connection_made(self._transport)

    def feed(self, data: bytes) -> None:
        """The server sends this."""
        self._buffer += data
        self._news.set()

    def over(self) -> None:
        """The server has hung up."""
        self._over = True
        self._news.set()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        """What has come, b"" at the end."""
        while not self._buffer and not self._over:
            self._news.clear()
            await self._news.wait()
        data = bytes(self._buffer[:max_bytes])
        del self._buffer[:max_bytes]
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        """Send to the server."""
        if self._transport.is_closing():
            raise httpcore.WriteError("the server has hung up")
        if buffer:
            self._protocol.data_received(buffer)

    async def aclose(self) -> None:
        """Hang up."""
        self._transport.close()

    def get_extra_info(self, info: str) -> Any:
        """Never take a connection twice: its server works in the name of who made it."""
        return info == "is_readable" or None


class _Transport(asyncio.Transport):
    """The server's end."""

    def __init__(self, stream: _Stream, protocol: asyncio.Protocol) -> None:
        super().__init__()
        self._stream = stream
        self._protocol = protocol
        self._closing = False

    def write(self, data: Any) -> None:
        """Send to the client."""
        if not self._closing:
            self._stream.feed(bytes(data))

    def close(self) -> None:
        """Hang up, once."""
        if not self._closing:
            self._closing = True
            self._stream.over()
            asyncio.get_running_loop().call_soon(self._protocol.connection_lost, None)

    def abort(self) -> None:
        """Hang up."""
        self.close()

    def is_closing(self) -> bool:
        """Whether it has hung up."""
        return self._closing

    def can_write_eof(self) -> bool:
        """No half of it can be closed."""
        return False

    def pause_reading(self) -> None:
        """There is never more than was asked for."""

    def resume_reading(self) -> None:
        """Nothing was paused."""

    def get_write_buffer_size(self) -> int:
        """All is with the client at once."""
        return 0

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """There is no buffer."""


class MemoryNetwork(httpcore.AsyncNetworkBackend):
    """Leads to servers by their ports."""

    def __init__(self, servers: Mapping[int, Protocol]) -> None:
        self._servers = servers

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection of its own."""
        return _Stream(self._servers[port]())

    async def sleep(self, seconds: float) -> None:
        """Wait in the loop's own time."""
        await asyncio.sleep(seconds)


class HeldGates(Gates):
    """Holds each request before its act and after it."""

    def __init__(self, points: Points) -> None:
        super().__init__()
        self._points = points

    async def hold(self, endpoint: str, point: Point, params: Params) -> None:
        """Wait here, if it is something that an actor waits for alone."""
        await super().hold(endpoint, point, params)
        if endpoint not in UNHELD:
            await self._points.at(f"{endpoint}, {point}")


@contextmanager
def in_memory(servers: Mapping[int, Protocol]) -> Iterator[None]:
    """Every HTTP client that is made within the block reaches these servers and nothing else."""
    network = MemoryNetwork(servers)
    with mock.patch("httpcore._async.connection_pool.AutoBackend", lambda: network):
        yield
