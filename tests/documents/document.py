"""One provider's document as OpenAPI 3.1.

Conventions of the yaml files: ``operationId`` is the endpoint's number in FACTS. Answers are the
``examples`` of its ``responses``, the first being the usual one; an answer without content goes by
its status as name. ``invalid`` and ``unauthorized`` are what a request that breaks the document gets.
Two operations on one path and method (told apart by their query) are written with a fragment behind
the path of the second (``/users#range``), which is taken off here. ``webhooks`` are what the provider
calls us with.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema_path import SchemaPath
from openapi_core import OpenAPI
from openapi_core.protocols import Response, WebhookRequest
from openapi_core.validation.schemas import oas31_schema_validators_factory
from openapi_core.validation.schemas.exceptions import InvalidSchemaValue

from tests.documents.reading import DocumentedRequest, Reading, read, told

JSON = "application/json"
METHODS = ("get", "post", "put", "delete", "patch")


@dataclass(frozen=True)
class Answer:
    """What the document shows as an answer; ``payload`` is None where there is no content."""

    status: int
    payload: Any


@dataclass(frozen=True)
class Operation:
    """One call of a document: where it is, and the engine's view of it and of what is around it."""

    method: str
    path: str
    item: SchemaPath
    spec: SchemaPath

    @property
    def own(self) -> SchemaPath:
        """What the document says of this call alone."""
        return self.item / self.method


class Document:
    """One yaml file, read and checked by the engine."""

    def __init__(self, file: Path) -> None:
        whole = SchemaPath.from_path(file).read_value()
        self._layers = [OpenAPI.from_dict(layer) for layer in _layers(whole)]
        server = urlsplit(whole["servers"][0]["url"])
        self.host = f"{server.scheme}://{server.netloc}"
        self.prefix = server.path.rstrip("/")
        self.operations = {
            (operation.own / "operationId").read_str(): operation
            for layer in self._layers
            for operation in _operations(layer.spec)
        }

    @property
    def numbers(self) -> set[str]:
        """The numbers of all operations."""
        return set(self.operations)

    def answers(self, number: str) -> dict[str, Answer]:
        """Give the answers of an operation by name, in the document's order."""
        return dict(_answers(self.operations[number].own))

    def read(self, request: DocumentedRequest) -> Reading:
        """Let the engine judge a request."""
        readings = [read(layer, request) for layer in self._layers]
        return min(readings, key=lambda reading: (not reading.number, len(reading.complaints)))

    def judge(self, sent: WebhookRequest, answer: Response) -> Reading:
        """Let the engine judge a webhook: what was sent to us, and what we answered."""
        engine = self._layers[0]
        operation = engine.spec / "webhooks" / sent.name / sent.method
        errors = [
            *engine.iter_webhook_request_errors(sent),
            *engine.iter_webhook_response_errors(sent, answer),
        ]
        number = (operation / "operationId").read_str()
        return Reading(number, {}, {}, {}, [told(error) for error in errors])

    def unfit(self, number: str, answer: Answer) -> str:
        """Why an answer is none that the operation has; "" if it is one."""
        operation = self.operations[number]
        response = operation.own / "responses" / str(answer.status)
        if "content" not in response:
            return "" if answer.payload is None else "there is content"
        schema = response / "content" / JSON / "schema"
        validator = oas31_schema_validators_factory.create(operation.spec, schema)
        try:
            validator.validate(answer.payload)
        except InvalidSchemaValue as error:
            return told(error)
        return ""


def _layers(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the document itself, then one for each path that is there a second time."""
    main = deepcopy(whole)
    again = {path: main["paths"].pop(path) for path in list(main["paths"]) if "#" in path}
    yield main
    for path, item in again.items():
        yield {**main, "paths": {path.partition("#")[0]: item}}


def _operations(spec: SchemaPath) -> Iterator[Operation]:
    for part in {"paths", "webhooks"} & set(spec.str_keys()):
        for path, item in (spec / part).str_items():
            yield from (Operation(method, path, item, spec) for method in METHODS if method in item)


def _answers(operation: SchemaPath) -> Iterator[tuple[str, Answer]]:
    for status, response in (operation / "responses").str_items():
        if "content" not in response:
            yield status, Answer(int(status), None)
            continue
        for name, example in (response / "content" / JSON / "examples").str_items():
            yield name, Answer(int(status), (example / "value").read_value())
