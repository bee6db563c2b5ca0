"""A process of its own in which many people say yes at the same moment, each to their own draft."""

import asyncio
import os
import sys
from pathlib import Path

from bot.redact import Redactor
from bot.secrets import secret_keys
from bot.settings import Settings
from bot.wiring import build_house
from services.actor import Actor
from services.clock import system_clock
from services.limits.errors import OverLimitError
from services.orders.door import BUY
from services.orders.errors import AlreadyHandledError
from tests.services.orders_made import let_in

BEGUN = "all say yes now"


async def confirm(chat_id: int, drafts: list[tuple[int, str]]) -> None:
    """All at once; what is above the limit, or was said yes to before a death, is left as it is."""
    settings = Settings.load(dict(os.environ), Path("no.env"))
    keys = [key.get_secret_value() for key in secret_keys(settings)]
    house = build_house(settings, keys, system_clock, Redactor())
    await house.open()

    async def one(buyer: int, number: str) -> None:
        admitted = let_in(Actor(buyer, chat_id, str(buyer)), number, BUY)
        try:
            await house.services.checkout.confirm(admitted)
        except (OverLimitError, AlreadyHandledError):
            return

    sys.stdout.write(f"{BEGUN}\n")
    sys.stdout.flush()
    await asyncio.gather(*(one(*draft) for draft in drafts))
    await house.close()


if __name__ == "__main__":
    pairs = [each.split("=") for each in sys.argv[2:]]
    asyncio.run(confirm(int(sys.argv[1]), [(int(buyer), number) for buyer, number in pairs]))
