"""Reading of a request: multipart, urlencoded, JSON or the query, as Telegram takes them."""

from typing import Any

from aiohttp import BodyPartReader, web

from .errors import bad_request
from .files import Upload


async def read_params(request: web.Request) -> dict[str, Any]:
    """Every parameter by name; files become Upload."""
    params: dict[str, Any] = dict(request.query)
    kind = request.content_type
    if kind == "application/json" and request.can_read_body:
        params.update(await _read_json(request))
    elif kind == "application/x-www-form-urlencoded":
        params.update(await request.post())
    elif kind.startswith("multipart/"):
        params.update(await _read_multipart(request))
    return params


async def _read_json(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("object expected")
    return {name: value for name, value in body.items() if value is not None}


async def _read_multipart(request: web.Request) -> dict[str, Any]:
    params: dict[str, Any] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            params[part.name] = await part.text()
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            params[part.name] = Upload(part.filename, bytes(await part.read()), mime)
    return params
