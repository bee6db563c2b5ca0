"""The queue of work: what is to be done, from when it is written down until a worker claims it."""

import asyncio
from typing import Any

from services.ages import stamp
from services.clock import Clock
from storage.transaction import Tx


class WorkQueue:
    """Writes work down. ``wake`` is set when there is something new to claim."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.wake = asyncio.Event()

    async def put(
        self,
        tx: Tx,
        kind: str,
        subject: str,
        line: str,
        facts: dict[str, Any] | None = None,
        *,
        sealed: bytes | None = None,
        chat_id: int | None = None,
    ) -> bool:
        """Write work into the caller's transaction; call ``kick()`` after it is committed.

        Its facts say besides when it was ``confirmed`` (:mod:`services.ages`).

        ``line`` is the provider it asks; ``facts`` is JSON and never holds a secret: what may is
        ``sealed``. ``chat_id``: where somebody waits for it. False: work of this kind is under way on the
        subject already.
        """
        now = self._clock()
        confirmed = {**(facts or {}), "confirmed": stamp(self._clock)}
        return await tx.work.add(
            kind, subject, line, confirmed, now, now, sealed=sealed, chat_id=chat_id
        )

    async def hasten(
        self, tx: Tx, kind: str, subject: str, line: str, facts: dict[str, Any]
    ) -> None:
        """The same, due now; where it is under way already it says this from now on, and is due too."""
        await tx.work.hasten(kind, subject, line, facts, self._clock())

    def kick(self) -> None:
        """Wake the worker."""
        self.wake.set()
