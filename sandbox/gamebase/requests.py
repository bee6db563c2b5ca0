"""Reading a request to Gamebase by its document: mandatory headers, path, query and body."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.bodies import json_value
from sandbox.gamebase import codes
from sandbox.gamebase.demands import Codes, demand
from sandbox.gamebase.results import ResultError
from sandbox.gamebase.shapes import Wrong

SECRET_HEADER = "X-Secret-Key"  # noqa: S105 - the header's name


@dataclass(frozen=True)
class Reading:
    """What a request says, and what about it is not as documented."""

    params: dict[str, Any]
    """Those of path, query and body together, by the document's names."""
    body: Any
    secret: str
    complaints: tuple[str, ...]
    header_error: ResultError | None
    """How the API answers before it looks at the app."""
    error: ResultError | None
    """How the API answers to the app, if the request is too wrong to be acted on."""


async def read(endpoint: str, request: web.Request) -> Reading:
    """Read a request to the endpoint."""
    complaints: list[str] = []
    secret = request.headers.get(SECRET_HEADER, "")
    if not secret:
        # The answer is that of a wrong key, which comes after the check of the app id.
        complaints.append(f"the {SECRET_HEADER} header is missing")
    header_error = None
    if request.content_type != "application/json":
        complaints.append("the Content-Type header is not application/json")
        header_error = ResultError(codes.WRONG_CONTENT_TYPE)
    elif (request.charset or "utf-8").lower() != "utf-8":
        complaints.append("the Content-Type header is not in UTF-8")
    raw = await request.read()
    wanted = demand(endpoint, with_body=bool(raw))
    errors = []
    query: dict[str, Any] = dict(request.query)
    complaints.extend(
        f"{name} is given more than once" for name in query if len(request.query.getall(name)) > 1
    )
    errors += _judge(wanted.query("", query), wanted.query_codes, complaints)
    body: Any = None
    if wanted.body is None:
        if raw:
            complaints.append("a body is not in the document")
    else:
        try:
            body = json_value(raw)
        except ValueError:
            complaints.append("the body is not JSON")
            errors.append(ResultError(codes.MALFORMED_JSON))
        else:
            errors += _judge(wanted.body("", body), wanted.body_codes, complaints)
    params = query | _named(body, wanted.list_name) | dict(request.match_info)
    error = errors[0] if errors else None
    return Reading(params, body, secret, tuple(complaints), header_error, error)


def _judge(wrongs: Iterable[Wrong], by_kind: Codes, complaints: list[str]) -> list[ResultError]:
    errors = []
    for wrong in wrongs:
        complaints.append(wrong.text)
        if wrong.kind in by_kind:
            errors.append(ResultError(by_kind[wrong.kind], wrong.text))
    return errors


def _named(body: Any, list_name: str) -> dict[str, Any]:
    if isinstance(body, list):
        return {list_name: body}
    return body if isinstance(body, dict) else {}
