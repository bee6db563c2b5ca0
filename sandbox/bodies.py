"""What a request to a stand-in carries, read strictly; each API refuses in its own words."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from aiohttp import web

from sandbox.fields import Field, surplus


def json_value(raw: bytes, number: Callable[[str], Any] = float) -> Any:
    """A body of JSON; ``number`` reads what has a fraction. Raises ValueError."""
    return json.loads(raw, parse_float=number, parse_constant=_no_constant)


def json_object(
    request: web.Request,
    raw: bytes,
    refuse: Callable[[str], Exception],
    number: Callable[[str], Any] = float,
) -> dict[str, Any]:
    """A body that has to be a JSON object. Raises what ``refuse`` makes of the reason."""
    if request.content_type != "application/json":
        raise refuse(f"Content-Type is {request.content_type}, not application/json")
    try:
        body = json_value(raw, number)
    except ValueError:
        raise refuse("the body is not JSON") from None
    if not isinstance(body, dict):
        raise refuse("the body is not a JSON object")
    return body


def odd_query(request: web.Request, fields: tuple[Field, ...]) -> Iterator[str]:
    """Tell what a query has beside the document's fields, or more than once."""
    yield from surplus(dict(request.query), fields)
    for name in dict.fromkeys(request.query):
        if len(request.query.getall(name)) > 1:
            yield f"{name} is given more than once"


def _no_constant(name: str) -> NoReturn:
    """Python reads NaN and Infinity, which JSON does not have."""
    raise ValueError(name)
