"""What an order looks like to whoever may see it, as plain values, without any key in plain."""

from dataclasses import dataclass
from datetime import datetime

from services.limits import Over
from services.money import Money
from services.orders.expiry import Expiry
from services.orders.states import OrderStatus, PurchaseStatus


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, and what they are called."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PurchaseView:
    """One call to the provider: what it was called, and what came of it, and when."""

    position: int
    txn_id: str
    status: PurchaseStatus
    reason: str | None
    reference: str | None
    charged: Money | None
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """What was asked for an order above a limit. ``votes``: who said yes, or no, the earliest first.

    ``lapsed``: while it waits, who said yes and may approve no more, so that it does not count.
    """

    over: tuple[Over, ...]
    reason: str
    quorum: int
    asked_at: datetime
    expires_at: datetime
    votes: tuple[tuple[str, bool], ...]
    lapsed: tuple[str, ...] = ()

    def names(self, *, yes: bool) -> list[str]:
        """Who said so."""
        return [name for name, said in self.votes if said is yes]


@dataclass(frozen=True, slots=True)
class InCase:
    """The case that an order is to replace a key of: its number, its order's, and who reported it.

    ``is_open``: it is not over; then nothing is bought for it any more.
    """

    id: int
    number: str
    customer: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order as cards show it. ``charged`` counts what the provider accepted, ``masks`` its keys.

    Keys that were taken back, or are being taken back, are not among the masks.

    ``unclear`` is why the answer to a purchase is not known ("lost", or a reason of providers.errors); None
    where all is known, or the answer is still waited for.

    ``charged`` is by currency and by the provider's books where these were read; ``charged_otherwise``
    than was confirmed. ``charge_late``: they should have been read by now. ``price_is_sent`` with the
    purchase, so that none but the confirmed price can be charged.

    ``chat_title`` is what the order's own chat is called, "" for a private one.

    ``customer_id`` is who has the order as a whole, ``customers`` are all who have keys of it, or were
    sent some. Of its good keys so many are ``free``, in open ``links``, ``to_give`` (free, or in the link of
    all together), and ``handed`` over.

    ``unseen`` is how many of the free ones nobody has seen, so that they may be kept in stock; ``kept`` how
    many were, which are not among its keys any more.

    ``twins`` are the orders in which keys of it came before, ``twins_since`` those in which they came again;
    "" for each of another chat than its own (``twins.named_at``).

    ``reversible`` is how many of its purchases may be taken back, of own stock those whose keys
    nobody has seen, ``reversing`` how many are being so.

    ``asked_anew`` is the number of the order that was drawn up in its place, at another price.

    ``expiry`` is of its good keys, ``expiry_to_give`` of those that can be given; of those back in own stock
    so many are ``expired_back``.

    ``in_case`` is the case that it was drawn up in, where it is being asked about, or has failed: what is
    bought in its place is for that too.

    ``above`` are the limits, and the ceiling, that a draft would be above if it were confirmed now and for
    which others would be asked: looked up for its question alone (``Checkout.question``).
    """

    number: str
    status: OrderStatus
    reason: str | None
    product: str
    provider: str
    offer_id: int
    count: int
    unit_price: Money
    total: Money
    bought: int
    charged: tuple[Money, ...]
    charged_otherwise: bool
    charge_late: bool
    price_is_sent: bool
    masks: tuple[str, ...]
    let_go: int
    buyer_id: int
    buyer_name: str
    chat_id: int
    chat_title: str
    message_id: int | None
    customer_id: int | None
    customers: tuple[Person, ...]
    free: int
    unseen: int
    kept: int
    to_give: int
    handed: int
    links: int
    created_at: datetime
    confirmed_at: datetime | None
    ended_at: datetime | None
    twins: tuple[str, ...]
    twins_since: tuple[str, ...]
    purchases: tuple[PurchaseView, ...]
    unclear: str | None
    reversible: int
    reversing: int
    asked_anew: str | None
    expiry: Expiry
    expiry_to_give: Expiry
    expired_back: int
    approval: ApprovalView | None = None
    above: tuple[Over, ...] = ()
    in_case: InCase | None = None

    def twins_at(self, here: int) -> tuple[str, ...]:
        """``twins`` as a card in this chat may name them: in another group than its own, none."""
        return self._named(self.twins, here)

    def twins_since_at(self, here: int) -> tuple[str, ...]:
        """The same of ``twins_since``."""
        return self._named(self.twins_since, here)

    def _named(self, twins: tuple[str, ...], here: int) -> tuple[str, ...]:
        elsewhere = here < 0 and here != self.chat_id
        return tuple("" if elsewhere and each != self.number else each for each in twins)

    @property
    def under_way(self) -> bool:
        """Whether something is being done for it, so that whoever sees it waits for more."""
        return self.status in (OrderStatus.PAYING, OrderStatus.PAID) or self.reversing > 0

    @property
    def unsettled(self) -> bool:
        """Whether more is to come of it: something is being done for it, or it waits for a person."""
        waits = (OrderStatus.UNCERTAIN, OrderStatus.AWAITING_APPROVAL)
        return self.under_way or self.status in waits

    @property
    def uncertain(self) -> tuple[PurchaseView, ...]:
        """The purchases that wait for a person."""
        return tuple(each for each in self.purchases if each.status is PurchaseStatus.UNCERTAIN)
