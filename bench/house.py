"""A Keydesk with a database in a folder, wired as always and never started; or its services alone."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bench.silent import PERSON, SilentSession
from bot.app import App
from bot.house import House
from bot.redact import Redactor
from bot.settings import Settings
from bot.telegram.rates import Rates
from bot.wiring import build_house
from services.clock import Clock, system_clock

TOKEN = "7000000001:AAFakeTokenForBenchmarksOnlyXXXXXXXX"
_NONE: Mapping[str, Any] = MappingProxyType({})


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


def built(folder: Path, clock: Clock = system_clock, providers: Mapping[str, Any] = _NONE) -> House:
    """Services and database alone, not opened yet; the person is an owner."""
    settings = Settings(
        bot_token=SecretStr(TOKEN),
        owners=(PERSON.id,),
        data_dir=folder,
        providers=dict(providers),
    )
    return build_house(settings, [Fernet.generate_key().decode()], clock, Redactor())
