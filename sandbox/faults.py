"""What goes wrong on purpose: single faults, the ordered queue of them, and their effect.

A fault is laid around the *act*, the handler that changes the stand-in's state and makes the
answer. Whether the act happened is what a client cannot see, so every fault says it.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from aiohttp import web

Params = Mapping[str, Any]
When = Callable[[Params], bool]
Sleep = Callable[[float], Awaitable[object]]

HTML_PAGE = "<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>"


class Kind(Enum):
    """The ways in which an answer can fail to be the right one."""

    STATUS = "status"
    REFUSAL = "refusal"
    DELAY = "delay"
    LOST = "lost"
    TRUNCATED = "truncated"
    WRONG_TYPES = "wrong types"


@dataclass(frozen=True)
class Fault:
    """One fault; made by the constructors below, never by hand."""

    kind: Kind
    acted: bool = False
    """Whether the act happens all the same."""
    http_status: int = 200
    body: str = ""
    content_type: str = "text/plain"
    headers: Mapping[str, str] = field(default_factory=dict)
    code: str | int = ""
    """The code of a refusal in the stand-in's own words."""
    description: str = ""
    seconds: float = 0
    """How long a delay lasts, or after how long a refusal allows another try."""

    @classmethod
    def status(
        cls,
        http_status: int,
        body: str = "",
        *,
        content_type: str = "text/plain",
        headers: Mapping[str, str] | None = None,
        acted: bool = False,
    ) -> "Fault":
        """Answer this HTTP status with this body."""
        return cls(Kind.STATUS, acted, http_status, body, content_type, headers or {})

    @classmethod
    def html(cls, http_status: int = 200, *, acted: bool = True) -> "Fault":
        """Answer a web page where JSON is due, as a proxy in between does."""
        return cls.status(http_status, HTML_PAGE, content_type="text/html", acted=acted)

    @classmethod
    def malformed(cls, *, acted: bool = True) -> "Fault":
        """Answer something that calls itself JSON and is none."""
        return cls.status(200, '{"broken": ', content_type="application/json", acted=acted)

    @classmethod
    def truncated(cls) -> "Fault":
        """Act, declare the whole answer's length, send half of it and hang up."""
        return cls(Kind.TRUNCATED, acted=True)

    @classmethod
    def wrong_types(cls) -> "Fault":
        """Act, then answer in the right shape, every value of which is an object holding the value."""
        return cls(Kind.WRONG_TYPES, acted=True)

    @classmethod
    def refusal(cls, code: str | int, description: str = "") -> "Fault":
        """Refuse in the stand-in's own envelope; nothing is done."""
        return cls(Kind.REFUSAL, code=code, description=description)

    @classmethod
    def error(cls, code: int, description: str) -> "Fault":
        """Telegram's form of a refusal: error_code and description."""
        return cls.refusal(code, description)

    @classmethod
    def retry_after(cls, seconds: int) -> "Fault":
        """Refuse with 429 and the number of seconds to wait."""
        text = f"Too Many Requests: retry after {seconds}"
        return cls(Kind.REFUSAL, code=429, description=text, seconds=seconds)

    @classmethod
    def delay(cls, seconds: float) -> "Fault":
        """Wait this long, then act and answer rightly."""
        return cls(Kind.DELAY, acted=True, seconds=seconds)

    @classmethod
    def lost_before(cls) -> "Fault":
        """Hang up without having done anything."""
        return cls(Kind.LOST)

    @classmethod
    def lost_after(cls) -> "Fault":
        """Do it, then hang up without an answer."""
        return cls(Kind.LOST, acted=True)


@dataclass
class _Rule:
    endpoint: str
    fault: Fault
    left: int | None
    when: When | None


class Faults:
    """Faults in the order in which they were added; a request takes one at most."""

    def __init__(self) -> None:
        self._rules: list[_Rule] = []

    def add(
        self, endpoint: str, fault: Fault, times: int | None = 1, when: When | None = None
    ) -> None:
        """Lay the fault on the next requests to the endpoint that ``when`` agrees to.

        ``times`` is how many of them; None means until ``clear``.
        """
        if times is not None and times < 1:
            raise ValueError("a fault happens at least once")
        self._rules.append(_Rule(endpoint, fault, times, when))

    def take(self, endpoint: str, params: Params) -> Fault | None:
        """Return and use up the oldest fault that fits the request."""
        for rule in self._rules:
            if rule.endpoint != endpoint or (rule.when is not None and not rule.when(params)):
                continue
            if rule.left is not None:
                rule.left -= 1
                if rule.left == 0:
                    self._rules.remove(rule)
            return rule.fault
        return None

    def clear(self) -> None:
        """Forget every fault still waiting."""
        self._rules.clear()

    def __len__(self) -> int:
        return len(self._rules)


async def answer_with(
    fault: Fault | None,
    request: web.Request,
    act: Callable[[], Awaitable[web.Response]],
    refuse: Callable[[Fault], web.Response],
    sleep: Sleep = asyncio.sleep,
) -> web.StreamResponse:
    """Run ``act`` under the fault; ``refuse`` puts a refusal into the stand-in's envelope."""
    if fault is None:
        return await act()
    if fault.kind is Kind.DELAY:
        await sleep(fault.seconds)
    answer = await act() if fault.acted else web.Response()
    if fault.kind is Kind.DELAY:
        return answer
    if fault.kind is Kind.REFUSAL:
        return refuse(fault)
    if fault.kind is Kind.STATUS:
        return web.Response(
            status=fault.http_status,
            text=fault.body,
            content_type=fault.content_type,
            headers=fault.headers,
        )
    if fault.kind is Kind.WRONG_TYPES:
        return _with_wrong_types(answer)
    if fault.kind is Kind.TRUNCATED:
        await _send_half(request, answer)
    hang_up(request)
    return answer


def _with_wrong_types(answer: web.Response) -> web.Response:
    """What is no JSON, or empty, counts as a text."""
    try:
        body = json.loads(answer.text or "")
    except ValueError:
        body = answer.text or ""
    return web.json_response(_wrapped(body), status=answer.status)


def _wrapped(part: Any) -> Any:
    if isinstance(part, dict) and part:
        return {name: _wrapped(value) for name, value in part.items()}
    if isinstance(part, list) and part:
        return [_wrapped(entry) for entry in part]
    return {"value": part}


def hang_up(request: web.Request) -> None:
    """Close the client's connection; whatever the handler returns then goes nowhere."""
    if request.transport is not None:
        request.transport.close()


async def _send_half(request: web.Request, answer: web.Response) -> None:
    body = answer.body if isinstance(answer.body, bytes | bytearray) else b""
    half = web.StreamResponse(status=answer.status)
    half.content_type = answer.content_type
    half.content_length = max(len(body), 2)  # even an empty answer has something to cut off
    await half.prepare(request)
    await half.write(bytes(body[: len(body) // 2]))
