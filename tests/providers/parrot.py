"""A provider that lets everybody in and then answers what it was told, word for word."""

import asyncio

from providers.jsontext import encode
from tests.providers.raw import Heard, answer


class Parrot:
    """Lets every sign-in in and answers all else with what it was told."""

    def __init__(self) -> None:
        self.status, self.body = 200, b"{}"
        self.heard: list[Heard] = []

    def told(self, status: int, body: object) -> None:
        """Set the next answers: bytes as they are, all else as JSON."""
        self.status = status
        self.body = body if isinstance(body, bytes) else encode(body)

    async def __call__(self, heard: Heard, writer: asyncio.StreamWriter) -> None:
        self.heard.append(heard)
        signs_in = heard.target.endswith(("/sign-in", "/auth"))
        content = b'{"token": "abc", "accessToken": "abc"}' if signs_in else self.body
        writer.write(answer(content, 200 if signs_in else self.status))
        await writer.drain()
