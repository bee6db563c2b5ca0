"""What the process serves on KEYDESK_LISTEN: its health, and launches of games.

::

    GET  /healthz                 200 "ok" while the process lives
    GET  /readyz                  200 or 503, and what does not work: {"database": …, "polling": …}
    POST /open-api-games/launch   200 {"gameLaunchUrl": …}; only where game accounts are configured

A launch that is refused answers {"gameLaunchUrl": "", "error": …} with the platform's own word, also
where its body does not come whole (408), is too long (413), or is no JSON (400).
"""

import asyncio
import errno
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

import structlog
from aiohttp import web

from bot.setting_kinds import Listening
from providers.connecting import why
from services.administration.launches import LaunchError, Launches

LAUNCH_PATH = "/open-api-games/launch"
SIGN = "Sign"
MOST_BYTES = 64 * 1024
BODY_TIME = 10.0
"""Seconds in which a launch has to have told all of itself."""
READY_TIME = 3.0
"""Seconds in which everything has to show that it works."""
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
        *,
        body_time: float = BODY_TIME,
    ) -> None:
        self._listen = listen
        self._checks = checks
        self._launches = launches
        self._body_time = body_time
        self._runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        """Where it listens, such as ``http://127.0.0.1:8090``; RuntimeError if it does not."""
        if self._runner is None or not self._runner.addresses:
            raise RuntimeError("the web side does not listen")
        host, port, *_ = self._runner.addresses[0]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def start(self) -> None:
        """Listen; port 0 takes a free one. Raises ListenError."""
        app = web.Application(client_max_size=MOST_BYTES)
        app.on_response_prepare.append(_nameless)
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        if self._launches is not None and self._launches.wanted:
            app.router.add_post(LAUNCH_PATH, partial(_launch, self._launches, self._body_time))
        # What is signed are the bytes as they were sent, so they are not unpacked.
        runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=PATIENCE, auto_decompress=False
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, self._listen.host, self._listen.port).start()
        except OSError as error:
            await runner.cleanup()
            where = f"{self._listen.host}:{self._listen.port}"
            raise ListenError(
                f"KEYDESK_LISTEN: {where} cannot be listened on ({why(error)}). "
                f"{_MEND.get(error.errno or 0, 'Set another address and port.')}"
            ) from None
        self._runner = runner
        log.info("listening", address=self.address)

    async def stop(self) -> None:
        """Close the port; requests under way may end. Safe to call twice."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def _healthz(self, request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _readyz(self, request: web.Request) -> web.Response:
        works = await asyncio.gather(*(_works(check) for check in self._checks.values()))
        found = dict(zip(self._checks, works, strict=True))
        return web.json_response(found, status=200 if all(works) else 503)


async def _launch(launches: Launches, body_time: float, request: web.Request) -> web.Response:
    try:
        async with asyncio.timeout(body_time):
            body = await request.read()
    except TimeoutError:
        return _refused(INVALID_BODY, 408)
    except web.HTTPRequestEntityTooLarge:
        return _refused(INVALID_BODY, 413)
    except (web.RequestPayloadError, ConnectionError):
        return _refused(INVALID_BODY, 400)  # whoever hung up does not hear it
    try:
        link = await launches.link(body, request.headers.get(SIGN))
    except LaunchError as error:
        return _refused(error.code, _STATUSES[error.code])
    return web.json_response({"gameLaunchUrl": link})


def _refused(code: str, status: int) -> web.Response:
    log.info("launch refused", code=code, status=status)
    return web.json_response({"gameLaunchUrl": "", "error": code}, status=status)


async def _nameless(request: web.Request, response: web.StreamResponse) -> None:
    """Nobody outside needs to know what library serves them, and which version of it."""
    response.headers.popall("Server", None)


async def _works(check: Check) -> bool:
    try:
        async with asyncio.timeout(READY_TIME):
            return await check()
    except Exception as error:  # noqa: BLE001 - however it fails, it does not work
        log.warning("not ready", problem=type(error).__name__)
        return False
