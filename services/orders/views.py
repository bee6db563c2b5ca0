"""Putting views of orders together: many at once, from all that is written down of each."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from functools import partial

from services.clock import Clock
from services.limits import Over
from services.money import Money
from services.orders.charges import LATE_AFTER
from services.orders.errors import UnknownOrderError
from services.orders.expiry import Expiry, expiry_of
from services.orders.order_view import ApprovalView, InCase, OrderView, Person, PurchaseView
from services.orders.pieces import can_be_kept, goes_back, holder, pieces_of
from services.orders.states import (
    HELD_BACK,
    NOTHING_BOUGHT,
    REVERSIBLE,
    OrderStatus,
    PurchaseStatus,
    sources_of,
    standing,
)
from services.orders.twins import named_at
from services.orders.votes import Votes
from storage.approvals import ApprovalRow, VoteRow
from storage.claims import ClaimRow
from storage.keys import Home, KeyRow
from storage.orders import OrderRow
from storage.own_keys import PROVIDER as OWN
from storage.purchases import PurchaseRow
from storage.transaction import Tx


class OrderViews:
    """Puts views together inside a transaction.

    ``takes_back`` tells which providers reverse, ``by_books`` which charge what only their books say,
    ``title_of`` what a group is called; ``votes`` looks whether a yes holds, and without it each does.
    """

    def __init__(
        self,
        clock: Clock,
        takes_back: Callable[[str], bool] = lambda provider: False,
        by_books: Callable[[str], bool] = lambda provider: False,
        title_of: Callable[[int], str] = lambda chat_id: "",
        votes: Votes | None = None,
    ) -> None:
        self._votes = votes
        self._clock = clock
        self._title_of = title_of
        self._takes_back = takes_back
        self._by_books = by_books

    async def by_number(self, tx: Tx, number: str) -> OrderView:
        """Raises UnknownOrderError where there is no such order."""
        row = await tx.orders.by_number(number)
        if row is None:
            raise UnknownOrderError(text=number)
        return await self.of(tx, row)

    async def of(self, tx: Tx, row: OrderRow) -> OrderView:
        """The view of one order."""
        return (await self.all_of(tx, [row]))[0]

    async def expiry(self, tx: Tx, order: OrderRow, keys: Sequence[KeyRow]) -> Expiry:
        """When these keys of an order expire."""
        until = await tx.own_keys.expiries([order.id]) if order.provider == OWN else {}
        return expiry_of(keys, until, self._clock())

    async def all_of(self, tx: Tx, rows: Sequence[OrderRow]) -> tuple[OrderView, ...]:
        """The views of several orders, in one to twelve statements however many they are.

        And one for each yes to an order that waits for more.
        """
        if not rows:
            return ()
        ids = [row.id for row in rows if row.status not in NOTHING_BOUGHT]
        purchases = await tx.purchases.of_orders(ids) if ids else {}
        every = await tx.keys.of_orders(ids, kept=True) if ids else {}
        keys = {id_: [key for key in held if key.kept_at is None] for id_, held in every.items()}
        kept = {
            id_: {key.purchase_id for key in held if key.kept_at is not None}
            for id_, held in every.items()
        }
        held_keys = [key for held in keys.values() for key in held]
        twin_ids = {key.twin_of for key in held_keys if key.twin_of}
        twins = await tx.keys.homes_of(twin_ids) if twin_ids else {}
        came_again = [key.id for key in held_keys if key.again]
        since = await tx.keys.homes_since(came_again) if came_again else {}
        of_keys = {key.customer_id for held in keys.values() for key in held}
        people = {row.buyer_id for row in rows} | {row.owner_id for row in rows} | of_keys
        asked = [row.id for row in rows if row.asked_at is not None]
        approvals = await tx.approvals.of_orders(asked) if asked else {}
        people |= {vote.user_id for _, votes in approvals.values() for vote in votes}
        lapsed = await self._lapsed(tx, rows, approvals)
        names = await tx.users.called({person for person in people if person is not None})
        linked = {
            key.order_id
            for held in keys.values()
            for key in held
            if key.claim_id is not None and key.customer_id is None
        }
        links = await tx.claims.open_of(linked, self._clock()) if linked else ()
        by_books = [row.id for row in rows if row.id in purchases and self._by_books(row.provider)]
        late = await tx.charges.late(by_books, LATE_AFTER) if by_books else set()
        failed = [row for row in rows if row.status == OrderStatus.FAILED]
        instead = await tx.orders.numbers_instead([row.id for row in failed]) if failed else {}
        in_case = await self._in_case(tx, failed) if failed else {}
        own = [row.id for row in rows if row.id in keys and row.provider == OWN]
        until = await tx.own_keys.expiries(own) if own else {}
        reversed_ = PurchaseStatus.REVERSED
        back = [id_ for id_ in own if any(each.status == reversed_ for each in purchases[id_])]
        ends = await tx.own_keys.expiries_back(back) if back else {}
        expired = {id_ for id_, end in ends.items() if end <= self._clock()}
        return tuple(
            _view(
                row,
                purchases.get(row.id, []),
                keys.get(row.id, []),
                twins,
                since,
                names,
                [each for each in links if each.order_id == row.id],
                takes_back=self._takes_back(row.provider),
                price_is_sent=not self._by_books(row.provider),
                charge_late=row.id in late,
                chat_title=self._title_of(row.chat_id),
                asked_anew=instead.get(row.id),
                in_case=in_case.get(row.id),
                kept=kept.get(row.id, set()),
                expires=partial(expiry_of, until=until, now=self._clock()),
                expired=expired,
                approval=_approval(approvals.get(row.id), names, lapsed),
            )
            for row in rows
        )

    async def _lapsed(
        self,
        tx: Tx,
        rows: Sequence[OrderRow],
        approvals: Mapping[int, tuple[ApprovalRow, Sequence[VoteRow]]],
    ) -> set[tuple[int, int]]:
        """Whose yes to which of those that wait does not hold any more."""
        if self._votes is None:
            return set()
        waiting = {row.id for row in rows if row.status == OrderStatus.AWAITING_APPROVAL}
        said = [each for id_ in waiting & set(approvals) for each in approvals[id_][1] if each.yes]
        return {
            (each.order_id, each.user_id) for each in said if not await self._votes.holds(tx, each)
        }

    async def in_case(self, tx: Tx, row: OrderRow) -> InCase | None:
        """The case that an order was drawn up in, which may be over."""
        return (await self._in_case(tx, [row])).get(row.id)

    async def _in_case(self, tx: Tx, orders: Sequence[OrderRow]) -> dict[int, InCase]:
        asked = {row.case_id for row in orders if row.case_id is not None}
        found = await tx.cases.by_ids(asked) if asked else {}
        names = await tx.users.called({row.customer_id for row in found.values()}) if found else {}
        in_case = {}
        for order in orders:
            row = found.get(order.case_id or 0)
            if row is not None:
                customer = names.get(row.customer_id, str(row.customer_id))
                in_case[order.id] = InCase(row.id, row.number, customer, row.is_open)
        return in_case


def _view(
    row: OrderRow,
    purchases: Sequence[PurchaseRow],
    keys: Sequence[KeyRow],
    twins: dict[int, Home],
    since: dict[int, list[Home]],
    names: dict[int, str],
    links: Sequence[ClaimRow],
    *,
    takes_back: bool,
    price_is_sent: bool,
    charge_late: bool,
    chat_title: str,
    asked_anew: str | None,
    in_case: InCase | None,
    kept: Collection[int],
    expires: Callable[[Sequence[KeyRow]], Expiry],
    expired: Collection[int],
    approval: ApprovalView | None,
) -> OrderView:
    unit_price = Money(row.unit_price, row.currency)
    held_back = {each.id for each in purchases if each.status in HELD_BACK}
    accepted = [
        each for each in purchases if standing(each.status, each.reason) is PurchaseStatus.ACCEPTED
    ]
    bought = len(accepted)
    good = [key for key in keys if key.purchase_id not in held_back]
    held: dict[int, list[KeyRow]] = {}
    for key in keys:
        held.setdefault(key.purchase_id, []).append(key)
    back = {each.id for each in purchases if each.status == PurchaseStatus.REVERSED}
    pieces = pieces_of(row, good, links)
    customers = dict.fromkeys([*filter(None, [row.owner_id]), *(holder(key, row) for key in keys)])
    prices = [_charged(each) or unit_price for each in accepted]
    return OrderView(
        number=row.number,
        status=OrderStatus(row.status),
        reason=row.reason,
        product=row.product,
        provider=row.provider,
        offer_id=row.offer_id,
        count=row.count,
        unit_price=unit_price,
        total=unit_price * row.count,
        bought=bought,
        charged=_sums(prices),
        charged_otherwise=any(price != unit_price for price in prices),
        charge_late=charge_late,
        price_is_sent=price_is_sent,
        masks=tuple(key.mask for key in good),
        let_go=sum(key.let_go_at is not None for key in good),
        buyer_id=row.buyer_id,
        buyer_name=names.get(row.buyer_id, str(row.buyer_id)),
        chat_id=row.chat_id,
        chat_title=chat_title,
        message_id=row.message_id,
        customer_id=row.owner_id,
        customers=tuple(Person(each, names.get(each, str(each))) for each in customers if each),
        free=len(pieces.free),
        unseen=sum(can_be_kept(key) for key in pieces.free),
        kept=len(set(kept) - back),  # own stock has again what it takes back
        to_give=len(pieces.to_give),
        handed=pieces.handed,
        links=len(pieces.links),
        created_at=row.created_at,
        confirmed_at=row.confirmed_at,
        ended_at=row.ended_at,
        twins=tuple(
            named_at(row.chat_id, twins[key.twin_of]) for key in keys if key.twin_of in twins
        ),
        twins_since=tuple(
            named_at(row.chat_id, each) for key in keys for each in since.get(key.id, ())
        ),
        purchases=tuple(
            PurchaseView(
                purchase.position,
                purchase.txn_id,
                PurchaseStatus(purchase.status),
                purchase.reason,
                purchase.reference,
                _charged(purchase),
                purchase.settled_at,
            )
            for purchase in purchases
        ),
        unclear=next(
            (
                each.reason
                for each in purchases
                if each.status == PurchaseStatus.SENT and each.reason
            ),
            None,
        ),
        reversible=sum(
            each.status in REVERSIBLE
            and each.id not in kept
            and (row.provider != OWN or goes_back(held.get(each.id, ())))
            for each in purchases
        )
        if takes_back and row.status in sources_of(OrderStatus.REVERSED)
        else 0,
        reversing=sum(1 for each in purchases if each.status == PurchaseStatus.REVERSING),
        asked_anew=asked_anew,
        expiry=expires(good),
        expiry_to_give=expires(pieces.to_give),
        expired_back=len(back.intersection(expired)),
        approval=approval,
        in_case=in_case,
    )


def _approval(
    asked: tuple[ApprovalRow, Sequence[VoteRow]] | None,
    names: dict[int, str],
    lapsed: Collection[tuple[int, int]],
) -> ApprovalView | None:
    if asked is None:
        return None
    row, votes = asked
    said = [(names.get(each.user_id, str(each.user_id)), each) for each in votes]
    gone = [(each.order_id, each.user_id) in lapsed for each in votes]
    return ApprovalView(
        tuple(Over.of(each) for each in row.over),
        row.reason,
        row.quorum,
        row.asked_at,
        row.expires_at,
        tuple((name, each.yes) for (name, each), no in zip(said, gone, strict=True) if not no),
        tuple(name for (name, _), no in zip(said, gone, strict=True) if no),
    )


def _charged(row: PurchaseRow) -> Money | None:
    """What the provider's books say; None where they were not read."""
    if row.charged is None or row.charged_currency is None:
        return None
    return Money(row.charged, row.charged_currency)


def _sums(prices: Sequence[Money]) -> tuple[Money, ...]:
    """Added up by currency, never over currencies."""
    sums: dict[str, Decimal] = {}
    for price in prices:
        sums[price.currency] = sums.get(price.currency, Decimal(0)) + price.amount
    return tuple(Money(amount, currency) for currency, amount in sums.items())
