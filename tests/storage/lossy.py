"""A way to PostgreSQL that loses the server's answer to a commit: it is made, and nobody hears of it."""

import asyncio

from sqlalchemy import make_url

from tests.little_server import LittleServer


class LossyWay(LittleServer):
    """Passes everything on to the server of ``url``, a socket in a folder.

    While ``lose`` is set, the answer to COMMIT is read and both connections are closed instead.
    """

    def __init__(self, url: str) -> None:
        super().__init__()
        self._to = make_url(url)
        folder = self._to.query["host"]
        assert isinstance(folder, str)
        self._socket = f"{folder}/.s.PGSQL.5432"
        self.lose = 0
        self.lost = 0

    @property
    def url(self) -> str:
        """The same database by this way."""
        return (
            f"postgresql+asyncpg://postgres@127.0.0.1:{self.port}/{self._to.database}?ssl=disable"
        )

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Both ways at once."""
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
