"""500 keys of PIN Hype in one order, by the machine's clock, against the rate that is allowed."""

import time
from decimal import Decimal

from bench.hype_house import selling
from bench.result import Ratio
from bench.silent import PERSON
from sandbox.hype import Hype
from services.actor import Actor
from services.orders.door import BUY, Admitted

KEYS = 500
RATE = 50


async def run() -> list[Ratio]:
    """How near it comes to the rate, and how many requests were one too many in their second."""
    api = Hype(rate=RATE)
    async with selling(api, Decimal("66.49")) as house:
        actor = Actor(PERSON.id, PERSON.id, "Sam")
        offer = await house.services.catalog.add(actor, "GTA V", "hype", "101", "BRL")
        draft = await house.services.checkout.draft(actor, offer.id, KEYS)
        started = time.perf_counter()
        await house.services.checkout.confirm(Admitted(actor, draft.number, actor.chat_id, BUY))
        await house.worker.idle()
        took = time.perf_counter() - started
        order = await house.services.orders.told(draft.number)
    assert order.bought == KEYS
    refused = sum(call.status == 503 for call in api.calls)
    return [
        Ratio(
            "500 keys from Hype, in parts of 50 a second", KEYS / RATE / took, 0.95, at_least=True
        ),
        Ratio("requests refused as too fast, in parts of all", refused / len(api.calls), 0),
        Ratio("the most in one second, in parts of 50", api.max_rate_seen / RATE, 1),
    ]
