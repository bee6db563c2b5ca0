"""Reading a request to PaySuper by its document: token, path, query and body."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from aiohttp import web

from sandbox.bodies import json_object, odd_query
from sandbox.fields import Field, mistakes, surplus
from sandbox.paysuper.errors import RefusalError
from sandbox.paysuper.goods import DEFAULT_LOCALE
from sandbox.paysuper.shapes import Shape

Params = dict[str, Any]

# The server's own pattern; "A-z" is no slip of ours.
_AUTHORIZATION = re.compile(r"Bearer ([A-z0-9_.-]{10,})")
_MUST_BE_SET = {"name": "kp000004", "description": "kp000005"}


@dataclass(frozen=True)
class Reading:
    """What a request says, and what about it is not as documented."""

    params: Params
    """Those of path, query and body together."""
    path: dict[str, str]
    query: dict[str, str]
    """Only what the endpoint knows."""
    body: Params | None
    token: str
    languages: str
    """The header Accept-Language, "" for none."""
    complaints: tuple[str, ...]
    refused: RefusalError | None
    """How the API answers, if the request is too wrong to be acted on."""


async def read(shape: Shape, request: web.Request) -> Reading:
    """Read a request; what the document does not have is complained of but not refused."""
    raw = await request.read()
    complaints: list[str] = []
    refusals: list[RefusalError] = []
    token, body = "", None
    path, query = dict(request.match_info), dict(request.query)
    try:
        token = _token(request, shape, complaints)
    except RefusalError as refused:
        refusals.append(refused)
    complaints.extend(odd_query(request, shape.query))
    refusals.extend(_refusal("ma000002", mistakes(path, shape.path)))
    refusals.extend(_refusal("ma000023", mistakes(query, shape.query)))
    try:
        if shape.body is not None:
            body = json_object(request, raw, partial(RefusalError, "ma000023"), _finite)
            refusals.extend(_refusal("ma000002", _body_mistakes(body, shape.body, shape)))
            refusals.extend(_unset(body, shape.body))
            complaints.extend(_body_surplus(body, shape.body, shape))
        elif raw:
            complaints.append("the document has no body here")
    except RefusalError as refused:
        refusals.append(refused)
    complaints.extend(refused.details for refused in refusals)
    known = {field.name for field in shape.query}
    return Reading(
        params=query | (body or {}) | path,
        path=path,
        query={name: value for name, value in query.items() if name in known},
        body=body,
        token=token,
        languages=request.headers.get("Accept-Language", ""),
        complaints=tuple(complaints),
        refused=refusals[0] if refusals else None,
    )


def _refusal(code: str, wrong: Iterator[str]) -> Iterator[RefusalError]:
    text = "; ".join(wrong)
    if text:
        yield RefusalError(code, text)


def _unset(body: Params, fields: tuple[Field, ...]) -> Iterator[RefusalError]:
    """Refuse a name or a description without a text in the default locale."""
    for field in fields:
        code, texts = _MUST_BE_SET.get(field.name), body.get(field.name)
        if code and isinstance(texts, dict) and not texts.get(DEFAULT_LOCALE):
            yield RefusalError(code, f"{field.name} has no text for {DEFAULT_LOCALE}")


def _body_mistakes(body: Params, fields: tuple[Field, ...], shape: Shape) -> Iterator[str]:
    yield from mistakes(body, fields)
    for where, platform in _platforms(body, fields):
        if not isinstance(platform, dict):
            yield f"{where} must be an object"
            continue
        yield from (f"{where}.{text}" for text in mistakes(platform, shape.platform))
        for at, price in _prices(where, platform):
            if not isinstance(price, dict):
                yield f"{at} must be an object"
                continue
            yield from (f"{at}.{text}" for text in mistakes(price, shape.price))


def _body_surplus(body: Params, fields: tuple[Field, ...], shape: Shape) -> Iterator[str]:
    yield from surplus(body, fields)
    for where, platform in _platforms(body, fields):
        if isinstance(platform, dict):
            yield from (f"{where}.{text}" for text in surplus(platform, shape.platform))
            for at, price in _prices(where, platform):
                if isinstance(price, dict):
                    yield from (f"{at}.{text}" for text in surplus(price, shape.price))


def _platforms(body: Params, fields: tuple[Field, ...]) -> Iterator[tuple[str, Any]]:
    names = {field.name for field in fields}
    if "platform" in names and isinstance(body.get("platform"), dict):
        yield "platform", body["platform"]
    if "platforms" in names and isinstance(body.get("platforms"), list):
        for index, platform in enumerate(body["platforms"]):
            yield f"platforms[{index}]", platform


def _prices(where: str, platform: Params) -> Iterator[tuple[str, Any]]:
    if isinstance(platform.get("prices"), list):
        for index, price in enumerate(platform["prices"]):
            yield f"{where}.prices[{index}]", price


def _finite(text: str) -> float:
    """Read a number; ValueError for one that is too big for a float."""
    value = float(text)
    if math.isinf(value):
        raise ValueError(text)
    return value


def _token(request: web.Request, shape: Shape, complaints: list[str]) -> str:
    header = request.headers.get("Authorization")
    if not shape.with_token:
        if header is not None:
            complaints.append("a token is sent where none is asked for")
        return ""
    if not header:
        raise RefusalError.unauthorized("the Authorization header is missing")
    form = _AUTHORIZATION.fullmatch(header)
    if form is None:
        raise RefusalError.unauthorized("the Authorization header is not 'Bearer <token>'")
    return form[1]
