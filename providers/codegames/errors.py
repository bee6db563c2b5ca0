"""CodeGames' documented codes as errors of our tree, endpoint by endpoint.

A code counts only where it is documented: at a purchase any other word must stay "outcome
unknown". The envelope is not documented, so the code is looked for where such APIs put it, at any
HTTP status.
"""

from collections.abc import Mapping

from providers.calls import Answer
from providers.errors import (
    AlreadyCharged,
    NotAllowed,
    NotFound,
    OutOfStock,
    ProviderError,
    WrongPrice,
)

PROVIDER = "codegames"

Codes = Mapping[str, type[ProviderError]]

SIGN_IN: Codes = {"INVALID_CREDENTIALS": NotAllowed, "USER_NOT_FOUND": NotAllowed}
CHECK: Codes = {
    "PRODUCT_OFFER_NOT_FOUND": NotFound,
    "PRODUCT_OFFER_OUT_OF_STOCK": OutOfStock,
}
PAY: Codes = {
    "PRODUCT_OFFER_NOT_FOUND": NotFound,
    "PRODUCT_OFFER_OUT_OF_STOCK": OutOfStock,
    "PRODUCT_OFFER_WRONG_PRICE": WrongPrice,
    "PRODUCT_OFFER_TXN_DUPLICATE": AlreadyCharged,
}
KEYS: Codes = {"PRODUCT_OFFER_ORDER_NOT_FOUND": NotFound}


def refusal(endpoint: str, codes: Codes, answer: Answer) -> ProviderError | None:
    """The error a documented code in the answer stands for; None without one or with several."""
    found = {word for word in _candidates(answer.body) if word in codes}
    if len(found) != 1:
        return None
    code = found.pop()
    return codes[code](PROVIDER, f"{endpoint}: status {answer.status}, {code}")


def _candidates(body: object) -> list[str]:
    if not isinstance(body, Mapping):
        return []
    places = [body.get("code"), body.get("error"), body.get("message")]
    if isinstance(inner := body.get("error"), Mapping):
        places.append(inner.get("code"))
    return [word for word in places if isinstance(word, str)]
