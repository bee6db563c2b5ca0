"""The PIN Hype stand-in: its 15 endpoints over HTTP."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from aiohttp import web

from sandbox.faults import Fault, Params, Sleep
from sandbox.hype.auth_acts import AuthActs
from sandbox.hype.catalog_acts import CatalogActs
from sandbox.hype.console import Console
from sandbox.hype.errors import ErrorForm, RefusalError
from sandbox.hype.quirks import Quirks
from sandbox.hype.rate import Rate
from sandbox.hype.requests import read
from sandbox.hype.routes import PREFIX, Routes
from sandbox.hype.sale_acts import SaleActs
from sandbox.hype.tokens import DAY, Tokens
from sandbox.standin import Act, Clock, StandIn, utc_now

Answer = Callable[[dict[str, Any]], Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Hype(Console, StandIn):
    """PIN Hype API 1.1.0 (FACTS 5.1 to 5.15), in ``base_url`` with its path ``/api``.

    What the document leaves open is set here: ``routes`` (assumed methods and paths), ``errors``
    (the body of a refusal) and ``quirks``. Requests' parameters, for faults and gates, are those
    of path, query and body under the document's names; a refusal's code is its HTTP status.
    ``rate`` is in requests a second by ``monotonic``, None for no limit; ``report_lag`` and both
    lifetimes go by ``clock``.
    """

    def __init__(
        self,
        *,
        identifier: str = "partner",
        secret: str = "partner-secret",  # noqa: S107 - made up
        clock: Clock = utc_now,
        sleep: Sleep = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        rate: int | None = 50,
        routes: Routes | None = None,
        errors: ErrorForm = ErrorForm.MESSAGE,
        quirks: Quirks | None = None,
        report_lag: float = 0,
        token_lifetime: timedelta = DAY,
        refresh_lifetime: timedelta = DAY,
    ) -> None:
        StandIn.__init__(self, clock=clock, sleep=sleep)
        Console.__init__(self, clock, report_lag)
        self.identifier = identifier
        self.secret = secret
        self.routes = routes or Routes()
        self.errors = errors
        self._quirks = quirks or Quirks()
        self._rate = Rate(rate, monotonic)
        self._tokens = Tokens(clock, token_lifetime, refresh_lifetime)
        self._acts = self._all_acts()

    @property
    def base_url(self) -> str:
        """What a client is given, the path ``/api`` included; RuntimeError before a start."""
        return super().base_url + PREFIX

    @property
    def quirks(self) -> Quirks:
        """Its quirks; set single ones on it."""
        return self._quirks

    @property
    def max_rate_seen(self) -> int:
        """The most requests that came within any one second, refused ones too."""
        return self._rate.max_seen

    async def start(self, port: int = 0) -> str:
        """Listen on 127.0.0.1 and return the base URL; state outlives a stop."""
        await super().start(port)
        return self.base_url

    def expire_tokens(self) -> None:
        """Let every access token end now; refresh tokens stay."""
        self._tokens.expire()

    def expire_refresh_tokens(self) -> None:
        """Let every refresh token end now; access tokens stay."""
        self._tokens.expire_refresh()

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Put the 15 endpoints on the router."""
        for route in self.routes:
            router.add_route(route.method, route.path, self._handler(route.endpoint))

    async def serve(
        self, endpoint: str, request: web.Request, body: Any, params: Params, act: Act
    ) -> web.StreamResponse:
        """Lead a request on as ever, but refuse its act above the limit."""

        async def too_fast() -> web.Response:
            return web.Response(status=503, text="Service Unavailable")

        allowed = act if self._rate.admit() else too_fast
        return await super().serve(endpoint, request, body, params, allowed)

    def refuse(self, request: web.Request, fault: Fault) -> web.Response:
        """Answer with the fault's HTTP status and text."""
        return self.errors.render(RefusalError(int(fault.code), fault.description))

    def not_found(self, request: web.Request) -> web.Response:
        """Answer 404; the document has nothing on it."""
        return self.errors.render(RefusalError(404, "Not found"))

    def _handler(self, endpoint: str) -> Handler:
        act = self._acts.get(endpoint)

        async def handle(request: web.Request) -> web.StreamResponse:
            with_token = self._needs_token(endpoint)
            reading = await read(endpoint, request, needs_token=with_token)
            for text in reading.complaints:
                self.complain(endpoint, text)

            async def answer() -> web.Response:
                try:
                    if reading.refused is not None:
                        raise reading.refused
                    if with_token:
                        self._tokens.check(reading.token)
                    if act is None:
                        return web.Response(text="Online")
                    return web.json_response(act(reading.params))
                except RefusalError as refused:
                    return self.errors.render(refused)

            return await self.serve(endpoint, request, reading.body, reading.params, answer)

        return handle

    def _needs_token(self, endpoint: str) -> bool:
        if endpoint == "echo":
            return self.quirks.echo_needs_token
        return endpoint not in {"auth", "refresh"}

    def _credentials(self) -> tuple[str, str]:
        return self.identifier, self.secret

    def _all_acts(self) -> dict[str, Answer]:
        """Tell what answers each endpoint but echo, which has nothing to say."""
        auth = AuthActs(self._credentials, self._tokens, self.quirks)
        catalog = CatalogActs(self._catalog, self.quirks)
        sales = SaleActs(self._pins, self.quirks, self._clock)
        return {
            "auth": auth.auth,
            "refresh": auth.refresh,
            "catalog": catalog.tree,
            "collections": catalog.collections,
            "collection": catalog.collection,
            "product": catalog.product,
            "stock": catalog.stock,
            "pre_redeem": sales.pre_redeem,
            "reverse_transaction": sales.reverse_transaction,
            "reverse_reference": sales.reverse_reference,
            "report_period": sales.report_period,
            "report_transaction": sales.report_transaction,
            "report_reference": sales.report_reference,
            "report_document": sales.report_document,
        }
