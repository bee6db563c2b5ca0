"""Holding one request in the middle, so that a test can do something exactly then."""

import asyncio
from typing import Literal

from sandbox.faults import Params, When

Point = Literal["before", "after"]

PATIENCE = 60.0
"""Seconds after which whoever waits is told what is there instead; no verdict on how quick it was."""


class Gate:
    """Holds the next fitting request before or after the act, until it is released."""

    def __init__(self, endpoint: str, point: Point, when: When | None) -> None:
        self.endpoint = endpoint
        self.point = point
        self._when = when
        self._held: asyncio.Future[Params] = asyncio.get_running_loop().create_future()
        self._open = asyncio.Event()

    def fits(self, endpoint: str, point: Point, params: Params) -> bool:
        """Whether this request is the one it waits for."""
        if (endpoint, point) != (self.endpoint, self.point):
            return False
        return self._when is None or self._when(params)

    async def reached(self, timeout: float = PATIENCE) -> Params:  # noqa: ASYNC109 - part of the contract
        """Wait until a request is held and return its parameters; TimeoutError after seconds."""
        return await asyncio.wait_for(asyncio.shield(self._held), timeout)

    def release(self) -> None:
        """Let the held request go on; a request that comes later is not held."""
        self._open.set()

    async def hold(self, params: Params) -> None:
        """Report the request as held and wait for ``release``."""
        self._held.set_result(params)
        await self._open.wait()


class Gates:
    """The gates of one stand-in; each holds a single request."""

    def __init__(self) -> None:
        self._waiting: list[Gate] = []

    def add(self, endpoint: str, point: Point = "before", when: When | None = None) -> Gate:
        """Set up a gate; needs a running event loop."""
        gate = Gate(endpoint, point, when)
        self._waiting.append(gate)
        return gate

    async def hold(self, endpoint: str, point: Point, params: Params) -> None:
        """Stop here if a gate waits for this request."""
        for gate in self._waiting:
            if gate.fits(endpoint, point, params):
                self._waiting.remove(gate)
                await gate.hold(params)
                return
