"""Views of cases: what one looks like to whoever may see it, without any key in plain."""

from dataclasses import dataclass
from datetime import datetime

from services.cases.arriving import has_not_arrived, is_held
from services.cases.errors import UnknownCaseError
from services.cases.states import CaseKind, CaseStatus
from services.delivery.handing import handed_before
from services.orders import OrderStatus, OrderView, OrderViews
from services.orders.pieces import holder
from services.orders.states import REVERSIBLE
from services.own_stock import OWN
from storage.cases import CaseRow
from storage.keys import KeyRow
from storage.purchases import PurchaseRow
from storage.transaction import Tx

MOST_EARLIER = 100
"""Earlier cases are counted so far."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as cards show it. ``masks``: of the key it is about, or of all of the order.

    ``earlier_of_customer``, ``earlier_of_product``: how many cases came before, up to MOST_EARLIER.
    ``provider_status``: what the provider's books said last. ``replacement``: the order that is to take the
    place of this one; ``held``: a key of it came before, so that nothing of it goes out by itself;
    ``not_arrived``: its keys were sent to the customer in vain, ``handed``: what became of it before, as
    ``Delivery.sendable`` counts. ``given``: the orders that took, or are about to take, the
    place of some of its keys in other cases; ``unreplaced``: how many keys that leaves. ``to_reverse``: masks
    of its keys that the provider may be asked to take back.
    """

    id: int
    order: OrderView
    kind: CaseKind
    status: CaseStatus
    masks: tuple[str, ...]
    is_of_all: bool
    customer_id: int
    customer_name: str
    chat_id: int
    thread_id: int | None
    message_id: int | None
    assigned_to: int | None
    assigned_name: str
    opened_at: datetime
    waiting_since: datetime | None
    ended_at: datetime | None
    ended_by_name: str
    earlier_of_customer: int
    earlier_of_product: int
    provider_status: str | None
    replacement: OrderView | None
    held: bool
    not_arrived: bool
    handed: int
    given: tuple[OrderView, ...]
    unreplaced: int
    to_reverse: tuple[str, ...]

    @property
    def number(self) -> str:
        """The number of the order."""
        return self.order.number

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.status is CaseStatus.OPEN

    @property
    def on_its_way(self) -> bool:
        """Whether what is to take the place of the key is being brought to the customer."""
        new = self.replacement
        return (
            new is not None
            and new.status is OrderStatus.KEYED
            and new.customer_id == self.customer_id
        )

    @property
    def being_replaced(self) -> bool:
        """Whether an order in its place is under way, or waits to be confirmed."""
        under_way = self.replacement is not None and self.replacement.status in UNDER_WAY
        return under_way and not self.held

    @property
    def bought_anew(self) -> bool:
        """Whether one was confirmed, so that the key stays meanwhile."""
        return self.replacement is not None and self.replacement.status in BOUGHT_ANEW


UNDER_WAY = frozenset(
    {
        OrderStatus.AWAITING_APPROVAL,
        OrderStatus.APPROVED,
        OrderStatus.PAYING,
        OrderStatus.PAID,
        OrderStatus.KEYED,
        OrderStatus.UNCERTAIN,
    }
)
"""Where a replacement may yet come to the customer by itself."""
BOUGHT_ANEW = UNDER_WAY - {OrderStatus.AWAITING_APPROVAL} | {OrderStatus.DELIVERED}
"""Where it is bought, or being so; one that waits for a yes is called off as its case ends."""


