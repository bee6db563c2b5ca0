"""A stand-in for a provider that knows nothing but the provider's document."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.documents.document import Answer, Document
from tests.documents.reading import DocumentedRequest, Reading

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Call:
    """A request that keeps to the document. ``body`` is the JSON as sent (None without one)."""

    number: str
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    headers: Mapping[str, str]
    body: Any
    raw: bytes


Change = Callable[[Call, Any], Any]
Check = Callable[[Call], str | None]


@dataclass
class DocumentServer:
    """Serves one document. It has no state but the answers that a test chose.

    ``credentials``: by the name of a security scheme, the value it must have (any, if not named).
    ``checks``: what OpenAPI has no words for, such as a signature: a function that gives a reason.
    """

    document: Document
    credentials: dict[str, str] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    url: str = ""
    _chosen: dict[str, list[str]] = field(default_factory=dict)
    _changes: dict[str, Change] = field(default_factory=dict)

    def answers(self, number: str, *names: str) -> None:
        """Answer an operation by these examples, one a call; the last one stays."""
        unknown = set(names) - set(self.document.answers(number))
        assert names and not unknown, f"{number} has no example {sorted(unknown)}"
        self._chosen[number] = list(names)

    def changes(self, number: str, change: Change) -> None:
        """Let an answer depend on its request, where the example as it stands would be nonsense."""
        assert number in self.document.numbers
        self._changes[number] = change

    def called(self, number: str) -> list[Call]:
        """Give the calls of one operation, in order."""
        assert number in self.document.numbers
        return [call for call in self.calls if call.number == number]

    @property
    def numbers(self) -> set[str]:
        """The operations that were called."""
        return {call.number for call in self.calls}

    async def serve(self, request: web.Request) -> web.Response:
        """Judge a request, remember it and answer."""
        raw = await request.read()
        reading = self.document.read(DocumentedRequest(request, raw, self.document.host))
        call = Call(
            reading.number,
            reading.path,
            reading.query,
            request.headers,
            _json(raw) if raw else None,
            raw,
        )
        strangers = self._strangers(reading, call)
        if wrong := [*reading.complaints, *strangers]:
            place = f"{reading.number or 'no such call'}: {request.method} {request.path}"
            self.complaints.append(f"{place}: {'; '.join(wrong)}")
            return _response(self._refusal(reading, bool(strangers) or reading.stranger))
        self.calls.append(call)
        return _response(self._answer(call))

    def _strangers(self, reading: Reading, call: Call) -> list[str]:
        """Why this is not one of ours who calls; of what makes no sense nothing is said."""
        wrong = [
            f"wrong credential of {scheme}"
            for scheme, value in reading.security.items()
            if value != self.credentials.get(scheme, value)
        ]
        if not reading.complaints:
            wrong += [reason for check in self.checks if (reason := check(call))]
        return wrong

    def _refusal(self, reading: Reading, stranger: bool) -> Answer:
        """What the document shows for a request that it does not allow, else a bare status 400."""
        if not reading.number:
            return Answer(404, {})
        shown = self.document.answers(reading.number)
        names = ["unauthorized", "invalid"] if stranger else ["invalid"]
        return next((shown[name] for name in names if name in shown), Answer(400, {}))

    def _answer(self, call: Call) -> Answer:
        shown = self.document.answers(call.number)
        chosen = self._chosen.get(call.number)
        if chosen is None:
            answer = next(iter(shown.values()))
        else:
            answer = shown[chosen.pop(0) if len(chosen) > 1 else chosen[0]]
        if change := self._changes.get(call.number):
            own = deepcopy(answer.payload)  # the document is read once for all tests of a process
            answer = Answer(answer.status, change(call, own))
            unfit = self.document.unfit(call.number, answer)
            assert unfit == "", f"{call.number}: a test answers what the document has not: {unfit}"
        return answer


@cache
def written(name: str) -> Document:
    """Read ``<name>.yaml``, once a process: the engine takes a second to check a long one."""
    return Document(HERE / f"{name}.yaml")


@asynccontextmanager
async def serving(name: str, **credentials: str) -> AsyncIterator[DocumentServer]:
    """Serve ``<name>.yaml`` on a free port of 127.0.0.1 under the path its document names."""
    document = await asyncio.to_thread(written, name)
    server = DocumentServer(document, credentials)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.serve)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    server.url = f"http://127.0.0.1:{port}{document.prefix}"
    try:
        yield server
    finally:
        await runner.cleanup()


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _response(answer: Answer) -> web.Response:
    if answer.payload is None:
        return web.Response(status=answer.status)
    return web.json_response(answer.payload, status=answer.status)
