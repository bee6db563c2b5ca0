"""A web application of the sandbox on a local port: started, stopped and started again."""

import asyncio
from collections.abc import Callable

from aiohttp import web

HOST = "127.0.0.1"


class LocalServer:
    """Serves what ``build`` makes on 127.0.0.1.

    ``build`` is called at every start, because aiohttp's applications run only once and a
    stand-in must be able to go down and come back. ``patience`` is the time in seconds that
    requests still running get before ``stop`` ends them.
    """

    def __init__(self, build: Callable[[], web.Application], *, patience: float = 0.1) -> None:
        self._build = build
        self._patience = patience
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def running(self) -> bool:
        """Whether it accepts requests now."""
        return self._runner is not None

    @property
    def base_url(self) -> str:
        """``http://127.0.0.1:port`` without a slash at the end; RuntimeError before a start."""
        if not self._port:
            raise RuntimeError("the server was never started")
        return f"http://{HOST}:{self._port}"

    async def start(self, port: int = 0) -> str:
        """Listen and return the base URL; port 0 takes a free one, OSError if it is taken."""
        if self._runner is not None:
            raise RuntimeError("the server is running already")
        runner = web.AppRunner(self._build(), access_log=None, shutdown_timeout=self._patience)
        await runner.setup()
        try:
            await web.TCPSite(runner, HOST, port).start()
        except BaseException:
            await runner.cleanup()
            raise
        self._runner = runner
        self._port = int(runner.addresses[0][1])
        return self.base_url

    def protocol(self) -> asyncio.Protocol:
        """The server's side of one more connection, whose bytes come by other means than the port.

        RuntimeError before a start.
        """
        if self._runner is None or self._runner.server is None:
            raise RuntimeError("the server is not running")
        return self._runner.server()

    async def stop(self) -> None:
        """Close the port and every connection; calling it again does nothing."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()
