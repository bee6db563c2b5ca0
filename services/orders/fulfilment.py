"""Fulfilment: whatever is to be done for an order, from where its rows say that it stands.

The first try and every later one are this same code: what is being taken back is asked after, then what
was sent, then what waits is bought, then keys are read. Where the order stands after that, what people
are told of it, and how the work goes on are one transaction.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from providers.base import Purchasing, Quote, Reversing
from providers.registry import Providers, UnknownProviderError
from services.ages import is_young
from services.back_off import back_off
from services.clock import Clock
from services.errors import DeskError
from services.orders.buyer import Buyer
from services.orders.door import BUY, REVERSE
from services.orders.drafts import Drafts, OtherOffer
from services.orders.news import News, trouble_of
from services.orders.outcomes import Outcomes, Settled
from services.orders.progress import Progress, Shown, Teller
from services.orders.reversal_calls import Asked, Reverser
from services.orders.states import CANCELLED, OrderStatus, PurchaseStatus
from services.orders.wish import Place, Wish, wish_of
from services.work import Claim, MayStill
from storage.database import Database
from storage.errors import NotWritableError, TroubleError
from storage.kept_answers import heard_by
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

STILL_WANTED = timedelta(minutes=15)
"""A confirmed purchase that was kept from being sent is still made for so long."""
REASONS = {
    "sold-out": "out-of-stock",
    "not-enough": "not-enough",
    "unknown-offer": "not-found",
    "no-such-offer": "not-found",
    "not-found": "not-found",
    "not-allowed": "not-allowed",
    "rejected": "rejected",
    "refused": "refused",
    "off": "off",
}
"""Why nothing was sent, as the order keeps it, by the error's code or kind; else ``unavailable``."""
NO_RIGHT = "no-right"
"""Why nothing more is sent of it: its buyer may not buy there any more."""
MOVED, WRONG = "price-moved", "wrong-price"
_NO_FAULT_OF_THE_OFFER = (None, MOVED, WRONG, NO_RIGHT, "closed", "interrupted", CANCELLED)
"""Reasons for which an order failed that another offer of the product would not help against."""
_BOUGHT_YET = (OrderStatus.PAYING, OrderStatus.PAID, OrderStatus.UNCERTAIN, OrderStatus.FAILED)
"""Where something of the purchase itself may be open; failed: what was proven to be charged afterwards."""


@dataclass(slots=True)
class _Run:
    """One go at an order. ``order`` and ``wish`` are as they were at its beginning.

    ``trouble``: what kept it from being sent; ``quote``: the price of now, to ask about instead;
    ``others``: what else it can be had from; ``asked``: what came of taking it back; ``bought``: how many
    keys; ``closed``: people are told, and the work is ended or put off.
    """

    claim: Claim
    order: OrderRow
    wish: Wish
    progress: Progress
    trouble: dict[str, Any] | None = None
    quote: Quote | None = None
    others: tuple[OtherOffer, ...] | None = None
    asked: Asked | None = None
    bought: int = 0
    closed: bool = False

    def stopping(self) -> bool:
        """Whether the process ends."""
        return self.claim.stopping.is_set()


