"""Gamebase's result header: always HTTP 200, success or failure in the body (FACTS 4)."""

import secrets
from datetime import datetime
from typing import Any

from aiohttp import web

from sandbox.gamebase import codes
from sandbox.gamebase.members import millis
from sandbox.gamebase.quirks import Quirks

Header = dict[str, Any]

TRANSACTION_HEADER = "X-TCGB-Transaction-Id"


class ResultError(Exception):
    """A failure with its documented result code."""

    def __init__(self, code: int, message: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message or codes.MESSAGES.get(code, "Failure")


def transaction_id(request: web.Request) -> str:
    """Return the caller's transaction id, or a new one as Gamebase makes it."""
    return request.headers.get(TRANSACTION_HEADER) or secrets.token_hex(16)


def success(transaction: str, message: str) -> Header:
    """Make the header of a good answer."""
    return {
        "transactionId": transaction,
        "resultCode": 0,
        "resultMessage": message,
        "isSuccessful": True,
    }


def failure(transaction: str, error: ResultError, path: str, at: datetime) -> Header:
    """Make the header of a failed request, with the trace the document shows."""
    return {
        "transactionId": transaction,
        "resultCode": error.code,
        "resultMessage": error.message,
        "traceError": {
            "trackingTime": millis(at),
            "throwPoint": "gateway",
            "uri": path,
        },
        "isSuccessful": False,
    }


def respond(
    header: Header, content: dict[str, Any], quirks: Quirks, *, names_transaction: bool = True
) -> web.Response:
    """Send header and content; the transaction id goes into an HTTP header in any case."""
    transaction = header["transactionId"]
    shown = dict(header)
    if quirks.no_transaction_id or not names_transaction:
        del shown["transactionId"]
    body = {"header": shown, **content}
    if quirks.unknown_fields:
        body = _with_unknown(body)
    return web.json_response(body, headers={TRANSACTION_HEADER: transaction})


def _with_unknown(part: Any) -> Any:
    """Put a field nobody knows into every object, however deep."""
    if isinstance(part, dict):
        known = {name: _with_unknown(value) for name, value in part.items()}
        return {**known, "addedLater": {"since": "v1.2"}}
    if isinstance(part, list):
        return [_with_unknown(entry) for entry in part]
    return part
