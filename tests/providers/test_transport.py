"""What can happen to a connection, and what it means for a read and for a purchase."""

import asyncio
import gzip
import socket
from collections.abc import Callable

import pytest

from providers.bodies import MAX_ANSWER_BYTES
from providers.calls import Answer, Call, Kind, UnreadableError
from providers.errors import OutcomeUnknown, ProviderError, Unavailable
from providers.http import ApiClient
from providers.timeouts import Patience
from tests.providers.discreet import assert_hides, everything_of
from tests.providers.patience import QUICK
from tests.providers.raw import (
    Behaviour,
    Heard,
    RawServer,
    answer,
    closed_port,
    drips,
    keeps_silent,
    resets,
    says,
)
from tests.providers.waits import waits

SHORT = Patience(
    pool=0.1, connect=0.2, read=0.2, purchase=0.2, first_wait=0.001, longest_wait=0.002
)
SECRETS = ["path-secret", "query-secret", "header-secret", "body-secret"]


def a_call(kind: Kind) -> Call:
    """A call full of secrets."""
    return Call(
        "thing",
        "POST",
        "/things/path-secret",
        kind,
        {"password": "body-secret"},
        {"key": "query-secret"},
        {"X-Key": "header-secret"},
    )


def read_body(given: Answer) -> object:
    """Take any JSON for an answer, if the status is that of a success."""
    if not given.success:
        raise UnreadableError
    return given.body


async def failure(base_url: str, kind: Kind, patience: Patience = QUICK) -> ProviderError:
    """Make the call, which must fail, and give its error, which must keep the secrets."""
    client = ApiClient("raw", base_url, patience=patience)
    try:
        with pytest.raises(ProviderError) as caught:
            await client.send(a_call(kind), read_body)
    finally:
        await client.close()
    assert_hides(everything_of(caught.value), SECRETS)
    return caught.value


LOST: dict[str, tuple[Behaviour, int]] = {
    "no answer": (says(b""), 3),
    "reset": (resets, 3),
    "silence": (keeps_silent, 3),
    "drip": (drips, 3),
    "not HTTP": (says(b"220 mail.example ESMTP\r\n"), 3),
    "half a head": (says(b"HTTP/1.1 200 OK\r\nContent-Le"), 3),
    "head only": (says(b"HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n"), 3),
    "cut body": (says(b"HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{}"), 3),
    "cut chunk": (says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}"), 3),
    "bad gzip": (says(answer(b"plain", 200, "Content-Encoding: gzip")), 3),
    "gzip bomb": (
        says(
            answer(
                gzip.compress(b'"%s"' % bytes(MAX_ANSWER_BYTES).replace(b"\0", b"a")),
                200,
                "Content-Encoding: gzip",
            )
        ),
        1,
    ),
    "bad encoding": (says(answer(b'"\xff"')), 1),
    "deep": (says(answer(b"[" * 100_000)), 1),
}


@pytest.mark.parametrize(("behave", "tries"), LOST.values(), ids=LOST)
@pytest.mark.parametrize(("kind", "error"), [(Kind.READ, Unavailable), (Kind.ONCE, OutcomeUnknown)])
async def test_lost_after_sending(
    behave: Behaviour, tries: int, kind: Kind, error: type[ProviderError]
) -> None:
    """Whatever goes wrong after the request was sent leaves a purchase unknown, a read repeated."""
    server = RawServer(behave)
    async with server as url:
        endless = behave in {keeps_silent, drips}
        assert type(await failure(url, kind, SHORT if endless else QUICK)) is error
    assert len(server.heard) == (tries if kind is Kind.READ else 1)


@pytest.mark.parametrize(("kind", "error"), [(Kind.READ, Unavailable), (Kind.ONCE, OutcomeUnknown)])
async def test_hung_up_at_once(kind: Kind, error: type[ProviderError]) -> None:
    """A connection that was made and dropped may have carried the request."""
    async with RawServer(says(b""), deaf=True) as url:
        assert type(await failure(url, kind)) is error


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "base_url", [closed_port, lambda: "http://no-such-host.invalid"], ids=["port", "name"]
)
async def test_nobody_there(kind: Kind, base_url: Callable[[], str]) -> None:
    """Where no connection can be made nothing was sent: Unavailable also for a purchase."""
    assert type(await failure(base_url(), kind)) is Unavailable


