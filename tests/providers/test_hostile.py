"""A provider that is hostile, or broken in a way that looks like it: what it cannot make of us."""

import asyncio
import functools
import gzip
import json
import tracemalloc
import zlib
from pathlib import Path

import pytest

from providers.bodies import MAX_ANSWER_BYTES
from providers.calls import Answer, Call, Kind, UnreadableError
from providers.errors import NotAllowed, OutcomeUnknown, ProviderError, Rejected, Unavailable
from providers.http import ApiClient
from providers.timeouts import Patience
from tests.providers.patience import QUICK
from tests.providers.raw import Heard, RawServer, answer, says

SHORT = Patience(pool=0.1, connect=0.2, read=0.2, purchase=0.2)


async def ask(url: str, kind: Kind = Kind.READ, patience: Patience = QUICK) -> object:
    """One call without a body; gives what was read, or the error."""

    def read(given: Answer) -> object:
        if not given.success:
            raise UnreadableError
        return given.body

    client = ApiClient("raw", url, patience=patience)
    try:
        return await client.send(Call("thing", "GET", "/things", kind), read)
    except ProviderError as error:
        return error
    finally:
        await client.close()


@functools.cache
def bomb(times: int) -> bytes:
    """64 MB of nothing, packed so many times: twice it is a few hundred bytes."""
    packed = bytes(8 * MAX_ANSWER_BYTES)
    for _ in range(times):
        packed = gzip.compress(packed, 6)
    return packed


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(("times", "said"), [(1, "gzip"), (2, "gzip, gzip"), (2, "gzip,identity")])
async def test_a_bomb_is_not_unpacked(kind: Kind, times: int, said: str) -> None:
    """Memory stays within a few times of what an answer may be, however often it is packed."""
    body = bomb(times)
    async with RawServer(says(answer(body, 200, f"Content-Encoding: {said}"))) as url:
        tracemalloc.start()
        error = await ask(url, kind)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert type(error) is (Unavailable if kind is Kind.READ else OutcomeUnknown)
    assert peak < 5 * MAX_ANSWER_BYTES


@pytest.mark.parametrize("packed_as", ["gzip", "x-gzip", "deflate", "raw deflate", "identity", ""])
async def test_what_is_packed_once_is_read(packed_as: str) -> None:
    """gzip, and deflate as it is meant and as it is done."""
    text = json.dumps(["a"] * 50_000).encode()
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(text),
        "x-gzip": gzip.compress(text),
        "deflate": zlib.compress(text),
        "raw deflate": raw.compress(text) + raw.flush(),
    }.get(packed_as, text)
    headers = [f"Content-Encoding: {packed_as.removeprefix('raw ')}"] if packed_as else []
    async with RawServer(says(answer(packed, 200, *headers))) as url:
        assert await ask(url) == ["a"] * 50_000


@pytest.mark.parametrize(
    ("status", "error"), [(401, NotAllowed), (404, Rejected), (503, Unavailable)]
)
async def test_what_cannot_be_unpacked_counts_by_its_status(
    status: int, error: type[ProviderError]
) -> None:
    """A packing that nobody asked for is no JSON, and 401 still says that we are not let in."""
    content = answer(b"packed by a later age", status, "Content-Encoding: br")
    async with RawServer(says(content)) as url:
        expected = Unavailable if error is Rejected else error
        assert type(await ask(url)) is expected


async def test_a_body_that_never_ends_is_left() -> None:
    """No more of it is read than it may be long, whether it comes in chunks or to the end."""

    async def floods(_: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"10000\r\n" + b" " * 65536 + b"\r\n")
            await writer.drain()

    server = RawServer(floods)
    async with server as url:
        error = await ask(url)
    assert isinstance(error, Unavailable)
    assert "too long" in error.detail
    assert len(server.heard) == 1


@pytest.mark.parametrize(
    ("head", "line"),
    [(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"), (b"", b"HTTP/1.1 100 Continue\r\n\r\n")],
    ids=["of an answer", "answers before it"],
)
async def test_headers_without_end_are_not_waited_for(head: bytes, line: bytes) -> None:
    """Neither of an answer nor of those that may come before it: their length or the time ends them."""

    async def floods(_: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(line * 100)
            await writer.drain()

    async with RawServer(floods) as url:
        assert isinstance(await ask(url, Kind.ONCE, SHORT), OutcomeUnknown)


async def test_no_cookie_is_kept_and_no_redirect_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request goes where the settings say, with what its call says: no .netrc, no cookie, no Location."""
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HOME", str(tmp_path))
    elsewhere = RawServer(says(answer(b"{}")))
    async with elsewhere as other:
        sends_on = answer(b"{}", 307, f"Location: {other}/here", "Set-Cookie: a=b; Path=/")
        server = RawServer(says(sends_on))
        async with server as url:
            client = ApiClient("raw", url, patience=QUICK)
            for _ in range(2):
                assert (
                    await client.send(
                        Call("thing", "GET", "/things", Kind.READ), lambda given: given.status
                    )
                    == 307
                )
            await client.close()
    assert len(server.heard) == 2
    assert elsewhere.heard == []
    assert not {"cookie", "authorization"} & {
        name for heard in server.heard for name in heard.headers
    }
