"""PIN Hype as the desk sees it: quotes, purchases, reversals, books and the tree."""

import asyncio
from datetime import date, datetime, timedelta
from decimal import Decimal

from providers.base import (
    Charge,
    Collection,
    OfferRef,
    ProductDetails,
    Purchase,
    Quote,
    Reversal,
    Sale,
    Tree,
    TreeProduct,
)
from providers.clock import Clock, system_clock
from providers.errors import NotFound, WrongPrice
from providers.hype.books import Books
from providers.hype.client import HypeClient, Market
from providers.hype.errors import PROVIDER
from providers.hype.models import CollectionHead
from providers.hype.purchases import Purchases
from providers.hype.reversals import Reversals
from providers.hype.session import Session
from providers.hype.settings import HypeSettings
from providers.hype.tree import price_of, tree_product
from providers.hype.tree_cache import TreeCache
from providers.limiter import Limiter
from providers.lists import mapped
from providers.proxies import DIRECT, Proxies
from providers.timeouts import Patience
from providers.tokens import OnSecret


class Hype:
    """Purchasing, SellsByCountry, Reversing, ChargesByBooks, Browsing and Pinging of providers/base.py."""

    def __init__(
        self,
        settings: HypeSettings,
        *,
        on_secret: OnSecret,
        patience: Patience | None = None,
        proxies: Proxies = DIRECT,
        limiter: Limiter | None = None,
        clock: Clock = system_clock,
    ) -> None:
        self.name = PROVIDER
        self.currencies: frozenset[str] = frozenset()
        self.country = settings.country
        # Whoever waits for the limiter holds a connection, so no more than a second's worth.
        self.parallel = max(1, min(settings.parallel, int(settings.rate)))
        self._settings = settings
        self._home = Market(settings.country, settings.currency)
        self._session = Session(settings, on_secret, patience, limiter, clock, proxies)
        self._client = HypeClient(settings, self._session)
        self._trees = TreeCache(self._client.catalog, clock)
        self._books = Books(self._client)
        grace = timedelta(seconds=settings.grace)
        self._reversals = Reversals(self._client, self._books, grace, clock)
        self._purchases = Purchases(self._client, self._books, grace, clock)

    async def check(self) -> None:
        """Sign in anew (FACTS 5.1)."""
        await self._session.sign_in()

    async def close(self) -> None:
        """Give connections back. Safe to call twice."""
        await self._session.close()

    async def ping(self) -> None:
        """Ask whether it is online (FACTS 5.15)."""
        await self._session.echo()

    async def quote(self, offer: OfferRef) -> Quote:
        """Price from the tree (FACTS 5.3) and stock (5.7), asked for together.

        Raises NotFound where the tree has no such product with a price in this currency.
        """
        market = self._market(offer)
        (product, price), stock = await asyncio.gather(
            self._priced(offer, self._settings.price_age),
            self._client.stock(offer.external_id, market),
        )
        left = stock.left() if product.available else 0
        return Quote(price, offer.currency, left)

    async def purchase(self, offer: OfferRef, unit_price: Decimal, txn_id: str) -> Purchase:
        """Book one pin (FACTS 5.8); its key comes with the answer.

        The call takes no price: WrongPrice is our own comparison with the tree, before it is made.
        """
        _, price = await self._priced(offer, self._settings.price_age)
        if price != unit_price:
            raise WrongPrice(PROVIDER, "pre_redeem: not sent, the tree names another price")
        return await self._purchases.buy(offer.external_id, txn_id, self._market(offer))

    async def recover(
        self, offer: OfferRef, unit_price: Decimal, txn_id: str, sent_at: datetime
    ) -> Purchase:
        """Look the purchase up (FACTS 5.13); not there after the grace time, make it once more.

        Only at the price that was confirmed, as the first time.
        """

        async def price_holds() -> bool:
            try:
                _, price = await self._priced(offer, self._settings.price_age)
            except NotFound:
                return False
            return price == unit_price

        return await self._purchases.recover(
            offer.external_id, txn_id, self._market(offer), sent_at, price_holds
        )

    async def keys(self, reference: str) -> tuple[str, ...]:
        """Read the key of a sale (FACTS 5.12); empty while the books do not show it."""
        try:
            row = await self._client.report_transaction(reference)
        except NotFound:
            return ()
        return () if row.canceled else row.plain_keys()

    async def reverse(
        self, txn_id: str, reference: str | None, asked_at: datetime | None = None
    ) -> Reversal:
        """Take a pin back (FACTS 5.9; 5.10 where only our id is known)."""
        return await self._reversals.reverse(txn_id, reference, asked_at)

    async def sales(self, begin: date, end: date, *, by_creation: bool = False) -> tuple[Sale, ...]:
        """The sales of a period (FACTS 5.11), in parts of at most 31 days."""
        return await self._books.period(begin, end, by_creation=by_creation)

    async def sale(self, reference: str) -> Sale:
        """One sale (FACTS 5.12). Raises NotFound."""
        return await self._books.transaction(reference)

    async def sales_of_txn(self, txn_id: str) -> tuple[Sale, ...]:
        """The sales under our id (FACTS 5.13)."""
        return await self._books.reference(txn_id)

    async def sales_of_document(self, document: str) -> tuple[Sale, ...]:
        """The sales to a buyer (FACTS 5.14)."""
        return await self._books.document(document)

    def charge_of(self, sale: Sale) -> Charge | None:
        """The price of a sale that is the offer's too: of the settings, as for a quote."""
        amount = sale.cost if self._settings.price == "cost" else sale.sales_price
        if amount is None or not sale.currency:
            return None
        return Charge(amount, sale.currency, sale.cost)

    async def browse(self, *, fresh: bool = False) -> Tree:
        """The tree of the country and currency of the settings (FACTS 5.3)."""
        age = timedelta(0) if fresh else timedelta(seconds=self._settings.catalog_age)
        return (await self._trees.get_or_older(self._home, age)).tree

    async def collections(self) -> tuple[Collection, ...]:
        """The collections by themselves (FACTS 5.4)."""
        heads = await self._client.collections(self._home)
        return mapped(_alone, heads)

    async def collection(self, external_id: str) -> tuple[TreeProduct, ...]:
        """The products of one (FACTS 5.5). Raises NotFound, Rejected."""
        products = await self._client.collection(external_id, self._home)
        return mapped(tree_product, products)

    async def details(self, external_id: str) -> ProductDetails:
        """The texts of a product (FACTS 5.6), not its price. Raises NotFound, Rejected."""
        found = await self._client.product(external_id, self._home)
        return ProductDetails(
            str(found.id),
            found.name,
            found.description,
            found.how_to_redeem,
            found.terms_and_conditions,
        )

    def _market(self, offer: OfferRef) -> Market:
        return Market(offer.country or self._settings.country, offer.currency)

    async def _priced(self, offer: OfferRef, age: float) -> tuple[TreeProduct, Decimal]:
        known = await self._trees.get(self._market(offer), timedelta(seconds=age))
        product = known.products.get(offer.external_id)
        price = price_of(product, self._settings.price) if product else None
        if product is None or price is None:
            raise NotFound(PROVIDER, "catalog: no such product with a price in this currency")
        return product, price


def _alone(head: CollectionHead) -> Collection:
    return Collection(str(head.id), head.name, tuple(map(_alone, head.collections)), ())
