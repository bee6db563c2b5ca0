"""Holding a provider's own books against our purchases, both ways: what one of the two has alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from providers.base import ChargesByBooks, Reporting, Sale
from providers.lists import slips_of
from providers.registry import Providers
from services.access import Reach
from services.money import Money
from services.periods import Period, days_around
from services.provider_reads import read
from services.visible import visible_line
from storage.database import Database
from storage.reconciling import PurchaseToCompare

NOT_OURS = "not-ours"
"""The books have a sale that no purchase of ours is."""
NOT_THEIRS = "not-theirs"
"""We have bought something that the books do not show."""
NOT_BOUGHT = "not-bought"
"""The books have a sale of a purchase that was refused, or waits for a person, by us."""
TAKEN_BACK = "taken-back"
"""One of both says that it was taken back, the other not."""
PRICE = "price"
"""Both have it, at different prices."""
MOST = 20
"""Differences that are told one by one."""
LONGEST = timedelta(days=62)
"""A longer period is not compared: books are asked for in parts."""
PATIENCE = 15.0
"""Seconds for the books of one provider."""
_AT_ONCE = 500
_BOUGHT = ("accepted", "reversing", "reversed")


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs of one purchase: our order, if it is one, the provider's reference, what each says."""

    kind: str
    order: str | None
    reference: str
    ours: Money | None = None
    theirs: Money | None = None


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What came of one provider: how many sales were compared, and the differences, at most ``MOST``.

    ``trouble``: the kind of error for which the books were not read; ``unread`` entries of them cannot be.
    """

    provider: str
    compared: int
    differences: tuple[Difference, ...]
    total: int
    trouble: str | None = None
    unread: int = 0


def facts_of(reconciled: Sequence[Reconciled]) -> list[dict[str, Any]]:
    """As plain facts, as notices keep them; amounts are exact texts."""

    def amount(money: Money | None) -> list[str] | None:
        return None if money is None else [format(money.amount, "f"), money.currency]

    return [
        {
            "provider": each.provider,
            "compared": each.compared,
            "total": each.total,
            "trouble": each.trouble,
            "unread": each.unread,
            "differences": [
                {
                    "kind": one.kind,
                    "order": one.order,
                    "reference": one.reference,
                    "ours": amount(one.ours),
                    "theirs": amount(one.theirs),
                }
                for one in each.differences
            ],
        }
        for each in reconciled
    ]


def reconciled_of(facts: Sequence[Mapping[str, Any]]) -> list[Reconciled]:
    """What these facts were made of."""

    def money(said: Sequence[str] | None) -> Money | None:
        return None if said is None else Money(Decimal(said[0]), said[1])

    return [
        Reconciled(
            str(each["provider"]),
            int(each["compared"]),
            tuple(
                Difference(
                    str(one["kind"]),
                    one["order"],
                    str(one["reference"]),
                    money(one["ours"]),
                    money(one["theirs"]),
                )
                for one in each["differences"]
            ),
            int(each["total"]),
            each["trouble"],
            int(each["unread"]),
        )
        for each in facts
    ]


class Reconciliation:
    """Compares, for those who may see the sales of these chats."""

    def __init__(self, db: Database, providers: Providers) -> None:
        self._db = db
        self._providers = providers

    @property
    def offered(self) -> bool:
        """Whether there are any books."""
        return bool(self._providers.with_capability(Reporting))

    async def of(self, period: Period, reach: Reach) -> tuple[Reconciled, ...]:
        """Compare what was confirmed in a period. A sale that is no order of ours is told to those alone who
        may see the sales of every chat.
        """
        if period.until - period.since > LONGEST:
            return ()
        books = self._providers.with_capability(Reporting)
        return tuple([await self._one(keeper, period, reach) for keeper in books])

    async def _one(self, keeper: Reporting, period: Period, reach: Reach) -> Reconciled:
        first, last = days_around(period.since, period.until)
        sales, trouble = await read(keeper.sales(first, last), PATIENCE)
        if sales is None:
            kind = "unavailable" if trouble is None else trouble.kind
            return Reconciled(keeper.name, 0, (), 0, trouble=kind)
        async with self._db.read() as tx:
            ours = await tx.reconciling.confirmed_between(keeper.name, period.since, period.until)
            named = [sale.txn_id for sale in sales if sale.txn_id and sale.txn_id not in ours]
            others: dict[str, PurchaseToCompare] = {}
            for at in range(0, len(named), _AT_ONCE):
                others |= await tx.reconciling.of_txns(named[at : at + _AT_ONCE])
        mine = {txn: each for txn, each in ours.items() if reach.covers(each.chat_id)}
        slips = len(slips_of(sales))
        found = [
            each
            for each in _differences(keeper, period, sales, mine, {**ours, **others}, reach)
            # Where some entries cannot be read, that one is missing proves nothing.
            if not slips or each.kind != NOT_THEIRS
        ]
        return Reconciled(keeper.name, len(mine), tuple(found[:MOST]), len(found), None, slips)


def _differences(
    keeper: Reporting,
    period: Period,
    sales: Sequence[Sale],
    mine: Mapping[str, PurchaseToCompare],
    known: Mapping[str, PurchaseToCompare],
    reach: Reach,
) -> list[Difference]:
    found = []
    theirs = {sale.txn_id: sale for sale in sales if sale.txn_id}
    for sale in sales:
        if sale.txn_id in known or not (reach.anywhere and not reach.chats):
            continue
        if sale.sold_at is not None and sale.sold_at in period and not sale.taken_back:
            found.append(
                Difference(
                    NOT_OURS, None, visible_line(sale.reference), theirs=_charged(keeper, sale)
                )
            )
    for txn, each in mine.items():
        sale_of_it = theirs.get(txn)
        bought = each.status in _BOUGHT
        if sale_of_it is None:
            if bought and each.reference:
                found.append(Difference(NOT_THEIRS, each.number, each.reference, ours=_price(each)))
            continue
        reference = visible_line(sale_of_it.reference)
        if not bought:
            if not sale_of_it.taken_back and each.status in ("refused", "uncertain"):
                charged = _charged(keeper, sale_of_it)
                found.append(Difference(NOT_BOUGHT, each.number, reference, theirs=charged))
        elif sale_of_it.taken_back != (each.status == "reversed"):
            found.append(Difference(TAKEN_BACK, each.number, reference, ours=_price(each)))
        elif (told := _charged(keeper, sale_of_it)) is not None and told != _price(each):
            found.append(Difference(PRICE, each.number, reference, _price(each), told))
    return found


def _price(purchase: PurchaseToCompare) -> Money:
    return Money(purchase.unit_price, purchase.currency)


def _charged(keeper: Reporting, sale: Sale) -> Money | None:
    """The price of it, as far as the books name that; what it costs is for others to see."""
    charge = keeper.charge_of(sale) if isinstance(keeper, ChargesByBooks) else None
    return None if charge is None else Money(charge.amount, charge.currency)
