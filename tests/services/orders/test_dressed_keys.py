"""A key with something glued to it and the same key alone are one key, in whichever order they come."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import delete, select, text

from providers.registry import Providers
from services.catalog import Catalog
from services.key_shapes import bare
from services.known_keys import LEAST_INSIDE, KnownKeys
from services.orders.door import STOCK
from services.own_stock import NewKey, OwnStock
from services.own_stock.additions import Additions
from services.own_stock.errors import NothingToKeepError
from services.own_stock.keeping import Keeping
from services.own_stock.offers import OwnOffers
from storage.own_keys import DOUBLE, FREE
from storage.tables.keys import key_samples
from storage.tables.keys import keys as order_keys
from storage.tables.stock import own_key_samples, own_keys
from tests.services.orders.conftest import SAM, OrderRoom
from tests.services.orders_made import OrderMade, let_in, make_orders

pytestmark = pytest.mark.both_databases

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_WIDE = str.maketrans({each: chr(ord(each) + 0xFEE0) for each in _LETTERS})
DRESSES: tuple[Callable[[str], str], ...] = (
    lambda key: key,
    lambda key: f"{key}x2",
    lambda key: f"{key}EU",
    lambda key: f"EU{key}",
    lambda key: f"{key}-GLOBAL",
    lambda key: f"GTA5-{key}",
    lambda key: f"GTA5{key}EU",
    lambda key: f"{key}/Grand-Theft-Auto-V",
    lambda key: f"1){key}(used)",
    lambda key: f"“{key}”",
    lambda key: f"Steam key: {key}",
    lambda key: f"Ключ:{key}",
    lambda key: f"https://shop.example/redeem?code={key}&ref=keydesk2026",
    lambda key: key.lower(),
    lambda key: key.title() + "eu",
    lambda key: key.replace("-", ""),
    lambda key: key.replace("-", "") + "EU",
    lambda key: key.replace("-", " – "),
    lambda key: key.replace("-", "‑") + "_x1",
    lambda key: key.translate(_WIDE) + "x3",
    lambda key: "\u200b".join(key) + "\ufeffEU",
)


def drawn(seed: int) -> list[str]:
    """Keys of several kinds: in groups, in one run, of digits; some that begin or end alike."""
    random = Random(seed)  # noqa: S311 - no secret

    def letters(count: int, among: str = _LETTERS) -> str:
        return "".join(random.choices(among, k=count))

    return [
        "-".join(letters(5) for _ in range(3)),
        letters(16),
        letters(14, "0123456789"),
        f"GTAVPREMIUM-{letters(8)}",
        f"{letters(8)}7-ROCKSTAR",
        letters(10),
    ]


class Desk:
    """Own stock and orders on one database."""

    def __init__(self, room: OrderRoom) -> None:
        self.room = room
        self.known = KnownKeys(room.db, room.vault)
        self.made = 0
        parts = (room.db, room.clock, room.vault)
        own = Providers([OwnStock(*parts)])
        self.catalog = Catalog(room.db, room.clock, own, room.audit)
        self.additions = Additions(*parts, self.known, self.catalog, room.audit)
        self.keeping = Keeping(*parts, OwnOffers(self.catalog), room.audit)

    async def begin(self) -> None:
        """A product."""
        await self.catalog.load()
        self.product = (await self.catalog.add(SAM, "GTA V", "own", "1", "EUR")).product_id

    async def add(self, keys: Sequence[str]) -> tuple[int, int]:
        """Somebody puts these into stock; how many are new, and how many doubles."""
        new = [NewKey(each, Decimal(5)) for each in keys]
        batch = await self.additions.read(SAM, self.product, "EUR", new)
        if batch.keys:
            await self.additions.confirm(SAM, "GTA V", batch.id)
        return batch.keys, batch.doubles

    async def deliver(self, keys: Sequence[str]) -> str:
        """A supplier sells these for an order; its number."""
        at = self.made
        self.made += 1
        made = OrderMade("codegames", "paying", "5", "EUR", self.room.clock(), ("accepted",))
        await make_orders(self.room.db, [made], first=at + 1)
        number = f"K-{at + 1:04}"
        async with self.room.db.write() as tx:
            order = await tx.orders.by_number(number)
            assert order is not None
            [purchase] = await tx.purchases.of_order(order.id)
            await self.room.outcomes.keys(tx, order, purchase, keys)
        return number

    async def states(self) -> list[str]:
        """What became of the keys in own stock."""
        async with self.room.db.read() as tx:
            found = select(own_keys.c.state).order_by(own_keys.c.id)
            return list(await tx.connection.scalars(found))


@pytest.fixture
async def desk(room: OrderRoom) -> Desk:
    """With a product and no key."""
    made = Desk(room)
    await made.begin()
    return made


def pairs(seed: int) -> list[tuple[str, str]]:
    """A key and the same in each dress; every pair of another key, of one kind or another."""
    drawings = [drawn(seed + at)[(seed + at) % 6] for at in range(len(DRESSES))]
    return [(key, dress(key)) for key, dress in zip(drawings, DRESSES, strict=True)]


async def test_two_that_a_person_adds_are_one(desk: Desk) -> None:
    """The dressed one first, and the plain one first; in two files, and in one."""
    dressed, plain = pairs(100), pairs(200)
    firsts = [each[1] for each in dressed] + [each[0] for each in plain]
    seconds = [each[0] for each in dressed] + [each[1] for each in plain]
    assert await desk.add(firsts) == (len(firsts), 0)
    assert await desk.add(seconds) == (0, len(seconds))
    together = [each for pair in pairs(300) for each in reversed(pair)]
    assert await desk.add(together) == (len(together) // 2, len(together) // 2)


async def test_one_that_a_supplier_has_delivered_is_not_added(desk: Desk) -> None:
    """In whatever dress it came for an order, or is sent by a person now; and its order is found by it."""
    dressed, plain = pairs(400), pairs(500)
    number = await desk.deliver([each[1] for each in dressed] + [each[0] for each in plain])
    await desk.known.load()
    long = [key for key, _ in dressed if len(bare(key)) >= LEAST_INSIDE]
    assert {await desk.known.order_with(key) for key in long} == {number}
    seconds = [each[0] for each in dressed] + [each[1] for each in plain]
    assert await desk.add(seconds) == (0, len(seconds))


async def test_one_that_a_supplier_delivers_later_is_sold_from_stock_no_more(desk: Desk) -> None:
    """Nor is one that was kept from an order before."""
    dressed, plain = pairs(600), pairs(700)
    firsts = [each[1] for each in dressed] + [each[0] for each in plain]
    half = len(firsts) // 2
    await desk.add(firsts[:half])
    number = await desk.deliver(firsts[half:])
    admitted = let_in(SAM, number, STOCK)
    await desk.keeping.keep(admitted, len(firsts), 0)
    assert await desk.states() == [FREE] * len(firsts)
    await desk.deliver([each[0] for each in dressed] + [each[1] for each in plain])
    assert await desk.states() == [DOUBLE] * len(firsts)
    async with desk.room.db.read() as tx:
        twins = select(order_keys.c.id).where(order_keys.c.twin_of.is_not(None))
        assert (await tx.connection.execute(twins)).all() == []


async def test_one_that_came_for_two_orders_goes_into_stock_from_neither(desk: Desk) -> None:
    """Somebody may have it by the other one."""
    [key, *_] = drawn(800)
    for number in (await desk.deliver([key]), await desk.deliver([f"{key}x2"])):
        with pytest.raises(NothingToKeepError):
            await desk.keeping.keep(let_in(SAM, number, STOCK), 1, 0)


async def test_others_that_begin_or_end_alike_are_others(desk: Desk) -> None:
    """Series of vouchers: what one has in front of, behind or between its own letters the next has too."""
    random = Random(9)  # noqa: S311 - no secret
    bodies = ["".join(random.choices(_LETTERS, k=8)) for _ in range(20)]
    series = [f"GTAVPREMIUM-{each}-ROCKSTAR" for each in bodies]
    series += [f"KEYABCDE{number}X" for number in range(98, 104)]
    assert await desk.add(series) == (len(series), 0)


async def test_keys_of_an_older_version_are_known_too(desk: Desk) -> None:
    """Their samples are worked out by and by, also of one whose text lies with its order alone."""
    [(one, in_dress), (other, delivered), *_] = [(key, f"{key}x2") for key in drawn(800)]
    await desk.add([in_dress])
    await desk.deliver([delivered])
    async with desk.room.db.write() as tx:
        for table in (key_samples, own_key_samples):
            await tx.connection.execute(delete(table))
        for due in ("own_key_id) SELECT id FROM own_keys", "key_id) SELECT id FROM keys"):
            await tx.connection.execute(text(f"INSERT INTO samples_due ({due}"))
    assert await desk.add([one, other]) == (2, 0)
    async with desk.room.db.write() as tx:
        await tx.connection.execute(delete(own_keys).where(own_keys.c.id > 1))
    await desk.known.run()
    assert await desk.add([one, other]) == (0, 2)
    async with desk.room.db.read() as tx:
        assert await tx.key_samples.due(9) == []
