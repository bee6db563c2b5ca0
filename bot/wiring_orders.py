"""What an order goes through put together: from its draft to its keys, and back."""

from collections.abc import Callable
from dataclasses import dataclass

from providers.base import ChargesByBooks, Reversing
from providers.registry import Providers
from services.access import Access
from services.access.following import Following
from services.audit import Audit
from services.catalog import Catalog
from services.clock import Clock
from services.known_keys import KnownKeys
from services.limits import Spending
from services.orders import (
    Approvals,
    Beginning,
    Checkout,
    Drafts,
    Fulfilment,
    News,
    Orders,
    OrderViews,
    Reversals,
    Reverser,
    UncertainOrders,
)
from services.orders.answers import Answers
from services.orders.approval_cards import ApprovalCards
from services.orders.buyer import Buyer
from services.orders.outcomes import Outcomes
from services.orders.votes import Votes
from services.outbox import Outbox
from services.vault import Vault
from services.work import WorkQueue
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Ordering:
    """What makes, approves, buys and takes back orders."""

    orders: Orders
    views: OrderViews
    spending: Spending
    drafts: Drafts
    fulfilment: Fulfilment
    approvals: Approvals
    checkout: Checkout
    uncertain: UncertainOrders
    reversals: Reversals


def charged_by_books(providers: Providers) -> Callable[[str], bool]:
    """Tell of a provider whether what was charged is read in its books."""
    return lambda name: providers.has(name, ChargesByBooks)


def build_ordering(
    db: Database,
    clock: Clock,
    vault: Vault,
    providers: Providers,
    catalog: Catalog,
    known_keys: KnownKeys,
    access: Access,
    outbox: Outbox,
    audit: Audit,
    queue: WorkQueue,
    rights: Following,
    timezone: str,
) -> Ordering:
    """Wire them; ``timezone`` is the desk's own."""
    by_books = charged_by_books(providers)
    views = OrderViews(
        clock,
        lambda name: providers.has(name, Reversing),
        by_books,
        title_of=access.title_of,
        votes=Votes(access, rights),
    )
    spending = Spending(clock, access, timezone)
    outcomes = Outcomes(clock, vault, known_keys, outbox, access, spending, by_books)
    drafts = Drafts(db, clock, providers, catalog)
    approval_cards = ApprovalCards(outbox)
    news = News(outbox, queue, approval_cards)
    fulfilment = Fulfilment(
        db,
        clock,
        providers,
        drafts,
        outcomes,
        Buyer(db, clock, Answers(db, outcomes), rights),
        Reverser(db, clock, outbox, audit),
        news,
        rights,
    )
    beginning = Beginning(clock, queue)
    approvals = Approvals(
        db,
        clock,
        access,
        views,
        beginning,
        spending,
        approval_cards,
        outbox,
        audit,
        rights,
    )
    return Ordering(
        Orders(db, views, known_keys, access, news),
        views,
        spending,
        drafts,
        fulfilment,
        approvals,
        Checkout(
            *(db, clock, drafts, views, beginning, outbox, audit, spending, approvals), rights
        ),
        UncertainOrders(db, clock, providers, views, outcomes, vault, audit, outbox, news),
        Reversals(db, clock, providers, views, queue, audit),
    )
