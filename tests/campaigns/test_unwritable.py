"""The real process, and its database that takes no writes in the middle of purchases.

Judged by the stand-ins' ledgers: what was charged is in the books when the trouble is over, with its
reference and its key; nothing was bought twice, nothing new was bought meanwhile, and people were told.
"""

import asyncio
import random
import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sandbox.gates import Point
from services.orders import OrderStatus, OrderView, PurchaseStatus
from tests.campaigns.desk import PATIENCE
from tests.campaigns.length import LONG
from tests.campaigns.unwritable import (
    Failing,
    Full,
    Gone,
    Locked,
    Standby,
    Trouble,
    UnwritableDesk,
    small_disk,
)
from tests.databases import PostgresServer

LONG_ROUNDS = 12
"""Rounds on each kind of trouble. Each is a purchase, a moment in it, and a way that it ends."""
SEED = 7
IN_BOOKS = {PurchaseStatus.ACCEPTED, PurchaseStatus.UNCERTAIN}
LOOKS = 90
AT_WORK = {OrderStatus.PAYING, OrderStatus.PAID}


@dataclass(frozen=True)
class Round:
    """One purchase: what is bought, when the trouble begins, and how it ends."""

    words: str
    count: int
    endpoint: str
    point: Point
    end: str

    def __str__(self) -> str:
        return f"{self.count} {self.words}, {self.point} {self.endpoint}, {self.end}"


WORST = Round("gta v", 1, "pay", "after", "stop")
"""Charged, the answer in hand, and asked to stop: CodeGames never tells the order id again."""


def rounds(kind: str, short: int = 1) -> list[Round]:
    """The rounds on one kind of trouble: the worst moment first, then by dice, the same for a seed."""
    dice = random.Random(f"{kind} {SEED}")  # noqa: S311 - a campaign is repeated by its seed
    made = [Round("pin card", 40, "pre_redeem", "after", "passes"), WORST]
    while len(made) < LONG_ROUNDS:
        words, count, endpoint = dice.choice(
            [
                ("gta v", dice.choice([1, 3]), "check"),
                ("gta v", dice.choice([1, 3]), "pay"),
                ("gta v", dice.choice([1, 3]), "keys"),
                ("pin card", 40, "pre_redeem"),
            ]
        )
        points: list[Point] = ["after"] if endpoint == "check" else ["before", "after"]
        end = dice.choice(["passes", "passes", "stop", "kill"])
        made.append(Round(words, count, endpoint, dice.choice(points), end))
    return made if LONG else made[:short]


async def play(desk: UnwritableDesk, trouble: Trouble, this: Round) -> str:
    """Play one round and judge it; what was seen, in a line."""
    before = desk.charged()
    await desk.move_in()
    desk.sam.says(f"/buy {this.words} {this.count}", chat=desk.group)
    question = await desk.bot_writes(desk.group, "Confirm")
    standin = desk.hype if this.endpoint == "pre_redeem" else desk.shop
    gate = standin.gate(this.endpoint, this.point)
    desk.sam.taps("Confirm", message=question)
    await gate.reached(PATIENCE)
    await asyncio.to_thread(trouble.begin)
    try:
        gate.release()
        told = await desk.bot_writes(desk.group, "just now", trouble.words)
        assert "Nothing" in told.text or "nothing" in told.text
        await still_serves(desk, trouble)
        charged = desk.charged()
        await nothing_new(desk)
        assert desk.charged() == charged, "bought while it could not be written down"
        named = await cut_off(desk, this.end)
    finally:
        await asyncio.to_thread(trouble.end)
    if this.end != "passes":
        await desk.bot.start()
    seen = await settled(desk, this, before, named)
    return f"unwritable, {type(trouble).__name__.lower()}: {this}: {seen}"


async def still_serves(desk: UnwritableDesk, trouble: Trouble) -> None:
    """Who only reads is answered, but for a database that does not answer at all."""
    desk.max.says("/whoami", chat=desk.group)
    await desk.bot_writes(desk.group, "Your id")
    if not isinstance(trouble, Gone):
        desk.max.says("/orders all", chat=desk.group)
        await desk.bot_writes(desk.group, "Orders")


async def nothing_new(desk: UnwritableDesk) -> None:
    """Max wants to buy meanwhile, and is told why not."""
    desk.max.says("/buy gta v 1")
    await desk.bot_writes(desk.max.private, "I cannot write anything down just now")


async def cut_off(desk: UnwritableDesk, end: str) -> dict[str, str]:
    """Stop or kill the process as the round says; what its log then names: our ids and references."""
    if end == "kill":
        await desk.bot.kill()
    elif end == "stop":
        desk.bot.terminate()
        assert await desk.bot.ended() == 0
    found: dict[str, str] = {}
    for line in desk.bot.log.splitlines():
        if "not written down before the stop" in line:
            found |= dict(re.findall(r"'([0-9a-f]{32})': '(\d+)'", line))
    return found