class Fulfilment:
    """Does the work on orders."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        providers: Providers,
        drafts: Drafts,
        outcomes: Outcomes,
        buyer: Buyer,
        reverser: Reverser,
        news: News,
        rights: MayStill,
    ) -> None:
        self._db = db
        self._clock = clock
        self._providers = providers
        self._drafts = drafts
        self._outcomes = outcomes
        self._buyer = buyer
        self._reverser = reverser
        self._news = news
        self._rights = rights
        self._at_work: Counter[str] = Counter()
        self._teller: Teller | None = None

    def told_by(self, teller: Teller) -> None:
        """Let this one edit cards while the work goes on."""
        self._teller = teller

    async def __call__(self, claim: Claim) -> None:
        """Do what is to be done for an order. Raises TroubleError where it could not be begun."""
        async with self._db.read() as tx:
            order = await tx.orders.by_id(int(claim.row.subject))
            if order is None:
                raise LookupError(f"work on no order {claim.row.subject}")
            rows = await tx.purchases.of_order(order.id)
            wish = await wish_of(tx, order.id) or Wish.of(claim.row.facts)
        taken_back = [row for row in rows if row.status == PurchaseStatus.REVERSING]
        shown = _shown(order, wish, reversing=bool(taken_back))
        run = _Run(claim, order, wish, Progress(self._teller, self._clock, shown))
        self._at_work[order.provider] += 1
        try:
            with heard_by(run.progress.kept):
                await self._see_through(run, taken_back)
        finally:
            run.progress.stop()
            self._at_work[order.provider] -= 1
        self._news.kick()

    async def _see_through(self, run: _Run, taken_back: Sequence[PurchaseRow]) -> None:
        try:
            if taken_back:
                await self._take_back(run, taken_back)
            if not run.closed and run.order.status in _BOUGHT_YET:
                await self._buy(run)
        except UnknownProviderError:
            log.warning("an open order's provider is not configured", order=run.order.number)
        except TroubleError:
            raise
        except Exception:
            # What goes wrong for ever counts as a try too, so that people are told at last.
            log.exception("order not carried on", order=run.order.number)
        if not run.closed:
            await self._finish(run)

    async def _take_back(self, run: _Run, rows: Sequence[PurchaseRow]) -> None:
        """Ask about what is being taken back."""
        run.asked = Asked()
        provider = self._providers.get(run.order.provider, Reversing)
        parallel = provider.parallel if isinstance(provider, Purchasing) else 1
        asker = run.wish.asker
        actor = None if asker is None or asker.told else asker.actor
        barred = asker is not None and not await self._may_still(run, asker.user_id, REVERSE)

        async def settle(tx: Tx, asked: Asked) -> Settled:
            run.asked = asked
            return await self._settle(tx, run)

        room = self._width(run.order.provider, parallel)
        await self._reverser.ask(
            provider,
            run.order,
            rows,
            actor,
            room,
            run.progress,
            run.stopping,
            settle,
            barred=barred,
        )

    async def _buy(self, run: _Run) -> None:
        """Ask what became of what was sent, buy what was not, read keys that are not there yet."""
        provider = self._providers.get(run.order.provider, Purchasing)
        room = self._width(run.order.provider, provider.parallel)

        async def then(tx: Tx) -> None:
            await self._settle(tx, run)

        if run.order.status == OrderStatus.PAYING:
            # What waits is held up by what nobody knows of yet only where the provider does not answer.
            if not await self._buyer.ask_after(provider, run.order, room, run.stopping):
                return
            async with self._db.read() as tx:
                rows = await tx.purchases.of_order(run.order.id)
            statuses = {row.status for row in rows}
            if run.stopping():
                return
            if PurchaseStatus.WAITING in statuses and await self._may_buy(run, statuses):
                try:
                    run.bought = await self._buyer.buy(
                        provider, run.order, room, run.progress, run.stopping, then
                    )
                except NotWritableError as error:
                    await run.progress.kept("not-begun", error.cause)
                    raise
            elif not statuses & {PurchaseStatus.WAITING, PurchaseStatus.SENT}:
                await self._db.keep(then, "answered", order=run.order.number)
        if not run.closed:
            await self._buyer.read_keys(provider, run.order)

    async def _may_buy(self, run: _Run, statuses: set[str]) -> bool:
        """Whether what waits is still wanted, by who may still buy; before the first also at its price."""
        confirmed_at = run.order.confirmed_at or run.order.created_at
        if not is_young(self._clock, confirmed_at, run.wish.confirmed, STILL_WANTED):
            await self._give_up(run, "interrupted")
            return False
        if not await self._may_still(run, run.order.buyer_id, BUY):
            await self._give_up(run, NO_RIGHT)
            return False
        if statuses != {PurchaseStatus.WAITING}:
            return True
        try:
            quote = await self._drafts.price(run.order.offer_id, run.order.count)
        except DeskError as error:
            run.trouble = trouble_of(error)
            word = str(error.facts.get("kind", error.code))
            await self._give_up(run, REASONS.get(word, "unavailable"))
            return False
        if quote.unit_price != run.order.unit_price:
            run.quote = quote
            await self._give_up(run, MOVED)
            return False
        return True

    async def _may_still(self, run: _Run, user_id: int, permission: str) -> bool:
        """Whether they may in the order's own chat, as any process knows by now."""
        await self._rights.catch_up()
        async with self._db.read() as tx:
            return await self._rights.may_still(tx, user_id, run.order.chat_id, permission)

    async def _give_up(self, run: _Run, reason: str) -> None:
        """Send nothing more of it: nothing is charged for these."""

        async def unit(tx: Tx) -> None:
            await tx.orders.lock(run.order.id)
            await tx.purchases.refuse_waiting(run.order.id, reason, self._clock())
            await self._settle(tx, run)

        await self._db.keep(unit, "answered", order=run.order.number)

    async def _settle(self, tx: Tx, run: _Run) -> Settled:
        """Let the order follow its purchases; where nothing is left to do this is the end of it."""
        run.closed = False  # whatever an earlier try of this transaction made of it
        settled = await self._outcomes.settle(tx, run.order.id)
        price_wanted = _asks_anew(settled.status, settled.reason) and run.quote is None
        others_wanted = _failed_by_offer(settled.status, settled.reason) and run.others is None
        if not settled.open and not price_wanted and not (others_wanted and run.wish.untold):
            await self._close(tx, run, settled)
        return settled

    async def _finish(self, run: _Run) -> None:
        """Let the order follow, whatever has come of it, and say how the work goes on."""
        async with self._db.read() as tx:
            now = await tx.orders.by_id(run.order.id) or run.order
        if _asks_anew(now.status, now.reason) and run.quote is None and run.wish.untold:
            try:
                run.quote = await self._drafts.price(now.offer_id, now.count)
            except DeskError as error:
                log.info("price not read anew", order=now.number, error=error.code)

        elif _failed_by_offer(now.status, now.reason) and run.wish.untold:
            run.others = await self._drafts.others(now.offer_id, now.count)

        async def unit(tx: Tx) -> None:
            await self._close(tx, run, await self._outcomes.settle(tx, run.order.id))

        await self._db.keep(unit, "answered", order=run.order.number)

    async def _close(self, tx: Tx, run: _Run, settled: Settled) -> None:
        """Tell people how it stands, and end the work or put it off."""
        run.progress.stop()
        run.closed = True
        claim, tries = run.claim, run.claim.row.tries
        order = await tx.orders.lock(run.order.id)
        wish = await wish_of(tx, order.id) or run.wish
        asked_since = wish.asker is not None and not wish.asker.told and run.asked is None
        if settled.open and (run.stopping() or (asked_since and settled.reversing)):
            # The next process goes on at once, or this one with what it was asked meanwhile.
            await claim.put_off(tx, timedelta(0), self._clock, facts=wish.facts())
            return
        if wish.untold and run.quote is not None and _asks_anew(order.status, order.reason):
            card = wish.card or order.message_id
            await self._drafts.draw_instead(tx, order, run.quote, card)
        changed = order.status != run.order.status and run.asked is None
        first = wish.untold and tries == 1
        told: set[Place] = set()
        wish = await self._news.of_purchase(
            tx,
            order,
            wish,
            changed=changed,
            first=first,
            more=run.bought > 0,
            trouble=run.trouble,
            others=run.others or (),
            told=told,
        )
        asked = run.asked or Asked()
        left = settled.reversing
        wish = await self._news.of_reversal(tx, order, wish, asked, left=left, told=told)
        # What waits for a person keeps its row, in which its cards are remembered until it is settled.
        goes_on = settled.open or settled.status is OrderStatus.UNCERTAIN
        if told or not goes_on:
            others = [place for place in wish.cards if place not in told]
            await self._news.cards.tell(tx, order, others, run.trouble)
            await self._news.deciders.came_of_it(tx, order, told, run.trouble, last=not goes_on)
        if not goes_on:
            await claim.end(tx)
            return
        wish = await self._news.of_delay(tx, order, wish.shown_in(told), tries, left=left)
        # After a run that bought something the next one is soon: what stopped it need not be lasting.
        wait = back_off(1 if run.bought else tries)
        await claim.put_off(tx, wait, self._clock, facts=wish.facts())

    def _width(self, provider: str, parallel: int) -> Callable[[], int]:
        """How many calls of one order may be under way: its share of what the provider takes."""
        return lambda: max(1, parallel // self._at_work[provider])


def _failed_by_offer(status: str, reason: str | None) -> bool:
    """Whether nothing was bought, and another offer of the product may do."""
    return status == OrderStatus.FAILED and reason not in _NO_FAULT_OF_THE_OFFER


def _asks_anew(status: str, reason: str | None) -> bool:
    """Whether nothing was bought because the price is another, so that it is asked about."""
    return status == OrderStatus.FAILED and reason in (MOVED, WRONG)


def _shown(order: OrderRow, wish: Wish, *, reversing: bool) -> Shown | None:
    """Where people wait for what comes of it."""
    asker = wish.asker
    if reversing:
        if asker is None or asker.told or asker.message_id is None:
            return None
        return Shown(order.number, asker.chat_id, asker.message_id, "reverse")
    if not wish.untold or wish.card is None:
        return None
    return Shown(order.number, order.chat_id, wish.card, "buy")
