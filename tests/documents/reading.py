"""What openapi-core makes of one request by a document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from jsonschema_path import SchemaPath
from openapi_core import OpenAPI
from openapi_core.contrib.aiohttp import AIOHTTPOpenAPIWebRequest
from openapi_core.templating.paths.exceptions import PathError
from openapi_core.templating.paths.finders import APICallPathFinder
from openapi_core.validation.request.exceptions import InvalidParameter, SecurityValidationError


@dataclass(frozen=True)
class Reading:
    """What the engine made of a request. ``number`` is "" where the document knows no such call.

    ``security``: what was shown for each scheme. ``stranger``: it was not what is asked for.
    """

    number: str
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    security: Mapping[str, str]
    complaints: list[str]
    stranger: bool = False


class DocumentedRequest(AIOHTTPOpenAPIWebRequest):
    """A request as if it had been sent to the document's own server."""

    __slots__ = ("_host",)

    def __init__(self, request: web.Request, body: bytes, host: str) -> None:
        super().__init__(request, body=body)
        self._host = host

    @property
    def host_url(self) -> str:
        """The scheme and host that the document names."""
        return self._host

    @property
    def path(self) -> str:
        """The path, decoded but for a slash within a part of it."""
        return self.request.url.path_safe


def read(engine: OpenAPI, request: DocumentedRequest) -> Reading:
    """Let the engine judge a request."""
    try:
        found = APICallPathFinder(engine.spec).find(request.method, request.host_url + request.path)
    except PathError as error:
        return Reading("", {}, {}, {}, [str(error)])
    result = engine.unmarshal_request(request)
    complaints = [told(error) for error in result.errors]
    complaints += _beyond(found.path, found.operation, request)
    parameters = result.parameters
    return Reading(
        (found.operation / "operationId").read_str(),
        dict(parameters.path) if parameters else {},
        dict(parameters.query) if parameters else {},
        dict(result.security or {}),
        complaints,
        any(isinstance(error, SecurityValidationError) for error in result.errors),
    )


def told(error: BaseException) -> str:
    """Tell what an error found: each breach of the schema with its place, or the first cause."""
    cause = error.__cause__
    place = f"{error.location} {error.name}" if isinstance(error, InvalidParameter) else "body"
    if breaches := getattr(cause or error, "schema_errors", None):
        return "; ".join(f"{place}: {breach.json_path}: {breach.message}" for breach in breaches)
    return f"{error}: {cause}" if cause and str(cause) not in str(error) else str(error)


def _beyond(path: SchemaPath, operation: SchemaPath, request: DocumentedRequest) -> Iterator[str]:
    """What is there although the document does not know it; the engine looks only for the known."""
    known = {
        (parameter / "name").read_str()
        for part in (path, operation)
        for parameter in part.get("parameters", SchemaPath.from_dict({}))
        if (parameter / "in").read_str() == "query"
    }
    sent = list(request.request.query)
    yield from (f"unknown query parameter: {name}" for name in sorted(set(sent) - known))
    yield from (f"repeated query parameter: {name}" for name in set(sent) if sent.count(name) > 1)
    if request.body and "requestBody" not in operation:
        yield "a body where the document has none"
