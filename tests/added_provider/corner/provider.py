"""The corner shop as the desk sees it."""

from datetime import datetime
from decimal import Decimal

from providers.base import OfferRef, Purchase, Quote
from providers.proxies import Proxies

from .client import CornerClient
from .errors import PROVIDER
from .settings import CornerSettings


class Corner:
    """Implements :class:`providers.base.Purchasing`."""

    def __init__(self, settings: CornerSettings, proxies: Proxies) -> None:
        self.name = PROVIDER
        self.currencies = frozenset({"EUR"})
        self.parallel = 1
        self._client = CornerClient(settings, proxies)

    async def check(self) -> None:
        """Read the offer that is always there."""
        await self._client.offer("sample")

    async def close(self) -> None:
        """Give connections back."""
        await self._client.close()

    async def quote(self, offer: OfferRef) -> Quote:
        """Price and stock of an offer."""
        found = await self._client.offer(offer.external_id)
        return Quote(found.price, offer.currency, found.stock)

    async def purchase(self, offer: OfferRef, unit_price: Decimal, txn_id: str) -> Purchase:
        """Buy one; its key comes with the answer."""
        made = await self._client.order(offer.external_id, txn_id)
        return Purchase(made.order, (made.key.get_secret_value(),))

    async def recover(
        self, offer: OfferRef, unit_price: Decimal, txn_id: str, sent_at: datetime
    ) -> Purchase:
        """The same call once more: the transaction id keeps it from buying twice."""
        return await self.purchase(offer, unit_price, txn_id)

    async def keys(self, reference: str) -> tuple[str, ...]:
        """They came with the answer."""
        return ()
