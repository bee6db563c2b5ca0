"""KEYDESK_LISTEN while thousands of half-sent requests are held against it, measured from outside."""

import asyncio
import re
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.result import Ratio

REQUESTS = 3_000
SECONDS = 15.0
"""How long they are held; whoever is hung up on comes back two seconds later."""
HALVES = (
    b"",
    b"GET /healthz HTTP/1.1\r\nHost: desk.example\r\nX-Never-",
    b"POST /healthz HTTP/1.1\r\nHost: desk.example\r\nContent-Length: 99\r\n\r\n{",
    b"rubbish\r\n\r\n",
)
WHOLE = b"GET /healthz HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\n\r\n"
DESK = """
import asyncio, resource
from bot import logs
from bot.redact import Redactor
from bot.setting_kinds import Listening
from bot.web import Web
async def main():
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    web = Web(Listening("127.0.0.1", 0), {})
    await web.start()
    print(web.address, flush=True)
    logs.configure(redactor=Redactor())
    await asyncio.Event().wait()
asyncio.run(main())
"""
CROWD = """
import asyncio, resource, sys
from bench.half_sent import besiege
most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
asyncio.run(besiege(int(sys.argv[1])))
"""


async def run() -> list[Ratio]:
    """A desk's web side in a process of its own, at rest and under siege."""
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as stream:
            desk = await asyncio.create_subprocess_exec(
                sys.executable, "-c", DESK, stdout=PIPE, stderr=stream, stdin=DEVNULL
            )
        try:
            assert desk.stdout is not None
            port = int((await desk.stdout.readline()).decode().rpartition(":")[2])
            ratios = await _siege(desk, port)
        finally:
            desk.kill()
            await desk.wait()
        return [*ratios, Ratio("log, in kilobytes a minute", _size(log) / 1000 / SECONDS * 60, 10)]


async def _siege(desk: Process, port: int) -> list[Ratio]:
    assert await _answered(port)
    files, memory = _files(desk), _memory(desk)
    crowd = await asyncio.create_subprocess_exec(sys.executable, "-c", CROWD, str(port))
    asked = answered = most_files = most_memory = 0
    end = asyncio.get_running_loop().time() + SECONDS
    while asyncio.get_running_loop().time() < end:
        asked += 1
        answered += await _answered(port)
        most_files = max(most_files, _files(desk))
        most_memory = max(most_memory, _memory(desk))
        await asyncio.sleep(0.1)
    crowd.kill()
    await crowd.wait()
    return [
        Ratio(
            "open files under 3,000 half-sent requests, beside those at rest",
            most_files - files,
            350,
        ),
        Ratio("memory, in times of that at rest", most_memory / memory, 1.3),
        Ratio(
            "whole requests from another address answered within 2 s meanwhile, in parts of all",
            answered / asked,
            0.99,
            at_least=True,
        ),
    ]


async def besiege(port: int) -> None:
    """Hold them until the process is ended."""
    await asyncio.gather(*(_holds(port, HALVES[at % len(HALVES)]) for at in range(REQUESTS)))


async def _holds(port: int, half: bytes) -> None:
    """Send half a request and keep the rest back, over and over."""
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(half)
                await reader.read()
            finally:
                writer.close()
        await asyncio.sleep(2)


async def _answered(port: int) -> bool:
    try:
        async with asyncio.timeout(2):
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", port, local_addr=("127.0.0.2", 0)
            )
            writer.write(WHOLE)
            answer = await reader.read()
            writer.close()
    except (OSError, TimeoutError):
        return False
    return answer.endswith(b"ok\n")


def _size(path: Path) -> int:
    return path.stat().st_size


def _files(desk: Process) -> int:
    return len(list(Path(f"/proc/{desk.pid}/fd").iterdir()))


def _memory(desk: Process) -> int:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{desk.pid}/status").read_text())
    return int(found[1]) if found else 0
