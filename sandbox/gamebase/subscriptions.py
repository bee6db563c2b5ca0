"""Subscriptions that run (FACTS 4.15)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sandbox.gamebase.asked import Asked, Content
from sandbox.gamebase.members import millis
from sandbox.gamebase.purchases import Market, SeqMint
from sandbox.standin import Clock


@dataclass
class Subscription:
    """One subscription; it is active while the clock is before its end."""

    app_id: str
    user_id: str
    market: Market
    package: str
    product_id: str
    payment_seq: str
    product_seq: int
    currency: str
    price: Decimal
    payment_id: str
    original_payment_id: str
    purchased_at: datetime
    ends_at: datetime

    def content(self) -> Content:
        """Return it as an entry of the list; its appId is the package's name."""
        return {
            "channel": "GF",
            "userId": self.user_id,
            "paymentSeq": self.payment_seq,
            "appId": self.package,
            "productId": self.product_id,
            "productType": "AUTO_RENEWABLE",
            "productSeq": self.product_seq,
            "currency": self.currency,
            "price": float(self.price),
            "paymentId": self.payment_id,
            "originalPaymentId": self.original_payment_id,
            "purchaseTimeMillis": millis(self.purchased_at),
            "expiryTimeMillis": millis(self.ends_at),
        }


class Subscriptions:
    """The subscriptions of all apps."""

    def __init__(self, apps: Collection[str], seqs: SeqMint, clock: Clock) -> None:
        self._apps = apps
        self._seqs = seqs
        self._clock = clock
        self.all: list[Subscription] = []

    def subscribe(
        self,
        app_id: str,
        user_id: str,
        *,
        market: Market = "GG",
        package: str = "com.toast.gamebase",
        product_id: str = "subs_p1w",
        currency: str = "KRW",
        price: Decimal | str = "1000",
        begin: datetime | None = None,
        lasts: timedelta = timedelta(days=7),
    ) -> Subscription:
        """Let a user subscribe, by default now and for a week; KeyError without such an app."""
        if app_id not in self._apps:
            raise KeyError(app_id)
        begun = begin or self._clock()
        payment_id = f"GPA.3375-2193-1175-{57698 + len(self.all)}"
        subscription = Subscription(
            app_id=app_id,
            user_id=user_id,
            market=market,
            package=package,
            product_id=product_id,
            payment_seq=self._seqs.make(),
            product_seq=1002904,
            currency=currency,
            price=Decimal(price),
            payment_id=payment_id,
            original_payment_id=payment_id,
            purchased_at=begun,
            ends_at=begun + lasts,
        )
        self.all.append(subscription)
        return subscription

    def active(self, asked: Asked) -> Content:
        """FACTS 4.15: those of the user in this market and package that run now."""
        wanted = tuple(asked.text(name) for name in ("userKey", "marketId", "packageName"))
        found = [
            one.content()
            for one in self.all
            if (one.user_id, one.market, one.package) == wanted
            and one.app_id == asked.app_id
            and one.purchased_at <= asked.now < one.ends_at
        ]
        return {"result": found}
