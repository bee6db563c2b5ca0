"""Reading a request to PIN Hype by its document: token, path, query and body."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from aiohttp import web

from sandbox.bodies import json_object, odd_query
from sandbox.fields import mistakes, surplus
from sandbox.hype.errors import RefusalError
from sandbox.hype.reports import period_mistakes
from sandbox.hype.shapes import SHAPES

Params = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """What a request says, and what about it is not as documented."""

    params: Params
    """Those of path, query and body together."""
    body: Params | None
    token: str
    complaints: tuple[str, ...]
    refused: RefusalError | None
    """How the API answers, if the request is too wrong to be acted on."""


async def read(endpoint: str, request: web.Request, *, needs_token: bool) -> Reading:
    """Read a request; what the document does not have is complained of but not refused."""
    shape = SHAPES[endpoint]
    raw = await request.read()
    complaints: list[str] = []
    refusals: list[RefusalError] = []
    token, body = "", None
    path, query = dict(request.match_info), dict(request.query)
    try:
        if needs_token:
            token = _token(request.headers.get("Authorization"))
    except RefusalError as refused:
        refusals.append(refused)
    wrong = [*mistakes(path, shape.path), *mistakes(query, shape.query)]
    complaints.extend(odd_query(request, shape.query))
    try:
        if shape.body is not None:
            body = json_object(request, raw, partial(RefusalError, 400))
            wrong.extend(mistakes(body, shape.body))
            complaints.extend(surplus(body, shape.body))
        elif raw:
            complaints.append("the document has no body here")
    except RefusalError as refused:
        refusals.append(refused)
    if endpoint == "report_period" and not wrong:
        days = (date.fromisoformat(path[name]) for name in ("startDate", "finishDate"))
        wrong.extend(period_mistakes(*days))
    if wrong:
        refusals.append(RefusalError(400, "; ".join(wrong)))
    complaints.extend(refused.text for refused in refusals)
    params = query | (body or {}) | path
    return Reading(params, body, token, tuple(complaints), refusals[0] if refusals else None)


def _token(header: str | None) -> str:
    if not header:
        raise RefusalError(401, "the Authorization header is missing")
    word, _, token = header.partition(" ")
    if word != "Bearer" or not token:
        raise RefusalError(401, "the Authorization header is not 'Bearer <token>'")
    return token
