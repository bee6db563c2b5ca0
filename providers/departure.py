"""The moment at which a request leaves: after its connection is there, before its first byte."""

from collections.abc import Mapping
from typing import Any

from providers.limiter import Limiter

_LEAVES = "http11.send_request_headers.started"
"""httpcore's name for that moment, among the events it tells to the request extension ``trace``."""


class Departure:
    """Holds one request back until the limiter lets it go, and knows whether it has left."""

    def __init__(self, limiter: Limiter | None) -> None:
        self._limiter = limiter
        self.begun = False

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        """Take an event of httpcore."""
        # A tunnel through a proxy is asked for by a request of its own, which the provider never sees.
        if event == _LEAVES and info["request"].method != b"CONNECT":
            if self._limiter is not None:
                await self._limiter.wait()
            self.begun = True
