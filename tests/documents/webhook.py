"""The call that a provider makes to us, judged by its document: ours is the answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from openapi_core.datatypes import RequestParameters

from tests.documents.server import Call, DocumentServer
from tests.sandbox.plain_http import plain_http


@dataclass
class Delivery:
    """What the provider sends, as the engine wants to see it."""

    name: str
    body: bytes
    parameters: RequestParameters
    method: str = "post"
    content_type: str = "application/json"


@dataclass(frozen=True)
class Reply:
    """What we answered, likewise."""

    status_code: int
    content_type: str
    headers: Mapping[str, str]
    data: bytes


async def delivered(
    server: DocumentServer, name: str, address: str, body: bytes, headers: Mapping[str, str]
) -> httpx.Response:
    """Send a webhook and give our answer; what the document has against either is complained of."""
    async with plain_http() as client:
        typed = {**headers, "Content-Type": "application/json"}
        answer = await client.post(address, content=body, headers=typed)
    media = answer.headers.get("Content-Type", "").partition(";")[0]
    reading = server.document.judge(
        Delivery(name, body, RequestParameters(header=dict(headers))),
        Reply(answer.status_code, media, dict(answer.headers), answer.content),
    )
    server.calls.append(Call(reading.number, {}, {}, dict(headers), json.loads(body), body))
    server.complaints += [f"{reading.number}: {name}: {each}" for each in reading.complaints]
    return answer
