"""However keys are added, sold, put back, put aside and sold again, with restarts: each is sold once."""

import asyncio
from collections.abc import Coroutine
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from providers.base import OfferRef, Purchase
from providers.errors import OutOfStock, ProviderError, WrongPrice
from providers.registry import Providers
from services.actor import Actor
from services.audit import Audit
from services.catalog import Catalog
from services.known_keys import KnownKeys
from services.own_stock import NewKey, OwnStock
from services.own_stock.additions import Additions
from services.own_stock.errors import NothingToAddError
from services.vault import Vault
from storage.database import Database
from storage.own_keys import ASIDE, FREE, NEW, TAKEN
from storage.tables.stock import own_keys
from tests.clock import ManualClock
from tests.databases import PostgresServer, SqliteFiles

pytestmark = pytest.mark.both_databases

OLGA, MAX = Actor(1, -100, "Olga"), Actor(2, -100, "Max")
COSTS = (Decimal(5), Decimal(6))
T = TypeVar("T")


class Stock(RuleBasedStateMachine):
    """A desk, what it should have, and what was sold to whom."""

    databases: ClassVar[SqliteFiles | PostgresServer]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.url, self.clock = self.databases.fresh(), ManualClock()
        self.secret = Fernet.generate_key().decode()
        self.sold: dict[str, str] = {}
        """By transaction, the key it has."""
        self.states: dict[str, str] = {}
        """By key, what it should be."""
        self.batches: dict[int, tuple[list[str], str]] = {}
        """By person, what they were shown and have not answered."""
        self.bought = 0

    def run(self, step: Coroutine[Any, Any, T]) -> T:
        """Take a step to its end."""
        return self.loop.run_until_complete(step)

    @initialize()
    def open(self) -> None:
        """A product, and nothing in stock."""

        async def begin() -> None:
            await self._start()
            self.product = (await self.catalog.add(OLGA, "GTA V", "own", "1", "EUR")).product_id

        self.run(begin())

    async def _start(self) -> None:
        self.db = Database(self.url)
        await self.db.open()
        vault = Vault([self.secret])
        self.own = OwnStock(self.db, self.clock, vault)
        audit = Audit(self.db, self.clock, vault)
        self.catalog = Catalog(self.db, self.clock, Providers([self.own]), audit)
        await self.catalog.load()
        known = KnownKeys(self.db, vault)
        await known.load()
        self.additions = Additions(self.db, self.clock, vault, known, self.catalog, audit)

    @rule()
    def restart(self) -> None:
        """Another process finds the rows alone."""
        self.run(self.db.close())
        self.run(self._start())

    @rule(
        who=st.sampled_from((OLGA, MAX)),
        keys=st.lists(st.integers(0, 30), min_size=1, max_size=6),
        cost=st.sampled_from(COSTS),
    )
    def read(self, who: Actor, keys: list[int], cost: Decimal) -> None:
        """Somebody sends keys, some of them known already or twice; what they sent before is forgotten."""
        plain = [f"AB{key:03d}-CDE{key:03d}-FGH{key:03d}" for key in keys]
        for each in self.batches.pop(who.user_id, ([], ""))[0]:
            if self.states[each] == NEW:
                del self.states[each]
        new = [each for each in dict.fromkeys(plain) if each not in self.states]
        sent = [NewKey(each, cost) for each in plain]
        batch = self.run(self.additions.read(who, self.product, "EUR", sent))
        waits = sum(self.states.get(each) == NEW for each in plain)
        assert (batch.keys, batch.waiting) == (len(new), waits)
        assert batch.doubles == len(plain) - len(new) - waits
        self.states |= dict.fromkeys(new, NEW)
        self.batches[who.user_id] = (new, batch.id)

    @rule(who=st.sampled_from((OLGA, MAX)), yes=st.booleans())
    def answer(self, who: Actor, yes: bool) -> None:
        """Yes puts them into stock, once; no forgets them."""
        new, batch = self.batches.pop(who.user_id, ([], "none"))
        new = [each for each in new if self.states[each] == NEW]
        if not yes:
            assert self.run(self.additions.cancel(who)) == len(new)
            for each in new:
                del self.states[each]
            return
        try:
            assert self.run(self.additions.confirm(who, "GTA V", batch)) == len(new)
        except NothingToAddError:
            assert not new
        self.states |= dict.fromkeys(new, FREE)

    @rule(buyers=st.integers(1, 4), cost=st.sampled_from(COSTS), twice=st.booleans())
    def buy(self, buyers: int, cost: Decimal, twice: bool) -> None:
        """Several at once, each perhaps asked twice under its id."""
        ids = [f"txn-{self.bought + at}" for at in range(buyers)]
        self.bought += buyers

        async def one(txn: str) -> Purchase | ProviderError:
            try:
                return await self.own.purchase(OfferRef("1", "EUR"), cost, txn)
            except (OutOfStock, WrongPrice) as error:
                return error

        async def together() -> list[Purchase | ProviderError]:
            return await asyncio.gather(*map(one, ids * (1 + twice)))

        for txn, ended in zip(ids * 2, self.run(together()), strict=False):
            if isinstance(ended, Purchase):
                [key] = ended.keys
                assert self.sold.setdefault(txn, key) == key
                self.states[key] = TAKEN

    @rule(at=st.integers(0, 20))
    def ask_again(self, at: int) -> None:
        """What became of a purchase is always known, and is the same key."""
        if self.sold:
            txn = sorted(self.sold)[at % len(self.sold)]
            assert self.run(self.own.keys(txn)) == (self.sold[txn],)

    @rule(at=st.integers(0, 20), twice=st.booleans())
    def put_back(self, at: int, twice: bool) -> None:
        """A key that nobody has seen goes back into stock."""
        if self.sold:
            txn = sorted(self.sold)[at % len(self.sold)]
            for _ in range(1 + twice):
                self.run(self.own.reverse(txn, None))
            self.states[self.sold.pop(txn)] = FREE

    @rule()
    def put_aside(self) -> None:
        """As a restore does: nothing of what could be sold is."""

        async def restored() -> None:
            async with self.db.write() as tx:
                await tx.own_keys.put_aside()

        self.run(restored())
        for key, state in self.states.items():
            self.states[key] = ASIDE if state in (NEW, FREE) else state

    @rule()
    def sell_again(self) -> None:
        """A person says that it was not sold since."""
        aside = [key for key, state in self.states.items() if state == ASIDE]
        assert self.run(self.additions.sell_again(OLGA, self.product)) == len(aside)
        self.states |= dict.fromkeys(aside, FREE)

    @invariant()
    def each_key_is_where_it_should_be(self) -> None:
        """No key is gained, lost, or had by two; what is quoted is what is in stock."""
        if not hasattr(self, "product"):
            return

        async def look() -> tuple[dict[str, str], list[str], int]:
            vault = Vault([self.secret])
            async with self.db.read() as tx:
                found = select(own_keys.c.sealed, own_keys.c.state, own_keys.c.txn_id)
                rows = (await tx.connection.execute(found)).all()
            try:
                quote = await self.own.quote(OfferRef("1", "EUR"))
            except OutOfStock:
                stock = 0
            else:
                stock = (quote.stock or 0) + (quote.more or 0)
            states = {vault.opened(row.sealed) or "": row.state for row in rows}
            return states, [row.txn_id for row in rows if row.txn_id], stock

        states, taken, stock = self.run(look())
        assert states == self.states
        assert sorted(taken) == sorted(self.sold)
        assert stock == list(states.values()).count(FREE)
        assert len(set(self.sold.values())) == len(self.sold)

    def teardown(self) -> None:
        """Let go."""
        if hasattr(self, "db"):
            self.run(self.db.close())
        self.loop.close()
        self.databases.drop(self.url)


@pytest.mark.timeout(300)
def test_whatever_is_done_each_key_is_sold_once(databases: SqliteFiles | PostgresServer) -> None:
    """Judged after every step by the rows themselves, on both databases."""

    class Course(Stock):
        pass

    Course.databases = databases
    quiet = list(HealthCheck)
    few = settings(
        max_examples=4,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=quiet,
        phases=[Phase.generate],
    )
    run_state_machine_as_test(Course, settings=few)
