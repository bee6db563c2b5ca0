"""The call that the platform makes itself: asking a provider for a game's link (FACTS 3.2)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import aiohttp

from sandbox.openapigames.shapes import is_url


@dataclass(frozen=True)
class LaunchAnswer:
    """What a provider answered."""

    status: int
    content_type: str
    text: str

    @property
    def body(self) -> Any:
        """Its JSON, None if it is none."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None

    @property
    def game_launch_url(self) -> str | None:
        """Where the player is sent, None if the answer is not the documented one."""
        return None if any(self.mistakes()) else str(self.body["gameLaunchUrl"])

    def mistakes(self) -> Iterator[str]:
        """Tell what keeps it from being the documented answer."""
        if self.status != 200:
            yield f"the status is {self.status}"
        if self.content_type != "application/json":
            yield f"Content-Type is {self.content_type}, not application/json"
        body = self.body
        if not isinstance(body, dict) or set(body) != {"gameLaunchUrl"}:
            yield "the body is not an object with gameLaunchUrl and nothing else"
        elif not is_url(body["gameLaunchUrl"]):
            yield "gameLaunchUrl must be a URL"


@dataclass(frozen=True)
class Launch:
    """One call and its answer."""

    account_id: str
    url: str
    raw: bytes
    sign: str | None
    answer: LaunchAnswer


async def post(url: str, raw: bytes, sign: str | None, seconds: float) -> LaunchAnswer:
    """POST these bytes; aiohttp.ClientError or TimeoutError if there is no answer in time."""
    headers = {"Content-Type": "application/json"}
    if sign is not None:
        headers["Sign"] = sign
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(seconds)) as session,
        session.post(url, data=raw, headers=headers, allow_redirects=False) as answer,
    ):
        text = (await answer.read()).decode("utf-8", "replace")
        return LaunchAnswer(answer.status, answer.content_type, text)
