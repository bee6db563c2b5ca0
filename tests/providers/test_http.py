"""The table of http.py, row by row: what each answer means to a read, and to what is sent once.

Held here once for all providers: their own tests hold what their readers add to it.
"""

from dataclasses import dataclass, replace

import pytest
from pydantic import BaseModel

from providers.calls import Answer, Kind, ServerFaultError, UnreadableError
from providers.errors import (
    BUSY,
    FAULT,
    UNREADABLE,
    NotAllowed,
    OutcomeUnknown,
    OutOfStock,
    ProviderError,
    Rejected,
    Unavailable,
)
from providers.http import ApiClient
from tests.providers.discreet import assert_hides, everything_of
from tests.providers.patience import QUICK
from tests.providers.raw import RawServer, answer, says
from tests.providers.test_transport import SECRETS, a_call
from tests.providers.waits import waits

PAGE = b"<!DOCTYPE html><html><body>header-secret</body></html>"
JSON = b'{"message": "body-secret"}'


class Thing(BaseModel):
    """The one answer that is understood."""

    thing: int


def read_thing(given: Answer) -> int:
    """Know a success, a refusal by the word "sold-out" and a failure by the word "broken"."""
    if isinstance(given.body, dict) and given.body.get("code") == "sold-out":
        raise OutOfStock("raw", "sold out")
    if isinstance(given.body, dict) and given.body.get("code") == "broken":
        raise ServerFaultError("it is broken", code=7)
    if not given.success:
        raise UnreadableError("no success")
    return Thing.model_validate(given.body).thing


@dataclass(frozen=True)
class Row:
    """An answer, what a read and what is sent once end in, and how often the read is tried."""

    status: int
    body: bytes
    read: type[ProviderError]
    once: type[ProviderError]
    reasons: tuple[str, str]
    tries: int = 1
    headers: tuple[str, ...] = ()
    code: int | None = None


def refused(status: int, body: bytes, error: type[ProviderError]) -> Row:
    """A no, to a read as to what is sent once."""
    return Row(status, body, error, error, ("", ""))


def passing(status: int, body: bytes, reason: str, *headers: str, tries: int = 3) -> Row:
    """What another try may mend."""
    return Row(status, body, Unavailable, OutcomeUnknown, (reason, reason), tries, headers)


def fault_of_ours(status: int) -> Row:
    """A read is at fault; of what is sent once nothing is proven."""
    return Row(status, JSON, Rejected, OutcomeUnknown, ("", UNREADABLE))


def senseless(status: int, body: bytes, *headers: str) -> Row:
    """What no other try would mend."""
    return passing(status, body, UNREADABLE, *headers, tries=1)


TABLE = {
    "a known no, with 200": refused(200, b'{"code": "sold-out"}', OutOfStock),
    "a known no, with 400": refused(400, b'{"code": "sold-out"}', OutOfStock),
    "a known no, with 401": refused(401, b'{"code": "sold-out"}', OutOfStock),
    "a known no, with 503": refused(503, b'{"code": "sold-out"}', OutOfStock),
    "a failure by its word": replace(passing(200, b'{"code": "broken"}', FAULT), code=7),
    "401": refused(401, JSON, NotAllowed),
    "401 page": refused(401, PAGE, NotAllowed),
    "403": refused(403, JSON, NotAllowed),
    "403 empty": refused(403, b"", NotAllowed),
    "408": passing(408, JSON, BUSY),
    "425": passing(425, JSON, BUSY),
    "429": passing(429, JSON, BUSY),
    "429 page": passing(429, PAGE, BUSY),
    "429 much later": passing(429, JSON, BUSY, "Retry-After: 3600", tries=1),
    "500": passing(500, JSON, FAULT),
    "500 with a success": passing(500, b'{"thing": 1}', FAULT),
    "502 page": passing(502, PAGE, FAULT),
    "503 empty": passing(503, b"", FAULT),
    "503 at once": passing(503, JSON, FAULT, "Retry-After: 0"),
    "503 much later": passing(503, JSON, FAULT, "Retry-After: 3600", tries=1),
    "504": passing(504, b"", FAULT),
    "400": fault_of_ours(400),
    "404": fault_of_ours(404),
    "409": fault_of_ours(409),
    "422": fault_of_ours(422),
    "499": fault_of_ours(499),
    "400 empty": senseless(400, b""),
    "404 page": senseless(404, PAGE),
    "301": senseless(301, JSON, "Location: /"),
    "399": senseless(399, JSON),
    "200 page": senseless(200, PAGE),
    "200 cut JSON": senseless(200, b'{"thing": '),
    "200 empty": senseless(200, b""),
    "200 other": senseless(200, JSON),
    "200 list": senseless(200, b"[]"),
    "204": senseless(204, b""),
}


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
async def test_what_an_answer_means(row: Row) -> None:
    """Each kind of call ends in its error, after as many tries as may help, and shows no secret."""
    server = RawServer(says(answer(row.body, row.status, *row.headers)))
    async with server as url:
        client = ApiClient("raw", url, patience=QUICK)
        for kind, meant in ((Kind.READ, row.read), (Kind.ONCE, row.once)):
            server.heard.clear()
            with pytest.raises(ProviderError) as caught:
                await client.send(a_call(kind), read_thing)
            assert type(caught.value) is meant
            assert (caught.value.reason, caught.value.code) == (
                row.reasons[kind is Kind.ONCE],
                row.code,
            )
            assert len(server.heard) == (row.tries if kind is Kind.READ else 1)
            assert_hides(everything_of(caught.value), SECRETS)
        await client.close()


@pytest.mark.parametrize("kind", Kind)
async def test_a_success_is_read(kind: Kind) -> None:
    """With any status from 200 to 299."""
    for status in (200, 201, 299):
        async with RawServer(says(answer(b'{"thing": 5}', status))) as url:
            client = ApiClient("raw", url, patience=QUICK)
            assert await client.send(a_call(kind), read_thing) == 5
            await client.close()


async def test_a_reader_of_any_body_sees_what_is_no_json() -> None:
    """It gets None in its place, and is told a body that is none from one that is no JSON."""
    seen = []
    for body in (PAGE, b"", b"null"):
        async with RawServer(says(answer(body, 404))) as url:
            client = ApiClient("raw", url, patience=QUICK)
            call = replace(a_call(Kind.READ), any_body=True)
            seen.append(await client.send(call, lambda given: (given.body, given.empty)))
            await client.close()
    assert seen == [(None, False), (None, True), (None, False)]


async def test_any_other_reader_is_not_shown_what_is_no_json() -> None:
    """It would take it for null, and a page for an answer."""
    async with RawServer(says(answer(PAGE))) as url:
        client = ApiClient("raw", url, patience=QUICK)
        with pytest.raises(Unavailable):
            await client.send(a_call(Kind.READ), lambda given: given.body)
        await client.close()


async def test_where_503_means_too_fast() -> None:
    """It is busy, not at fault, does not count as down, and is asked again after the time it wants."""
    patience = replace(QUICK, after_503=0.05, down_after=1)
    async with RawServer(says(answer(b"", 503))) as url:
        client = ApiClient("raw", url, patience=patience)
        with waits() as asked, pytest.raises(Unavailable) as caught:
            await client.send(a_call(Kind.READ), read_thing)
        with pytest.raises(OutcomeUnknown):
            await client.send(a_call(Kind.ONCE), read_thing)
        await client.close()
    assert caught.value.reason == BUSY
    assert asked == [0.05, 0.05]
