"""A way to PostgreSQL that loses the server's answer to a commit: it is made, and nobody hears of it."""

import asyncio
from types import TracebackType

from sqlalchemy import make_url


class LossyWay:
    """Listens on 127.0.0.1 and passes everything on to the server of ``url``, a socket in a folder.

    While ``lose`` is set, the answer to COMMIT is read and both connections are closed instead.
    """

    def __init__(self, url: str) -> None:
        self._to = make_url(url)
        folder = self._to.query["host"]
        assert isinstance(folder, str)
        self._socket = f"{folder}/.s.PGSQL.5432"
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.lose = 0
        self.lost = 0

    @property
    def url(self) -> str:
        """The same database by this way."""
        assert self._server is not None
        port = self._server.sockets[0].getsockname()[1]
        return f"postgresql+asyncpg://postgres@127.0.0.1:{port}/{self._to.database}?ssl=disable"

    async def __aenter__(self) -> "LossyWay":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        far_reader, far_writer = await asyncio.open_unix_connection(self._socket)
        cut = asyncio.Event()

        async def back() -> None:
            while data := await far_reader.read(65536):
                if cut.is_set():
                    self.lost += 1
                    break
                writer.write(data)
            writer.close()

        answers = asyncio.create_task(back())
        try:
            while data := await reader.read(65536):
                if b"COMMIT" in data and self.lose:
                    self.lose -= 1
                    cut.set()
                far_writer.write(data)
            far_writer.close()
            await answers
        finally:
            answers.cancel()
            far_writer.close()
            writer.close()
