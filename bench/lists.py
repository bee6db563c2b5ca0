"""Lists and searches over full books: CPU of the whole process, in that of one with next to nothing in them.

Twenty people with the support role ask in their private chats for what is theirs, twenty owners for what is
everybody's. The small desk has an order for each of the twenty and the catalog of the demo; the full one a
million orders, 50,000 products, 200,000 people and as many rows of the audit.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from statistics import median

from bench.books import Books, fill, names
from bench.outside import talk
from bench.processes import Program, Running, start
from bench.result import Ratio
from bot.demo.stage import Stage
from bot.telegram.rates import Rates
from sandbox.telegram import Person
from sandbox.telegram import Rates as TelegramRates
from services.actor import Actor

EACH = 20
"""People who ask for what is theirs, and owners."""
FULL = {"orders": 1_000_000, "products": 50_000, "people": 200_000, "deeds": 200_000}
FEW = {"orders": EACH, "deeds": EACH, "claimed_every": 1}
TURNS = 3
MESSAGES = 100
AT_ONCE = 20
_RARE = next(names(1)).lower().split()
THEIRS = (
    "/orders",
    "/orders delivered",
    "/orders failed",
    "/orders all",
    "/orders mine",
    "/mykeys",
)
EVERYBODYS = (
    "/orders all",
    "/orders delivered",
    "/orders uncertain",
    "/audit",
    "/audit keys",
    "/audit orders",
    "/roles",
    "/catalog",
    "/providers",
)
SEARCHES = {
    "of a product": "/stock minecraft",
    "with a letter amiss": "/stock mincraft",
    "of a word few have": f"/stock {_RARE[0]}",
    "of a word many have": "/stock world",
    "of two words, a letter amiss": f"/stock {_RARE[0][1:]} {_RARE[1]}",
    "of nothing there is": "/stock qwrtzpsdfg",
}


@dataclass(frozen=True)
class Side:
    """A desk that runs, and who asks it."""

    running: Running
    supporters: list[Person]
    owners: list[Person]


async def run() -> list[Ratio]:
    """Both in turn, so that noise hits them alike."""
    asked = [(f"{text}, one's own", text, 2.0, False) for text in THEIRS]
    asked += [(f"{text}, everybody's", text, 2.0, True) for text in EVERYBODYS]
    asked += [(f"a search {what}", text, 3.0, True) for what, text in SEARCHES.items()]
    costs: dict[str, list[float]] = {what: [] for what, *_ in asked}
    async with AsyncExitStack() as ending:
        few = await ending.enter_async_context(_desk(FEW))
        full = await ending.enter_async_context(_desk(FULL))
        memory = full.running.memory() / few.running.memory()
        for _ in range(TURNS):
            for what, text, _, by_owners in asked:
                one, other = [await _cost(side, text, by_owners) for side in (full, few)]
                costs[what].append(one / other)
    found = [
        Ratio(f"{what}: CPU, in times of that over few", median(costs[what]), budget)
        for what, _, budget, _ in asked
    ]
    return [*found, Ratio("memory with full books, in times of that with few", memory, 1.5)]


@asynccontextmanager
async def _desk(books: dict[str, int]) -> AsyncIterator[Side]:
    stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
    await stage.start()
    try:
        await stage.furnish({"codegames"})
        world, town = stage.town.world, stage.town
        supporters = [world.person(f"Supporter {number}") for number in range(EACH)]
        owners = [world.person(f"Owner {number}") for number in range(EACH)]
        olga = Actor(town.olga.id, town.olga.id, town.olga.name)
        for each in supporters:
            await stage.app.house.services.access.grant(olga, each.id, "support", everywhere=True)
        await stage.app.stop()
        theirs = tuple(each.id for each in supporters)
        written = Books(buyers=theirs, customers=theirs, **books)
        await asyncio.to_thread(fill, stage.data_dir / "keydesk.db", written)
        everywhere = {
            "KEYDESK_DATA_DIR": str(stage.data_dir),
            "KEYDESK_LISTEN": "127.0.0.1:0",
            "KEYDESK_OWNERS": ",".join(str(each.id) for each in owners),
        }
        running = await start(Program.keydesk(world, {**town.settings(), **everywhere}))
        try:
            yield Side(running, supporters, owners)
        finally:
            await running.end()
    finally:
        await stage.stop()


async def _cost(side: Side, text: str, by_owners: bool) -> float:
    people = side.owners if by_owners else side.supporters
    await talk(people, text, AT_ONCE, AT_ONCE)
    before = side.running.cpu()
    await talk(people, text, MESSAGES, AT_ONCE)
    return side.running.cpu() - before
