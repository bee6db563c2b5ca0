"""One request to each operation, as its document wants it, to be spoilt by the tests of the engine."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx
from jsonschema_path import SchemaPath

from tests.documents.document import JSON, Document, Operation

_VALUES = {"date": "2026-11-01", "boolean": "true"}


@dataclass(frozen=True)
class Sample:
    """A request. ``body`` is None where the operation has none."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any

    async def send(self, client: httpx.AsyncClient) -> int:
        """Send it and give the status."""
        return (await self.answer(client)).status_code

    async def answer(self, client: httpx.AsyncClient) -> httpx.Response:
        """Send it and give the whole answer."""
        content = {} if self.body is None else {"json": self.body}
        return await client.request(
            self.method, self.path, params=self.query, headers=self.headers, **content
        )


def sample(document: Document, number: str) -> Sample | None:
    """Make the request of an operation; None if it has a body of which the document has no example."""
    operation = document.operations[number]
    bodies = list(_bodies(operation.own))
    if "requestBody" in operation.own and not bodies:
        return None
    path = operation.path.partition("#")[0]
    query: dict[str, str] = {}
    headers = dict(_credentials(operation))
    for parameter in _required(operation):
        name, value = (parameter / "name").read_str(), _value(parameter)
        place = (parameter / "in").read_str()
        if place == "path":
            path = path.replace(f"{{{name}}}", value)
        else:
            {"query": query, "header": headers}[place][name] = value
    return Sample(operation.method.upper(), path, query, headers, bodies[0] if bodies else None)


def spoilt(document: Document, number: str, good: Sample) -> Iterator[tuple[str, Sample]]:
    """Spoil a request in each of the ways in which it must not be; the first word says how."""
    operation = document.operations[number]
    yield "unknown query", replace(good, query={**good.query, "unheard": "of"})
    if security := dict(_credentials(operation)):
        kept = {name: value for name, value in good.headers.items() if name not in security}
        yield "no credential", replace(good, headers=kept)
    for parameter in _required(operation):
        name, place = (parameter / "name").read_str(), (parameter / "in").read_str()
        if place == "query":
            left = {key: value for key, value in good.query.items() if key != name}
            yield f"no query {name}", replace(good, query=left)
    if good.body is None:
        yield "a body", replace(good, body={"unheard": "of"})
    elif isinstance(good.body, dict):
        yield "unknown field", replace(good, body={**good.body, "unheard": "of"})
        for name in good.body:
            yield f"null as {name}", replace(good, body={**good.body, name: None})
            yield f"a list in {name}", replace(good, body={**good.body, name: [[]]})
        schema = operation.own / "requestBody" / "content" / JSON / "schema"
        for name in (schema / "required").read_value() if "required" in schema else ():
            left = {key: value for key, value in good.body.items() if key != name}
            yield f"no {name}", replace(good, body=left)


def _bodies(own: SchemaPath) -> Iterator[Any]:
    if "requestBody" in own:
        media = own / "requestBody" / "content" / JSON
        if "examples" in media:
            for _, example in (media / "examples").str_items():
                yield (example / "value").read_value()
        elif "example" in media:
            yield (media / "example").read_value()


def _required(operation: Operation) -> Iterator[SchemaPath]:
    for part in (operation.item, operation.own):
        for parameter in part.get("parameters", SchemaPath.from_dict({})):
            if "required" in parameter and (parameter / "required").read_value():
                yield parameter


def _credentials(operation: Operation) -> Iterator[tuple[str, str]]:
    """The headers without which the operation is refused."""
    security = operation.own if "security" in operation.own else operation.spec
    needed = security["security"].read_value() if "security" in security else []
    for name in needed[0] if needed else ():
        scheme = operation.spec / "components" / "securitySchemes" / name
        if (scheme / "type").read_str() == "http":
            yield "Authorization", "Bearer sample"
        else:
            yield (scheme / "name").read_str(), "sample"


def _value(parameter: SchemaPath) -> str:
    """The parameter's example, if there is one, else anything of its type."""
    schema = parameter / "schema"
    if "example" in parameter:
        return (parameter / "example").read_str()
    if "enum" in schema:
        return str((schema / "enum").read_value()[0])
    kind = (schema / "format" if "format" in schema else schema / "type").read_str()
    return _VALUES.get(kind, "1")
