"""The Gamebase stand-in: Get Member and Check Maintenance over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from sandbox.faults import Fault, Sleep
from sandbox.gamebase import maintenance, results
from sandbox.gamebase.console import Console
from sandbox.gamebase.quirks import Quirks
from sandbox.gamebase.requests import Reading, read
from sandbox.gamebase.results import ResultError
from sandbox.standin import Clock, StandIn, utc_now

# The pattern of userId lets through braces too, which aiohttp leaves out by itself.
PATHS = {
    "member": "/tcgb-member/v1.2/apps/{appId}/members/{userId:[^/]+}",
    "maintenance": "/tcgb-launching/v1.2/apps/{appId}/maintenances/under-maintenance",
}

Content = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Gamebase(Console, StandIn):
    """NHN Cloud Gamebase Server API v1.2 (FACTS 4.3 and 4.11).

    ``apps`` maps app ids to secret keys, ``quirks`` chooses among the document's contradictions.
    Requests' parameters, for faults and gates, are those of path and query.
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
        """Put the two endpoints on the router."""
        acts = {"member": self._member, "maintenance": self._maintenance}
        for endpoint, act in acts.items():
            # aiohttp would answer HEAD by the same handler, which the document does not have.
            router.add_get(PATHS[endpoint], self._handler(endpoint, act), allow_head=False)

    def refuse(self, request: web.Request, fault: Fault) -> web.Response:
        """Answer with the fault's result code."""
        return self._failure(request, ResultError(int(fault.code), fault.description))

    def not_found(self, request: web.Request) -> web.Response:
        """Answer 200 with the code of a wrong URI, as for everything."""
        return self._failure(request, ResultError(results.WRONG_URI))

    def _handler(self, endpoint: str, act: Callable[[Reading], tuple[str, Content]]) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            reading = read(endpoint, request)
            for text in reading.complaints:
                self.complain(endpoint, text)

            async def answer() -> web.Response:
                try:
                    self._admit(reading)
                    message, content = act(reading)
                except ResultError as error:
                    return self._failure(request, error)
                header = results.success(results.transaction_id(request), message)
                return results.respond(header, content, self.quirks)

            return await self.serve(endpoint, request, None, reading.params, answer)

        return handle

    def _admit(self, reading: Reading) -> None:
        if reading.error is not None:
            raise reading.error
        secret = self.apps.get(reading.params["appId"])
        if secret is None:
            raise ResultError(results.WRONG_APP)
        if secret != reading.secret:
            raise ResultError(results.WRONG_SECRET)

    def _failure(self, request: web.Request, error: ResultError) -> web.Response:
        transaction = results.transaction_id(request)
        header = results.failure(transaction, error, request.path, self._clock())
        return results.respond(header, {}, self.quirks)

    def _member(self, reading: Reading) -> tuple[str, Content]:
        member = self.members.get((reading.params["appId"], reading.params["userId"]))
        if member is None:
            raise ResultError(results.NO_MEMBER)
        with_info = reading.params.get("includeMemberInfo", "true") == "true"
        return "SUCCESS", member.content(
            with_info=with_info, usm_misspelt=self.quirks.usm_country_code
        )

    def _maintenance(self, reading: Reading) -> tuple[str, Content]:
        app_id = reading.params["appId"]
        return "Success.", maintenance.content(
            app_id, self.maintenances[app_id], self._clock(), self.quirks.no_maintenance
        )
