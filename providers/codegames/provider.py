"""CodeGames as the desk sees it: quotes, purchases and keys for KZT."""

from datetime import datetime
from decimal import Decimal

from providers.base import OfferRef, Purchase, Quote
from providers.clock import Clock, system_clock
from providers.codegames.client import CodeGamesClient
from providers.codegames.errors import PROVIDER
from providers.codegames.models import order_id
from providers.codegames.settings import CodeGamesSettings
from providers.errors import (
    ORDER_ID_NO_NUMBER,
    NotAllowed,
    NotFound,
    NotProven,
    NotRepeated,
    OutOfStock,
    ProviderError,
    Rejected,
    Unavailable,
    WrongPrice,
)
from providers.proxies import DIRECT, Proxies
from providers.sent_purchases import SentPurchases
from providers.timeouts import Patience
from providers.tokens import OnSecret


class CodeGames:
    """Implements :class:`providers.base.Purchasing`."""

    def __init__(
        self,
        settings: CodeGamesSettings,
        *,
        on_secret: OnSecret,
        patience: Patience | None = None,
        proxies: Proxies = DIRECT,
        clock: Clock = system_clock,
    ) -> None:
        self.name = PROVIDER
        self.currencies = frozenset({"KZT"})
        # A lost answer may leave an order to a person: never more than one at a time.
        self.parallel = 1
        self._client = CodeGamesClient(settings, on_secret, patience, proxies)
        self._sent = SentPurchases(clock)

    async def check(self) -> None:
        """Sign in anew: there is no cheaper question (FACTS 1.1)."""
        await self._client.sign_in()

    async def close(self) -> None:
        """Give connections back. Safe to call twice."""
        await self._client.close()

    async def quote(self, offer: OfferRef) -> Quote:
        """Read stock and unit price (FACTS 1.2).

        Raises OutOfStock where CodeGames answers with that code: it then names no price.
        """
        self._must_sell_in(offer.currency)
        checked = await self._client.check(offer.external_id, offer.currency)
        return Quote(checked.price, offer.currency, checked.count)

    async def purchase(self, offer: OfferRef, unit_price: Decimal, txn_id: str) -> Purchase:
        """Buy one key (FACTS 1.3); its keys are read afterwards by :meth:`keys`.

        Raises AlreadyCharged also at a first try, if the id had been used before.
        """
        with self._sent.first(txn_id):
            return await self._pay(offer, unit_price, txn_id)

    async def recover(
        self, offer: OfferRef, unit_price: Decimal, txn_id: str, sent_at: datetime
    ) -> Purchase:
        """Send the same purchase with the same id once more: there is no look-up by id (FACTS 1.3).

        A purchase that was not charged before may be charged by this, at the price that was confirmed and
        while it is young; after that it is not sent. Raises NotRepeated then, and NotProven for every
        refusal of the repeat: it is not documented that the id is looked at before price and stock, so
        the first try may have been charged. Raises Unavailable where we are not let in: nothing
        is learnt by that.
        """
        if not self._sent.is_young(txn_id, sent_at):
            raise NotRepeated(PROVIDER, "pay: not sent again, it is too old")
        try:
            with self._sent.again(txn_id):
                return await self._pay(offer, unit_price, txn_id)
        except NotAllowed as error:
            # Our credentials may have held when the first try was made.
            end: ProviderError = Unavailable(PROVIDER, f"nothing learnt, {error.detail}")
        except (NotFound, OutOfStock, WrongPrice) as error:
            end = NotProven(PROVIDER, f"refused now, {error.detail}")
        raise end

    async def keys(self, reference: str) -> tuple[str, ...]:
        """Read the keys of an order (FACTS 1.4); empty while they are not there yet.

        An order not found, or a refusal nobody documented, is "not yet" too (FACTS 1, Key delay).
        Raises Rejected, before any call, for a reference that is no number.
        """
        number = order_id(reference)
        if number is None:
            raise Rejected(PROVIDER, "keys: the order id is no number", reason=ORDER_ID_NO_NUMBER)
        try:
            return await self._client.keys(number)
        except (NotFound, Rejected):
            return ()

    async def _pay(self, offer: OfferRef, unit_price: Decimal, txn_id: str) -> Purchase:
        self._must_sell_in(offer.currency)
        if not unit_price.is_finite() or unit_price < 0:
            raise Rejected(PROVIDER, "pay: the price is no amount of money")
        made = await self._client.pay(offer.external_id, unit_price, offer.currency, txn_id)
        return Purchase(str(made))

    def _must_sell_in(self, currency: str) -> None:
        if currency not in self.currencies:
            raise Rejected(PROVIDER, f"sells in {', '.join(sorted(self.currencies))} only")
