"""The connection to the Bot API: its limits of time and length, its certificates, its proxy."""

from functools import cache
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Message
from aiohttp import (
    ClientHandlerType,
    ClientHttpProxyError,
    ClientPayloadError,
    ClientProxyConnectionError,
    ClientRequest,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)

from bot.telegram.errors import NotConnected
from providers.connection_errors import why
from providers.http import tls
from providers.proxies import DIRECT, Proxies, Proxy

CONNECT_TIMEOUT = 10.0
CONNECTIONS = 100
DNS_SECONDS = 3600
"""How long a name that was resolved is taken for true."""
MOST_BYTES = 32 * 1024 * 1024
"""Of an answer, unpacked: a hundred updates of the longest kind take some ten. Files are no answers."""


class _Answer(ClientResponse):
    """An answer of which no more is taken into memory than it may be long."""

    async def read(self) -> bytes:
        if self._body is None:
            try:
                self._body = await self._whole()
            except BaseException:
                self.close()
                raise
        return self._body

    async def _whole(self) -> bytes:
        content = bytearray()
        async for chunk in self.content.iter_any():
            content += chunk
            if len(content) > MOST_BYTES:
                raise ClientPayloadError("the answer is too long")
        return bytes(content)


async def _not_led_on(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
    """The token stands in the address: nobody leads us elsewhere with it."""
    answer = await handler(request)
    if 300 <= answer.status < 400:
        answer.close()
        raise ClientPayloadError("led elsewhere, and not followed")
    return answer


class Connection(AiohttpSession):
    """aiogram's session with a time limit on connecting, so that a dead network shows as such.

    ``api_base`` None is the public Bot API; ``timeout`` is in seconds. A proxy that cannot be reached,
    or lets nobody through, raises NotConnected: nothing was sent.
    """

    def __init__(
        self, api_base: str | None = None, *, timeout: float = 30.0, proxies: Proxies = DIRECT
    ) -> None:
        api = PRODUCTION if api_base is None else TelegramAPIServer.from_base(api_base)
        # Not by aiogram's own __init__, which reads the authorities' certificates anew for each bot: most of
        # a tenth of a second, and a megabyte. What it sets only its create_session and close would use, and
        # both are here.
        BaseSession.__init__(self, api=api, timeout=timeout)
        self._client: ClientSession | None = None
        self.way: Proxy | None = proxies.to(api.base)
        self._refusals: tuple[type[Exception], ...] = ()
        if self._socks:
            import aiohttp_socks  # only here: most desks have no use for it

            self._refusals = (
                aiohttp_socks.ProxyConnectionError,
                aiohttp_socks.ProxyError,
                aiohttp_socks.ProxyTimeoutError,
            )

    async def create_session(self) -> ClientSession:
        """HTTP proxies, with TLS or without, are aiohttp's; SOCKS is its connector's."""
        if self._client is None or self._client.closed:
            by_http = None if self.way is None or self._socks else self.way.url
            self._client = ClientSession(
                connector=self._connector(),
                proxy=by_http,
                cookie_jar=DummyCookieJar(),
                response_class=_Answer,
                middlewares=(_not_led_on,),
            )
        return self._client

    def _connector(self) -> TCPConnector:
        settings: Any = {"ssl": tls(), "limit": CONNECTIONS, "ttl_dns_cache": DNS_SECONDS}
        if self.way is None or not self._socks:
            return TCPConnector(**settings)
        from aiohttp_socks import ProxyConnector

        # Names are resolved by the proxy, as with httpx's socks5h.
        url = self.way.url.replace("socks5h://", "socks5://", 1)
        return ProxyConnector.from_url(url, rdns=True, **settings)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own name
    ) -> TelegramType:
        """Make it, and say where a proxy did not let it out."""
        total = self.timeout if timeout is None else timeout
        limits = ClientTimeout(total=total, sock_connect=CONNECT_TIMEOUT)
        try:
            return await super().make_request(bot, method, cast("int", limits))
        except self._refusals as error:
            said = why(error) if isinstance(error, OSError) else str(error)
            raise NotConnected(method=method, message=f"by {self.way}: {said}") from None
        except TelegramNetworkError as error:
            cause = error.__cause__
            if isinstance(cause, ClientHttpProxyError):
                said = f"by {self.way}: the proxy says {cause.status}"
            elif isinstance(cause, ClientProxyConnectionError):
                said = f"by {self.way}: {why(cause)}"
            else:
                raise
            raise NotConnected(method=method, message=said) from None

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Read an answer by a model that is built once."""
        _answer(method.__returning__)
        return super().check_response(bot, method, status_code, content)

    async def close(self) -> None:
        """Close it; unlike the inherited one without a pause, which aiohttp makes as needed."""
        if self._client is not None and not self._client.closed:
            await self._client.close()

    @property
    def _socks(self) -> bool:
        return self.way is not None and self.way.url.startswith("socks")


@cache
def _answer(returned: Any) -> type[Response[Any]]:
    """The model of an answer. pydantic itself keeps it no longer than somebody holds it."""
    Message.model_rebuild()  # most answers hold one: built once by itself it is not built within each
    return Response[returned]
