"""Why no connection came about, in words: what the libraries raise, by real sockets."""

import asyncio
import socket

import httpx
import pytest

from providers.connection_errors import why


async def said(url: str, **how: object) -> str:
    """What is told of a call there."""
    async with httpx.AsyncClient(trust_env=False, timeout=1, **how) as client:  # type: ignore[arg-type]
        with pytest.raises(httpx.HTTPError) as caught:
            await client.get(url)
    return why(caught.value)


async def test_each_end_has_its_words() -> None:
    """Refused, unknown, cut off, no TLS, silent: no class name and no address."""

    async def cut(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def junk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"junk\r\n\r\n")
        await writer.drain()
        writer.close()

    async with (
        await asyncio.start_server(cut, "127.0.0.1", 0) as cutting,
        await asyncio.start_server(junk, "127.0.0.1", 0) as odd,
    ):
        here = f"127.0.0.1:{cutting.sockets[0].getsockname()[1]}"
        there = f"127.0.0.1:{odd.sockets[0].getsockname()[1]}"
        assert await said(f"http://{here}") == "the connection was cut off, or what came is no HTTP"
        assert await said(f"https://{there}") == "it does not speak TLS as we do"
    with socket.create_server(("127.0.0.1", 0)) as gone:
        where = f"http://127.0.0.1:{gone.getsockname()[1]}"
    assert await said(where) == "connection refused"
    assert await said("http://nobody.here", proxy=where) == "connection refused"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert await said(f"http://127.0.0.1:{silent.getsockname()[1]}") == "no answer in time"
    assert await said("http://no-such-host.invalid") == "its name is not known"


def test_what_says_nothing_has_words_too() -> None:
    """No class name even where nothing is known; a group is looked through."""
    assert why(ValueError("secret")) == "the connection failed"
    group = ExceptionGroup("all failed", [ConnectionRefusedError(111, "no")])
    outer = OSError("All connection attempts failed")
    outer.__cause__ = group
    assert why(outer) == "connection refused"
