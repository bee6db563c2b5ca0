"""Reading a request to CodeGames by its document: body fields and the authorization header."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from aiohttp import web

from sandbox.bodies import json_object
from sandbox.codegames.errors import RefusalError
from sandbox.fields import Field, is_number, is_text, is_whole, mistakes, surplus

CURRENCY = "KZT"


def _is_currency(value: Any) -> bool:
    return bool(value == CURRENCY)


def _is_count(value: Any) -> bool:
    return is_whole(value) and value > 0


def _is_offer_id(value: Any) -> bool:
    return is_text(value) or is_whole(value)


# The table says string, the document's own example of a pay sends the number 562: pay takes both.
FIELDS: Mapping[str, tuple[Field, ...]] = {
    "sign_in": (Field("login", "string", is_text), Field("password", "string", is_text)),
    "check": (Field("id", "string", is_text), Field("currency", "known currency", _is_currency)),
    "pay": (
        Field("id", "string", _is_offer_id),
        Field("price", "float", is_number),
        Field("currency", "known currency", _is_currency),
        Field("txnId", "string", is_text),
        Field("count", "positive whole number", _is_count, required=False),
    ),
    "keys": (Field("orderId", "number", is_whole),),
}


@dataclass(frozen=True)
class Reading:
    """What a request says, and what about it is not as documented."""

    body: dict[str, Any]
    token: str
    complaints: tuple[str, ...]
    refused: RefusalError | None
    """How the API answers, if the request is too wrong to be acted on."""


async def read(endpoint: str, request: web.Request, scheme: str | None) -> Reading:
    """Read a request; ``scheme`` is the word before the token, "" for none, None for any."""
    raw = await request.read()
    complaints = list(surplus(request.query, ()))
    refusals: list[RefusalError] = []
    token = ""
    body: dict[str, Any] = {}
    try:
        if endpoint != "sign_in":
            token = _token(request.headers.get("Authorization"), scheme)
    except RefusalError as refused:
        refusals.append(refused)
    try:
        body = json_object(request, raw, partial(RefusalError, "BAD_REQUEST"))
        complaints.extend(surplus(body, FIELDS[endpoint]))
        wrong = "; ".join(mistakes(body, FIELDS[endpoint]))
        if wrong:
            refusals.append(RefusalError("BAD_REQUEST", wrong))
    except RefusalError as refused:
        refusals.append(refused)
    complaints.extend(refused.detail for refused in refusals)
    return Reading(body, token, tuple(complaints), refusals[0] if refusals else None)


def _token(header: str | None, scheme: str | None) -> str:
    if not header:
        raise RefusalError("UNAUTHORIZED", "the Authorization header is missing")
    word, _, rest = header.partition(" ")
    if scheme is None:
        return rest or word
    if scheme == "":
        if rest:
            raise RefusalError("UNAUTHORIZED", "the Authorization header has a scheme")
        return word
    if word != scheme or not rest:
        raise RefusalError("UNAUTHORIZED", f"the Authorization header is not '{scheme} <token>'")
    return rest
