"""The one way a request is made, and the one place where its failures get their meaning.

A call ends in what its reader made of the answer, or in an error of :mod:`providers.errors`:

====================================  ==================  =====================
what happened                         a read              a purchase
====================================  ==================  =====================
the reader knows a refusal            that refusal        that refusal
no connection could be made           Unavailable (*)     Unavailable
lost after bytes may have been sent   Unavailable (*)     OutcomeUnknown
status 408, 425, 429 or 5xx           Unavailable (*)     OutcomeUnknown
status 401 or 403                     NotAllowed          NotAllowed
any other 4xx in JSON                 Rejected            OutcomeUnknown
no JSON, or not what it should be     Unavailable         OutcomeUnknown
it counts as down (breaker.py)        Unavailable         Unavailable
====================================  ==================  =====================

(*) after it was tried again. A purchase, which is whatever may spend, change or delete, is never sent
twice from here. Of an answer no more is read than it may be long (bodies.py), no cookie is kept, no redirect
followed, and of 100 KiB of headers the rest is not waited for.
"""

import asyncio
import functools
import logging
import ssl
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TypeVar

import httpx
import stamina
import structlog
from pydantic import ValidationError

from providers.bodies import PACKINGS, TooLongError, whole_body
from providers.breaker import Breaker, DownError, NotAskedError, OpenError, Waiting
from providers.calls import Answer, Call, Kind, ServerFaultError, UnreadableError
from providers.clock import Clock, system_clock
from providers.connection_errors import why
from providers.errors import (
    BUSY,
    FAULT,
    UNREADABLE,
    NotAllowed,
    OutcomeUnknown,
    ProviderError,
    Rejected,
    Unavailable,
)
from providers.jsontext import NotJsonError, decode, encode
from providers.limiter import Limiter
from providers.proxies import DIRECT, Proxies, Proxy
from providers.request_timing import RequestTiming
from providers.timeouts import Patience, retry_after

T = TypeVar("T")

CONNECTIONS = 10
# Many servers drop an idle connection after 5 seconds; a purchase sent into one that is just being
# dropped would be lost without need.
IDLE_SECONDS = 2.0

_SURELY_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,  # raised only while the tunnel is asked for
    httpx.UnsupportedProtocol,
)
_NOT_NOW = frozenset({408, 425, 429})

log: structlog.stdlib.BoundLogger = structlog.get_logger("providers")


