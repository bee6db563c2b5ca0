"""Whether the database takes writes just now, as the last attempts have shown."""

import asyncio

from storage.errors import Cause, NotWritableError


class Condition:
    """Remembers the trouble a write or read has met until some write is committed again.

    While there is trouble nothing new is begun: ``check`` refuses at once instead of letting everybody
    wait for the same lock in turn.
    """

    def __init__(self) -> None:
        self._cause: Cause | None = None
        self._well = asyncio.Event()
        self._well.set()

    @property
    def cause(self) -> Cause | None:
        """What the matter is; None: nothing known."""
        return self._cause

    def check(self) -> None:
        """Raise NotWritableError while there is trouble."""
        if self._cause is not None:
            raise NotWritableError(self._cause, "known from an earlier attempt")

    def failed(self, cause: Cause) -> None:
        """An attempt has met this."""
        self._cause = cause
        self._well.clear()

    def works(self) -> None:
        """A write was committed."""
        if self._cause is not None:
            self._cause = None
            self._well.set()

    async def well(self) -> None:
        """Wait until there is no trouble known."""
        await self._well.wait()
