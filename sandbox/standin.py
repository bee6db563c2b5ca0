"""What the stand-ins of the providers have in common: one endpoint's way through the sandbox."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from aiohttp import hdrs, web

from sandbox.faults import Fault, Faults, Params, Sleep, When, answer_with
from sandbox.gates import Gate, Gates, Point
from sandbox.http import LocalServer

Clock = Callable[[], datetime]
Act = Callable[[], Awaitable[web.Response]]


def utc_now() -> datetime:
    """The real time, for a stand-in that nobody gave a clock."""
    return datetime.now(UTC)


@dataclass
class Call:
    """A request as it came in.

    ``status`` is the HTTP status of the answer, None while there is none and for ever if the
    connection was dropped instead.
    """

    endpoint: str
    body: Any
    headers: Mapping[str, str]
    at: datetime
    status: int | None = None


class StandIn(ABC):
    """A provider's API over real HTTP; each provider adds its routes and its envelope.

    ``calls`` holds every request in order, ``complaints`` what was wrong with them by the
    provider's document: tests assert that the latter is empty.
    """

    def __init__(self, *, clock: Clock = utc_now, sleep: Sleep = asyncio.sleep) -> None:
        self.faults = Faults()
        self.calls: list[Call] = []
        self.complaints: list[str] = []
        self._clock = clock
        self._sleep = sleep
        self._gates = Gates()
        self._server = LocalServer(self._build)

    @property
    def base_url(self) -> str:
        """Where it listens; RuntimeError before the first start."""
        return self._server.base_url

    async def start(self, port: int = 0) -> str:
        """Listen on 127.0.0.1 and return the base URL; state outlives a stop."""
        return await self._server.start(port)

    async def stop(self) -> None:
        """Stop listening; a request still held by a gate is cut off."""
        await self._server.stop()

    def protocol(self) -> asyncio.Protocol:
        """Its side of one more connection, whose bytes come by other means than the port."""
        return self._server.protocol()

    def gate(self, endpoint: str, point: Point = "before", when: When | None = None) -> Gate:
        """Hold the endpoint's next request before or after its act; see ``Gate``."""
        return self._gates.add(endpoint, point, when)

    def complain(self, endpoint: str, text: str) -> None:
        """Note that a request did not keep to the document."""
        self.complaints.append(f"{endpoint}: {text}")

    async def serve(
        self, endpoint: str, request: web.Request, body: Any, params: Params, act: Act
    ) -> web.StreamResponse:
        """Lead one request past gates and faults to its act and note how it ended."""
        call = Call(endpoint, body, request.headers.copy(), self._clock())
        self.calls.append(call)

        async def gated_act() -> web.Response:
            response = await act()
            await self._gates.hold(endpoint, "after", params)
            return response

        await self._gates.hold(endpoint, "before", params)
        fault = self.faults.take(endpoint, params)
        refuse = partial(self.refuse, request)
        answer = await answer_with(fault, request, gated_act, refuse, self._sleep)
        transport = request.transport
        if transport is not None and not transport.is_closing():
            call.status = answer.status
        return answer

    @abstractmethod
    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Put the provider's endpoints on the router."""

    @abstractmethod
    def refuse(self, request: web.Request, fault: Fault) -> web.Response:
        """Put a refusal into the provider's own envelope."""

    @abstractmethod
    def not_found(self, request: web.Request) -> web.Response:
        """Answer a method and path that the document does not have."""

    def _build(self) -> web.Application:
        app = web.Application()
        self.add_routes(app.router)
        app.router.add_route(hdrs.METH_ANY, "/{path:.*}", self._undocumented)
        return app

    async def _undocumented(self, request: web.Request) -> web.StreamResponse:
        self.complain("unknown", f"{request.method} {request.path} is not in the document")

        async def act() -> web.Response:
            return self.not_found(request)

        return await self.serve("unknown", request, await request.text(), {}, act)
