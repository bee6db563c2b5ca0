"""Payments in a game and their consumption (FACTS 4.13 and 4.14)."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from sandbox.gamebase import codes
from sandbox.gamebase.asked import Asked, Content
from sandbox.gamebase.results import ResultError
from sandbox.standin import Clock

Market = Literal["GG", "AS", "ONESTORE"]
PaymentState = Literal["paid", "consumed", "refunded"]


@dataclass
class Payment:
    """An item somebody paid for; ``state`` may be changed to play a refund."""

    app_id: str
    user_id: str
    market: Market
    payment_seq: str
    access_token: str = field(repr=False)
    product_seq: int
    currency: str
    price: Decimal
    state: PaymentState = "paid"

    def content(self) -> Content:
        """Return it as an entry of the list; prices are floats on the wire."""
        return {
            "paymentSeq": self.payment_seq,
            "productSeq": self.product_seq,
            "currency": self.currency,
            "price": float(self.price),
            "accessToken": self.access_token,
        }


class Consumption(NamedTuple):
    """One payment that was reported as handed out."""

    app_id: str
    payment_seq: str
    at: datetime


class SeqMint:
    """Makes payment numbers like the document's: the day and eight digits."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last_number = 10023123

    def make(self) -> str:
        """Return a number that was never given before."""
        self._last_number += 1
        return f"{self._clock():%Y%m%d}{self._last_number}"


class Purchases:
    """Payments by app; ``consumptions`` holds what was consumed, in order."""

    def __init__(self, apps: Collection[str], seqs: SeqMint) -> None:
        self._apps = apps
        self._seqs = seqs
        self._payments: dict[tuple[str, str], Payment] = {}
        self.consumptions: list[Consumption] = []

    def pay(
        self,
        app_id: str,
        user_id: str,
        *,
        market: Market = "GG",
        product_seq: int = 1000292,
        currency: str = "KRW",
        price: Decimal | str = "1000",
        access_token: str | None = None,
    ) -> Payment:
        """Let a user pay for a consumable item; KeyError if there is no such app."""
        if app_id not in self._apps:
            raise KeyError(app_id)
        token = access_token or secrets.token_urlsafe(64)
        payment = Payment(
            app_id,
            user_id,
            market,
            self._seqs.make(),
            token,
            product_seq,
            currency,
            Decimal(price),
        )
        self._payments[app_id, payment.payment_seq] = payment
        return payment

    def consume(self, asked: Asked) -> Content:
        """FACTS 4.13: once per payment; a payment that is not normal is not consumed."""
        payment = self._payments.get((asked.app_id, asked.text("paymentSeq")))
        if payment is None or payment.access_token != asked.text("accessToken"):
            raise ResultError(codes.CONSUME_FAILED)
        if payment.state == "consumed":
            raise ResultError(codes.ALREADY_CONSUMED)
        if payment.state != "paid":
            raise ResultError(codes.CONSUME_FAILED)
        payment.state = "consumed"
        self.consumptions.append(Consumption(asked.app_id, payment.payment_seq, asked.now))
        shown = payment.content()
        return {"result": {name: shown[name] for name in ("price", "currency", "productSeq")}}

    def consumables(self, asked: Asked) -> Content:
        """FACTS 4.14: what the user paid for in this market and was not consumed."""
        wanted = (asked.app_id, asked.text("userKey"), asked.text("marketId"), "paid")
        found = [
            payment.content()
            for payment in self._payments.values()
            if (payment.app_id, payment.user_id, payment.market, payment.state) == wanted
        ]
        return {"result": found}