class _TroubleError(Exception):
    """A try that did not end well; becomes an error of the tree when there is no further try."""

    def __init__(
        self,
        detail: str,
        *,
        sent: bool = True,
        again: bool = True,
        wait: float | None = None,
        code: int | str | None = None,
        reason: str = "",
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code
        self.reason = reason
        self.sent = sent
        self.again = again
        self.wait = wait


class _DownTroubleError(_TroubleError, DownError):
    """A trouble by which the provider itself may be down."""


class _OwnTroubleError(_TroubleError, NotAskedError):
    """A trouble of our own doing, which says nothing of the provider."""


@dataclass(frozen=True, slots=True)
class _Raw:
    status: int
    headers: httpx.Headers
    content: bytes


@functools.cache
def tls() -> ssl.SSLContext:
    """One for all clients: each of its own would cost a megabyte of certificates.

    It knows the authorities of SSL_CERT_FILE or SSL_CERT_DIR where these are set.
    """
    return httpx.create_ssl_context()


def _proxy_tls(proxy: Proxy) -> ssl.SSLContext | None:
    return tls() if proxy.url.startswith("https://") else None


class ApiClient:
    """Calls one provider's API over one small pool of connections."""

    def __init__(
        self,
        provider: str,
        base_url: str,
        *,
        patience: Patience | None = None,
        trace_header: str = "",
        limiter: Limiter | None = None,
        breaker: Breaker | None = None,
        clock: Clock = system_clock,
        connections: int = CONNECTIONS,
        proxies: Proxies = DIRECT,
    ) -> None:
        """``trace_header`` names the header, if any, that carries the correlation id of a call.

        ``limiter`` lets each request go at the moment it would leave, when it has its connection.
        """
        self._provider = provider
        self._patience = patience or Patience()
        self._limiter = limiter
        self._breaker = breaker or Breaker(
            limit=self._patience.down_after,
            pause=timedelta(seconds=self._patience.down_pause),
            clock=clock,
        )
        self._trace_header = trace_header
        proxy = proxies.to(base_url)
        self._by = "" if proxy is None else f"by the proxy {proxy}: "
        self._http = httpx.AsyncClient(
            base_url=base_url,
            verify=tls(),
            proxy=None if proxy is None else httpx.Proxy(proxy.url, ssl_context=_proxy_tls(proxy)),
            # What it says of proxies and certificates is in these already, and of .netrc none is wanted.
            trust_env=False,
            follow_redirects=False,  # a request goes where the settings say, with what it carries
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # keeps none
            limits=httpx.Limits(max_connections=connections, keepalive_expiry=IDLE_SECONDS),
            headers={
                "Accept": "application/json",
                "Accept-Encoding": PACKINGS,
                "User-Agent": "keydesk",
            },
        )
        # Both write addresses and headers of every request, which may hold secrets.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)

    async def send(self, call: Call, read: Callable[[Answer], T]) -> T:
        """Make the call and return what ``read`` makes of the answer, whatever its status.

        ``read`` raises an error of the tree for a refusal it knows, UnreadableError (or pydantic's
        ValidationError) where the answer is nothing it knows, ServerFaultError where the provider
        says that it failed. Raises only errors of :mod:`providers.errors`, by the table above.
        """
        trace = uuid.uuid4().hex
        tries = self._patience.attempts if call.kind is Kind.READ else 1
        try:
            async for attempt in stamina.retry_context(
                on=self._again,
                attempts=tries,
                timeout=None,
                wait_initial=self._patience.first_wait,
                wait_max=self._patience.longest_wait,
                wait_jitter=self._patience.first_wait,
            ):
                with attempt, self._breaker.guard(self._patience.long(call.kind)) as waiting:
                    return await self._try(call, read, trace, attempt.num, waiting)
        except _TroubleError as caught:
            trouble = caught
        except OpenError as is_open:
            detail = f"{call.endpoint}: not asked, {is_open}"
            raise Unavailable(self._provider, detail, since=is_open.since) from None
        # Raised outside the handler: what the libraries raise may show a header or a body.
        raise self._error(call, trouble)

    async def close(self) -> None:
        """Give the connections back. Safe to call twice; calls after it are Unavailable."""
        await self._http.aclose()

    def _again(self, error: Exception) -> bool | float:
        if not isinstance(error, _TroubleError) or not error.again:
            return False
        if error.wait is None:
            return True
        return error.wait if error.wait <= self._patience.longest_retry_after else False

    def _error(self, call: Call, trouble: _TroubleError) -> ProviderError:
        if trouble.sent and call.kind is Kind.ONCE:
            meaning: type[ProviderError] = OutcomeUnknown
        else:
            meaning = Unavailable
        return meaning(self._provider, trouble.detail, code=trouble.code, reason=trouble.reason)

    async def _try(
        self, call: Call, read: Callable[[Answer], T], trace: str, number: int, waiting: Waiting
    ) -> T:
        started = time.perf_counter()
        status: int | None = None
        end = "broken"
        try:
            raw = await self._exchange(call, trace, waiting)
            status = raw.status
            result = self._judge(call, raw, read)
        except (ProviderError, _TroubleError) as error:
            end = error.kind if isinstance(error, ProviderError) else error.detail
            raise
        except asyncio.CancelledError:
            end = "cancelled"
            raise
        else:
            end = "ok"
            return result
        finally:
            report = log.info if end == "ok" else log.warning
            report(
                "provider.call",
                provider=self._provider,
                endpoint=call.endpoint,
                call=trace,
                attempt=number,
                status=status,
                ms=round((time.perf_counter() - started) * 1000),
                end=end,
            )

    async def _exchange(self, call: Call, trace: str, waiting: Waiting) -> _Raw:
        """Send the request and read the whole answer, or tell what went wrong by _TroubleError."""
        if self._http.is_closed:
            raise _OwnTroubleError(
                f"{call.endpoint}: the client is closed", sent=False, again=False
            )
        headers = {"Content-Type": "application/json; charset=UTF-8", **call.headers}
        content = None if call.body is None else encode(call.body)
        if call.sign is not None:
            headers.update(call.sign(content or b""))
        if self._trace_header:
            headers[self._trace_header] = trace
        request = self._http.build_request(
            call.method,
            call.path,
            params=dict(call.query) or None,
            content=content,
            headers=headers,
            timeout=self._patience.timeout(call.kind),
        )
        timing = RequestTiming(self._limiter, call.endpoint, waiting)
        request.extensions["trace"] = timing
        try:
            async with asyncio.timeout(self._patience.in_all(call.kind)):
                return await self._read_whole(call, request)
        except _TroubleError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the library throws, it may have been sent
            surely_not = isinstance(error, _SURELY_NOT_SENT)
            # A pool that is used up is our own doing, and so is all that ends before it is asked.
            own = isinstance(error, httpx.PoolTimeout) or waiting.seconds is None
            trouble = (_OwnTroubleError if own else _DownTroubleError)(
                f"{call.endpoint}: {self._by}{why(error)}", sent=timing.begun and not surely_not
            )
            log.info("connection lost", provider=self._provider, problem=type(error).__name__)
        raise trouble

    async def _read_whole(self, call: Call, request: httpx.Request) -> _Raw:
        response = await self._http.send(request, stream=True)
        try:
            content = await whole_body(response)
        except TooLongError:
            raise _TroubleError(
                f"{call.endpoint}: the answer is too long", again=False, reason=UNREADABLE
            ) from None
        finally:
            await response.aclose()
        return _Raw(response.status_code, response.headers, content)

    def _judge(self, call: Call, raw: _Raw, read: Callable[[Answer], T]) -> T:
        """What the answer means, by the reader first and by its status after that."""
        said = f"{call.endpoint}: status {raw.status}"
        is_json = True
        try:
            body = decode(raw.content)
        except NotJsonError:
            body, is_json = None, False
        try:
            if is_json or call.any_body:
                return read(Answer(raw.status, body, empty=not raw.content))
        except (UnreadableError, ValidationError):
            pass
        except ServerFaultError as fault:
            raise _TroubleError(f"{said}, {fault}", code=fault.code, reason=FAULT) from None
        if raw.status in {401, 403}:
            raise NotAllowed(self._provider, said)
        wait = retry_after(raw.headers)
        if raw.status == 503 and self._patience.after_503 is not None:
            wait = self._patience.after_503 if wait is None else wait
            raise _TroubleError(said, wait=wait, reason=BUSY)
        if raw.status >= 500:
            raise _DownTroubleError(said, wait=wait, reason=FAULT)
        if raw.status in _NOT_NOW:
            raise _TroubleError(said, wait=wait, reason=BUSY)
        if is_json and 400 <= raw.status < 500 and call.kind is Kind.READ:
            raise Rejected(self._provider, said)
        raise _TroubleError(f"{said}, the answer makes no sense", again=False, reason=UNREADABLE)
