"""What happens in a world, told to whoever waits for it or shows it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Literal, Self

from .chat_records import ChatRecord, Message

ChangeKind = Literal[
    "message_new",
    "message_edited",
    "message_deleted",
    "tap",
    "tap_answered",
    "chats",
    "typing",
    "commands",
    "updates",
    "call",
]


@dataclass(frozen=True)
class Change:
    """One thing that happened; the fields that have to do with it are set."""

    kind: ChangeKind
    chat: ChatRecord | None = None
    message: Message | None = None
    action: str = ""
    """The chat action of a ``typing`` change."""


class Subscription(AsyncIterator[Change]):
    """Changes since it was made; iterate it, and close it (or use ``with``) at the end."""

    def __init__(self, close: Callable[["Subscription"], None]) -> None:
        self._queue: asyncio.Queue[Change] = asyncio.Queue()
        self._close = close

    def push(self, change: Change) -> None:
        """Add a change to those not read yet."""
        self._queue.put_nowait(change)

    def close(self) -> None:
        """Hear of nothing more."""
        self._close(self)

    async def __anext__(self) -> Change:
        return await self._queue.get()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(eq=False)
class _Waiter:
    condition: Callable[[], object]
    done: asyncio.Future[None]


class Changes:
    """Tells every change to subscribers and re-checks the conditions that are waited for."""

    def __init__(self) -> None:
        self._subscriptions: list[Subscription] = []
        self._waiters: list[_Waiter] = []

    def subscribe(self) -> Subscription:
        """Changes from now on."""
        subscription = Subscription(self._unsubscribe)
        self._subscriptions.append(subscription)
        return subscription

    def _unsubscribe(self, subscription: Subscription) -> None:
        if subscription in self._subscriptions:
            self._subscriptions.remove(subscription)

    def publish(self, change: Change) -> None:
        """Tell subscribers and wake whoever waits for what is true now."""
        for subscription in self._subscriptions:
            subscription.push(change)
        for waiter in list(self._waiters):
            if waiter.done.done():
                continue
            try:
                if holds(waiter.condition):
                    waiter.done.set_result(None)
            except Exception as error:  # noqa: BLE001 - it is the waiter's error, and told to it
                waiter.done.set_exception(error)

    async def until(
        self, condition: Callable[[], object], seconds: float, shows: Callable[[], str]
    ) -> None:
        """Wait until the condition is true; TimeoutError with ``shows()`` after so many seconds.

        A condition that meets a LookupError (no such message yet) counts as not true.
        """
        if holds(condition):
            return
        waiter = _Waiter(condition, asyncio.get_running_loop().create_future())
        self._waiters.append(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter.done
        except TimeoutError:
            raise TimeoutError(f"not within {seconds} s; {shows()}") from None
        finally:
            self._waiters.remove(waiter)


def holds(condition: Callable[[], object]) -> bool:
    """Whether the condition is true; what is not there yet makes it false."""
    try:
        return bool(condition())
    except LookupError:
        return False
