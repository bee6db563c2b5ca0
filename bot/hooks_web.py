"""What other systems post: ``POST /hooks/<token>``, answered in JSON that says how to do it right.

::

    200 {"ok": true, "due": …}     a heartbeat was heard, and is due again then
    202 {"ok": true, "events": 1}  so many were told
    400 {"ok": false, "error": …, "example": …}
    404 {"ok": false, "error": …}  no hook has this address
    408, 413, 429 (Retry-After), 503 (Retry-After) likewise

A hook is found by its token's digest, so how long that takes says nothing of how near a guess is.

The address is the secret: no part of it is logged, and no answer repeats it.
"""

import asyncio
import logging
import math
from datetime import timedelta
from typing import Any

from aiohttp import web

from services.complaints import Complaints
from services.hooks import BadBodyError, Receiving, TooOftenError, UnknownTokenError
from services.hooks.bodies import EXAMPLE
from storage.errors import TroubleError

PREFIX = "/hooks/"
UNKNOWN = "There is no such hook. /hooks in the chat makes one."
DATABASE_PAUSE = timedelta(seconds=30)


class HooksWeb:
    """The way in. ``body_time`` is in seconds."""

    def __init__(self, receiving: Receiving, complaints: Complaints, body_time: float) -> None:
        self._receiving = receiving
        self._complaints = complaints
        self._body_time = body_time

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Take what was posted."""
        if request.method != "POST":
            return web.Response(status=405, headers={"Allow": "POST"})
        token = request.path.removeprefix(PREFIX)
        try:
            async with asyncio.timeout(self._body_time):
                body = await request.read()
        except TimeoutError:
            return self._refused(408, "The body did not come in time.")
        except web.HTTPRequestEntityTooLarge:
            return await self._too_long(token)
        except (web.RequestPayloadError, ConnectionError):
            return self._refused(400, "The body did not come whole.")
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            return self._refused(400, "Send the body as it is, not compressed.")
        kind = request.headers.get("Content-Type", "")
        try:
            taken = await self._receiving.take(token, body, kind, request.query)
        except UnknownTokenError:
            return self._refused(404, UNKNOWN)
        except BadBodyError as error:
            return self._refused(400, str(error), example=dict(EXAMPLE))
        except TooOftenError as error:
            return self._refused(429, "Too often. Wait, and post again.", wait=error.wait)
        except TroubleError:
            error_text = "It could not be written down. Post it again later."
            return self._refused(503, error_text, wait=DATABASE_PAUSE)
        if taken.due_at is not None:
            return web.json_response({"ok": True, "due": taken.due_at.isoformat()})
        return web.json_response({"ok": True, "events": taken.events}, status=202)

    async def _too_long(self, token: str) -> web.Response:
        """Whoever posted may never look at the answer, so the chat hears of it as well."""
        said = "The body may have 64 KiB. Alertmanager: set max_alerts."
        try:
            taken = await self._receiving.too_long(token)
        except UnknownTokenError:
            return self._refused(404, UNKNOWN)
        except (TooOftenError, TroubleError):
            return self._refused(413, said)
        if taken is not None and taken.due_at is not None:
            return web.json_response({"ok": True, "due": taken.due_at.isoformat()})
        return self._refused(413, said)

    def _refused(
        self, status: int, error: str, wait: timedelta | None = None, **more: Any
    ) -> web.Response:
        self._complaints.tell("post refused", str(status), level=logging.INFO)
        headers = {}
        if wait is not None:
            headers["Retry-After"] = str(max(1, math.ceil(wait.total_seconds())))
        return web.json_response(
            {"ok": False, "error": error, **more}, status=status, headers=headers
        )
