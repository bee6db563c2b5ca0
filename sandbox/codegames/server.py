"""The CodeGames stand-in: its four endpoints over HTTP and the levers tests pull."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from aiohttp import web

from sandbox.codegames.errors import ErrorForm, RefusalError
from sandbox.codegames.late import Late
from sandbox.codegames.requests import read
from sandbox.codegames.shop import Offer, Order, Shop
from sandbox.codegames.tokens import Tokens
from sandbox.faults import Fault, Sleep
from sandbox.standin import Clock, StandIn, utc_now

PATHS = {
    "sign_in": "/api/v1/auth/sign-in",
    "check": "/api/v1/partner/product-offers/check",
    "pay": "/api/v1/partner/product-offers/pay",
    "keys": "/api/v1/partner/product-offers/keys",
}

Body = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class CodeGames(StandIn):
    """CodeGames.gg as its document has it (FACTS 1.1 to 1.4).

    What the document leaves open is set here: ``auth_scheme`` ("" for the bare token, None for
    any), ``errors`` (envelope and HTTP status), ``token_lifetime``, and whether a refused pay
    uses up its txnId (``burns_refused``).
    """

    def __init__(
        self,
        *,
        login: str = "cc_user",
        password: str = "strong_password",  # noqa: S107 - the document's own example
        clock: Clock = utc_now,
        sleep: Sleep = asyncio.sleep,
        auth_scheme: str | None = "Bearer",
        errors: ErrorForm | None = None,
        token_lifetime: timedelta | None = None,
        burns_refused: bool = False,
    ) -> None:
        super().__init__(clock=clock, sleep=sleep)
        self.login = login
        self.password = password
        self.auth_scheme = auth_scheme
        self.errors = errors or ErrorForm()
        self._tokens = Tokens(clock, token_lifetime)
        self._shop = Shop(clock, burns_refused=burns_refused)

    @property
    def orders(self) -> list[Order]:
        """Every accepted pay, oldest first."""
        return self._shop.orders

    @property
    def charges(self) -> int:
        """How often money was taken."""
        return len(self._shop.orders)

    @property
    def spent(self) -> Decimal:
        """How much was taken, in KZT."""
        return self._shop.spent

    def offer(self, offer_id: str, *, title: str, price: str | Decimal, stock: int) -> Offer:
        """Put an offer on sale; its price is for one key, in KZT."""
        offer = Offer(offer_id, title, Decimal(price), stock)
        self._shop.offers[offer_id] = offer
        return offer

    def stock(self, offer_id: str) -> int:
        """How many keys of the offer are left; KeyError if there is no such offer."""
        return self._shop.offers[offer_id].stock

    def set_price(self, offer_id: str, price: str | Decimal) -> None:
        """Change the price of one key; KeyError if there is no such offer."""
        self._shop.offers[offer_id].price = Decimal(price)

    def set_stock(self, offer_id: str, stock: int) -> None:
        """Change how many keys are left; KeyError if there is no such offer."""
        self._shop.offers[offer_id].stock = stock

    def keys_late(self, polls: int, late: Late = Late.EMPTY_TEXT) -> None:
        """Give the keys of orders paid from now on only after so many calls that came early."""
        self._shop.polls_until_keys = polls
        self._shop.late = late

    def single_key_as_list(self, as_list: bool = True) -> None:
        """Send one key as an array too, which the document allows."""
        self._shop.single_key_as_list = as_list

    def next_keys(self, *keys: str) -> None:
        """Sell these keys next, repeated ones too."""
        self._shop.mint.put_next(*keys)

    def take_over(self, orders: Iterable[Order]) -> None:
        """Go on from the books of another one: these were its first orders."""
        for order in orders:
            self._shop.remember(order)

    def expire_tokens(self) -> None:
        """Let every token end now."""
        self._tokens.expire()

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Put the four endpoints on the router."""
        acts = {
            "sign_in": self._sign_in,
            "check": self._check,
            "pay": self._pay,
            "keys": self._keys,
        }
        for endpoint, act in acts.items():
            router.add_post(PATHS[endpoint], self._handler(endpoint, act))

    def refuse(self, request: web.Request, fault: Fault) -> web.Response:
        """Answer with the fault's code string."""
        return self.errors.render(RefusalError(str(fault.code), fault.description))

    def not_found(self, request: web.Request) -> web.Response:
        """Answer 404 as common web frameworks do; the document has nothing on it."""
        text = f"Cannot {request.method} {request.path}"
        return web.json_response({"message": text, "statusCode": 404}, status=404)

    def _handler(self, endpoint: str, act: Callable[[Body], web.Response]) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            reading = await read(endpoint, request, self.auth_scheme)
            for text in reading.complaints:
                self.complain(endpoint, text)

            async def answer() -> web.Response:
                if reading.refused is not None:
                    return self.errors.render(reading.refused)
                try:
                    if endpoint != "sign_in":
                        self._tokens.check(reading.token)
                    return act(reading.body)
                except RefusalError as refused:
                    return self.errors.render(refused)

            return await self.serve(endpoint, request, reading.body, reading.body, answer)

        return handle

    def _sign_in(self, body: Body) -> web.Response:
        if body["login"] != self.login:
            raise RefusalError("USER_NOT_FOUND")
        if body["password"] != self.password:
            raise RefusalError("INVALID_CREDENTIALS")
        return web.json_response({"token": self._tokens.issue()})

    def _check(self, body: Body) -> web.Response:
        offer = self._shop.check(body["id"])
        return web.json_response({"count": offer.stock, "price": float(offer.price)})

    def _pay(self, body: Body) -> web.Response:
        order = self._shop.pay(
            str(body["id"]), float(body["price"]), body["txnId"], body.get("count", 1)
        )
        return web.json_response({"orderId": order.order_id}, status=201)

    def _keys(self, body: Body) -> web.Response:
        return web.json_response(self._shop.keys(body["orderId"]))
