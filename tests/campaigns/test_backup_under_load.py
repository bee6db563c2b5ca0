"""Backups taken while people buy and claim, each restored on another folder: the books balance.

Three buyers a provider buy, hand over and claim without a pause; backups are made in between at moments
that the seed chooses. Then the first desk is gone, and each backup becomes a desk of its own. The
stand-ins' ledgers judge it: what was charged before the copy began is known to it, what was charged
later is known or named by the question after the restore, nothing is charged again, and every key that
it holds is the one that was paid for.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.house import House
from sandbox.codegames import CodeGames
from sandbox.hype import Hype
from services.backups.making import Made
from services.backups.restoring import Restorer
from services.backups.sold_since import Answers, sold_since
from services.orders import PurchaseStatus
from services.vault import Vault
from storage.database import Database
from storage.tables.keys import keys
from storage.tables.orders import orders, purchases
from tests.campaigns.bulk import OLGA, PRICE
from tests.campaigns.length import LONG
from tests.campaigns.market import Load, Market
from tests.clock import ManualClock
from tests.databases import PostgresServer, SqliteFiles

BACKUPS = 3 if LONG else 2
BUYERS = 3
_STATES = select(purchases.c.txn_id, purchases.c.status)
CHARGED = {PurchaseStatus.SENT, PurchaseStatus.ACCEPTED, PurchaseStatus.UNCERTAIN}


@pytest.fixture
async def market(tmp_path: Path, clock: ManualClock) -> AsyncIterator[Market]:
    """Open for business; whatever is asked of it must fit the documents."""
    hype = Hype(clock=clock)
    hype.collection(1, "Games")
    hype.product(101, "GTA V", PRICE, collection=1)
    shop = CodeGames(login="desk", password="pass-word-7Q", clock=clock)
    shop.offer("562", title="Chess", price="956.30", stock=5000)
    await hype.start()
    await shop.start()
    yield Market(hype, shop, clock, tmp_path)
    await hype.stop()
    await shop.stop()
    assert hype.complaints + shop.complaints == []


@dataclass(frozen=True)
class Seen:
    """What a restored desk had of the charges."""

    known: int
    under_way: int
    named: int
    silent: int

    def __str__(self) -> str:
        return (
            f"{self.known} known ({self.under_way} under way at the moment), {self.named} named by the "
            f"books, {self.silent} later at the provider without books"
        )


@pytest.fixture
def other_urls(databases: SqliteFiles | PostgresServer, tmp_path: Path) -> Iterator[list[str]]:
    """Empty places for as many desks, of the kind that the first has; files in folders of their own."""
    if isinstance(databases, SqliteFiles):
        yield [f"sqlite+aiosqlite:///{tmp_path / f'other{n}' / 'desk.db'}" for n in range(BACKUPS)]
        return
    urls = [databases.fresh(empty=True) for _ in range(BACKUPS)]
    yield urls
    for url in urls:
        databases.drop(url)


@pytest.mark.usefixtures("postgres_programs")
@pytest.mark.parametrize("seed", range(20 if LONG else 1))
async def test_every_charge_is_known_or_named(
    market: Market,
    database_url: str,
    other_urls: list[str],
    seed: int,
    figure: Callable[[str], None],
) -> None:
    """The campaign, with its moments chosen by the seed."""
    dice = random.Random(seed)  # noqa: S311 - a campaign is repeated by its seed
    house = market.house(database_url)
    await house.open()
    taken = await _work(house, market, dice)
    await house.close()
    charged = market.ledger()
    assert len(charged) > len(taken[-1][0]), "people went on after the last backup"

    seen: list[Seen] = []
    for (before, made), url in zip(taken, other_urls, strict=True):
        target = Database(url)
        target.occupy()
        await Restorer(target, market.clock, Vault([market.secret])).restore(
            made.path, lambda: "", replace=False
        )
        await target.close()
        other = market.house(url)
        await other.open()
        try:
            answers = await sold_since(
                other.db, other.providers, market.clock, made.manifest.made_at
            )
            seen.append(await _judge(other, market, before, answers))
        finally:
            await other.close()
    assert market.ledger() == charged, "a restored desk has charged something"
    kind = "file" if database_url.startswith("sqlite") else "server"
    figure(
        f"backup under load, {kind}, seed {seed}: {len(charged)} charges, {BACKUPS} backups; "
        + "; ".join(map(str, seen))
    )


async def _work(house: House, market: Market, dice: random.Random) -> list[tuple[set[str], Made]]:
    """Work under way, and backups in it; each with what had been charged when it was begun."""
    desk = house.services
    await desk.access.set_up(OLGA, "supergroup", "Desk")
    await desk.catalog.add(OLGA, "GTA V", "hype", "101", "BRL")
    await desk.catalog.add(OLGA, "Chess", "codegames", "562", "KZT")
    offers = [desk.catalog.search(name)[0].offers[0].id for name in ("GTA V", "Chess")]
    load = Load(house, market.clock, dice)
    for customer in range(1, 1 + 2 * BUYERS):
        await desk.people.seen(customer, "Cara", f"c{customer}", customer, "private", "Cara")
        await desk.people.started(customer)
        await desk.access.grant(OLGA, customer + 1000, "support", everywhere=True)
    people = [
        asyncio.create_task(load.buy(offers[customer % 2], customer))
        for customer in range(1, 1 + 2 * BUYERS)
    ]
    taken = []
    for _ in range(BACKUPS):
        await load.until(dice.randint(3, 9))
        before, at = set(market.ledger()), load.bought
        taken.append((before, await desk.backups.make()))
        assert load.bought >= at
    await load.until(6)
    load.over = True
    await asyncio.gather(*people)
    return taken


async def _judge(house: House, market: Market, before: set[str], answers: Answers) -> Seen:
    ledger = market.ledger()
    async with house.db.read() as tx:
        rows = await tx.connection.execute(_STATES)
        states = {row.txn_id: row.status for row in rows}
    known = set(states)
    assert before <= known, "charged before the copy was begun, and not in it"

    # What came later: named by the books where there are any, else the silent provider is named.
    [hype] = answers.answers
    assert (hype.provider, hype.trouble, answers.silent) == ("hype", "", ("codegames",))
    booked = {pin.reference for pin in market.hype.pins}
    assert {sale.txn_id for sale in hype.unknown} == booked - known
    assert {sale.reference for sale in hype.unknown} == {
        str(pin.transaction_id) for pin in market.hype.pins if pin.reference not in known
    }
    assert hype.denied == ()

    await _settle(house, market.clock)
    async with house.db.read() as tx:
        found = await tx.connection.execute(
            select(purchases.c.txn_id, purchases.c.status, orders.c.unit_price, keys.c.sealed)
            .join(orders, orders.c.id == purchases.c.order_id)
            .outerjoin(keys, keys.c.purchase_id == purchases.c.id)
        )
        held = found.all()
    vault, seen = Vault([market.secret]), Counter[str]()
    for txn_id, status, price, sealed in held:
        seen[txn_id] += 1
        if txn_id not in ledger:
            assert sealed is None, "a key that nobody was charged for"
            continue
        key, paid = ledger[txn_id]
        assert status in CHARGED, f"charged, and the desk takes it for {status}"
        assert price == paid
        if status == PurchaseStatus.ACCEPTED:
            assert sealed is not None, "charged, and its key is not there"
            assert vault.open(sealed) == key
        else:
            # CodeGames says that it was charged and not under which order: for a person to settle.
            assert txn_id not in booked
    assert set(seen.values()) <= {1}
    report = await house.services.audit.verify()
    assert report.trouble is None
    charged = known & set(ledger)
    return Seen(
        len(charged),
        sum(states[each] != PurchaseStatus.ACCEPTED for each in charged),
        len(hype.unknown),
        len(set(ledger) - known - booked),
    )


async def _settle(house: House, clock: ManualClock) -> None:
    """Let the desk find out what became of whatever was under way."""
    await house.worker.take_over()
    for _ in range(4):
        await house.worker.idle()
        clock.advance(16 * 60)
