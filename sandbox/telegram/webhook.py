"""The webhook: updates are posted to the bot instead of being fetched by it."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from .updates import UpdateQueue

Reply = Callable[[Mapping[str, Any]], Awaitable[object]]


@dataclass
class Webhook:
    """What setWebhook has set, and how its last delivery went."""

    url: str
    secret_token: str | None = None
    max_connections: int = 40
    last_error: str | None = None
    last_error_date: int | None = None


class WebhookSender:
    """Posts updates one after the other, each until it is accepted with 2xx.

    A JSON object in the answer is a method call ("Making requests when getting updates");
    ``reply`` runs it.
    """

    def __init__(
        self,
        webhook: Webhook,
        updates: UpdateQueue,
        reply: Reply,
        now: Callable[[], int],
        pause: float = 0.2,
    ) -> None:
        self._webhook = webhook
        self._updates = updates
        self._reply = reply
        self._now = now
        self._pause = pause
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Post nothing more."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(60)) as session:
            while True:
                if not self._updates.pending:
                    await self._updates.arrival(3600)
                    continue
                update = self._updates.pending[0]
                update.fetched = True
                if await self._post(session, update.json()):
                    self._updates.done(update)
                else:
                    await asyncio.sleep(self._pause)

    async def _post(self, session: aiohttp.ClientSession, body: dict[str, Any]) -> bool:
        secret = self._webhook.secret_token
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            async with session.post(self._webhook.url, json=body, headers=headers) as answer:
                text = await answer.text()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return self._failed(f"Connection failed: {type(error).__name__}")
        if not 200 <= answer.status < 300:
            reason = f"{answer.status} {answer.reason}"
            return self._failed(f"Wrong response from the webhook: {reason}")
        try:
            called = json.loads(text or "null")
        except ValueError:
            called = None
        if isinstance(called, dict) and "method" in called:
            await self._reply(called)
        return True

    def _failed(self, error: str) -> bool:
        self._webhook.last_error = error
        self._webhook.last_error_date = self._now()
        return False
