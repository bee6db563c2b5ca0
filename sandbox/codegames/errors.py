"""The refusals of CodeGames and the envelopes in which they may come.

The document lists code strings and nothing else (FACTS 1): HTTP status and envelope are settings
here, so that a client can be tried against every plausible form.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from aiohttp import web

DESCRIPTIONS = {
    "INVALID_CREDENTIALS": "Incorrect login or password",
    "USER_NOT_FOUND": "User not found",
    "PRODUCT_OFFER_NOT_FOUND": "Product offer not found",
    "PRODUCT_OFFER_OUT_OF_STOCK": "Product offer out of stock",
    "PRODUCT_OFFER_WRONG_PRICE": "Product offer wrong price",
    "PRODUCT_OFFER_TXN_DUPLICATE": "Product offer transaction duplicate",
    "PRODUCT_OFFER_ORDER_NOT_FOUND": "Product offer order not found",
    # Not in the document, which has no word for these two:
    "UNAUTHORIZED": "Unauthorized",
    "BAD_REQUEST": "Bad request",
}


class Envelope(Enum):
    """Where in the error body the code string stands."""

    CODE = "code"
    ERROR = "error"
    MESSAGE = "message"
    NESTED = "error.code"


class RefusalError(Exception):
    """A definite no: nothing was charged."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class ErrorForm:
    """How refusals look on the wire; 401 stays 401 whatever ``http_status`` is."""

    envelope: Envelope = Envelope.CODE
    http_status: int = 400

    def render(self, refused: RefusalError) -> web.Response:
        """Make the answer to a refused request."""
        text = refused.detail or DESCRIPTIONS.get(refused.code, refused.code)
        body: dict[str, Any]
        match self.envelope:
            case Envelope.CODE:
                body = {"code": refused.code, "message": text}
            case Envelope.ERROR:
                body = {"error": refused.code, "message": text}
            case Envelope.MESSAGE:
                body = {"message": refused.code}
            case Envelope.NESTED:
                body = {"error": {"code": refused.code, "message": text}}
        status = 401 if refused.code == "UNAUTHORIZED" else self.http_status
        return web.json_response(body, status=status)
