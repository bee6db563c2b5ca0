"""What settings tests start from."""

from pathlib import Path

from bot.settings import Settings

TOKEN = "7000000001:AAKeydeskTokenForTestsOnly0000000000"
ENOUGH = {"KEYDESK_BOT_TOKEN": TOKEN, "KEYDESK_OWNERS": "11,22"}
NO_FILE = Path("/nowhere/at/all/.env")


def load(**names: str) -> Settings:
    """Load with these beside what is needed; no file."""
    env = {f"KEYDESK_{name}": value for name, value in names.items()}
    return Settings.load({**ENOUGH, **env}, NO_FILE)
