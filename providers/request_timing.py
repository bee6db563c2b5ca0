"""The moments of a request on its way: when it asks for a connection, leaves, and is answered."""

from collections.abc import Mapping
from typing import Any

from providers.breaker import Waiting
from providers.limiter import Limiter, Slot

# httpcore's names for them, among the events it tells to the request extension ``trace``. The second
# comes after the connection is there and before the first byte is sent; none comes while the pool is full.
_CONNECTS = ("connection.connect_tcp.started", "socks.connect_tcp.started")
_LEAVES = "http11.send_request_headers.started"
_ANSWERED = "http11.receive_response_headers.complete"


class RequestTiming:
    """Holds one request back until the limiter lets it go, and knows whether it has left.

    ``waiting`` is told from when on the provider is waited for, and from when on no more.
    """

    def __init__(self, limiter: Limiter | None, endpoint: str, waiting: Waiting) -> None:
        self._limiter = limiter
        self._endpoint = endpoint
        self._waiting = waiting
        self._slot: Slot | None = None
        self.begun = False

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        """Take an event of httpcore."""
        if event in _CONNECTS:
            self._waiting.begin()
        # A tunnel through a proxy is asked for by a request of its own, which the provider never sees.
        if event == _LEAVES and info["request"].method != b"CONNECT":
            self._waiting.end()
            if self._limiter is not None:
                self._slot = await self._limiter.wait(self._endpoint)
            self.begun = True
            self._waiting.begin()
        elif event == _ANSWERED and self._slot is not None:
            self._slot.answered()
