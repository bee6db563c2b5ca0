"""A Keydesk with a database in a folder, wired as always and never started."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.silent import PERSON, SilentSession
from bot.app import App
from bot.redact import Redactor
from bot.settings import Settings
from bot.telegram.rates import Rates

TOKEN = "7000000001:AAFakeTokenForBenchmarksOnlyXXXXXXXX"


@asynccontextmanager
async def house(folder: str = "") -> AsyncIterator[App]:
    """An app whose database is open and whose Telegram is silent; the person is an owner.

    ``folder`` keeps the database for a later one; without it, it is forgotten.
    """
    with TemporaryDirectory() as passing:
        folder = folder or passing
        env = {
            "KEYDESK_BOT_TOKEN": TOKEN,
            "KEYDESK_OWNERS": str(PERSON.id),
            "KEYDESK_DATA_DIR": folder,
            "KEYDESK_CODEGAMES__BASE_URL": "http://127.0.0.1:9",
            "KEYDESK_CODEGAMES__LOGIN": "bench",
            "KEYDESK_CODEGAMES__PASSWORD": "bench-password",
        }
        settings = Settings.load(env, Path(folder) / "none.env")
        app = App(settings, Redactor(), rates=Rates.unlimited())
        app.bot.session = SilentSession()
        await app.house.open()
        yield app
        await app.house.close()
