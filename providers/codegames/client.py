"""CodeGames' four endpoints as typed calls (FACTS 1.1 to 1.4)."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from pydantic import ValidationError

from providers.calls import Answer, Call, Kind, UnreadableError
from providers.codegames import errors
from providers.codegames.models import Checked, Keys, Paid, SignedIn
from providers.codegames.settings import CodeGamesSettings
from providers.errors import AlreadyCharged, NotAllowed, Rejected
from providers.http import ApiClient
from providers.proxies import DIRECT, Proxies
from providers.timeouts import Patience
from providers.tokens import OnSecret, Tokens

T = TypeVar("T")
M = TypeVar("M", SignedIn, Checked, Keys)

_OFFERS = "/api/v1/partner/product-offers"


class CodeGamesClient:
    """Signs in by itself. Besides the errors named, each call raises Unavailable; see http.py."""

    def __init__(
        self,
        settings: CodeGamesSettings,
        on_secret: OnSecret,
        patience: Patience | None = None,
        proxies: Proxies = DIRECT,
    ) -> None:
        self._settings = settings
        self._api = ApiClient(
            errors.PROVIDER, settings.base_url, patience=patience, proxies=proxies
        )
        self._tokens = Tokens(self._sign_in, on_secret)

    async def sign_in(self) -> None:
        """Sign in anew (FACTS 1.1). Raises NotAllowed where login or password is not accepted."""
        await self._tokens.renew()

    async def check(self, offer_id: str, currency: str) -> Checked:
        """Read stock and price of an offer (FACTS 1.2). Raises NotFound, OutOfStock."""
        body = {"id": offer_id, "currency": currency}
        return await self._offers("check", Kind.READ, body, _reader("check", errors.CHECK, Checked))

    async def pay(self, offer_id: str, price: Decimal, currency: str, txn_id: str) -> int:
        """Buy one key and return the order's id (FACTS 1.3).

        ``count`` is left out: whether ``price`` would then be for one or for all is not documented.
        Raises NotFound, OutOfStock, WrongPrice; AlreadyCharged where the id was used before and the
        answer does not name the order; OutcomeUnknown.
        """
        body = {"id": offer_id, "price": price, "currency": currency, "txnId": txn_id}
        return await self._offers("pay", Kind.ONCE, body, _read_paid)

    async def keys(self, order_id: int) -> tuple[str, ...]:
        """Read the keys of an order (FACTS 1.4), none while there are none. Raises NotFound."""
        body = {"orderId": order_id}
        answer = await self._offers("keys", Kind.READ, body, _reader("keys", errors.KEYS, Keys))
        return answer.ready()

    async def close(self) -> None:
        """Give the connections back."""
        await self._api.close()

    async def _offers(self, name: str, kind: Kind, body: object, read: Callable[[Answer], T]) -> T:
        def with_token(token: str) -> Call:
            scheme = self._settings.auth_scheme
            headers = {"Authorization": f"{scheme} {token}" if scheme else token}
            return Call(name, "POST", f"{_OFFERS}/{name}", kind, body, headers=headers)

        return await self._tokens.use(lambda token: self._api.send(with_token(token), read))

    async def _sign_in(self) -> str:
        body = {
            "login": self._settings.login,
            "password": self._settings.password.get_secret_value(),
        }
        call = Call("sign_in", "POST", "/api/v1/auth/sign-in", Kind.READ, body)
        try:
            return await self._api.send(call, _read_token)
        except Rejected as error:
            # The status of wrong credentials is not documented: any clear no to a sign-in is one.
            raise NotAllowed(errors.PROVIDER, error.detail) from None


def _reader(endpoint: str, codes: errors.Codes, model: type[M]) -> Callable[[Answer], M]:
    def read(answer: Answer) -> M:
        if error := errors.refusal(endpoint, codes, answer):
            raise error
        if not answer.success:
            raise UnreadableError("a status without a code")
        return model.model_validate(answer.body)

    return read


def _read_token(answer: Answer) -> str:
    token = _reader("sign_in", errors.SIGN_IN, SignedIn)(answer).token.get_secret_value()
    if not re.fullmatch(r"[!-~]+", token):
        raise UnreadableError("no token that fits in a header")
    return token


def _read_paid(answer: Answer) -> int:
    error = errors.refusal("pay", errors.PAY, answer)
    try:
        order_id = Paid.model_validate(answer.body).order_id
    except ValidationError:
        order_id = None
    if order_id is None:
        raise error or UnreadableError("no order")
    # An order that a duplicate names is the order of the first try; undocumented, and welcome.
    if isinstance(error, AlreadyCharged) or (error is None and answer.success):
        return order_id
    raise UnreadableError("an order and a refusal at once")
