"""The moments of a request on its way: when it leaves, and when its answer begins to come."""

from collections.abc import Mapping
from typing import Any

from providers.limiter import Limiter, Slot

# httpcore's names for them, among the events it tells to the request extension ``trace``. The first
# comes after the connection is there and before the first byte is sent.
_LEAVES = "http11.send_request_headers.started"
_ANSWERED = "http11.receive_response_headers.complete"


class Departure:
    """Holds one request back until the limiter lets it go, and knows whether it has left."""

    def __init__(self, limiter: Limiter | None, endpoint: str) -> None:
        self._limiter = limiter
        self._endpoint = endpoint
        self._slot: Slot | None = None
        self.begun = False

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        """Take an event of httpcore."""
        # A tunnel through a proxy is asked for by a request of its own, which the provider never sees.
        if event == _LEAVES and info["request"].method != b"CONNECT":
            if self._limiter is not None:
                self._slot = await self._limiter.wait(self._endpoint)
            self.begun = True
        elif event == _ANSWERED and self._slot is not None:
            self._slot.answered()
