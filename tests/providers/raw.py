"""A server of bare sockets: it can do to a connection what no decent HTTP server would."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Behaviour = Callable[["Heard", asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Heard:
    """A whole request as it came in."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class RawServer:
    """Reads whole requests and lets ``behave`` answer; the connection ends with ``behave``.

    ``deaf`` connections are hung up on before a byte of them is read.
    """

    def __init__(self, behave: Behaviour, *, deaf: bool = False) -> None:
        self.heard: list[Heard] = []
        self._behave = behave
        self._deaf = deaf
        self._server: asyncio.Server | None = None
        self._running: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> str:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            if not self._deaf:
                heard = await _read(reader)
                self.heard.append(heard)
                await self._behave(heard, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._running.discard(task)
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Heard:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Heard(method, target, headers, body)


def answer(body: bytes, status: int = 200, *headers: str) -> bytes:
    """A whole HTTP answer that ends the connection."""
    lines = [
        f"HTTP/1.1 {status} Words",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def says(content: bytes) -> Behaviour:
    """Send these bytes, whatever they are, and hang up."""

    async def behave(_: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(content)
        await writer.drain()

    return behave


async def keeps_silent(_: Heard, writer: asyncio.StreamWriter) -> None:
    """Hold the connection and say nothing, until the test ends."""
    await asyncio.Event().wait()


async def drips(_: Heard, writer: asyncio.StreamWriter) -> None:
    """Send an answer without end, a little at a time."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"1\r\n \r\n")
        await writer.drain()
        await asyncio.sleep(0.01)


async def resets(_: Heard, writer: asyncio.StreamWriter) -> None:
    """Break the connection without a farewell."""
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def closed_port() -> str:
    """An address where nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{sock.getsockname()[1]}"
