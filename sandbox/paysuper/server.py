"""The PaySuper stand-in: its ten endpoints for key products over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from sandbox.faults import Fault, Sleep
from sandbox.paysuper.acts import Acts
from sandbox.paysuper.console import Console
from sandbox.paysuper.dialect import ROUTES, Dialect
from sandbox.paysuper.errors import RefusalError, render
from sandbox.paysuper.regions import Regions
from sandbox.paysuper.requests import Reading, read
from sandbox.paysuper.shapes import SHAPES
from sandbox.standin import Clock, StandIn, utc_now

EXAMPLE_PROJECT = "5be2e16701d96d00012d26c3"  # the document's own

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PaySuper(Console, StandIn):
    """PaySuper's key products (FACTS 2.1 to 2.10).

    ``dialect`` "document" keeps to the page, "server" to the open-source server where they
    disagree (FACTS 2, a to n); the latter has no endpoints 2.9 and 2.10. Faults and gates go by
    the names in ``dialect.ROUTES`` and see path, query and body. The code of a refusal is
    PaySuper's ("kp000006"), or a bare HTTP status (401).

    Assumed, as no source tells: the HTTP status of what has no content (``no_content``), and that in
    the document it is 400 to remove a platform that is not there, or to look publicly at what is not
    published. ``most`` is the server's default page and stands for its largest too.
    """

    def __init__(
        self,
        *,
        token: str = "paysuper-merchant-token",  # noqa: S107 - made up
        projects: Sequence[str] = (EXAMPLE_PROJECT,),
        dialect: Dialect = "document",
        clock: Clock = utc_now,
        sleep: Sleep = asyncio.sleep,
        most: int = 100,
        no_content: int = 200,
        payout_currency: str = "USD",
        caller_country: str = "US",
    ) -> None:
        StandIn.__init__(self, clock=clock, sleep=sleep)
        Console.__init__(self, clock, projects)
        self.token = token
        self.dialect: Dialect = dialect
        self._acts = Acts(
            self._shelf,
            dialect,
            most=most,
            no_content=no_content,
            payout_currency=payout_currency,
            caller_country=caller_country,
        )

    def speak(self, dialect: Dialect) -> None:
        """Speak this dialect from the start on."""
        self.dialect = self._acts.dialect = dialect

    @property
    def regions(self) -> Regions:
        """The regions it knows; add to them as needed."""
        return self._acts.regions

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Put the dialect's endpoints on the router."""
        for endpoint, route in ROUTES[self.dialect].items():
            router.add_route(route.method, route.path, self._handler(endpoint))

    def refuse(self, request: web.Request, fault: Fault) -> web.Response:
        """Answer with the fault's code, or its bare HTTP status if it is a number."""
        if isinstance(fault.code, int):
            return render(RefusalError("", fault.description, status=fault.code))
        return render(RefusalError(fault.code, fault.description))

    def not_found(self, request: web.Request) -> web.Response:
        """Answer 404 without a code, as the server's web framework does."""
        return web.json_response({"message": "Not Found"}, status=404)

    def _handler(self, endpoint: str) -> Handler:
        shape = SHAPES[self.dialect][endpoint]
        act = self._acts.by_endpoint()[endpoint]

        def checked(reading: Reading) -> web.Response:
            if reading.refused is not None:
                raise reading.refused
            if shape.with_token and reading.token != self.token:
                raise RefusalError.unauthorized("the token is not valid")
            status, body = act(reading)
            if body is None:
                return web.Response(status=status)
            return web.json_response(body, status=status)

        async def handle(request: web.Request) -> web.StreamResponse:
            reading = await read(shape, request)
            for text in reading.complaints:
                self.complain(endpoint, text)

            async def answer() -> web.Response:
                try:
                    return checked(reading)
                except RefusalError as refused:
                    return render(refused)

            return await self.serve(endpoint, request, reading.body, reading.params, answer)

        return handle
