"""What settings tests start from."""

from pathlib import Path
from typing import TypeVar

from bot.settings import Settings
from providers.settings import ProviderSettings

P = TypeVar("P", bound=ProviderSettings)
TOKEN = "7000000001:AAKeydeskTokenForTestsOnly0000000000"
ENOUGH = {"KEYDESK_BOT_TOKEN": TOKEN, "KEYDESK_OWNERS": "11,22"}
NO_FILE = Path("/nowhere/at/all/.env")


def load(**names: str) -> Settings:
    """Load with these beside what is needed; no file."""
    env = {f"KEYDESK_{name}": value for name, value in names.items()}
    return Settings.load({**ENOUGH, **env}, NO_FILE)


def provider(settings: Settings, kind: type[P]) -> P:
    """The settings of the one provider that are of this kind."""
    [found] = [each for each in settings.providers.values() if isinstance(each, kind)]
    return found
