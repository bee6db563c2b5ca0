"""Reading a request to open-api-games: the signature first, then the body, and whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from aiohttp import web

from sandbox.bodies import json_object
from sandbox.openapigames.accounts import is_new
from sandbox.openapigames.errors import RefusalError
from sandbox.openapigames.shapes import body_mistakes, body_surplus
from sandbox.openapigames.signs import Secrets

Params = Mapping[str, Any]


@dataclass(frozen=True)
class Reading:
    """What a request says, and what about it is not as documented."""

    body: dict[str, Any]
    complaints: tuple[str, ...]
    refused: RefusalError | None
    """How the API answers, if the request is too wrong to be acted on."""


async def read(request: web.Request, secrets: Secrets) -> Reading:
    """Read a request; what the document does not have is complained of but not refused."""
    raw = await request.read()
    complaints: list[str] = []
    refusals: list[RefusalError] = []
    body: dict[str, Any] = {}
    try:
        secrets.check(raw, request.headers.get("Sign"))
    except RefusalError as refused:
        refusals.append(refused)
    try:
        body = json_object(request, raw, partial(RefusalError, "INVALID_BODY"))
        complaints.extend(body_surplus(body))
        wrong = "; ".join(body_mistakes(body))
        if wrong:
            refusals.append(RefusalError("INVALID_BODY", wrong))
    except RefusalError as refused:
        refusals.append(refused)
    complaints.extend(f"{name} is not in the document" for name in request.query)
    complaints.extend(refused.detail for refused in refusals if refused.detail)
    return Reading(body, tuple(complaints), refusals[0] if refusals else None)


def adds(params: Params) -> bool:
    """Whether a request makes an account; for faults and gates."""
    return any(is_new(account_id) for account_id in _ids(params))


def changes(params: Params) -> bool:
    """Whether a request replaces an account; for faults and gates."""
    return any(not is_new(account_id) for account_id in _ids(params))


def lists(params: Params) -> bool:
    """Whether a request asks for all accounts; for faults and gates."""
    return params.get("accounts") == []


def _ids(params: Params) -> list[object]:
    accounts = params.get("accounts")
    if not isinstance(accounts, list):
        return []
    return [
        each["accountId"] for each in accounts if isinstance(each, dict) and "accountId" in each
    ]
