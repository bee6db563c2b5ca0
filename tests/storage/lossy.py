"""A way to PostgreSQL that loses what comes back of a commit, or falls silent at it without a word."""

import asyncio
from typing import Literal

from sqlalchemy import make_url

from tests.little_server import LittleServer

Silent = Literal["in the middle", "before", "after"]


class LossyWay(LittleServer):
    """Passes everything on to the server of ``url``, a socket in a folder.

    While ``lose`` is set, the answer to COMMIT is read and both connections are closed instead. With
    ``silent`` the next COMMIT is lost before it reaches the server, or its answer after; then the
    connection carries nothing any more, and neither side hears that the other has gone; nor do new ones
    while ``muted``, which that sets.
    """

    def __init__(self, url: str) -> None:
        super().__init__()
        self._to = make_url(url)
        folder = self._to.query["host"]
        assert isinstance(folder, str)
        self._socket = f"{folder}/.s.PGSQL.5432"
        self.lose = 0
        self.lost = 0
        self.silent: Silent | None = None
        self.muted = False
        self._dead: set[asyncio.Event] = set()

    @property
    def url(self) -> str:
        """The same database by this way."""
        return (
            f"postgresql+asyncpg://postgres@127.0.0.1:{self.port}/{self._to.database}?ssl=disable"
        )

    def vanish(self) -> None:
        """Carry nothing any more, on any connection there is or comes."""
        self.muted = True
        for dead in self._dead:
            dead.set()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Both ways at once."""
        if self.muted:
            while await reader.read(65536):
                pass
            return
        far_reader, far_writer = await asyncio.open_unix_connection(self._socket)
        cut, dead = asyncio.Event(), asyncio.Event()
        self._dead.add(dead)

        async def back() -> None:
            while data := await far_reader.read(65536):
                if cut.is_set():
                    self.lost += 1
                    break
                if not dead.is_set():
                    writer.write(data)
            if not dead.is_set():
                writer.close()

        answers = asyncio.create_task(back())
        try:
            while data := await reader.read(65536):
                if b"COMMIT" in data and self.lose:
                    self.lose -= 1
                    cut.set()
                if b"COMMIT" in data and self.silent:
                    if self.silent == "after":
                        far_writer.write(data)
                    self.silent = None
                    self.vanish()
                if not dead.is_set():
                    far_writer.write(data)
            if not dead.is_set():
                far_writer.close()
            await answers
        finally:
            answers.cancel()
            far_writer.close()