@pytest.mark.parametrize("kind", Kind)
async def test_no_tls_there(kind: Kind) -> None:
    """Where TLS cannot be agreed on nothing was sent."""
    server = RawServer(says(b""), deaf=True)
    async with server as url:
        assert type(await failure(url.replace("http:", "https:"), kind)) is Unavailable
    assert server.heard == []


@pytest.mark.parametrize("kind", Kind)
async def test_connecting_takes_too_long(kind: Kind) -> None:
    """A connection that is not accepted in time was never used."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        crowd = [socket.socket() for _ in range(3)]
        for one in crowd:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        try:
            patience = Patience(connect=0.1, attempts=1)
            url = f"http://127.0.0.1:{full.getsockname()[1]}"
            error = await failure(url, kind, patience)
        finally:
            for one in crowd:
                one.close()
    assert type(error) is Unavailable
    assert "no answer in time" in error.detail


async def test_at_most_ten_connections() -> None:
    """Ten connections at most; a purchase that finds none free in time was not sent."""
    ten = asyncio.Event()

    async def behave(heard: Heard, writer: asyncio.StreamWriter) -> None:
        if len(server.heard) == 10:
            ten.set()
        await keeps_silent(heard, writer)

    server = RawServer(behave)
    async with server as url:
        client = ApiClient("raw", url, patience=Patience(pool=0.2, read=60, purchase=60))
        busy = [asyncio.create_task(client.send(a_call(Kind.ONCE), read_body)) for _ in range(10)]
        await ten.wait()
        with pytest.raises(Unavailable, match="too many calls at once"):
            await client.send(a_call(Kind.ONCE), read_body)
        for task in busy:
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)
        await client.close()
    assert len(server.heard) == 10


async def test_request_as_sent() -> None:
    """Path, query, headers and body arrive as they were given, with the id of the call."""
    server = RawServer(says(answer(b'{"price": 956.30}')))
    async with server as url:
        client = ApiClient("raw", url + "/base", patience=QUICK, trace_header="X-Trace")
        body = await client.send(a_call(Kind.READ), read_body)
        await client.close()
    assert str(body) == "{'price': Decimal('956.30')}"
    (heard,) = server.heard
    assert (heard.method, heard.target) == ("POST", "/base/things/path-secret?key=query-secret")
    assert heard.body == b'{"password":"body-secret"}'
    assert heard.headers["content-type"] == "application/json; charset=UTF-8"
    assert heard.headers["x-key"] == "header-secret"
    assert len(heard.headers["x-trace"]) == 32


async def test_retry_after_is_obeyed() -> None:
    """A read asked to wait a while waits so long before its next try."""
    tries: list[object] = []

    async def busy_then_good(heard: object, writer: asyncio.StreamWriter) -> None:
        tries.append(heard)
        if len(tries) == 1:
            writer.write(answer(b"{}", 429, "Retry-After: 1"))
        else:
            writer.write(answer(b"{}"))
        await writer.drain()

    async with RawServer(busy_then_good) as url:
        client = ApiClient("raw", url, patience=QUICK)
        with waits() as asked:
            await client.send(a_call(Kind.READ), read_body)
        await client.close()
    assert len(tries) == 2
    assert asked == [1.0]


async def test_cancelled_call_stays_cancelled() -> None:
    """A call that is cancelled ends so, and the client serves the next one."""
    silent = True
    reached = asyncio.Event()

    async def behave(_: object, writer: asyncio.StreamWriter) -> None:
        reached.set()
        if silent:
            await asyncio.Event().wait()
        writer.write(answer(b"{}"))
        await writer.drain()

    async with RawServer(behave) as url:
        client = ApiClient("raw", url, patience=Patience(first_wait=0.001))
        task = asyncio.create_task(client.send(a_call(Kind.ONCE), read_body))
        await reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        silent = False
        assert await client.send(a_call(Kind.ONCE), read_body) == {}
        await client.close()
