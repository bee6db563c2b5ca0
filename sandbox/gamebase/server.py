"""The Gamebase stand-in: its 24 endpoints over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from sandbox.faults import Fault, Sleep
from sandbox.gamebase import codes, results
from sandbox.gamebase.acts import acts_of
from sandbox.gamebase.asked import Act, Asked
from sandbox.gamebase.console import Console
from sandbox.gamebase.quirks import Quirks
from sandbox.gamebase.requests import Reading, read
from sandbox.gamebase.results import ResultError
from sandbox.gamebase.routes import ROUTES, meant
from sandbox.standin import Clock, StandIn, utc_now

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Gamebase(Console, StandIn):
    """NHN Cloud Gamebase Server API v1.2 (FACTS 4.1 to 4.24); ``ROUTES`` has the endpoints' names.

    ``apps`` maps app ids to secret keys, ``quirks`` chooses among the document's contradictions.
    Requests' parameters, for faults and gates, are those of path, query and body together.
    """

    def __init__(
        self,
        *,
        apps: Mapping[str, str],
        clock: Clock = utc_now,
        sleep: Sleep = asyncio.sleep,
        quirks: Quirks | None = None,
    ) -> None:
        StandIn.__init__(self, clock=clock, sleep=sleep)
        Console.__init__(self, apps, clock)
        self.quirks = quirks or Quirks()

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Put the endpoints on the router; "top" is met at the address of "rank"."""
        acts = acts_of(self)
        for endpoint, route in ROUTES.items():
            if endpoint != "top":
                # Not add_get, by which aiohttp would answer HEAD too.
                router.add_route(route.method, route.path, self._handler(endpoint, acts))

    def refuse(self, request: web.Request, fault: Fault) -> web.Response:
        """Answer with the fault's result code."""
        return self._failure(request, ResultError(int(fault.code), fault.description))

    def not_found(self, request: web.Request) -> web.Response:
        """Answer 200 with the code of a wrong URI, as for everything."""
        return self._failure(request, ResultError(codes.WRONG_URI))

    def _handler(self, address: str, acts: Mapping[str, Act]) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            endpoint = meant(address, request)
            reading = await read(endpoint, request)
            for text in reading.complaints:
                self.complain(endpoint, text)
            route = ROUTES[endpoint]

            async def answer() -> web.Response:
                try:
                    content = acts[endpoint](self._admit(reading))
                except ResultError as error:
                    return self._failure(request, error)
                header = results.success(results.transaction_id(request), route.message)
                return results.respond(
                    header, content, self.quirks, names_transaction=route.names_transaction
                )

            return await self.serve(endpoint, request, reading.body, reading.params, answer)

        return handle

    def _admit(self, reading: Reading) -> Asked:
        """Let the request in: Content-Type, app, secret key and parameters, in this order."""
        if reading.header_error is not None:
            raise reading.header_error
        app_id = str(reading.params["appId"])
        secret = self.apps.get(app_id)
        if secret is None:
            raise ResultError(codes.WRONG_APP)
        if secret != reading.secret:
            raise ResultError(codes.WRONG_SECRET)
        if reading.error is not None:
            raise reading.error
        return Asked(app_id, reading.params, self._clock(), self.quirks)

    def _failure(self, request: web.Request, error: ResultError) -> web.Response:
        transaction = results.transaction_id(request)
        header = results.failure(transaction, error, request.path, self._clock())
        return results.respond(header, {}, self.quirks)
