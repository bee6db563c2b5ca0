"""What was sold since a backup: after a restore the providers' own books are held against the desk's rows."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from providers.base import Purchasing, Reporting, Sale
from providers.errors import ProviderError
from providers.registry import Providers
from services.clock import Clock
from services.own_stock import OWN
from services.periods import days_around
from storage.database import Database

log = structlog.get_logger(__name__)

CLOCKS_APART = timedelta(minutes=15)
"""A provider's clock, or the zone its books are kept in, may make a sale look so much older."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What one provider's books have since then.

    ``unknown`` are sales that the desk has no purchase of, ``denied`` those whose purchase it takes to
    be not charged; both oldest first, and none of their keys is ever shown. ``sales`` counts all.
    ``trouble`` says why it could not be asked.
    """

    provider: str
    sales: int = 0
    unknown: tuple[Sale, ...] = ()
    denied: tuple[Sale, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """All of them; ``silent`` sell to us and have no books that could be asked."""

    answers: tuple[Answer, ...]
    silent: tuple[str, ...]


async def sold_since(db: Database, providers: Providers, clock: Clock, since: datetime) -> Answers:
    """Ask every provider with books for its sales since then."""
    keepers = providers.with_capability(Reporting)
    silent = {each.name for each in providers.with_capability(Purchasing)}
    silent -= {OWN, *(each.name for each in keepers)}  # own stock is put aside as a whole
    answers = await asyncio.gather(*(_ask(db, each, clock, since) for each in keepers))
    return Answers(tuple(answers), tuple(sorted(silent)))


async def _ask(db: Database, keeper: Reporting, clock: Clock, since: datetime) -> Answer:
    try:
        found = await keeper.sales(*days_around(since, clock()))
    except ProviderError as error:
        return Answer(keeper.name, trouble=error.detail)
    except Exception as error:  # one that breaks its promise must hide no other
        log.exception("books not read", provider=keeper.name)
        return Answer(keeper.name, trouble=type(error).__name__)
    earliest = since - CLOCKS_APART
    sales = [sale for sale in found if sale.sold_at is None or sale.sold_at >= earliest]
    sales.sort(key=lambda sale: str(sale.sold_at or ""))
    states = await _states(db, [sale.txn_id for sale in sales])
    return Answer(
        keeper.name,
        len(sales),
        unknown=tuple(sale for sale in sales if sale.txn_id not in states),
        denied=tuple(sale for sale in sales if states.get(sale.txn_id) == "refused"),
    )


async def _states(db: Database, txn_ids: Sequence[str]) -> dict[str, str]:
    known: dict[str, str] = {}
    async with db.read() as tx:
        for at in range(0, len(txn_ids), AT_ONCE):
            known |= await tx.purchases.states_of(txn_ids[at : at + AT_ONCE])
    return known
