"""Reading a request to Gamebase by its document: mandatory headers, path and query."""

from dataclasses import dataclass

from aiohttp import web

from sandbox.gamebase import results
from sandbox.gamebase.results import ResultError

SECRET_HEADER = "X-Secret-Key"  # noqa: S105 - the header's name
QUERIES = {"member": {"includeMemberInfo"}, "maintenance": set[str]()}


@dataclass(frozen=True)
class Reading:
    """What a request says, and what about it is not as documented."""

    params: dict[str, str]
    """Those of path and query together."""
    secret: str
    complaints: tuple[str, ...]
    error: ResultError | None
    """How the API answers, if the request is too wrong to be acted on."""


def read(endpoint: str, request: web.Request) -> Reading:
    """Read a request."""
    error: ResultError | None = None
    params = dict(request.match_info) | dict(request.query)
    surplus = [name for name in request.query if name not in QUERIES[endpoint]]
    complaints = [f"{name} is not in the document" for name in surplus]
    if params.get("includeMemberInfo", "true") not in {"true", "false"}:
        complaints.append("includeMemberInfo must be true or false")
        error = ResultError(results.WRONG_PARAMETER_TYPE)
    secret = request.headers.get(SECRET_HEADER, "")
    if not secret:
        # The answer is that of a wrong key, which comes after the check of the app id.
        complaints.append(f"the {SECRET_HEADER} header is missing")
    if request.content_type != "application/json":
        complaints.append("the Content-Type header is not application/json")
        error = ResultError(results.WRONG_CONTENT_TYPE)
    return Reading(params, secret, tuple(complaints), error)
