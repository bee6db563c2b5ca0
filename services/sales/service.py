"""Sales reports, asked for by a span of time and the chats whose orders count."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from services.access import Reach
from services.periods import Period
from services.sales.reading import read, read_points
from services.sales.report import (
    BuyerSales,
    CostReport,
    ProductSales,
    ProviderSales,
    SalesNumbers,
    SalesPoint,
    SalesReport,
)
from services.sales.tally import Tallies, Tally, less, money, numbers
from storage.database import Database
from storage.sales import (
    ChatsWanted,
    Counted,
    Span,
    earliest_after,
    earliest_in,
    open_cases,
    settled_purchase,
    unclaimed_between,
)
from storage.sales_sums import BUYER, OFFER, PROVIDER
from storage.transaction import Tx

EVERY_CHAT = Reach(anywhere=True, chats=frozenset())
R = TypeVar("R", bound=SalesNumbers)


@dataclass(frozen=True, slots=True)
class More:
    """What a report has besides its numbers and those of providers.

    ``products`` and ``buyers``: so many rows at most of these tables; buyers only of the chats in
    ``buyers_in``. ``points``: where its time is cut, the ends included. ``before``: what it is compared
    with. ``now``: whether it is counted how many orders are unclaimed, and cases open, at that moment.
    ``counted``: orders that are not in it, since they were counted before. ``newest``: whether it says which
    purchase is the newest that it knows of.
    """

    products: int = 0
    buyers: int = 0
    buyers_in: Reach | None = None
    points: Sequence[datetime] = ()
    before: Period | None = None
    now: datetime | None = None
    counted: tuple[Counted, ...] = ()
    newest: bool = False


NOTHING_MORE = More()


class Sales:
    """Reads sales: from the totals that are kept of them, and from orders where these do not count now."""

    def __init__(
        self, db: Database, by_books: Callable[[str], bool] = lambda provider: False
    ) -> None:
        """``by_books`` tells which providers charge what only their books say; all others, the price."""
        self._db = db
        self._by_books = by_books

    async def report(
        self,
        since: datetime,
        until: datetime,
        reach: Reach = EVERY_CHAT,
        more: More = NOTHING_MORE,
    ) -> SalesReport:
        """Report on the orders confirmed from ``since`` until before ``until``, of the chats in reach."""
        span, chats = (since, until), wanted(reach)
        kinds = [PROVIDER, *([OFFER] if more.products else [])]
        async with self._db.read() as tx:
            newest = await settled_purchase(tx.connection) if more.newest else None
            found = await read(tx, span, chats, kinds, more.counted)
            products = await self._products(tx, found.get(OFFER, {}))
            buyers = await self._buyers(tx, span, chats, more)
            points = []
            if more.points:
                points = await read_points(tx, more.points, chats, counted=more.counted)
            before = None
            if more.before is not None:
                early = await read(tx, (more.before.since, more.before.until), chats)
                before = SalesNumbers(**numbers(_all(early[PROVIDER])))
            unclaimed = cases = 0
            if more.now is not None:
                of_it = span, chats, more.now, more.counted
                unclaimed = await unclaimed_between(tx.connection, *of_it)
                cases = await open_cases(tx.connection, chats)
        providers = found[PROVIDER]
        cut = zip(more.points, more.points[1:], points, strict=False)
        return SalesReport(
            **numbers(_all(providers)),
            since=since,
            until=until,
            by_provider=tuple(
                ProviderSales(**numbers(providers[name].items()), provider=name)
                for name in sorted(providers)
            ),
            by_product=tuple(_most(products)[: more.products]),
            by_buyer=tuple(_most(buyers)[: more.buyers]),
            products=len(products),
            buyers=len(buyers),
            series=tuple(
                SalesPoint(**numbers(_all(some)), since=first, until=last)
                for first, last, some in cut
            ),
            before=before,
            before_since=more.before.since if more.before else None,
            before_until=more.before.until if more.before else None,
            unclaimed=unclaimed,
            open_cases=cases,
            newest=newest,
        )

    async def earliest(
        self, span: Span, reach: Reach, counted: Sequence[Counted], purchase: int
    ) -> datetime | None:
        """When the first order of these chats was confirmed that was not ``counted``: of a span of time, or
        before it if it was written after a purchase. None: there is none.
        """
        chats = wanted(reach)
        async with self._db.read() as tx:
            found = [await earliest_after(tx.connection, purchase, span[0], chats)]
            if span[0] < span[1]:
                found.append(await earliest_in(tx.connection, span, chats, counted))
        return min((each for each in found if each is not None), default=None)

    async def keys_by_day(
        self, tx: Tx, products: Collection[int], days: Sequence[datetime]
    ) -> dict[int, list[int]]:
        """How many keys of each product were bought between each of these moments and the next."""
        offers = await tx.sales_totals.offers_of(products)
        sold = {product: [0] * (len(days) - 1) for product in products}
        if not offers:
            return sold
        abouts = {str(offer) for offer in offers}
        for at, found in enumerate(await read_points(tx, days, wanted(EVERY_CHAT), OFFER, abouts)):
            for offer, tallies in found.items():
                if (product := offers.get(int(offer))) is not None:
                    sold[product][at] += sum(each.keys for each in tallies.values())
        return sold

    async def costs(
        self, since: datetime, until: datetime, reach: Reach, counted: Sequence[Counted] = ()
    ) -> CostReport:
        """Report on what was bought and kept of the orders confirmed then, of the chats in reach."""
        async with self._db.read() as tx:
            found = await read(tx, (since, until), wanted(reach), counted=counted)
        return self.cost_of(found[PROVIDER].items())

    def cost_of(self, providers: Iterable[tuple[str, Tallies]]) -> CostReport:
        """What these cost; of a provider that is sent the price, a key costs what was paid for it."""
        keys = known = 0
        sums: dict[str, Tally] = {}
        for name, tallies in providers:
            for currency, tally in tallies.items():
                keys += tally.keys
                one = Tally(costed=tally.costed, costed_for=tally.costed_for, cost=tally.cost)
                if not self._by_books(name):
                    rest = less(tally.spent, tally.costed_for)
                    one.join(Tally(costed=tally.keys - tally.costed, costed_for=rest, cost=rest))
                known += one.costed
                sums.setdefault(currency, Tally()).join(one)
        found = sorted(sums.items())
        cost = money((code, each.cost, each.costed) for code, each in found)
        above = ((code, less(each.costed_for, each.cost), each.costed) for code, each in found)
        return CostReport(keys, known, cost, money(above))

    async def _products(self, tx: Tx, offers: Mapping[str, Tallies]) -> list[ProductSales]:
        known = await tx.sales_totals.products_of([int(each) for each in offers])
        names = await tx.sales_totals.names_of({product for product, _ in known.values()})
        products: dict[int, Tallies] = {}
        for about, tallies in offers.items():
            _join(products.setdefault(known[int(about)][0], {}), tallies)
        return [
            ProductSales(**numbers(each.items()), product_id=product, product=names[product])
            for product, each in products.items()
        ]

    async def _buyers(self, tx: Tx, span: Span, chats: ChatsWanted, more: More) -> list[BuyerSales]:
        if not more.buyers or more.buyers_in is None:
            return []
        theirs = both(chats, wanted(more.buyers_in))
        found = (await read(tx, span, theirs, (BUYER,), more.counted))[BUYER]
        names = await tx.users.called([int(each) for each in found])
        return [
            BuyerSales(**numbers(each.items()), buyer_id=int(who), buyer=names.get(int(who)) or who)
            for who, each in found.items()
        ]


def wanted(reach: Reach) -> ChatsWanted:
    """The chats in reach, as the database is asked for them."""
    if reach.anywhere:
        return ChatsWanted(None, reach.chats)
    return ChatsWanted(reach.chats)


def both(one: ChatsWanted, other: ChatsWanted) -> ChatsWanted:
    """The chats that are among both."""
    known = [each.only for each in (one, other) if each.only is not None]
    only = frozenset.intersection(*known) if known else None
    return ChatsWanted(only, one.but | other.but)


def _all(abouts: Mapping[str, Tallies]) -> Iterable[tuple[str, Tally]]:
    sums: Tallies = {}
    for tallies in abouts.values():
        _join(sums, tallies)
    return sums.items()


def _most(rows: list[R]) -> list[R]:
    """Those with the most keys first."""
    return sorted(rows, key=lambda row: (-row.keys, -row.orders))


def _join(sums: Tallies, more: Tallies) -> None:
    for currency, tally in more.items():
        sums.setdefault(currency, Tally()).join(tally)
