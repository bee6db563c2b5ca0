"""What the process serves on KEYDESK_LISTEN: its health, and launches of games.

::

    GET  /healthz                 200 "ok" while the process lives
    GET  /readyz                  200 or 503, and what does not work: {"database": …, "polling": …}
    POST /hooks/<token>           what other systems post: hooks_web.py
    GET  /duty/<token>.ics        a calendar of who is on duty: duty_web.py
    POST /open-api-games/launch   200 {"gameLaunchUrl": …}; only where game accounts are configured

A launch that is refused answers {"gameLaunchUrl": "", "error": …} with the platform's own word, also
where its body does not come whole (408), is too long (413), or is no JSON (400). Whatever else is wrong is
answered by its number alone. How many connections there may be, and for how long: visitors.py.
"""

import asyncio
import errno
import logging
import os
from collections.abc import Awaitable, Callable, Mapping

import structlog
from aiohttp import web

from bot import duty_web
from bot.duty_web import Calendars
from bot.hooks_web import PREFIX, HooksWeb
from bot.setting_kinds import Listening
from bot.visitors import Bounds, Visitors
from providers.connection_errors import why
from services.administration.launches import LaunchError, Launches
from services.complaints import Complaints
from services.hooks import Receiving

LAUNCH_PATH = "/open-api-games/launch"
SIGN = "Sign"
BODY_TIME = 10.0
"""Seconds in which a launch has to have told all of itself."""
READY_TIME = 3.0
"""Seconds in which everything has to show that it works."""
AT_ONCE = 32
"""So many connections are taken in at once: few enough for what the first has sent to be read before it has
to make room."""
BACKLOG = 1024
"""So many more may wait to be taken in."""
PATIENCE = 3.0
"""Seconds that requests under way get at a stop."""

INVALID_BODY = "INVALID_BODY"
_STATUSES = {
    "SIGN_NOT_FOUND": 401,
    "INVALID_SIGN": 401,
    INVALID_BODY: 400,
    "UNKNOWN_ACCOUNT": 404,
    "INTERNAL_ERROR": 503,
}

Check = Callable[[], Awaitable[bool]]
"""Tells whether something works; it may raise where it does not."""

_MEND = {
    errno.EADDRINUSE: "Stop what holds it, or set another port.",
    errno.EACCES: "Ports below 1024 take special rights: set another port.",
    errno.EADDRNOTAVAIL: "This machine has no such address: set one of its own, or 127.0.0.1.",
}

log = structlog.get_logger(__name__)


class ListenError(Exception):
    """KEYDESK_LISTEN cannot be used. ``str`` is for the person who starts Keydesk."""


class Web:
    """The web side. ``checks`` are what ``/readyz`` asks, by name; ``body_time`` is in seconds."""

    def __init__(
        self,
        listen: Listening,
        checks: Mapping[str, Check],
        launches: Launches | None = None,
        receiving: Receiving | None = None,
        *,
        calendars: Calendars | None = None,
        body_time: float = BODY_TIME,
        bounds: Bounds = Bounds(),  # noqa: B008 - it is frozen
    ) -> None:
        self._listen = listen
        self._checks = checks
        self._launches = launches
        self._calendars = calendars
        self._body_time = body_time
        self._bounds = bounds
        self._complaints = Complaints(__name__)
        self._hooks = (
            None if receiving is None else HooksWeb(receiving, self._complaints, body_time)
        )
        self._server: asyncio.Server | None = None
        self._visitors: Visitors | None = None

    @property
    def address(self) -> str:
        """Where it listens, such as ``http://127.0.0.1:8090``; RuntimeError if it does not."""
        if self._server is None:
            raise RuntimeError("the web side does not listen")
        host, port, *_ = self._server.sockets[0].getsockname()
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def start(self) -> None:
        """Listen; port 0 takes a free one. Raises ListenError."""
        host, port = self._listen.host, self._listen.port
        visitors = Visitors(self._answer, self._bounds, self._complaints)
        loop = asyncio.get_running_loop()
        try:
            self._server = await loop.create_server(visitors, host, port, backlog=AT_ONCE)
        except OSError as caught:
            error = caught
            if error.errno is None:  # from Python 3.13 on an address that is not ours has none
                error = OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))
            raise ListenError(
                f"KEYDESK_LISTEN: {host}:{port} cannot be listened on ({why(error)}). "
                f"{_MEND.get(error.errno or 0, 'Set another address and port.')}"
            ) from None
        for each in self._server.sockets:
            with each.dup() as same:
                same.listen(BACKLOG)
        self._visitors = visitors
        log.info("listening", address=self.address)

    async def stop(self) -> None:
        """Close the port; requests under way may end. Safe to call twice."""
        server, self._server = self._server, None
        if server is not None and self._visitors is not None:
            server.close()
            await asyncio.sleep(0)  # what has come by now is begun
            self._visitors.pre_shutdown()
            await self._visitors.shutdown(PATIENCE)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """What is there, by its path and method."""
        launches = self._launches if self._launches is not None and self._launches.wanted else None
        if request.path == LAUNCH_PATH and launches is not None:
            return (
                await self._launch(launches, request) if request.method == "POST" else _not("POST")
            )
        if self._hooks is not None and request.path.startswith(PREFIX):
            return await self._hooks.answer(request)
        if self._calendars is not None and request.path.startswith(duty_web.PREFIX):
            return await duty_web.answer(request, self._calendars)
        if request.path not in {"/healthz", "/readyz"}:
            return web.Response(status=404)
        if request.method not in {"GET", "HEAD"}:
            return _not("GET, HEAD")
        return web.Response(text="ok\n") if request.path == "/healthz" else await self._readyz()

    async def _readyz(self) -> web.Response:
        works = await asyncio.gather(
            *(self._works(name, check) for name, check in self._checks.items())
        )
        found = dict(zip(self._checks, works, strict=True))
        return web.json_response(found, status=200 if all(works) else 503)

    async def _works(self, name: str, check: Check) -> bool:
        try:
            async with asyncio.timeout(READY_TIME):
                return await check()
        except Exception as error:  # noqa: BLE001 - however it fails, it does not work
            problem = type(error).__name__
            self._complaints.tell("not ready", name, level=logging.WARNING, problem=problem)
            return False

    async def _launch(self, launches: Launches, request: web.BaseRequest) -> web.Response:
        try:
            async with asyncio.timeout(self._body_time):
                body = await request.read()
        except TimeoutError:
            return self._refused(INVALID_BODY, 408)
        except web.HTTPRequestEntityTooLarge:
            return self._refused(INVALID_BODY, 413)
        except (web.RequestPayloadError, ConnectionError):
            return self._refused(INVALID_BODY, 400)  # whoever hung up does not hear it
        try:
            link = await launches.link(body, request.headers.get(SIGN))
        except LaunchError as error:
            return self._refused(error.code, _STATUSES[error.code])
        return web.json_response({"gameLaunchUrl": link})

    def _refused(self, code: str, status: int) -> web.Response:
        self._complaints.tell("launch refused", code, status=status)
        return web.json_response({"gameLaunchUrl": "", "error": code}, status=status)


def _not(allowed: str) -> web.Response:
    return web.Response(status=405, headers={"Allow": allowed})