async def settled(
    desk: UnwritableDesk, this: Round, before: dict[str, str], named: dict[str, str]
) -> str:
    """Wait until the order has come to an end, and compare it with the stand-ins' ledgers."""
    orders = await until_settled(desk)
    new = {txn: ref for txn, ref in desk.charged().items() if txn not in before}
    books = {row.txn_id: row for order in orders for row in order.purchases}
    assert set(new) <= set(books), "charged under an id that no row remembers"
    for txn, reference in new.items():
        row = books[txn]
        assert row.status in IN_BOOKS, f"charged and {row.status}: paid and lost ({this})"
        if row.status is PurchaseStatus.ACCEPTED:
            assert row.reference == reference
        else:
            assert this.end != "passes", f"an answer in hand was thrown away ({this})"
            if this.end == "stop":
                assert named.get(txn) == reference, "the log does not name what is not written"
    bought = sum(order.bought for order in orders)
    assert sum(len(order.masks) for order in orders) == bought
    if this.end == "passes":
        assert len(new) in {0, this.count}
        assert all(order.status is OrderStatus.KEYED for order in orders if order.bought)
    known = sum(books[txn].status is PurchaseStatus.ACCEPTED for txn in new)
    return f"{len(new)} charged, {known} in the books, {len(new) - known} for a manager"


async def until_settled(desk: UnwritableDesk) -> tuple[OrderView, ...]:
    """The orders of this round's group when nothing of them is under way any more."""
    for _ in range(LOOKS):
        orders = await desk.orders()
        if not any(order.status in AT_WORK for order in orders):
            return orders
        await asyncio.sleep(1)
    raise AssertionError(f"still at work: {orders}\n{desk.bot.log[-4000:]}")


@pytest.fixture
async def sqlite_desk(tmp_path: Path) -> AsyncIterator[UnwritableDesk]:
    """A desk on a file."""
    async for made in opened(tmp_path, None):
        yield made


@pytest.fixture
async def small_desk(tmp_path: Path) -> AsyncIterator[UnwritableDesk]:
    """A desk on a disk of six megabytes."""
    with small_disk(tmp_path / "data") as is_small:
        if not is_small:
            pytest.skip("needs root, to make a small disk")
        async for made in opened(tmp_path, None):
            yield made


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A PostgreSQL that may be stopped."""
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture
def server_url(own_server: PostgresServer) -> str:
    """A database there, made before the event loop runs."""
    return own_server.fresh()


@pytest.fixture
async def server_desk(tmp_path: Path, server_url: str) -> AsyncIterator[UnwritableDesk]:
    """A desk on that."""
    async for made in opened(tmp_path, server_url):
        yield made


async def opened(folder: Path, url: str | None) -> AsyncIterator[UnwritableDesk]:
    """Open, and at the end look for what may never be."""
    desk = UnwritableDesk(folder, url)
    try:
        await desk.open()
        yield desk
        assert desk.world.complaints + desk.shop.complaints + desk.hype.complaints == []
        log = desk.bot.log
        assert "Traceback" not in log, log[-6000:]
        secrets = [key for sold in desk.shop.orders for key in sold.keys]
        secrets += [pin.key for pin in desk.hype.pins]
        assert [secret for secret in secrets if secret in log] == []
    finally:
        await desk.close()


@pytest.mark.parametrize("this", rounds("locked"), ids=str)
async def test_locked(
    sqlite_desk: UnwritableDesk, this: Round, figure: Callable[[str], None]
) -> None:
    """Another program holds the database for longer than the desk waits."""
    figure(await play(sqlite_desk, Locked(sqlite_desk), this))


@pytest.mark.parametrize("this", rounds("full", 2), ids=str)
async def test_full(small_desk: UnwritableDesk, this: Round, figure: Callable[[str], None]) -> None:
    """The disk is full to its last byte."""
    figure(await play(small_desk, Full(small_desk), this))


@pytest.mark.parametrize("this", rounds("failing"), ids=str)
async def test_failing(
    sqlite_desk: UnwritableDesk, this: Round, figure: Callable[[str], None]
) -> None:
    """The kernel refuses what the process writes."""
    figure(await play(sqlite_desk, Failing(sqlite_desk), this))


@pytest.mark.postgres
@pytest.mark.parametrize("this", rounds("gone"), ids=str)
async def test_gone(
    server_desk: UnwritableDesk,
    own_server: PostgresServer,
    this: Round,
    figure: Callable[[str], None],
) -> None:
    """The server is stopped and comes back."""
    figure(await play(server_desk, Gone(own_server), this))


@pytest.mark.postgres
@pytest.mark.parametrize("this", rounds("standby"), ids=str)
async def test_standby(
    server_desk: UnwritableDesk,
    own_server: PostgresServer,
    this: Round,
    figure: Callable[[str], None],
) -> None:
    """The server takes no writes for a while."""
    figure(await play(server_desk, Standby(own_server), this))
