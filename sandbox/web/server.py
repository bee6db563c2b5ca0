"""The web chat: one page, its API and its live lines, served from a world in this process."""

from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

from aiohttp import web

from sandbox.http import LocalServer
from sandbox.telegram import World

from .api import Api, refusals
from .desk import Desk
from .guard import add_headers, guard
from .guide import GuideStep
from .lines import Lines

STATIC = Path(__file__).parent / "static"
DEFAULT_PORT = 8080


class WebChat:
    """Lets anybody with a browser on this machine be any person of the world.

    ``hints`` says next to a person's name what part that person plays; ``guide`` is the list
    "Try this". ValueError if a step names a person or a chat that the world does not have.
    """

    def __init__(
        self,
        world: World,
        *,
        hints: Mapping[int, str] | None = None,
        guide: Sequence[GuideStep] = (),
    ) -> None:
        for step in guide:
            _check(world, step)
        self._desk = Desk(world)
        self._hints = dict(hints or {})
        self._guide = tuple(guide)
        self._server = LocalServer(self._build)

    @property
    def base_url(self) -> str:
        """``http://127.0.0.1:port``; RuntimeError before a start."""
        return self._server.base_url

    def address(self, person: int, chat: int | None = None) -> str:
        """Where the page shows this person's chats, or one of them."""
        place = f"{person}" if chat is None else f"{person}/{chat}"
        return f"{self.base_url}/#/{place}"

    async def start(self, port: int = DEFAULT_PORT) -> str:
        """Listen on 127.0.0.1 and return the address; port 0 takes a free one, OSError if taken."""
        return await self._server.start(port)

    async def stop(self) -> None:
        """Hang up and close the port."""
        await self._server.stop()

    def _build(self) -> web.Application:
        lines = Lines(self._desk)

        async def listen(_: web.Application) -> AsyncIterator[None]:
            lines.start()
            yield
            await lines.stop()

        async def hang_up(_: web.Application) -> None:
            await lines.hang_up()

        app = web.Application(middlewares=[guard, refusals])
        app.cleanup_ctx.append(listen)
        app.on_shutdown.append(hang_up)
        app.on_response_prepare.append(add_headers)
        app.add_routes(Api(self._desk, lines, self._hints, self._guide).routes())
        app.router.add_get("/", _page)
        app.router.add_static("/static", STATIC)
        return app


async def _page(_: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "index.html")


def _check(world: World, step: GuideStep) -> None:
    person, chat = world.person_by_id(step.person), world.chat(step.chat)
    if person is None or chat is None or not chat.has(person):
        raise ValueError(
            f"the guide's step {step.title!r} names nobody or a chat that is not theirs"
        )