class CaseViews:
    """Puts views together inside a transaction."""

    def __init__(self, orders: OrderViews) -> None:
        self._orders = orders

    async def by_id(self, tx: Tx, case_id: int) -> CaseView:
        """Raises UnknownCaseError."""
        row = await tx.cases.by_id(case_id)
        if row is None:
            raise UnknownCaseError(reader="staff")
        return await self.of(tx, row)

    async def of(self, tx: Tx, row: CaseRow) -> CaseView:
        """The view of one case."""
        order = await self._orders.by_number(tx, row.number)
        replacement, held, not_arrived, handed = None, False, False, 0
        instead = await tx.orders.by_id(row.replacement_id) if row.replacement_id else None
        if instead is not None:
            replacement = await self._orders.of(tx, instead)
            held = await is_held(tx, instead)
            not_arrived = await has_not_arrived(tx, instead, row.customer_id)
            if not_arrived:
                handed = await handed_before(tx, instead, row.customer_id)
        people = {row.customer_id, row.assigned_to, row.ended_by} - {None}
        names = await tx.users.called({each for each in people if each is not None})
        of_customer, of_product = await tx.cases.earlier(row, MOST_EARLIER)
        keys = await keys_of(tx, row)
        given, unreplaced = await self._given(tx, row, {key.id for key in keys})
        return CaseView(
            id=row.id,
            order=order,
            kind=CaseKind(row.kind),
            status=CaseStatus(row.status),
            masks=tuple(key.mask for key in keys),
            is_of_all=row.key_id is None,
            customer_id=row.customer_id,
            customer_name=names.get(row.customer_id, str(row.customer_id)),
            chat_id=row.chat_id,
            thread_id=row.thread_id,
            message_id=row.message_id,
            assigned_to=row.assigned_to,
            assigned_name=_name(names, row.assigned_to),
            opened_at=row.opened_at,
            waiting_since=row.waiting_since,
            ended_at=row.ended_at,
            ended_by_name=_name(names, row.ended_by),
            earlier_of_customer=of_customer,
            earlier_of_product=of_product,
            provider_status=row.provider_status,
            replacement=replacement,
            held=held,
            not_arrived=not_arrived,
            handed=handed,
            given=given,
            unreplaced=unreplaced,
            to_reverse=await _to_reverse(tx, row, order),
        )

    async def _given(
        self, tx: Tx, row: CaseRow, mine: set[int]
    ) -> tuple[tuple[OrderView, ...], int]:
        """What stands in the place of these keys by other cases, and how many of them that leaves.

        Besides what was bought in this one and turned out to be after another was asked about. What is held
        because a key of it came before is in nothing's place.
        """
        given, left = [], set(mine)
        for order in await tx.orders.of_case(row.id):
            theirs_too = order.id != row.replacement_id and order.customer_id in (
                None,
                row.customer_id,
            )
            if (
                theirs_too
                and order.status in UNDER_WAY | {OrderStatus.DELIVERED}
                and not await is_held(tx, order)
            ):
                given.append(await self._orders.of(tx, order))
                left = set()
        for other in await tx.cases.replaced_besides(row):
            instead = await tx.orders.by_id(other.replacement_id or 0)
            if instead is None or instead.status not in UNDER_WAY | {OrderStatus.DELIVERED}:
                continue
            if await is_held(tx, instead):
                continue
            theirs = mine & {key.id for key in await keys_of(tx, other)}
            if theirs:
                given.append(await self._orders.of(tx, instead))
                left -= theirs
        return tuple(given), len(left)


async def keys_of(tx: Tx, row: CaseRow) -> list[KeyRow]:
    """The keys that a case is about: one, or all that its customer has of the order."""
    keys = await tx.keys.of_order(row.order_id)
    if row.key_id is not None:
        return [key for key in keys if key.id == row.key_id]
    order = await tx.orders.by_id(row.order_id)
    return [key for key in keys if order is not None and holder(key, order) == row.customer_id]


async def purchases_back(tx: Tx, row: CaseRow) -> list[tuple[PurchaseRow, list[KeyRow]]]:
    """What would be taken back for a case, with its keys: purchases of which no key is another's."""
    mine = {key.id for key in await keys_of(tx, row)}
    of_purchase: dict[int, list[KeyRow]] = {}
    for key in await tx.keys.of_order(row.order_id):
        of_purchase.setdefault(key.purchase_id, []).append(key)
    return [
        (each, of_purchase[each.id])
        for each in await tx.purchases.of_order(row.order_id)
        if each.status in REVERSIBLE
        and each.id in of_purchase
        and all(key.id in mine for key in of_purchase[each.id])
    ]


async def _to_reverse(tx: Tx, row: CaseRow, order: OrderView) -> tuple[str, ...]:
    """Of own stock a key that a customer has had is none: it never goes back there."""
    if not order.reversible or order.provider == OWN:
        return ()
    return tuple(key.mask for _, held in await purchases_back(tx, row) for key in held)


def _name(names: dict[int, str], person: int | None) -> str:
    return "" if person is None else names.get(person, str(person))
