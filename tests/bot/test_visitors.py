"""Whoever connects to KEYDESK_LISTEN without good intentions, over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import structlog

from bot.setting_kinds import Listening
from bot.visitors import Bounds
from bot.web import Web
from services.complaints import EVERY, Complaints

HALF = b"GET /healthz HTTP/1.1\r\nHost: desk.example\r\nX-Never-"
WHOLE = b"GET /healthz HTTP/1.1\r\nHost: desk.example\r\n\r\n"
HALF_BODY = b"POST /healthz HTTP/1.1\r\nHost: desk.example\r\nContent-Length: 99\r\n\r\n{"
NEVER = 3600.0
Talk = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Door:
    """A web side with these bounds, and whoever talks to it."""

    def __init__(self, bounds: Bounds) -> None:
        self.held, self.asked = asyncio.Event(), asyncio.Semaphore(0)
        checks = {"database": self._waits}
        self.web = Web(Listening("127.0.0.1", 0), checks, bounds=bounds)
        self._writers: list[asyncio.StreamWriter] = []

    async def _waits(self) -> bool:
        self.asked.release()
        return await self.held.wait()

    async def says(self, said: bytes, address: str = "127.0.0.1") -> Talk:
        """Connect from an address and say so much."""
        port = int(self.web.address.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
        self._writers.append(writer)
        writer.write(said)
        return reader, writer

    async def answer(self, said: bytes, address: str = "127.0.0.1") -> bytes:
        """All that comes back until the connection ends; nothing where it is cut off."""
        reader, _ = await self.says(said, address)
        return await all_of(reader)

    async def close(self) -> None:
        """Everybody goes."""
        self.held.set()
        for writer in self._writers:
            writer.close()
        await self.web.stop()


async def all_of(reader: asyncio.StreamReader) -> bytes:
    """What comes until the end, also where it is an abrupt one."""
    try:
        return await reader.read()
    except ConnectionError:
        return b""


@asynccontextmanager
async def door(**bounds: float) -> AsyncIterator[Door]:
    """A web side with these bounds, and otherwise with all the time there is."""
    within = {"head_time": NEVER, "whole_time": NEVER} | bounds
    made = Door(Bounds(**within))  # type: ignore[arg-type]  # numbers and seconds alike
    await made.web.start()
    try:
        yield made
    finally:
        await made.close()


@pytest.mark.parametrize("said", [b"", b"G", HALF])
async def test_half_a_head_is_not_waited_for(said: bytes) -> None:
    """Whoever has not told the head of a request in its time is hung up on, without an answer."""
    async with door(head_time=0.05) as desk:
        assert await desk.answer(said) == b""


@pytest.mark.parametrize("said", [HALF, HALF_BODY, b"GET /readyz HTTP/1.1\r\n\r\n"])
async def test_everything_has_its_time(said: bytes) -> None:
    """A connection ends when its time is over, whatever it is about."""
    async with door(whole_time=0.05) as desk:
        reader, _ = await desk.says(said)
        await all_of(reader)


@pytest.mark.parametrize("half", [b"", HALF, HALF_BODY])
async def test_half_sent_requests_make_room(half: bytes) -> None:
    """Of fifty the last few stay; the others are hung up on, and whole requests are answered all along."""
    async with door(in_all=4) as desk:
        talks = [await desk.says(half) for _ in range(50)]
        for reader, _ in talks[:46]:
            await all_of(reader)
        assert (await desk.answer(WHOLE)).startswith(b"HTTP/1.1 200 OK")
        assert not talks[-1][0].at_eof()


async def test_an_address_crowds_out_only_itself() -> None:
    """Its oldest make room for its newest, and another's half-sent request stays."""
    async with door(in_all=10, an_address=3) as desk:
        other, _ = await desk.says(HALF, "127.0.0.2")
        talks = [await desk.says(HALF, "127.0.0.3") for _ in range(20)]
        for reader, _ in talks[:17]:
            await all_of(reader)
        assert not other.at_eof()
        assert (await desk.answer(WHOLE, "127.0.0.3")).startswith(b"HTTP/1.1 200 OK")


async def test_who_is_being_answered_is_not_thrown_out() -> None:
    """Where all are, the next is not let in; their answers come."""
    async with door(in_all=2) as desk:
        asked = [await desk.says(b"GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(2)]
        for _ in asked:
            await desk.asked.acquire()
        assert await desk.answer(WHOLE) == b""
        desk.held.set()
        for reader, _ in asked:
            assert (await reader.read()).startswith(b"HTTP/1.1 200 OK")
        assert (await desk.answer(WHOLE)).startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"),
        (b"rubbish\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"400"),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 2_000 + b"\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nX\0Y: a\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", b"400"),
        (b"POST /healthz HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400"),
        (b"GET http://[::1 HTTP/1.1\r\n\r\n", b"400"),
        (b"GET //:99999999/x HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n", b"404"),
        (b"GET /%ff%00%ed%a0%80 HTTP/1.1\r\nHost: a\r\n\r\n", b"404"),
        (b"GET /\xed\xa0\x80 HTTP/1.1\r\nHost: a\r\n\r\n", b"400"),
        (b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", b"404"),
        (b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", b"404"),
        (b"GET /healthz HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", b"200"),
        (
            b"GET /healthz HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\nx",
            b"200",
        ),
        (b"DELETE /readyz HTTP/1.1\r\nHost: a\r\n\r\n", b"405"),
    ],
)
async def test_errors_name_no_software(
    said: bytes, status: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """What is no request, or asks for what is not there, is answered by its number; nothing falls over."""
    async with door() as desk:
        head, _, body = (await desk.answer(said)).partition(b"\r\n\r\n")
        assert head.split()[1] == status
        assert b"server" not in head.lower()
        assert body == (b"ok\n" if status == b"200" else b"")
        assert (await desk.answer(WHOLE)).startswith(b"HTTP/1.1 200 OK")
    assert not [record for record in caplog.records if record.levelno >= 40]


async def test_a_connection_carries_one_request() -> None:
    """Those that are sent behind the first are not answered, however many they are."""
    async with door() as desk:
        assert (await desk.answer(WHOLE * 1000)).count(b"HTTP/1.1") == 1


def test_a_repeated_complaint_is_a_line_a_minute() -> None:
    """The first is told, then one a minute with how many there were besides; another kind for itself."""
    now = 0.0
    complaints = Complaints("tests", lambda: now)
    with structlog.testing.capture_logs() as lines:
        for _ in range(1000):
            complaints.tell("no answer", "400", whose="somebody's")
        complaints.tell("no answer", "500")
        now = EVERY
        complaints.tell("no answer", "400")
    told = [(line["event"], line["code"], line.get("besides")) for line in lines]
    assert told == [
        ("no answer", "400", None),
        ("no answer", "500", None),
        ("no answer", "400", 999),
    ]
